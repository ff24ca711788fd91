import { neededItems } from '../contract/access.ts';
import type { AccessState, AccessBlock, ChecklistItem, ItemDecision, AccessStep } from '../contract/access.ts';

/** What can happen to a request for access. */
export const accessEvents = [
  /** The look-up, or an agent, found a company with somebody who can be asked; or without. */
  'admins_found',
  'no_admins',
  'admin_helps',
  'admin_knows_nobody',
  /** The time that admins have has passed. */
  'admins_silent',
  'ask_back',
  'asker_answers',
  'asker_silent',
  'prepare',
  'send_back',
  'approve',
  'refuse',
  'redirect',
  /** Whoever asked no longer wants it. */
  'withdrawn',
  /** What the elevation came to. */
  'granted',
  'stopped',
] as const;
export type AccessEvent = (typeof accessEvents)[number];

const atDesk = { admin_helps: 'redirected', refuse: 'refused', redirect: 'redirected', withdrawn: 'refused' } as const;
const moves: Readonly<Record<AccessState, Partial<Record<AccessEvent, AccessState>>>> = {
  new: { admins_found: 'admins', no_admins: 'checking', asker_answers: 'new', withdrawn: 'refused' },
  admins: { ...atDesk, admin_knows_nobody: 'checking', admins_silent: 'checking', admins_found: 'admins', no_admins: 'checking', asker_answers: 'admins' },
  checking: {
    ...atDesk,
    admin_knows_nobody: 'checking',
    admins_found: 'admins',
    no_admins: 'checking',
    ask_back: 'asked',
    asker_answers: 'checking',
    prepare: 'prepared',
  },
  asked: { ...atDesk, admin_knows_nobody: 'asked', asker_answers: 'checking', asker_silent: 'refused' },
  prepared: { ...atDesk, admin_knows_nobody: 'checking', asker_answers: 'prepared', send_back: 'checking', approve: 'approved' },
  approved: { granted: 'done', stopped: 'refused', asker_answers: 'approved', withdrawn: 'refused' },
  // Whoever was sent to an admin and got no help, or has better evidence, says so by the private link and is back at the desk.
  redirected: { asker_answers: 'checking' },
  refused: { asker_answers: 'checking' },
  done: {},
};
/** Where an event leads; undefined: it cannot happen there. */
export const moveOf = (state: AccessState, event: AccessEvent): AccessState | undefined => moves[state][event];

/** The operator's rule for a company whose admins could answer: so long they are asked first. See decision 0026. */
export const adminsHours = 24;
/** After so many days without an answer the desk closes what it asked back about; a reminder goes out halfway. */
export const answerDays = 14;
export const reminderDays = 7;
/** How long the asker's browser may add evidence after sending. */
export const ticketMinutes = 60;
/** Only what has stood on file for so long may be called back. */
export const standingDays = 30;

interface Dates {
  readonly adminsUntil: Date | null;
  readonly askedUntil: Date | null;
  readonly promisedAt: Date | null;
  readonly waitsUntil: Date | null;
}
/** Whose turn it is and until when. Of what is over only the asker has a step left. */
export function nextOf(state: AccessState, { adminsUntil, askedUntil, promisedAt, waitsUntil }: Dates): AccessStep {
  switch (state) {
    case 'new':
      return { who: 'center', step: 'look_up', due: null };
    case 'admins':
      return { who: 'admins', step: 'answer', due: adminsUntil };
    case 'checking':
      return { who: 'desk', step: 'check', due: promisedAt };
    case 'asked':
      return { who: 'asker', step: 'answer_desk', due: askedUntil };
    case 'prepared':
      return { who: 'second_agent', step: 'approve', due: promisedAt };
    case 'approved':
      return { who: 'center', step: 'wait', due: waitsUntil };
    case 'refused':
      return { who: 'asker', step: 'ask_anew', due: null };
    case 'redirected':
      return { who: 'asker', step: 'turn_to_admin', due: null };
    case 'done':
      return { who: 'asker', step: 'set_password', due: null };
  }
}

/** What the rules read of a case when an agent wants to prepare or approve it. */
export interface CaseFacts {
  readonly state: AccessState;
  readonly accountId: string | null;
  readonly items: Readonly<Partial<Record<ChecklistItem, ItemDecision>>>;
  readonly callBack: CallBack['result'] | null;
  /** An admin of the matched company has said that nobody there knows the asker. */
  readonly deniedByAdmin: boolean;
  readonly touchedBy: readonly string[];
  readonly preparedBy: string | null;
}
interface CallBack {
  readonly result: 'confirmed' | 'denied' | 'no_answer' | 'none_on_file';
}
/** What the rules read of the agent. */
export interface AgentFacts {
  readonly personId: string;
  /** Belongs to the matched company, or did. */
  readonly isMember: boolean;
  /** Is the one who asks, or the person on file. */
  readonly isAsker: boolean;
}

const both = ({ accountId, deniedByAdmin }: CaseFacts, { isMember, isAsker }: AgentFacts): AccessBlock[] => [
  ...(accountId ? [] : ['no_company' as const]),
  ...(isMember ? ['own_company' as const] : []),
  ...(isAsker ? ['own_request' as const] : []),
  ...(deniedByAdmin ? ['denied_by_admin' as const] : []),
];

/** What stands in the way of preparing the decision; empty: nothing. */
export function blocksPreparing(facts: CaseFacts, agent: AgentFacts, items: readonly ChecklistItem[]): AccessBlock[] {
  const { state, callBack, items: decided } = facts;
  return [
    ...(state === 'admins' || state === 'new' ? ['admins_are_asked' as const] : []),
    ...both(facts, agent),
    ...(items.some((item) => !decided[item]) ? ['items_open' as const] : []),
    ...(items.some((item) => decided[item] === 'not_met' || (neededItems.includes(item) && decided[item] === 'not_possible'))
      ? ['items_not_met' as const]
      : []),
    ...(callBack === null ? ['call_back_missing' as const] : []),
    ...(callBack === 'denied' ? ['call_back_denied' as const] : []),
  ];
}

/** What stands in the way of approving: two people, of whom the second has had no hand in the evidence. */
export function blocksApproving(facts: CaseFacts, agent: AgentFacts): AccessBlock[] {
  return [
    ...(facts.preparedBy === agent.personId ? ['prepared_by_you' as const] : []),
    ...(facts.touchedBy.includes(agent.personId) ? ['touched_evidence' as const] : []),
    ...both(facts, agent),
    ...(facts.callBack === 'denied' ? ['call_back_denied' as const] : []),
  ];
}

/** What the waiting time depends on. Admins count while they are active; `others`: not the one who is to be let in. */
export interface Waiting {
  readonly others: number;
  /** One of them has signed in within 90 days. */
  readonly othersSignedIn: boolean;
  /** The one who is to be let in is an active admin already. */
  readonly isAdmin: boolean;
  readonly callBack: CallBack['result'] | null;
}
export const signedInDays = 90;
/**
 * Hours in which anyone who is told can stop the elevation. An admin who is there has seven days; one who was not seen for long, or
 * the one in whose name it is asked, one day; where no admin is left, none when the call-back to old data has confirmed it, else one day.
 */
export function waitHoursOf({ others, othersSignedIn, isAdmin, callBack }: Waiting): number {
  if (others > 0) return othersSignedIn ? 7 * 24 : 24;
  if (isAdmin) return 24;
  return callBack === 'confirmed' ? 0 : 24;
}
