import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdersOf } from '../../core/access.ts';
import { checkedFields, rejectionReasons, type VettingStatus, vettingStatuses } from '../accounts/contract.ts';
import { compared, events, type Facts, mayConfirm, moved, nextOf, stepOf, stepsOf } from './policy.ts';

const day = new Date('2026-11-27T09:00:00Z');
const facts = (over: Partial<Facts>): Facts => ({
  status: 'pending',
  reason: null,
  contactConfirmed: true,
  domainProved: true,
  fields: null,
  dueAt: day,
  ...over,
});
const every: Facts[] = vettingStatuses.flatMap((status) =>
  (status === 'rejected' ? rejectionReasons : [null]).flatMap((reason) =>
    [true, false].flatMap((contactConfirmed) =>
      [true, false].flatMap((domainProved) =>
        [null, [], [...checkedFields]].map((fields) =>
          facts({ status, reason, contactConfirmed, domainProved, fields, dueAt: status === 'pending' || status === 'asked' ? day : null }),
        ),
      ),
    ),
  ),
);

test('from every state there is a way on, and every state can be reached', () => {
  const reached = new Set<VettingStatus>(['pending']);
  for (const status of reached) for (const event of events) reached.add(moved(status, event) ?? status);
  expect([...reached].toSorted()).toEqual([...vettingStatuses].toSorted());
  for (const status of vettingStatuses) {
    const ways = events.filter((event) => moved(status, event));
    expect(ways, status).not.toEqual([]);
    // Wherever the company is stuck, it has an act of its own, and the operator cannot take it away.
    if (status !== 'authorized') expect(ways, status).toEqual(expect.arrayContaining(['answer', 'papers', 'edit', 'authorize']));
    if (status !== 'authorized') expect(ways, status).toContain('authorize');
  }
});

test('whoever is not verified has something to do, or somebody to wait for until a day', () => {
  for (const at of every) {
    const next = nextOf(at);
    const where = JSON.stringify(at);
    if (at.status === 'authorized') {
      expect(next.key, where).toBe('done');
      continue;
    }
    expect(next.who, where).not.toBeNull();
    if (next.who === 'company') {
      expect(next.link, where).toMatch(/^\/a\/:account\/(company|verification)/);
      expect(next.permission && holdersOf(next.permission, 'edit'), where).toContain('global_admin');
      if (next.link?.includes('/verification')) expect(moved(at.status, 'answer'), where).toBe('pending');
      else expect(moved(at.status, 'edit'), where).toBe('pending');
    } else expect(next.due, where).toBeInstanceOf(Date);
  }
});

test('every step says its state, and whose turn it is while it is not done', () => {
  for (const at of every) {
    const where = JSON.stringify(at);
    const all = stepsOf(at);
    if (at.status === 'authorized') expect(new Set(all.map(({ state }) => state)), where).toEqual(new Set(['done']));
    if (at.status === 'rejected')
      expect(
        all.filter(({ state }) => state === 'failed').map(({ step }) => step),
        where,
      ).toEqual([stepOf[at.reason ?? 'other']]);
    else
      expect(
        all.filter(({ state }) => state === 'failed'),
        where,
      ).toEqual([]);
    for (const { step, state, who } of all) if (state === 'running' || state === 'asked' || state === 'failed') expect(who, `${where} ${step}`).not.toBeNull();
  }
});

test('of a company that was authorized before, only what it changed is checked again', () => {
  const states = (at: Facts) => Object.fromEntries(stepsOf(at).map(({ step, state }) => [step, state]));
  expect(states(facts({ fields: ['address'], domainProved: false }))).toEqual({
    entry: 'done',
    email_ownership: 'done',
    email_domain: 'done',
    employment: 'done',
    business: 'running',
    decision: 'open',
  });
  expect(states(facts({ domainProved: false }))).toMatchObject({ email_domain: 'running', employment: 'running', business: 'running' });
});

test('two spellings of one thing are one after folding, and other things are not', () => {
  expect(compared('Société Générale', 'Société Générale')).toBe('same');
  expect(compared('Société  Générale ', 'Société Générale')).toBe('same');
  expect(compared('Société Générale S.A.', 'SOCIETE GENERALE SA')).toBe('folded');
  expect(compared('株式会社ＡＢＣ', '株式会社ABC')).toBe('folded');
  expect(compared('FR 40 303 265 045', 'FR40303265045')).toBe('folded');
  expect(compared('Nord Ltd', 'Nord Limited')).toBe('differs');
  expect(compared('がき', 'かき')).toBe('differs');
  expect(compared('…', '—')).toBe('differs');
});

test('whoever proposed a rejection is not its second', () => {
  fc.assert(fc.property(fc.uuid(), fc.uuid(), (one, other) => mayConfirm(one, other) === (one !== other) && !mayConfirm(null, one)));
});

test('however the company and two verifiers act, it always has a way to speak until it is authorized', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (walk) => {
      let status: VettingStatus = 'pending';
      for (const event of walk) {
        status = moved(status, event) ?? status;
        const own = (['answer', 'papers', 'edit'] as const).filter((each) => moved(status, each));
        expect(own).toEqual(status === 'authorized' ? ['edit'] : ['answer', 'papers', 'edit']);
      }
    }),
  );
});
