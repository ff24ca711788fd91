import { z } from 'zod';
import type { Locale } from '../../../core/locale.ts';
import type { Contact } from '../../../core/person.ts';
import { foldEmail } from '../../../core/text.ts';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, enter } from '../../../server/db.ts';
import { agree, lookForTxt, resolversOf } from '../../../server/dns.ts';
import { type Job, type JobContext, job } from '../../../server/jobs.ts';
import { askMail, askText } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { proofPrefix, DomainProved } from '../../accounts/contract/domains.ts';
import { getAccount } from '../../accounts/queries.ts';
import { findProof } from '../../accounts/queries/domains.ts';
import { reachedBy, sendResetLink } from '../../identity/acts/resetLinks.ts';
import { findPasswordOf, getPerson, listPasskeys } from '../../identity/queries.ts';
import { listProvedWays } from '../../identity/queries/ways.ts';
import { listHolders } from '../../members/queries.ts';
import { addLink } from '../acts/elevationLinks.ts';
import { startElevation, stopElevation, takeNextStep } from '../acts/elevations.ts';
import { ElevationGranted, ElevationReverted, ElevationStopped, ElevationWaiting } from '../contract/elevations.ts';
import { elevationMail } from '../mails/elevations.ts';
import { elevationRules } from '../policy/elevations.ts';
import { type ElevationRow, findAdminUse, findElevation, hadOtherAdmin, listDueElevations, listLinks } from '../queries/elevations.ts';

const Announced = z.object({ announcementId: z.uuid() });
const happenings = {
  [ElevationWaiting.name]: 'waiting',
  [ElevationGranted.name]: 'granted',
  [ElevationStopped.name]: 'stopped',
  [ElevationReverted.name]: 'reverted',
} as const;
type Happening = (typeof happenings)[keyof typeof happenings];

/** Admins who are told by every way; more would only be more mailboxes to steal. */
const toldAtMost = 50;
/** How long the link to a first password is good. */
const linkMinutes = 24 * 60;

const steps = job({
  name: 'recovery.elevations_due',
  input: z.object({}),
  attempts: 3,
  cron: '* * * * *',
  async run(context) {
    const { db, now } = context;
    const due = await acrossAccounts(db, 'elevations that are due', (tx) => listDueElevations(tx, now));
    for (const each of due)
      await step(context, each).catch((error: unknown) => {
        // One that cannot be taken now must not hold up the others; the next minute tries again.
        context.log.error({ error, elevationId: each.elevationId }, 'the next step of an elevation failed');
      });
  },
});

async function step(
  context: JobContext,
  { accountId, elevationId, state, source, originId }: Awaited<ReturnType<typeof listDueElevations>>[number],
): Promise<void> {
  const { db, now } = context;
  const stands = source !== 'dns' || state !== 'waiting' || (await stillProved(context, accountId, originId));
  await acrossAccounts(db, 'the next step of an elevation', async (tx) => {
    await enter(tx, { accountId });
    const actor = system('recovery.elevations_due', accountId);
    await (stands ? takeNextStep(tx, actor, now, elevationId) : stopElevation(tx, actor, now, elevationId, null));
  });
}

/** Whether the domain is still ruled by whoever proved it; looked at once more before anything is given for it. */
async function stillProved({ db, config }: JobContext, accountId: string, proofId: string | null): Promise<boolean> {
  const proof = await acrossAccounts(db, 'proof of a domain', async (tx) => {
    await enter(tx, { accountId });
    return proofId ? findProof(tx, proofId) : undefined;
  });
  return proof !== undefined && agree(await lookForTxt(resolversOf(config), proof.domain, proofPrefix, proof.value));
}

/** A domain was proved by somebody who becomes admin by it, where there is none. */
const byDomain = job({
  name: 'recovery.elevate_by_domain',
  input: Announced,
  attempts: 5,
  on: [DomainProved.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'a domain proved for an elevation', async (tx) => {
      const told = await tx.selectFrom('announcements').select(['accountId', 'subjectId']).where('announcementId', '=', announcementId).executeTakeFirst();
      if (!told?.accountId || !told.subjectId) return;
      const { accountId } = told;
      await enter(tx, { accountId });
      const proof = await findProof(tx, told.subjectId);
      if (!proof?.personId || !proof.verifiedAt || (await findAdminUse(tx, now)).admins) return;
      const { personId, proofId } = proof;
      // Run twice: what came of it stands already.
      const known = await tx
        .selectFrom('elevations')
        .select('elevationId')
        .where('accountId', '=', accountId)
        .where('originId', '=', proofId)
        .executeTakeFirst();
      if (known) return;
      const waitHours = (await hadOtherAdmin(tx, personId)) ? elevationRules.waitHoursForDomain : 0;
      await startElevation(tx, system('recovery.elevate_by_domain', accountId), now, {
        accountId,
        who: { personId },
        source: 'dns',
        originId: proofId,
        waitHours,
        reason: null,
      });
    });
  },
});

const tell = job({
  name: 'recovery.tell_of_elevation',
  input: Announced,
  attempts: 5,
  on: Object.keys(happenings),
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell of an elevation', async (tx) => {
      const told = await tx
        .selectFrom('announcements')
        .select(['name', 'accountId', 'subjectId'])
        .where('announcementId', '=', announcementId)
        .executeTakeFirst();
      if (!told?.accountId || !told.subjectId) return;
      await enter(tx, { accountId: told.accountId });
      const row = await findElevation(tx, told.subjectId);
      const what = happenings[told.name];
      if (!row || !what) return;
      await tellEveryone(tx, now, row, what);
      if (what === 'granted') await letSignIn(tx, now, row);
    });
  },
});

/** By every way on file: each admin, the contact, whoever confirmed it; and the person it is about, who gets no link to stop it. */
async function tellEveryone(tx: Tx, now: Date, row: ElevationRow, what: Happening): Promise<void> {
  const { accountId, elevationId } = row;
  const base = { accountId, elevationId, what };
  const hasLink = what === 'waiting' || what === 'granted';
  const named = await getPerson(tx, row.personId);
  const readers = await whoIsTold(tx, now, row, hasLink);
  for (const personId of readers) {
    const person = personId === row.personId ? named : await getPerson(tx, personId);
    for (const { kind, value } of reachedBy(await listProvedWays(tx, personId))) {
      const linkId = hasLink && personId !== row.personId ? await addLink(tx, row, { personId, email: value ?? '' }) : null;
      const wanted = { to: value ?? '', locale: person.locale, accountId, personId, ids: { ...base, linkId } };
      await (kind === 'phone' ? askText(tx, now, elevationMail, wanted) : askMail(tx, now, elevationMail, wanted));
    }
  }
  const contact = (await getAccount(tx)).primaryContact as Contact;
  const { rows: known } = await run(tx, 'select 1 from people where person_id = any($1) and lower(email) = $2', [[...readers], foldEmail(contact.email)]);
  if (known.length) return;
  const linkId = hasLink ? await addLink(tx, row, { personId: null, email: contact.email }) : null;
  await askMail(tx, now, elevationMail, { to: contact.email, locale: named.locale as Locale, accountId, ids: { ...base, linkId } });
}

/** Admins as they are, those who were told before, the members of a domain that was proved, and the one it is about. */
async function whoIsTold(tx: Tx, now: Date, row: ElevationRow, hasLink: boolean): Promise<ReadonlySet<string>> {
  const admins = (await listHolders(tx, now, ['global_admin'], toldAtMost)).map(({ personId }) => personId);
  const before = hasLink ? [] : (await listLinks(tx, row.elevationId)).flatMap(({ personId }) => (personId ? [personId] : []));
  const domain = row.source === 'dns' && row.originId ? (await findProof(tx, row.originId))?.domain : undefined;
  const { rows } = domain
    ? await run(
        tx,
        `select person_id from members where account_id = current_account() and state = 'active' and right(lower(email), length($1::text) + 1) = '@' || $1 order by joined_at limit 200`,
        [domain],
      )
    : { rows: [] };
  return new Set([...admins, ...before, ...rows.map((one) => one['person_id'] as string), row.personId]);
}

/** Whoever the desk brought back, or who has no way to sign in, is sent the link to a password. */
async function letSignIn(tx: Tx, now: Date, row: ElevationRow): Promise<void> {
  const [password, keys] = await Promise.all([findPasswordOf(tx, row.personId), listPasskeys(tx, row.personId)]);
  if (row.source !== 'desk' && (password || keys.length)) return;
  const { name: company } = await getAccount(tx);
  await sendResetLink(tx, system('recovery.tell_of_elevation', row.accountId), now, row.personId, { minutes: linkMinutes, why: 'elevation', company });
}

export const elevationsJobs: readonly Job[] = [steps, byDomain, tell] as readonly Job[];
