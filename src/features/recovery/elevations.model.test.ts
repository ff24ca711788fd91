import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { againstConfirmer, areIndependent, type Colleague, type Colleagues, daysLater, hasPair, pairAmong, standsWith } from './policy/elevations.ts';

/** The rules as a pure game: who confirms whom, with whoever the attacker has been able to bring into the company. */

const now = new Date('2026-11-21T09:00:00Z');
const long = daysLater(now, -400);

interface Company {
  /** Those who would only ever confirm an honest colleague. */
  readonly honest: readonly string[];
  /** Whom the attacker speaks for: the one person they hold, and all that this person brought, and those brought, and so on. */
  readonly attacker: readonly string[];
  readonly all: Colleagues;
}

const one = (personId: string, over: Partial<Colleague> = {}): Colleague => ({
  personId,
  isActive: true,
  isGuest: false,
  isFrozen: false,
  joinedAt: long,
  broughtBy: null,
  broughtByAdmin: false,
  factorSince: long,
  ...over,
});
const asMap = (list: readonly Colleague[]): Colleagues => new Map(list.map((each) => [each.personId, each]));

/** Honest people come in by the founder (an admin), by themselves, or by each other; the attacker brings as many puppets as they like. */
const company = fc
  .record({
    honest: fc.array(fc.record({ by: fc.nat({ max: 6 }), byAdmin: fc.boolean(), qualifies: fc.boolean() }), { minLength: 0, maxLength: 5 }),
    attackerBy: fc.nat({ max: 6 }),
    attackerByAdmin: fc.boolean(),
    attackerHasFactor: fc.boolean(),
    puppets: fc.array(fc.nat({ max: 5 }), { maxLength: 5 }),
  })
  .map(({ honest, attackerBy, attackerByAdmin, attackerHasFactor, puppets }): Company => {
    const names = honest.map((_, at) => `h${at}`);
    const people: Colleague[] = [];
    for (const [at, { by, byAdmin, qualifies }] of honest.entries()) {
      const broughtBy = by === 0 ? null : by === 1 ? 'founder' : (names[(by - 2) % Math.max(at, 1)] ?? null);
      const bringer = broughtBy === names[at] ? null : broughtBy;
      people.push(
        one(`h${at}`, { broughtBy: bringer, broughtByAdmin: bringer !== null && (bringer === 'founder' || byAdmin), factorSince: qualifies ? long : null }),
      );
    }
    const bringer = attackerBy === 0 ? null : attackerBy === 1 ? 'founder' : (names[(attackerBy - 2) % Math.max(names.length, 1)] ?? null);
    people.push(
      one('a', {
        broughtBy: bringer,
        broughtByAdmin: bringer === 'founder' || (bringer !== null && attackerByAdmin),
        factorSince: attackerHasFactor ? long : null,
      }),
    );
    // Whom the attacker brings, or lets be brought by whom they brought: never by somebody who had an admin's power.
    const mine = ['a'];
    for (const [at, by] of puppets.entries()) {
      people.push(one(`p${at}`, { broughtBy: mine[by % mine.length] ?? 'a' }));
      mine.push(`p${at}`);
    }
    return { honest: names, attacker: mine, all: asMap(people) };
  });

describe('an attacker who holds one person, with or without the right to add users', () => {
  test('never makes anyone an admin, whoever is named and however long they wait', () => {
    fc.assert(
      fc.property(company, ({ attacker, honest, all }) => {
        // Nobody honest confirms what the attacker has begun: their own people are all the confirmers there are.
        for (const named of [...attacker, ...honest]) expect(pairAmong(attacker, named, all, now)).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
  });

  test('gains nothing by a single honest colleague whom they deceive, unless that one is brought by nobody of theirs and they qualify themselves', () => {
    fc.assert(
      fc.property(company, ({ attacker, honest, all }) => {
        for (const deceived of honest)
          for (const named of attacker) {
            const pair = pairAmong([...attacker, deceived], named, all, now);
            // Two voices there must be: one honest person who said yes, and one that the attacker has for all of theirs.
            if (pair) expect(pair.filter((who) => honest.includes(who))).toEqual([deceived]);
          }
      }),
      { numRuns: 1_000 },
    );
  });

  test('all whom they brought stand with them: one voice', () => {
    fc.assert(
      fc.property(company, ({ attacker, all }) => {
        expect(new Set(attacker.map((who) => standsWith(who, all))).size).toBe(1);
        for (const a of attacker) for (const b of attacker) expect(areIndependent(a, b, all)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('who holds one mailbox holds no second factor of fourteen days, and confirms nothing', () => {
  for (const factorSince of [null, daysLater(now, -13.9), now]) {
    const all = asMap([one('victim', { factorSince }), one('other')]);
    expect(againstConfirmer('victim', 'victim', all, now)).toMatch(/factor/);
    expect(pairAmong(['victim', 'other'], 'victim', all, now)).toBeUndefined();
  }
});

describe('with two honest colleagues who qualify and stand each for themselves', () => {
  test('an administrator can be reached, whatever the attacker brings into the company', () => {
    fc.assert(
      fc.property(company, ({ honest, all }) => {
        const good = honest.filter((who) => !againstConfirmer(who, who, all, now));
        for (const a of good)
          for (const b of good) {
            if (!areIndependent(a, b, all)) continue;
            expect(pairAmong([a, b], a, all, now)).toBeDefined();
            expect(hasPair(a, all, now)).toBe(true);
          }
      }),
      { numRuns: 2_000 },
    );
  });
  test('also when the same admin, who has left since, brought them both', () => {
    const all = asMap([
      one('gone', { isActive: false }),
      one('a', { broughtBy: 'gone', broughtByAdmin: true }),
      one('b', { broughtBy: 'gone', broughtByAdmin: true }),
    ]);
    expect(pairAmong(['a', 'b'], 'a', all, now)).toEqual(['a', 'b']);
    // The former admin cannot come back by the word of those whom they brought.
    expect(pairAmong(['a', 'b'], 'gone', all, now)).toBeUndefined();
  });
});

/**
 * Every state that an elevation can be in, and every step that anybody can take, walked to the end: what the attacker has at most,
 * and what is left of it once it was undone. A step is a line of this table; the acts do the same on the database.
 */
type State = 'none' | 'gathering' | 'waiting' | 'granted' | 'ended' | 'reverted' | 'stopped' | 'lapsed';
interface Walk {
  readonly state: State;
  readonly confirmedBy: readonly string[];
  /** Who has the role, or anything else, under it. */
  readonly under: readonly string[];
}
interface Step {
  readonly by: 'honest' | 'attacker' | 'clock';
  readonly to: Walk;
}
const crew = asMap([one('x'), one('y'), one('m'), one('p', { broughtBy: 'm' }), one('q', { broughtBy: 'm' })]);
const voices = (who: 'honest' | 'attacker') => (who === 'honest' ? ['x', 'y'] : ['m', 'p', 'q']);

/** What can be done from a state about making `named` an admin. The attacker confirms for themselves only, honest people for honest ones. */
function* steps(walk: Walk, named: string): Generator<Step> {
  const side = voices('attacker').includes(named) ? ('attacker' as const) : ('honest' as const);
  if (['none', 'reverted', 'stopped', 'lapsed'].includes(walk.state)) yield { by: side, to: { state: 'gathering', confirmedBy: [], under: [] } };
  if (walk.state === 'gathering') {
    for (const who of voices(side)) {
      if (walk.confirmedBy.includes(who) || againstConfirmer(who, named, crew, now)) continue;
      const confirmedBy = [...walk.confirmedBy, who].toSorted();
      yield { by: side, to: { ...walk, confirmedBy, state: pairAmong(confirmedBy, named, crew, now) ? 'waiting' : 'gathering' } };
    }
    yield { by: 'clock', to: { ...walk, state: 'lapsed' } };
  }
  if (walk.state === 'waiting') {
    yield { by: 'honest', to: { ...walk, state: 'stopped' } };
    yield { by: 'clock', to: { ...walk, state: 'granted', under: [named] } };
  }
  if (walk.state === 'granted') {
    // Whoever is elevated, or was let in by them, gives on; everything carries the same elevation.
    for (const who of [...crew.keys(), 'stranger']) if (!walk.under.includes(who)) yield { by: side, to: { ...walk, under: [...walk.under, who].toSorted() } };
    yield { by: 'honest', to: { ...walk, state: 'reverted', under: [] } };
    yield { by: 'clock', to: { ...walk, state: 'ended' } };
  }
}

function walkAll(named: string): Map<string, Walk> {
  const start: Walk = { state: 'none', confirmedBy: [], under: [] };
  const seen = new Map([[JSON.stringify(start), start]]);
  const waiting = [start];
  for (const walk of waiting)
    for (const { to } of steps(walk, named)) {
      const key = JSON.stringify(to);
      if (seen.has(key)) continue;
      seen.set(key, to);
      waiting.push(to);
    }
  return seen;
}

describe('every state, walked to the end', () => {
  test('for an honest person an admin is reachable from each of them; undoing leaves nothing', () => {
    const all = walkAll('x');
    expect([...all.values()].map(({ state }) => state)).toEqual(expect.arrayContaining(['granted', 'ended', 'reverted', 'stopped', 'lapsed']));
    for (const walk of all.values()) {
      if (walk.state === 'reverted') expect(walk.under).toEqual([]);
      if (walk.state === 'granted') expect([...steps(walk, 'x')].some(({ by, to }) => by === 'honest' && to.state === 'reverted')).toBe(true);
      expect(reaches(walk, 'x'), JSON.stringify(walk)).toBe(true);
    }
  });
  test('for whoever the attacker names, no state beyond gathering is ever reached', () => {
    for (const named of voices('attacker'))
      expect(new Set([...walkAll(named).values()].map(({ state }) => state))).toEqual(new Set(['none', 'gathering', 'lapsed']));
  });
});

/** Whether some steps lead from here to an administrator. */
function reaches(from: Walk, named: string): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (const walk of waiting) {
    if (walk.state === 'granted' || walk.state === 'ended') return true;
    for (const { to } of steps(walk, named)) {
      const key = JSON.stringify(to);
      if (!seen.has(key)) {
        seen.add(key);
        waiting.push(to);
      }
    }
  }
  return false;
}
