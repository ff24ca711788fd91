import { may, type Rights } from '../../core/access.ts';
import { countryRule } from '../../core/countries.ts';
import { type Address, checkRegistrationNumber, checkVatNumber } from '../../core/country.ts';
import { isFreeMail } from '../../core/freeMail.ts';
import type { Contact } from '../../core/person.ts';
import { domainOf } from '../../core/text.ts';
import { showPhone } from '../../server/phone.ts';
import { type CheckedField, checkedFields, rejectionReasons, type RejectionReason, type VettingStatus } from '../accounts/contract.ts';
import { vettingDueAt } from '../accounts/policy.ts';
import type { AccountRow } from '../accounts/queries.ts';
import type { Case, CaseLine, Happening, numberChecks } from './contract.ts';
import { type Facts, moved, stepsOf } from './policy.ts';
import type { CaseRow, HappenedRow, VerificationRow } from './queries.ts';

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
  dueAt: vettingDueAt(row),
});

/** Where it stands, with what was last asked and answered. */
export function presentStanding(row: AccountRow, kept: VerificationRow | undefined) {
  return {
    status: statusOf(row),
    since: row.vettingChangedAt,
    dueAt: vettingDueAt(row),
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
  dueAt: vettingDueAt(row),
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

interface CaseParts {
  readonly kept: VerificationRow | undefined;
  readonly domains: readonly Domain[];
  readonly duplicates: Case['duplicates'];
  readonly happened: readonly HappenedRow[];
}
/** Everything that a verifier looks at. */
export function presentCase(row: AccountRow, { kept, domains, duplicates, happened }: CaseParts, rights: Rights): Case {
  const contact = row.primaryContact as Contact;
  const { registrationNumber, vatNumber } = row;
  const can = (event: 'authorize' | 'reject' | 'ask') => may(rights, 'op.verification', 'edit') && moved(statusOf(row), event) !== undefined;
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
    history: happened.flatMap(presentHappened),
    createdAt: row.createdAt,
    version: row.version,
    can: { authorize: can('authorize'), reject: can('reject'), ask: can('ask') },
  };
}
