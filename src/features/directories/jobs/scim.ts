import { z } from 'zod';
import { warnedBefore, warningDue } from '../../../core/credential.ts';
import { app, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { acrossAccounts, enter, inAccount } from '../../../server/db.ts';
import { job, type Job } from '../../../server/jobs.ts';
import type { Tx } from '../../../server/tx.ts';
import { InvitationAccepted } from '../../members/contract.ts';
import { applyGroupRoles } from '../acts/scimRoles.ts';
import { link } from '../acts/scimSettling.ts';
import { DirectoryRemoved } from '../contract/directories.ts';
import { GroupMapped, TokenExpiring, UserLinked } from '../contract/scim.ts';
import { findAskedUser, listEndingTokens, listGroupMembers } from '../queries/scim.ts';

const Announced = z.object({ announcementId: z.uuid() });
const findAnnouncement = (tx: Tx, announcementId: string) =>
  tx.selectFrom('announcements').select(['accountId', 'personId', 'subjectId', 'details']).where('announcementId', '=', announcementId).executeTakeFirst();
const Directory = z.object({ directory: z.string() });
const byDirectory = (name: string, accountId: string) => app({ requestId: 'directories', address: null, userAgent: null }, name, accountId);

/** Whoever was known here before the directory brought them has agreed: from now on their membership follows it. */
const linkAsked = job({
  name: 'directories.link_asked',
  input: Announced,
  attempts: 5,
  on: [InvitationAccepted.name],
  async run({ db, now }, { announcementId }) {
    const told = await acrossAccounts(db, 'who accepted an invitation', (tx) => findAnnouncement(tx, announcementId));
    const { accountId, personId, subjectId } = told ?? {};
    if (!accountId || !personId || !subjectId) return;
    await inAccount(db, accountId, async (tx) => {
      const asked = await findAskedUser(tx, subjectId);
      if (!asked) return;
      const taken = await tx
        .selectFrom('scimUsers')
        .select('userId')
        .where('accountId', '=', accountId)
        .where('personId', '=', personId)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (taken) return;
      const actor = byDirectory(asked.directory, accountId);
      await tx.updateTable('scimUsers').set({ invitationId: null }).where('accountId', '=', accountId).where('userId', '=', asked.userId).execute();
      await link(tx, actor, now, { accountId, userId: asked.userId }, personId);
      const member = await tx
        .selectFrom('members')
        .select(['givenName', 'familyName'])
        .where('accountId', '=', accountId)
        .where('personId', '=', personId)
        .executeTakeFirst();
      await announce(tx, actor, now, UserLinked, {
        personId,
        subjectId: asked.userId,
        details: { directory: asked.directory, name: `${member?.givenName ?? ''} ${member?.familyName ?? ''}`.trim() },
      });
    });
  },
});

/** Gives and takes what a group is now mapped to, person by person. */
const applyMapping = job({
  name: 'directories.apply_mapping',
  input: Announced,
  attempts: 5,
  on: [GroupMapped.name],
  async run({ db, now }, { announcementId }) {
    const told = await acrossAccounts(db, 'a group was mapped to roles', (tx) => findAnnouncement(tx, announcementId));
    const { accountId, subjectId } = told ?? {};
    if (!accountId || !subjectId) return;
    const actor = byDirectory(Directory.parse(told?.details).directory, accountId);
    const members = await inAccount(db, accountId, (tx) => listGroupMembers(tx, [subjectId]));
    for (const { personId } of members) if (personId) await inAccount(db, accountId, (tx) => applyGroupRoles(tx, actor, now, personId));
  },
});

/** With a directory go its users and groups; whatever its groups gave goes from their people. */
const dropGroupRoles = job({
  name: 'directories.drop_group_roles',
  input: Announced,
  attempts: 5,
  on: [DirectoryRemoved.name],
  async run({ db, now }, { announcementId }) {
    const told = await acrossAccounts(db, 'a directory was removed', (tx) => findAnnouncement(tx, announcementId));
    const accountId = told?.accountId;
    if (!accountId) return;
    const held = await inAccount(db, accountId, (tx) => tx.selectFrom('scimRoles').select('personId').distinct().where('accountId', '=', accountId).execute());
    for (const { personId } of held)
      await inAccount(db, accountId, (tx) => applyGroupRoles(tx, system('directories.drop_group_roles', accountId), now, personId));
  },
});

/** Tells those who may renew it of a token that ends soon; each warning once. */
const warn = job({
  name: 'directories.warn_of_tokens',
  input: z.object({}),
  attempts: 3,
  cron: '17 6 * * *',
  async run({ db, now }) {
    const until = warnedBefore(now);
    const ending = await acrossAccounts(db, 'provisioning tokens that end soon', (tx) => listEndingTokens(tx, now, until));
    for (const token of ending) {
      const due = warningDue(token, now);
      if (due === undefined) continue;
      await acrossAccounts(db, 'warn of the end of a token', async (tx) => {
        await enter(tx, { accountId: token.accountId });
        const noted = await tx
          .updateTable('scimTokens')
          .set({ warnedDays: due })
          .where('accountId', '=', token.accountId)
          .where('tokenId', '=', token.tokenId)
          .where('endedAt', 'is', null)
          .where((eb) => eb.or([eb('warnedDays', 'is', null), eb('warnedDays', '>', due)]))
          .returning('tokenId')
          .executeTakeFirst();
        if (!noted) return;
        const details = { directory: token.directory, name: token.name, days: Math.ceil((token.expiresAt.getTime() - now.getTime()) / 86_400_000) };
        await announce(tx, system('directories.warn_of_tokens', token.accountId), now, TokenExpiring, { subjectId: token.directoryId, details });
      });
    }
  },
});

export const scimJobs: readonly Job[] = [linkAsked, applyMapping, dropGroupRoles, warn];
