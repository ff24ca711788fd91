import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announcements } from '../../announcements.ts';
import { isSecret } from '../../core/announcement.ts';
import { eventNames, publishedNouns, untold, wireNameOf, wireOffered } from './contract/events.ts';
import { attemptsAtMost, bodyOf, failingAtMost, factsIn, type Happened, nameFor, nextTry, wireBodyOf, wrongWith } from './policy.ts';

const now = new Date('2026-11-22T09:00:00Z');

test('every event is an announcement, and of every announcement it was decided whether programs may be told', () => {
  const names = new Set(announcements.map(({ name }) => name));
  expect(eventNames.filter((name) => !names.has(name))).toEqual([]);
  const nouns = new Set([...names].map((name) => name.split('.')[0] ?? ''));
  expect([...nouns].filter((noun) => !publishedNouns.has(noun) && !untold.includes(noun as never))).toEqual([]);
  expect([...untold].filter((noun) => publishedNouns.has(noun) || !nouns.has(noun))).toEqual([]);
});

test('ten attempts within three days, never later than the table says', () => {
  for (const chance of [0, 0.5, 1]) {
    let at = now;
    let failed = 0;
    for (let next = nextTry(at, ++failed, chance); next; next = nextTry(at, ++failed, chance)) {
      expect(next > at).toBe(true);
      at = next;
    }
    expect(failed).toBe(attemptsAtMost);
    const lasted = at.getTime() - now.getTime();
    expect(lasted).toBeLessThanOrEqual(failingAtMost);
    expect(lasted).toBeGreaterThan(failingAtMost * 0.75);
  }
});

test('an endpoint is told what it asks for, each in its own words', () => {
  expect(nameFor({ kind: 'endpoint', events: ['*'] }, 'orders.placed')).toBe('orders.placed');
  expect(nameFor({ kind: 'endpoint', events: ['orders.placed'] }, 'orders.completed')).toBeUndefined();
  expect(nameFor({ kind: 'endpoint', events: ['*'] }, 'identity.password_changed')).toBeUndefined();
  expect(nameFor({ kind: 'registration', events: ['subscription-updated'] }, 'subscriptions.renewed')).toBe('subscription-updated');
  expect(nameFor({ kind: 'registration', events: ['test-created'] }, 'subscriptions.renewed')).toBeUndefined();
  expect(eventNames.map(wireNameOf).filter((name) => name && !wireOffered.includes(name))).toEqual([]);
});

const happened: Happened = {
  announcementId: '6c5b1f7e-0000-4000-8000-000000000001',
  at: now,
  name: 'subscriptions.seats_changed',
  accountId: '6c5b1f7e-0000-4000-8000-000000000002',
  subjectId: '6c5b1f7e-0000-4000-8000-000000000003',
  personId: null,
  details: { customerId: '6c5b1f7e-0000-4000-8000-000000000004', customer: 'Contoso', product: 'Suite', from: 5, to: 8 },
  before: { quantity: 5, note: 'as Ana asked' },
  after: { quantity: 8, note: 'as Ben asked' },
};

test('what is sent says which thing it is about and what is known by number, day or code; names and words are asked for by id', () => {
  expect(JSON.parse(bodyOf(happened))).toEqual({
    id: happened.announcementId,
    type: 'subscriptions.seats_changed',
    timestamp: '2026-11-22T09:00:00.000Z',
    data: {
      accountId: happened.accountId,
      subjectId: happened.subjectId,
      customerId: '6c5b1f7e-0000-4000-8000-000000000004',
      from: 5,
      to: 8,
      before: { quantity: 5 },
      after: { quantity: 8 },
    },
  });
});

test('the wire API’s words for it', () => {
  expect(JSON.parse(wireBodyOf('subscription-updated', happened, 'https://center.example'))).toEqual({
    EventName: 'subscription-updated',
    ResourceUri: 'https://center.example/v1/customers/6c5b1f7e-0000-4000-8000-000000000004/subscriptions/6c5b1f7e-0000-4000-8000-000000000003',
    ResourceName: 'subscription',
    AuditUri: null,
    ResourceChangeUtcDate: '2026-11-22T09:00:00.000Z',
  });
});

test('whatever an announcement holds, no address, name or sentence gets out', () => {
  const said = fc.constantFrom('Ana Pérez', 'ana@contoso.example', '+33 1 42 60 20 00', 'Her reason was long', 'https://x.example/t?k=1');
  const inner: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      said,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom('name', 'email', 'reason', 'note', 'x'), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(inner, (value) => {
      expect(JSON.stringify(factsIn(value, 'note') ?? null)).not.toMatch(/Ana|@|\+33|reason was|https/);
    }),
  );
});

test('no field of an event is named like a secret', () => {
  const shapes = announcements.filter(({ name }) => (eventNames as readonly string[]).includes(name));
  const fields = shapes.flatMap(({ details }) => Object.keys((details as { shape?: object }).shape ?? {}));
  expect(fields.filter(isSecret)).toEqual([]);
});

test('an address begins with https, unless the operator has named its host', () => {
  expect(wrongWith('https://hooks.example.com/in?x=1', false)).toBeUndefined();
  for (const wrong of ['http://hooks.example.com/', 'ftp://x.example', 'hooks.example.com', 'https://me:secret@x.example/', 'https://x.example/#part'])
    expect(wrongWith(wrong, false), wrong).toBe('https_link');
  expect(wrongWith('http://inner.example/', true)).toBeUndefined();
});
