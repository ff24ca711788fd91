import type { Permission } from '../../core/grants.ts';
import { fullName } from '../../core/person.ts';
import type { Contact } from '../../core/person.ts';
import type { Address } from '../../core/country.ts';
import { foldName } from '../../core/text.ts';
import type { CheckedField, RejectionReason, VettingStatus } from '../accounts/contract.ts';
import { type ComparedField, type nextKeys, type Outcome, type Step, type StepKey, type StepState, steps, type Turn } from './contract.ts';

/** What can happen to a verification. `papers`: the company hands one in; `edit`: it changes what is checked, which the accounts feature writes. */
export const events = ['authorize', 'reject', 'ask', 'answer', 'papers', 'edit'] as const;
export type VettingEvent = (typeof events)[number];

const moves: Readonly<Record<VettingStatus, Partial<Record<VettingEvent, VettingStatus>>>> = {
  pending: { authorize: 'authorized', reject: 'rejected', ask: 'asked', answer: 'pending', papers: 'pending', edit: 'pending' },
  asked: { authorize: 'authorized', reject: 'rejected', ask: 'asked', answer: 'pending', papers: 'pending', edit: 'pending' },
  rejected: { authorize: 'authorized', ask: 'asked', answer: 'pending', papers: 'pending', edit: 'pending' },
  authorized: { edit: 'pending' },
};
/** Where an event leads; undefined: it cannot happen there. */
export const moved = (status: VettingStatus, event: VettingEvent): VettingStatus | undefined => moves[status][event];

/** The step that a reason for rejection is about. */
export const stepOf: Readonly<Record<RejectionReason, StepKey>> = {
  name_differs: 'business',
  address_differs: 'business',
  not_in_register: 'business',
  number_differs: 'business',
  already_registered: 'business',
  papers_needed: 'business',
  contact_not_confirmed: 'email_ownership',
  contact_not_employed: 'employment',
  other: 'decision',
};

/** What is known of a company when its verification is looked at. */
export interface Facts {
  readonly status: VettingStatus;
  readonly reason: RejectionReason | null;
  readonly contactConfirmed: boolean;
  /** The contact's mail domain is one that the company has proved. */
  readonly domainProved: boolean;
  /** Null: everything is checked. */
  readonly fields: readonly CheckedField[] | null;
  readonly dueAt: Date | null;
}

const step = (key: StepKey, state: StepState, who: Turn | null = null, due: Date | null = null): Step => ({ step: key, state, who, due });

/** Every step with its state, and whose turn it is. */
export function stepsOf(facts: Facts): Step[] {
  return steps.map((key) => stepAt(key, facts));
}

function stepAt(key: StepKey, facts: Facts): Step {
  const { status, reason, dueAt } = facts;
  if (status === 'authorized') return step(key, 'done');
  if (key === 'entry') return step(key, 'done');
  if (status === 'rejected' && stepOf[reason ?? 'other'] === key) return step(key, 'failed', 'company');
  if (key === 'email_ownership') return facts.contactConfirmed ? step(key, 'done') : step(key, 'running', 'contact');
  if (key === 'email_domain' && facts.domainProved) return step(key, 'done');
  // Of a company that was authorized before, only what it changed is looked at again.
  if (facts.fields && (key === 'email_domain' || key === 'employment')) return step(key, 'done');
  if (key === 'decision' && status === 'asked') return step(key, 'asked', 'company', dueAt);
  // Nobody works on it before the company has answered, or mended what was wrong.
  if (status !== 'pending') return step(key, 'open');
  if (key === 'decision') return step(key, 'open', 'operator', dueAt);
  return step(key, 'running', 'operator', dueAt);
}

/** What comes next, and what it takes. */
export interface NextStep {
  readonly key: (typeof nextKeys)[number];
  readonly who: Turn | null;
  /** Of the company's people. */
  readonly permission: Permission | null;
  readonly link: string | null;
  readonly due: Date | null;
}

const company = '/a/:account/company';
const here = '/a/:account/verification';

/** There is always something to do, or somebody to wait for; only who is verified has nothing to do. */
export function nextOf({ status, reason, contactConfirmed, dueAt }: Facts): NextStep {
  if (status === 'authorized') return { key: 'done', who: null, permission: null, link: null, due: null };
  if (status === 'asked') return { key: 'answer', who: 'company', permission: 'verification', link: here, due: dueAt };
  if (status === 'pending')
    return contactConfirmed
      ? { key: 'wait', who: 'operator', permission: null, link: null, due: dueAt }
      : { key: 'confirm', who: 'contact', permission: 'verification', link: here, due: dueAt };
  const mend = (key: NextStep['key'], permission: Permission, link: string): NextStep => ({ key, who: 'company', permission, link, due: null });
  switch (reason) {
    case 'name_differs':
    case 'address_differs':
    case 'number_differs':
      return mend('correct_data', 'legal_profile', `${company}?edit=legal`);
    case 'contact_not_confirmed':
    case 'contact_not_employed':
      return mend('correct_contact', 'legal_profile', `${company}?edit=contact`);
    case 'not_in_register':
    case 'papers_needed':
      return mend('send_papers', 'verification', here);
    case 'already_registered':
    case 'other':
    case null:
      return mend('answer', 'verification', here);
  }
}

/** What is compared: of a company, its claims by field, as one line each. */
export interface Claims {
  readonly name: string;
  readonly address: Address;
  readonly registrationNumber: string | null;
  readonly vatNumber: string | null;
  readonly contact: Contact;
}
/** What the company says in a field, as it is compared; empty: nothing. The owner of the domain is claimed to be the company itself. */
export function claimOf(field: ComparedField, { name, address, registrationNumber, vatNumber, contact }: Claims): string {
  switch (field) {
    case 'name':
    case 'domainOwner':
      return name;
    case 'street':
      return [address.line1, address.line2].filter(Boolean).join(', ');
    case 'city':
      return address.city ?? '';
    case 'postalCode':
      return address.postalCode ?? '';
    case 'registrationNumber':
      return registrationNumber ?? '';
    case 'vatNumber':
      return vatNumber ?? '';
    case 'contactName':
      return fullName(contact);
  }
}

/** Letters and digits alone, of any script, without case and accents: how two spellings of one thing are one. */
const foldedOf = (text: string): string => foldName(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** How what was found elsewhere compares: word by word, or after folding case, accents, spaces and punctuation. */
export function compared(claimed: string, found: string): Outcome {
  if (plain(claimed) === plain(found)) return 'same';
  return foldedOf(claimed) !== '' && foldedOf(claimed) === foldedOf(found) ? 'folded' : 'differs';
}

/** Whether one verifier’s proposal to reject can be carried out by this one: never by the one who made it. */
export const mayConfirm = (proposedBy: string | null, personId: string): boolean => proposedBy !== null && proposedBy !== personId;
