import { may } from '../../core/access.ts';
import { countryRule } from '../../core/countries.ts';
import type { Locale } from '../../core/locale.ts';
import { type Contact, fullName, PersonName } from '../../core/person.ts';
import { domainOf, fold, foldEmail } from '../../core/text.ts';
import type { MemberActor, OperatorActor } from '../../server/actor.ts';
import { enter } from '../../server/db.ts';
import { parsePhone, showPhone } from '../../server/phone.ts';
import type { Tx } from '../../server/tx.ts';
import { findAccount, listDomains } from '../accounts/queries.ts';
import { listProvedWays } from '../identity/queries/ways.ts';
import { listFiles, listMessages, type RequestRow } from '../support/queries/requests.ts';
import { claimsOf } from './acts/accessCases.ts';
import { waitHoursFor } from './acts/accessDesk.ts';
import {
  type AccessCase,
  type AccessClaims,
  type AccessCompared,
  type AccessOnFile,
  type AccessState,
  type AskedAdmin,
  checklistItems,
  type EvidenceKind,
} from './contract/access.ts';
import { type AccessEvent, blocksApproving, blocksPreparing, moveOf, nextOf, standingDays } from './policy/access.ts';
import {
  adminAnswerOf,
  agentFacts,
  type AskedCaseRow,
  calledBackOf,
  caseFacts,
  type CaseRow,
  checkedOf,
  findMemberOf,
  listAdmins,
  listContactChanges,
  listLooks,
  listPeopleLike,
} from './queries/access.ts';

type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;
type Member = NonNullable<Awaited<ReturnType<typeof findMemberOf>>>;

/** What is known of the matched company and of the person on file; `tx` is in the company from then on. */
async function factsOnFile(tx: Tx, now: Date, row: CaseRow) {
  if (!row.accountId) return undefined;
  await enter(tx, { accountId: row.accountId });
  const { givenName, familyName } = PersonName.parse(row.claims);
  const account = await findAccount(tx);
  if (!account) return undefined;
  const [domains, admins, people, changes, member] = await Promise.all([
    listDomains(tx),
    listAdmins(tx, row.accountId, now),
    listPeopleLike(tx, row.accountId, `${givenName} ${familyName}`),
    listContactChanges(tx, row.accountId),
    row.personId ? findMemberOf(tx, row.accountId, row.personId) : undefined,
  ]);
  const ways = member ? await listProvedWays(tx, member.personId) : [];
  return { account, domains: domains.map(({ domain }) => domain), admins, people, changes, member, ways };
}
type Facts = Awaited<ReturnType<typeof factsOnFile>>;

/** Phone numbers and mail addresses that could be called back, with since when each has stood there. */
export function listOnFile(now: Date, facts: Facts): AccessOnFile[] {
  if (!facts) return [];
  const { account, changes, ways } = facts;
  const contact = account.primaryContact as Contact;
  const contactSince = changes['accounts.primary_contact_changed'] ?? account.createdAt;
  const supportSince = changes['accounts.support_details_changed'] ?? account.createdAt;
  const lines: [key: string, kind: 'phone' | 'email', of: AccessOnFile['of'], value: string | null | undefined, since: Date][] = [
    ['contact_phone', 'phone', 'contact', contact.phone, contactSince],
    ['contact_email', 'email', 'contact', contact.email, contactSince],
    ['support_phone', 'phone', 'support', account.supportPhone, supportSince],
    ['support_email', 'email', 'support', account.supportEmail, supportSince],
    ...ways.flatMap((way): typeof lines =>
      way.value && (way.kind === 'phone' || way.kind === 'email') ? [[`person_${way.key}`, way.kind, 'person', way.value, way.since]] : [],
    ),
  ];
  const before = now.getTime() - standingDays * 86_400_000;
  return lines.flatMap(([key, kind, of, value, since]) =>
    value ? [{ key, kind, of, value: kind === 'phone' ? showPhone(value, '') : value, since, hasStood: since.getTime() <= before }] : [],
  );
}

const bare = (text: string): string => text.replace(/\W/g, '').toUpperCase();
const host = (url: string): string =>
  url
    .replace(/^https?:\/\/(www\.)?/i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();

/** What is claimed beside what stands on file. */
function compare(claims: AccessClaims, request: RequestRow, facts: Facts): AccessCompared[] {
  const { account, domains = [], member, ways = [] } = facts ?? {};
  const line = (
    field: AccessCompared['field'],
    claimed: string | null,
    onFile: string | null | undefined,
    same: (a: string, b: string) => boolean,
  ): AccessCompared => ({
    field,
    claimed,
    onFile: onFile || null,
    result: claimed && onFile ? (same(claimed, onFile) ? 'equal' : 'differs') : 'unknown',
  });
  const by = (key: (text: string) => string) => (a: string, b: string) => key(a) === key(b);
  const domain = domainOf(request.email);
  const phones = ways.flatMap(({ kind, value }) => (kind === 'phone' && value ? [value] : []));
  const contact = account?.primaryContact as Contact | undefined;
  const known = [...phones, ...(contact?.phone ? [contact.phone] : []), ...(account?.supportPhone ? [account.supportPhone] : [])];
  return [
    line('company', claims.company, account?.name, by(fold)),
    line('partner_id', claims.partnerId, account?.partnerId, by(bare)),
    line('country', claims.country, account?.country, by(bare)),
    line('registration_number', claims.registrationNumber, account?.registrationNumber, by(bare)),
    line('website', claims.website, account?.website, by(host)),
    line('mail_domain', domain, domains.join(', '), () => domains.includes(domain)),
    line('person', request.name, member ? fullName(member) : null, by(fold)),
    line('sign_in_name', claims.signInName ?? request.email, member?.email, by(foldEmail)),
    line('phone', request.phone ? showPhone(request.phone, '') : null, known.map((phone) => showPhone(phone, '')).join(', '), () =>
      known.some((phone) => parsePhone(phone, claims.country)?.e164 === (request.phone && parsePhone(request.phone, claims.country)?.e164)),
    ),
  ];
}

const shownCompany = (account: Account, facts: NonNullable<Facts>): NonNullable<AccessCase['company']> => ({
  accountId: account.accountId,
  partnerId: account.partnerId,
  name: account.name,
  country: account.country,
  state: account.state,
  registrationNumber: account.registrationNumber,
  website: account.website,
  domains: facts.domains,
  admins: facts.admins,
  people: facts.people.map((person) => ({ personId: person.personId, name: fullName(person), email: person.email })),
});
const shownPerson = (member: Member): NonNullable<AccessCase['person']> => ({
  personId: member.personId,
  name: fullName(member),
  email: member.email,
  memberState: member.state,
  isFrozen: member.frozenAt !== null,
});

type Can = AccessCase['can'];
interface Standing {
  readonly state: AccessState;
  /** The agent may act on this case at all. */
  readonly free: boolean;
  readonly isClear: boolean;
  readonly hasAdmins: boolean;
  readonly isFrozen: boolean;
  readonly isPreparer: boolean;
}
/** What the agent may do from where the case stands. */
function canOf({ state, free, isClear, hasAdmins, isFrozen, isPreparer }: Standing): Can {
  const goes = (event: AccessEvent) => free && moveOf(state, event) !== undefined;
  return {
    match: goes('no_admins') && state !== 'new',
    check: free && ['admins', 'checking', 'asked'].includes(state),
    ask: goes('ask_back'),
    note: free && state !== 'new',
    refuse: goes('refuse'),
    redirect: goes('redirect') && hasAdmins,
    prepare: goes('prepare') && isClear,
    thaw: isFrozen,
    sendBack: free && state === 'prepared' && !isPreparer,
    approve: goes('approve') && isClear,
    open: free,
  };
}

function shownChecklist(row: CaseRow): AccessCase['checklist'] {
  const checked = checkedOf(row);
  return checklistItems.map((item) => {
    const found = checked[item];
    return { item, decision: found?.decision ?? null, by: found?.name ?? null, at: found?.at ?? null, note: found?.note ?? null };
  });
}

/** Everything of a case that an agent needs, and what they may do; `tx` sees across accounts. */
export async function viewCase(tx: Tx, actor: OperatorActor, now: Date, row: CaseRow, request: RequestRow): Promise<AccessCase> {
  const agent = await agentFacts(tx, actor, row, request);
  const [messages, files, looks, names, elevation] = await Promise.all([
    listMessages(tx, row.requestId, { notes: true }),
    listFiles(tx, row.requestId),
    listLooks(tx, row.requestId),
    namesOf(tx, [row.preparedBy, row.approvedBy]),
    row.elevationId ? tx.selectFrom('elevations').select(['waitsUntil', 'state']).where('elevationId', '=', row.elevationId).executeTakeFirst() : undefined,
  ]);
  const facts = await factsOnFile(tx, now, row);
  const state = row.state as AccessState;
  const claims = claimsOf(row);
  const ofCase = caseFacts(row);
  const calledBack = calledBackOf(row);
  const answer = adminAnswerOf(row);
  const acts = may(actor.rights, 'op.access', 'edit');
  const free = acts && !agent.isMember && !agent.isAsker;
  const blocks = state === 'prepared' ? blocksApproving(ofCase, agent) : blocksPreparing(ofCase, agent, checklistItems);
  const waitsUntil = elevation?.waitsUntil ?? null;
  return {
    requestId: row.requestId,
    number: request.number,
    state,
    since: row.stateSince,
    createdAt: request.createdAt,
    trouble: row.trouble as AccessCase['trouble'],
    claims,
    contact: { name: request.name, email: request.email, phone: request.phone && showPhone(request.phone, ''), locale: request.locale as Locale },
    // What happened to the service request stands in its own words elsewhere.
    messages: messages.filter(({ side }) => side !== 'system').map(({ messageId, side, author, text, at }) => ({ messageId, side, author, text, at })),
    files: files.map(({ fileId, name, type, bytes, shows, addedAt }) => ({ fileId, name, type, bytes, shows: shows as EvidenceKind, addedAt })),
    next: nextOf(state, { adminsUntil: row.adminsUntil, askedUntil: row.askedUntil, promisedAt: request.promisedAt, waitsUntil }),
    company: facts ? shownCompany(facts.account, facts) : null,
    person: facts?.member ? shownPerson(facts.member) : null,
    compared: compare(claims, request, facts),
    checklist: shownChecklist(row),
    onFile: listOnFile(now, facts),
    calledBack: calledBack && { value: calledBack.value, result: calledBack.result, by: calledBack.name, at: calledBack.at, note: calledBack.note },
    adminAnswer: answer && { answer: answer.answer, name: answer.name, at: answer.at },
    looks: looks.map(({ name, file, at }) => ({ name, file, at })),
    prepared:
      row.preparedBy && row.preparedAt && row.outcome
        ? { by: names.get(row.preparedBy) ?? '', at: row.preparedAt, outcome: row.outcome as 'elevate', grounds: row.grounds ?? '' }
        : null,
    approved: row.approvedBy && row.approvedAt ? { by: names.get(row.approvedBy) ?? '', at: row.approvedAt } : null,
    refusal: row.refusal as AccessCase['refusal'],
    waitHours: await waitHoursFor(tx, now, row),
    waitsUntil,
    blocks,
    can: canOf({
      state,
      free,
      isClear: blocks.length === 0,
      hasAdmins: (facts?.admins.length ?? 0) > 0,
      isFrozen: facts?.member?.frozenAt != null,
      isPreparer: row.preparedBy === actor.personId,
    }),
    version: row.version,
  };
}

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const known = ids.filter((id) => id !== null);
  if (!known.length) return new Map();
  const rows = await tx.selectFrom('people').select(['personId', 'givenName', 'familyName']).where('personId', 'in', known).execute();
  return new Map(rows.map((row) => [row.personId, fullName(row)]));
}

const stillAnswered: readonly string[] = ['admins', 'checking', 'asked', 'prepared'];
/** A request as an admin of the company sees it: who asks and why, none of the evidence. */
export function viewAsked(row: AskedCaseRow, actor: MemberActor, personId: string | null): AskedAdmin {
  const answer = adminAnswerOf(row);
  const isOpen = stillAnswered.includes(row.state);
  return {
    requestId: row.requestId,
    number: row.number,
    name: row.name,
    email: row.email,
    phone: row.phone && showPhone(row.phone, countryRule(claimsOf(row).country)?.iso2 ?? ''),
    job: claimsOf(row).job,
    trouble: row.trouble as AskedAdmin['trouble'],
    text: row.text,
    askedAt: row.createdAt,
    state: row.state === 'admins' ? 'open' : isOpen ? 'late' : 'over',
    until: row.adminsUntil,
    personId,
    answer: answer && { answer: answer.answer, name: answer.name, at: answer.at },
    can: { answer: isOpen && may(actor.rights, 'users', 'edit') },
  };
}
