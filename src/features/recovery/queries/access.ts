import { sql } from 'kysely';
import { z } from 'zod';
import { fullName } from '../../../core/person.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { domainOf, fold, foldEmail } from '../../../core/text.ts';
import type { Tx } from '../../../server/tx.ts';
import { type AccessCandidate, AccessClaims, type AccessState, adminAnswers, callBackResults, checklistItems, itemDecisions } from '../contract/access.ts';
import { type AgentFacts, type CaseFacts, signedInDays } from '../policy/access.ts';

/** Every `tx` here sees across accounts; what is of one company says so. */
export const findCase = (tx: Tx, requestId: string) => tx.selectFrom('accessCases').selectAll().where('requestId', '=', requestId).executeTakeFirst();
export type CaseRow = NonNullable<Awaited<ReturnType<typeof findCase>>>;

/** Locks the case until the transaction ends: of two steps at once the second finds it as the first left it. */
export const findCaseForUpdate = (tx: Tx, requestId: string) =>
  tx.selectFrom('accessCases').selectAll().where('requestId', '=', requestId).forUpdate().executeTakeFirst();

export const findCaseByTicket = (tx: Tx, ticketHash: string) =>
  tx.selectFrom('accessCases').select(['requestId', 'ticketUntil', 'state']).where('ticketHash', '=', ticketHash).executeTakeFirst();
export const findCaseByElevation = (tx: Tx, elevationId: string) =>
  tx.selectFrom('accessCases').select('requestId').where('elevationId', '=', elevationId).executeTakeFirst();

export const listLooks = (tx: Tx, requestId: string) =>
  tx
    .selectFrom('accessLooks as l')
    .leftJoin('files as f', 'f.fileId', 'l.fileId')
    .select(['l.byPerson', 'l.name', 'l.fileId', 'f.name as file', 'l.at'])
    .where('l.requestId', '=', requestId)
    .orderBy('l.at', 'desc')
    .orderBy('l.lookId')
    .limit(100)
    .execute();

/** Whether the person belongs to the company, or did. */
export async function hasBelonged(tx: Tx, accountId: string, personId: string): Promise<boolean> {
  return (
    (await tx.selectFrom('members').select('personId').where('accountId', '=', accountId).where('personId', '=', personId).executeTakeFirst()) !== undefined
  );
}

const part = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;
const FOUND_AT_MOST = 12;

interface Clues {
  readonly partnerId: string | null;
  readonly name: string;
  readonly domains: readonly string[];
  readonly registrationNumber: string | null;
}
/** What of a request may lead to a company. A mail domain that anyone can have leads nowhere. */
export const cluesOf = (claims: AccessClaims, email: string): Clues => ({
  partnerId: claims.partnerId?.replace(/\D/g, '') || null,
  name: fold(claims.company),
  domains: [...new Set([email, claims.signInName ?? ''].filter((each) => each.includes('@')).map(domainOf))].filter((domain) => !isFreeMail(domain)),
  registrationNumber: claims.registrationNumber?.replace(/\W/g, '').toUpperCase() || null,
});

/** Companies that a clue leads to, those first that most lead to; `search` looks by part of a name, a PartnerId or a domain instead. */
export async function listCandidates(tx: Tx, clues: Clues, search?: string): Promise<AccessCandidate[]> {
  const byNumber = sql<boolean>`exists (select from account_registrations r where r.account_id = a.account_id and upper(regexp_replace(r.number, '\\W', '', 'g')) = ${clues.registrationNumber ?? ''})`;
  const byDomain = sql<boolean>`exists (select from account_domains d where d.account_id = a.account_id and d.domain = any(${[...clues.domains]}))`;
  const byName = sql<boolean>`a.name_folded = ${clues.name}`;
  const byPartnerId = sql<boolean>`exists (select from partner_ids i where i.account_id = a.account_id and i.partner_id = ${clues.partnerId ?? ''})`;
  let query = tx
    .selectFrom('accounts as a')
    .select(['a.accountId', 'a.partnerId', 'a.name', 'a.country', 'a.state', 'a.registrationNumber'])
    .select(sql<string[]>`array(select d.domain from account_domains d where d.account_id = a.account_id order by d.domain limit 20)`.as('domains'))
    .select([byNumber.as('byNumber'), byDomain.as('byDomain'), byName.as('byName'), byPartnerId.as('byPartnerId')])
    .where('a.state', '<>', 'closed');
  const words = fold(search ?? '')
    .split(' ')
    .filter(Boolean);
  if (!words.length) query = query.where((eb) => eb.or([byNumber, byDomain, byName, byPartnerId]));
  for (const word of words)
    query = query.where(
      sql<boolean>`(a.search_text like ${part(word)} or a.account_id in (select d.account_id from account_domains d where d.domain like ${part(word)}) or a.registration_number ilike ${part(word)})`,
    );
  const rows = await query.orderBy('a.nameFolded').orderBy('a.accountId').limit(50).execute();
  return rows
    .map(({ byNumber: number, byDomain: domain, byName: name, byPartnerId: partnerId, ...row }) => {
      const by: [AccessCandidate['by'][number], boolean][] = [
        ['partner_id', partnerId],
        ['registration_number', number],
        ['domain', domain],
        ['name', name],
      ];
      return { ...row, by: by.filter(([, leads]) => leads).map(([clue]) => clue) };
    })
    .sort((a, b) => b.by.length - a.by.length)
    .slice(0, FOUND_AT_MOST);
}

/** The company that the clues name for certain: its PartnerId and one more, or a domain that it has proved. A name alone never does. */
export async function findNamedCompany(tx: Tx, clues: Clues): Promise<string | undefined> {
  const candidates = await listCandidates(tx, clues);
  const proved = clues.domains.length
    ? await tx
        .selectFrom('accountDomains')
        .select('accountId')
        .where('domain', 'in', [...clues.domains])
        .where('provedAt', 'is not', null)
        .execute()
    : [];
  const certain = candidates.filter(
    ({ accountId, by, state }) =>
      state === 'active' && ((by.includes('partner_id') && by.length > 1) || proved.some((domain) => domain.accountId === accountId)),
  );
  return certain.length === 1 ? certain[0]?.accountId : undefined;
}

/** The people of a company by mail address: the one of the request, or the sign-in name that is claimed. */
export const listPeopleNamed = (tx: Tx, accountId: string, emails: readonly (string | null)[]) =>
  tx
    .selectFrom('members as m')
    .innerJoin('signInNames as n', 'n.personId', 'm.personId')
    .select(['m.personId', 'm.givenName', 'm.familyName', 'm.email', 'm.state'])
    .where('m.accountId', '=', accountId)
    .where('m.state', '<>', 'removed')
    .where('n.emailFolded', 'in', ['', ...emails.filter((each) => each !== null).map(foldEmail)])
    .execute();

/** People of the company whose name or mail address has each of the words, for an agent to say who asks. */
export function listPeopleLike(tx: Tx, accountId: string, text: string) {
  let query = tx
    .selectFrom('members')
    .select(['personId', 'givenName', 'familyName', 'email'])
    .where('accountId', '=', accountId)
    .where('state', '<>', 'removed');
  for (const word of fold(text).split(' ').filter(Boolean)) query = query.where('searchText', 'like', part(word));
  return query.orderBy('joinedAt').orderBy('personId').limit(5).execute();
}

/** Active global admins, with whether they were here within 90 days. `tx` must be in the company. */
export async function listAdmins(tx: Tx, accountId: string, now: Date) {
  const rows = await tx
    .selectFrom('members as m')
    .select(['m.personId', 'm.givenName', 'm.familyName', 'm.email'])
    .select(sql<Date | null>`greatest(m.last_used_at, (select max(s.last_used_at) from sessions s where s.person_id = m.person_id))`.as('lastUsedAt'))
    .where('m.accountId', '=', accountId)
    .where('m.state', '=', 'active')
    .where(
      sql<boolean>`exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > ${now}))`,
    )
    .orderBy('m.joinedAt')
    .orderBy('m.personId')
    .limit(50)
    .execute();
  const since = new Date(now.getTime() - signedInDays * 86_400_000);
  return rows.map((row) => ({
    personId: row.personId,
    name: fullName(row),
    email: row.email,
    signedInLately: row.lastUsedAt !== null && row.lastUsedAt > since,
  }));
}

export const findMemberOf = (tx: Tx, accountId: string, personId: string) =>
  tx
    .selectFrom('members as m')
    .innerJoin('people as p', 'p.personId', 'm.personId')
    .select(['m.personId', 'm.givenName', 'm.familyName', 'm.email', 'm.state', 'p.frozenAt'])
    .where('m.accountId', '=', accountId)
    .where('m.personId', '=', personId)
    .where('m.state', '<>', 'removed')
    .executeTakeFirst();

/** When the company's contact and its support details were last changed; absent: never. */
export async function listContactChanges(tx: Tx, accountId: string): Promise<Readonly<Record<string, Date>>> {
  const rows = await tx
    .selectFrom('announcements')
    .select(['name', sql<Date>`max(at)`.as('at')])
    .where('accountId', '=', accountId)
    .where('name', 'in', ['accounts.primary_contact_changed', 'accounts.support_details_changed'])
    .groupBy('name')
    .execute();
  return Object.fromEntries(rows.map(({ name, at }) => [name, at]));
}

/** Requests that name this company and were told to its admins, the newest first. */
export function listCasesOf(tx: Tx, accountId: string, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('accessCases as c')
    .innerJoin('serviceRequests as r', 'r.requestId', 'c.requestId')
    .selectAll('c')
    .select(['r.number', 'r.name', 'r.email', 'r.phone', 'r.locale', 'r.createdAt'])
    .select(
      sql<string>`(select m.text from service_messages m where m.request_id = r.request_id and m.side = 'asker' order by m.at, m.message_id limit 1)`.as(
        'text',
      ),
    )
    .where('c.accountId', '=', accountId)
    .where('c.adminsUntil', 'is not', null);
  if (after)
    query = query.where((eb) => eb.or([eb('r.createdAt', '<', after.at), eb.and([eb('r.createdAt', '=', after.at), eb('r.requestId', '>', after.id)])]));
  return query.orderBy('r.createdAt', 'desc').orderBy('r.requestId').limit(limit).execute();
}
export type AskedCaseRow = Awaited<ReturnType<typeof listCasesOf>>[number];

/** How many cases of the company wait for an answer of its admins; `tx` may be the company's own. */
export async function countAsked(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('accessCases')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('accountId', '=', sql<string>`current_account()`)
    .where('state', '=', 'admins')
    .executeTakeFirstOrThrow();
  return count;
}

/** What the clock moves on: admins that were silent, askers that were, and those to be reminded. */
export const listDue = (tx: Tx, now: Date, reminderBefore: Date) =>
  tx
    .selectFrom('accessCases')
    .select(['requestId', 'state'])
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'admins'), eb('adminsUntil', '<=', now)]),
        eb.and([
          eb('state', '=', 'asked'),
          eb.or([eb('askedUntil', '<=', now), eb.and([eb('askedUntil', '<=', reminderBefore), eb('remindedAt', 'is', null)])]),
        ]),
      ]),
    )
    .limit(500)
    .execute();

const Answers = z.record(z.string(), z.object({ answer: z.enum(adminAnswers), by: z.uuid(), name: z.string(), at: z.coerce.date() }));
/** What an admin of the matched company has said. */
export const adminAnswerOf = (row: Pick<CaseRow, 'answers' | 'accountId'>) => (row.accountId ? (Answers.parse(row.answers)[row.accountId] ?? null) : null);

const Checked = z.partialRecord(
  z.enum(checklistItems),
  z.object({ decision: z.enum(itemDecisions), name: z.string(), at: z.coerce.date(), note: z.string().nullable() }),
);
export const checkedOf = (row: CaseRow) => Checked.parse(row.checklist);
const CalledBack = z.object({
  value: z.string().nullable(),
  result: z.enum(callBackResults),
  name: z.string(),
  at: z.coerce.date(),
  note: z.string().nullable(),
});
export const calledBackOf = (row: CaseRow) => (row.calledBack === null ? null : CalledBack.parse(row.calledBack));

/** What the rules read of a case. */
export const caseFacts = (row: CaseRow): CaseFacts => ({
  state: row.state as AccessState,
  accountId: row.accountId,
  items: Object.fromEntries(Object.entries(checkedOf(row)).map(([item, found]) => [item, found?.decision])),
  callBack: calledBackOf(row)?.result ?? null,
  deniedByAdmin: adminAnswerOf(row)?.answer === 'unknown',
  touchedBy: row.touchedBy,
  preparedBy: row.preparedBy,
});

/** What the rules read of the agent: no company of theirs, no request of their own. */
export async function agentFacts(
  tx: Tx,
  agent: { readonly personId: string; readonly email: string },
  row: CaseRow,
  request: { readonly email: string },
): Promise<AgentFacts> {
  const { signInName } = AccessClaims.parse(row.claims);
  const own = foldEmail(agent.email);
  return {
    personId: agent.personId,
    isMember: row.accountId !== null && (await hasBelonged(tx, row.accountId, agent.personId)),
    isAsker: row.personId === agent.personId || [request.email, signInName].some((email) => email !== null && foldEmail(email) === own),
  };
}

/** Approved cases, with the state of the elevation that each has led to. */
export const listApproved = (tx: Tx) =>
  tx
    .selectFrom('accessCases as c')
    .innerJoin('elevations as e', (on) => on.onRef('e.accountId', '=', 'c.accountId').onRef('e.elevationId', '=', 'c.elevationId'))
    .select(['c.requestId', 'e.state'])
    .where('c.state', '=', 'approved')
    .limit(500)
    .execute();

/** How many cases wait for a second agent, and how many for the first. */
export async function countAtDesk(tx: Tx, personId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('accessCases')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '=', 'prepared')
    .where('preparedBy', '<>', personId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Files of requests that have been over since before a day. */
export const listOldEvidence = (tx: Tx, before: Date) =>
  tx
    .selectFrom('accessCases as c')
    .innerJoin('serviceFiles as s', 's.requestId', 'c.requestId')
    .select(['s.requestId', 's.fileId'])
    .where('c.state', 'in', ['refused', 'redirected', 'done'])
    .where('c.stateSince', '<', before)
    .limit(1000)
    .execute();
