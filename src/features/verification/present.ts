import { may, type Rights } from '../../core/access.ts';
import { countryRule } from '../../core/countries.ts';
import { type Address, checkRegistrationNumber, checkVatNumber } from '../../core/country.ts';
import { isFreeMail } from '../../core/freeMail.ts';
import type { Contact } from '../../core/person.ts';
import { domainOf } from '../../core/text.ts';
import { showPhone } from '../../server/phone.ts';
import { type CheckedField, checkedFields, rejectionReasons, type RejectionReason, type VettingStatus } from '../accounts/contract.ts';
import type { AccountRow } from '../accounts/queries.ts';
import {
  type Case,
  type CaseLine,
  type Check,
  type Compared,
  type ComparedField,
  comparedFields,
  type Happening,
  type numberChecks,
  type SentPaper,
} from './contract.ts';
import { claimOf, compared, type Facts, moved, stepsOf } from './policy.ts';
import { type CaseRow, claimsOf, type FindingRow, type HappenedRow, type PaperRow, saidBy, type VerificationRow } from './queries.ts';

export interface Domain {
  readonly domain: string;
  readonly provedAt: Date | null;
}

const fieldsOf = (fields: readonly string[] | null): CheckedField[] | null => fields && checkedFields.filter((field) => fields.includes(field));
const reasonOf = (reason: unknown): RejectionReason | null => rejectionReasons.find((each) => each === reason) ?? null;
const statusOf = (row: { readonly vettingStatus: string }) => row.vettingStatus as VettingStatus;
const proves = ({ email }: Contact, domains: readonly Domain[]): boolean =>
  domains.some(({ domain, provedAt }) => provedAt !== null && domain === domainOf(email));

/** What the rules read of a company. */
export const factsOf = (row: AccountRow, domains: readonly Domain[]): Facts => ({
  status: statusOf(row),
  reason: reasonOf(row.vettingReason),
  contactConfirmed: row.primaryContactConfirmedAt !== null,
  domainProved: proves(row.primaryContact as Contact, domains),
  fields: fieldsOf(row.vettingFields),
  dueAt: row.vettingDueAt,
});

/** Where it stands, with what was last asked and answered. */
export function presentStanding(row: AccountRow, kept: VerificationRow | undefined) {
  return {
    status: statusOf(row),
    since: row.vettingChangedAt,
    dueAt: row.vettingDueAt,
    reason: reasonOf(row.vettingReason),
    note: row.vettingNote,
    fields: fieldsOf(row.vettingFields),
    question: kept?.question ?? null,
    askedAt: kept?.question ? kept.askedAt : null,
    answer: kept?.answer ?? null,
    answeredAt: kept?.answeredAt ?? null,
  };
}

export const presentLine = (row: CaseRow): CaseLine => ({
  accountId: row.accountId,
  partnerId: row.partnerId,
  name: row.name,
  country: row.country,
  status: statusOf(row),
  since: row.vettingChangedAt,
  dueAt: row.vettingDueAt,
  fields: fieldsOf(row.vettingFields),
  duplicates: row.duplicates,
});

type Fields = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What a row of the log says about the verification; nothing for a change that needs no check. */
export function presentHappened({ name, at, actorName, actorKind, details, after }: HappenedRow): Happening[] {
  const said = details as Fields;
  const result = (after ?? {}) as Fields;
  const happening = (what: Happening['what'], more: Partial<Happening> = {}): Happening[] => [
    { what, at, by: actorKind === 'system' ? null : actorName, reason: null, text: null, fields: [], ...more },
  ];
  switch (name) {
    case 'accounts.created':
      return happening('created');
    case 'accounts.legal_profile_changed':
      return said['checkedAgain'] === true ? happening('changed', { fields: (said['fields'] as string[] | undefined) ?? [] }) : [];
    case 'accounts.primary_contact_changed':
      return happening('contact_changed', { text: textOf(said['name']) });
    case 'accounts.primary_contact_confirmed':
      return happening('contact_confirmed', { text: textOf(said['name']) });
    case 'verification.asked':
      return happening('asked', { text: textOf(said['question']) });
    case 'verification.answered':
      return happening('answered', { text: textOf(said['answer']) });
    case 'verification.paper_sent':
      return happening('paper_sent', { text: textOf(said['file']) });
    case 'verification.paper_accepted':
    case 'verification.paper_refused':
      return happening(name === 'verification.paper_refused' ? 'paper_refused' : 'paper_accepted', { text: textOf(said['file']) });
    case 'verification.compared':
      return happening('compared', { fields: (said['comparedFields'] as string[] | undefined) ?? [] });
    case 'verification.authorized':
    case 'verification.rejected':
      return happening(name === 'verification.rejected' ? 'rejected' : 'authorized', { reason: reasonOf(said['reason']), text: textOf(said['note']) });
    default:
      // As decisions were told before they had names of their own.
      return said['status'] === 'authorized' || said['status'] === 'rejected'
        ? happening(said['status'], { reason: reasonOf(said['reason']), text: textOf(result['note']) })
        : [];
  }
}

/** The fields to be checked again as they were when they were last authorized. */
export function fieldsBefore(row: AccountRow, happened: readonly HappenedRow[]): Case['before'] {
  const fields = fieldsOf(row.vettingFields);
  if (!fields?.length) return null;
  const authorizedAt = happened.findIndex(
    ({ name, details }) => name === 'verification.authorized' || (name === 'accounts.vetting_decided' && (details as Fields)['status'] === 'authorized'),
  );
  const since = happened.slice(0, authorizedAt === -1 ? happened.length : authorizedAt).filter(({ name }) => name === 'accounts.legal_profile_changed');
  const before = since.at(-1)?.before as Fields | null | undefined;
  return before ? Object.fromEntries(fields.map((field) => [field, before[field] ?? null])) : null;
}

type NumberCheck = (typeof numberChecks)[number];
function checkOf(country: string, value: string | null, kind: 'registration' | 'vat'): NumberCheck {
  const rule = countryRule(country);
  if (!value) return 'none';
  if (!rule || (kind === 'vat' && !rule.vat)) return 'no_rule';
  return (kind === 'vat' ? checkVatNumber(rule, value) : checkRegistrationNumber(rule, value)) ? 'wrong' : 'right';
}

export const presentPaper = ({ fileId, name, kind, addedAt, addedByName, verdict, reason, note }: PaperRow): SentPaper => ({
  fileId,
  name,
  kind: kind as SentPaper['kind'],
  addedAt,
  addedBy: addedByName,
  verdict: verdict as SentPaper['verdict'],
  reason: reason as SentPaper['reason'],
  note,
});

/** The three checks, each with what was compared with what. What the company never said, and nobody looked for, is left out. */
export function presentChecks(row: AccountRow, findings: readonly FindingRow[]): Check[] {
  const claims = claimsOf(row);
  const contact = row.primaryContact as Contact;
  const confirmed = row.primaryContactConfirmedAt;
  const email: Compared = {
    field: 'email',
    claimed: contact.email,
    found: confirmed ? contact.email : null,
    outcome: confirmed ? 'same' : null,
    source: confirmed ? 'link' : null,
    at: confirmed,
    isStale: false,
  };
  const of = (field: ComparedField): Compared => {
    const claimed = claimOf(field, claims);
    const finding = findings.find((each) => each.field === field);
    if (!finding) return { field, claimed, found: null, outcome: null, source: null, at: null, isStale: false };
    const { found, source, foundAt } = finding;
    return {
      field,
      claimed,
      found,
      outcome: compared(claimed, found),
      source: source as Compared['source'],
      at: foundAt,
      isStale: finding.claimed !== claimed,
    };
  };
  const all = (fields: readonly ComparedField[]) => fields.map(of).filter(({ claimed, found }) => claimed !== '' || found !== null);
  return [
    { check: 'email_ownership', fields: [email] },
    { check: 'employment', fields: all(comparedFields.employment) },
    { check: 'business', fields: all(comparedFields.business) },
  ];
}

/** The rejection that waits, while it is still about what the company says. */
function presentProposal(row: AccountRow, kept: VerificationRow | undefined, personId: string): Case['proposal'] {
  const reason = reasonOf(kept?.proposedReason);
  if (!kept?.proposedAt || !reason || kept.proposedOf !== saidBy(row)) return null;
  return { reason, note: kept.proposedNote, by: kept.proposedByName, at: kept.proposedAt, isMine: kept.proposedBy === personId };
}

interface CaseParts {
  readonly papers: readonly PaperRow[];
  readonly findings: readonly FindingRow[];
  readonly fourEyes: boolean;
  readonly kept: VerificationRow | undefined;
  readonly domains: readonly Domain[];
  readonly duplicates: Case['duplicates'];
  readonly happened: readonly HappenedRow[];
}
/** Everything that a verifier looks at. */
export function presentCase(
  row: AccountRow,
  { kept, domains, duplicates, happened, papers, findings, fourEyes }: CaseParts,
  { rights, personId }: { readonly rights: Rights; readonly personId: string },
): Case {
  const contact = row.primaryContact as Contact;
  const { registrationNumber, vatNumber } = row;
  const can = (event: 'authorize' | 'reject' | 'ask') => may(rights, 'op.verification', 'edit') && moved(statusOf(row), event) !== undefined;
  const proposal = presentProposal(row, kept, personId);
  return {
    accountId: row.accountId,
    partnerId: row.partnerId,
    name: row.name,
    country: row.country,
    address: row.address as Address,
    registrationNumber,
    registrationCheck: checkOf(row.country, registrationNumber, 'registration'),
    vatNumber,
    vatCheck: checkOf(row.country, vatNumber, 'vat'),
    website: row.website,
    contact,
    // The operator may sit anywhere: with the country's code.
    phoneShown: contact.phone ? showPhone(contact.phone, '') : null,
    contactConfirmedAt: row.primaryContactConfirmedAt,
    contactDomain: proves(contact, domains) ? 'proved' : isFreeMail(domainOf(contact.email)) ? 'anyone' : 'unknown',
    domains: [...domains],
    duplicates,
    ...presentStanding(row, kept),
    before: fieldsBefore(row, happened),
    steps: stepsOf(factsOf(row, domains)),
    checks: presentChecks(row, findings),
    papers: papers.map(presentPaper),
    proposal,
    fourEyes,
    history: happened.flatMap(presentHappened),
    createdAt: row.createdAt,
    version: row.version,
    can: {
      authorize: can('authorize'),
      reject: can('reject') && !proposal,
      ask: can('ask'),
      compare: can('ask'),
      confirm: can('reject') && proposal !== null && !proposal.isMine,
      dismiss: can('reject') && proposal !== null,
    },
  };
}
