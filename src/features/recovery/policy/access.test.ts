import { describe, expect, test } from 'vitest';
import { type AccessState, accessStates, checklistItems, type ItemDecision } from '../contract/access.ts';
import { type AccessEvent, accessEvents, type AgentFacts, blocksApproving, blocksPreparing, type CaseFacts, moveOf, nextOf, waitHoursOf } from './access.ts';

const day = new Date('2026-12-01T09:00:00Z');
const dates = { adminsUntil: day, askedUntil: day, promisedAt: day, waitsUntil: day };
const over: readonly AccessState[] = ['done'];
/** What makes each turn move on when the one whose turn it is does nothing: the clock, the center, or another's act. */
const movers: Readonly<Record<string, readonly AccessEvent[]>> = {
  look_up: ['admins_found', 'no_admins'],
  answer: ['admins_silent', 'admin_helps', 'admin_knows_nobody'],
  check: ['ask_back', 'prepare', 'refuse', 'redirect'],
  answer_desk: ['asker_silent', 'asker_answers'],
  approve: ['approve', 'send_back', 'refuse'],
  wait: ['granted', 'stopped'],
  turn_to_admin: ['asker_answers'],
  ask_anew: ['asker_answers'],
};

describe('the states of a request for access, walked from the first', () => {
  const walked = new Set<AccessState>();
  const waiting: AccessState[] = ['new'];
  for (const state of waiting) {
    if (walked.has(state)) continue;
    walked.add(state);
    for (const event of accessEvents) {
      const to = moveOf(state, event);
      if (to) waiting.push(to);
    }
  }

  test('every state is reached', () => {
    expect([...walked].sort()).toEqual([...accessStates].sort());
  });

  test('none is without a next step, and whoever has it can take it', () => {
    for (const state of walked) {
      const { who, step, due } = nextOf(state, dates);
      expect(who, state).toBeTruthy();
      const possible = movers[step]?.filter((event) => moveOf(state, event)) ?? [];
      if (over.includes(state)) expect(step, state).toBe('set_password');
      else expect(possible, `${state}: ${step}`).toEqual(movers[step]);
      // Where somebody outside is waited for, it ends by a date.
      if (['admins', 'asked', 'approved'].includes(state)) expect(due, state).toEqual(day);
    }
  });

  test('from each an end can be reached, and what is over stays over', () => {
    const ends = (state: AccessState, seen = new Set<AccessState>()): boolean => {
      if (over.includes(state)) return true;
      if (seen.has(state)) return false;
      seen.add(state);
      return accessEvents.some((event) => {
        const to = moveOf(state, event);
        return to !== undefined && ends(to, seen);
      });
    };
    for (const state of walked) expect(ends(state), state).toBe(true);
    for (const state of over) for (const event of accessEvents) expect(moveOf(state, event), `${state} ${event}`).toBeUndefined();
  });

  test('nobody is let in but by a second agent’s approval and the end of the wait', () => {
    for (const state of walked)
      for (const event of accessEvents) {
        if (moveOf(state, event) === 'approved' && state !== 'approved') expect([state, event]).toEqual(['prepared', 'approve']);
        if (moveOf(state, event) === 'done') expect([state, event]).toEqual(['approved', 'granted']);
      }
  });
});

const all = (decision: ItemDecision) => Object.fromEntries(checklistItems.map((item) => [item, decision]));
const facts = (other: Partial<CaseFacts> = {}): CaseFacts => ({
  state: 'checking',
  accountId: 'a',
  items: all('met'),
  callBack: 'confirmed',
  deniedByAdmin: false,
  touchedBy: ['ann'],
  preparedBy: null,
  ...other,
});
const agent = (other: Partial<AgentFacts> = {}): AgentFacts => ({ personId: 'ann', isMember: false, isAsker: false, ...other });

describe('what stands in the way', () => {
  const preparing = (given: Partial<CaseFacts>, by: Partial<AgentFacts> = {}) => blocksPreparing(facts(given), agent(by), checklistItems);
  test('of preparing', () => {
    expect(preparing({})).toEqual([]);
    expect(preparing({ items: { ...all('met'), voice: 'not_possible' } })).toEqual([]);
    expect(preparing({ items: { ...all('met'), document: 'not_possible' } })).toEqual(['items_not_met']);
    expect(preparing({ items: { ...all('met'), contact: 'not_met' } })).toEqual(['items_not_met']);
    expect(preparing({ items: {} })).toEqual(['items_open']);
    expect(preparing({ callBack: null })).toEqual(['call_back_missing']);
    expect(preparing({ callBack: 'denied' })).toEqual(['call_back_denied']);
    expect(preparing({ accountId: null })).toEqual(['no_company']);
    expect(preparing({ deniedByAdmin: true })).toEqual(['denied_by_admin']);
    expect(preparing({ state: 'admins' })).toEqual(['admins_are_asked']);
    expect(preparing({}, { isMember: true })).toEqual(['own_company']);
    expect(preparing({}, { isAsker: true })).toEqual(['own_request']);
  });
  test('of approving', () => {
    const approving = (given: Partial<CaseFacts>, by: Partial<AgentFacts> = {}) =>
      blocksApproving(facts({ state: 'prepared', preparedBy: 'ann', ...given }), agent({ personId: 'bob', ...by }));
    expect(approving({})).toEqual([]);
    expect(approving({}, { personId: 'ann' })).toEqual(['prepared_by_you', 'touched_evidence']);
    expect(approving({ touchedBy: ['bob'] })).toEqual(['touched_evidence']);
    expect(approving({}, { isMember: true })).toEqual(['own_company']);
    expect(approving({}, { isAsker: true })).toEqual(['own_request']);
    expect(approving({ deniedByAdmin: true })).toEqual(['denied_by_admin']);
    expect(approving({ callBack: 'denied' })).toEqual(['call_back_denied']);
  });
});

test('an admin who is there has seven days, one long gone a day, and nobody is waited for where none is left and old data confirmed it', () => {
  expect(waitHoursOf({ others: 1, othersSignedIn: true, isAdmin: false, callBack: 'confirmed' })).toBe(168);
  expect(waitHoursOf({ others: 2, othersSignedIn: false, isAdmin: true, callBack: 'confirmed' })).toBe(24);
  expect(waitHoursOf({ others: 0, othersSignedIn: false, isAdmin: true, callBack: 'confirmed' })).toBe(24);
  expect(waitHoursOf({ others: 0, othersSignedIn: false, isAdmin: false, callBack: 'no_answer' })).toBe(24);
  expect(waitHoursOf({ others: 0, othersSignedIn: false, isAdmin: false, callBack: 'confirmed' })).toBe(0);
});
