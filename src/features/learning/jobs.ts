import { z } from 'zod';
import { system } from '../../server/actor.ts';
import { acrossAccounts, enter } from '../../server/db.ts';
import { enqueueMany, job, type Job } from '../../server/jobs.ts';
import { MemberLeft, MemberRemoved } from '../members/contract.ts';
import { endForLeaver, keepCertificates, markSilent } from './acts.ts';
import { ProviderSilent } from './contract.ts';
import { providerOf } from './provider.ts';
import { findProfile, listLearners } from './queries.ts';

const Learner = z.object({ personId: z.uuid() });

/** Asks the provider for one person's certificates and keeps them. */
export const fetchCertificates: Job<typeof Learner> = job({
  name: 'learning.fetch',
  input: Learner,
  attempts: 6,
  async run({ db, now, config }, { personId }) {
    const provider = providerOf(config);
    const profile = await acrossAccounts(db, 'whose certificates to fetch', (tx) => findProfile(tx, personId));
    if (!provider || !profile) return;
    const given = await provider.listCertificates(profile.profileId).catch(async (error: unknown) => {
      if (error instanceof ProviderSilent) await acrossAccounts(db, 'the learning provider is silent', (tx) => markSilent(tx, now, personId));
      throw error;
    });
    await acrossAccounts(db, 'keep certificates', (tx) =>
      keepCertificates(tx, system('learning.fetch'), now, { personId, profileId: profile.profileId }, given),
    );
  },
});

const refreshAll = job({
  name: 'learning.refresh',
  input: z.object({}),
  attempts: 3,
  cron: '41 3 * * *',
  async run({ db, config }) {
    if (!providerOf(config)) return;
    await acrossAccounts(db, 'the daily round of certificates', async (tx) => enqueueMany(tx, fetchCertificates, await listLearners(tx)));
  },
});

const leaver = job({
  name: 'learning.leaver',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: [MemberRemoved.name, MemberLeft.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'certificates of someone who left', async (tx) => {
      const told = await tx.selectFrom('announcements').select(['accountId', 'personId']).where('announcementId', '=', announcementId).executeTakeFirst();
      if (!told?.accountId || !told.personId) return;
      await enter(tx, { accountId: told.accountId });
      await endForLeaver(tx, now, { accountId: told.accountId, personId: told.personId });
    });
  },
});

export const learningJobs: readonly Job[] = [fetchCertificates, refreshAll, leaver];
