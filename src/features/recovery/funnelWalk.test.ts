import { describe, expect, test } from 'vitest';
import { type Method, method, type WayKind } from '../identity/policy.ts';
import { type Trouble, troubles } from './contract/funnel.ts';
import { type Circumstances, type Proof, takenBy, type WayOnFile, whatCounts } from './policy/funnel.ts';

/** Every person there can be: each way on file or not, older than a disputed change or not; every trouble; every order of proofs. */
const before = new Date('2026-01-01T00:00:00Z'),
  change = new Date('2026-06-01T00:00:00Z'),
  after = new Date('2026-07-01T00:00:00Z');
const kinds: readonly { key: string; kind: WayKind }[] = [
  { key: 'sign_in', kind: 'email' },
  { key: 'mail2', kind: 'email' },
  { key: 'phone1', kind: 'phone' },
  { key: 'key1', kind: 'passkey' },
  { key: 'totp', kind: 'totp' },
  { key: 'recovery_codes', kind: 'recovery_code' },
];
/** absent, old or young, for each way; the mailbox of the sign-in name is always there. */
function* files(): Generator<WayOnFile[]> {
  const states = 3 ** kinds.length;
  for (let state = 0; state < states; state++) {
    const ways = kinds.flatMap((way, i): WayOnFile[] => {
      const choice = Math.floor(state / 3 ** i) % 3;
      return choice === 0 ? [] : [{ ...way, since: choice === 1 ? before : after }];
    });
    if (ways.some(({ key }) => key === 'sign_in')) yield ways;
  }
}
function* worlds(): Generator<{ ways: WayOnFile[]; at: Circumstances }> {
  for (const ways of files()) {
    const hasSecondFactor = ways.some(({ kind }) => kind === 'totp' || kind === 'passkey');
    for (const trouble of troubles) for (const disputedChangeAt of [null, change]) yield { ways, at: { trouble, hasSecondFactor, disputedChangeAt } };
  }
}
function subsets<T>(all: readonly T[]): T[][] {
  return all.reduce<T[][]>((sets, each) => [...sets, ...sets.map((set) => [...set, each])], [[]]);
}
const isEnough = (proofs: readonly Proof[], ways: readonly WayOnFile[], at: Circumstances) => whatCounts(proofs, ways, at).missing === 0;
const isOld = ({ since }: WayOnFile, at: Circumstances) => at.disputedChangeAt === null || since < at.disputedChangeAt;

describe('every person, every trouble, every set of proofs', () => {
  test('a thief of one factor never gets in: all ways of one kind, and all that is younger than a disputed change', () => {
    let looked = 0;
    for (const { ways, at } of worlds()) {
      for (const stolen of new Set<Method>(ways.map(({ kind }) => method(kind)))) {
        const held = ways.filter((way) => method(way.kind) === stolen || !isOld(way, at));
        // Without a second factor the mailbox signs in by itself, here as on the sign-in page: nobody can take less than all there is.
        const signsInAlone = !at.hasSecondFactor && !at.disputedChangeAt && at.trouble !== 'mailbox' && stolen === 'email';
        for (const proofs of subsets(held)) {
          looked++;
          if (isEnough(proofs, ways, at)) expect(signsInAlone, JSON.stringify({ ways, at, proofs })).toBe(true);
        }
      }
    }
    expect(looked).toBeGreaterThan(10_000);
  });

  test('an owner who has what the trouble leaves gets in by showing it, in whatever order, and is told so beforehand', () => {
    for (const { ways, at } of worlds()) {
      const held = ways.filter((way) => !takenBy[at.trouble](way));
      const { reachable } = whatCounts([], ways, at);
      expect(isEnough(held, ways, at), JSON.stringify({ ways, at })).toBe(reachable);
      // Step by step: while something is missing and it can be reached, a way that the owner holds is open.
      let shown: WayOnFile[] = [];
      for (let step = 0; reachable && !isEnough(shown, ways, at); step++) {
        const next = whatCounts(shown, ways, at).open.find((way) => held.includes(way));
        expect(next, JSON.stringify({ ways, at, shown })).toBeDefined();
        if (next) shown = [...shown, next];
        expect(step).toBeLessThan(4);
      }
    }
  });

  test('whoever keeps what the security page asks for, two ways of different kind, never depends on others', () => {
    for (const { ways, at } of worlds()) {
      const left = ways.filter((way) => isOld(way, at) && !takenBy[at.trouble](way));
      const methods = new Set(left.map(({ kind }) => method(kind)));
      if (methods.size >= 2) expect(whatCounts([], ways, at).reachable, JSON.stringify({ ways, at })).toBe(true);
      const onlyMailbox = !at.hasSecondFactor && !at.disputedChangeAt && left.some(({ key }) => key === 'sign_in');
      if (onlyMailbox) expect(whatCounts([], ways, at).reachable).toBe(true);
    }
  });

  test('a further proof never takes anything away, and one that counts twice counts once', () => {
    for (const { ways, at } of worlds()) {
      for (const proofs of subsets(ways)) {
        const { missing, counting } = whatCounts(proofs, ways, at);
        for (const more of ways) expect(whatCounts([...proofs, more], ways, at).missing).toBeLessThanOrEqual(missing);
        expect(whatCounts([...proofs, ...proofs], ways, at).counting).toHaveLength(counting.length);
      }
    }
  });

  test('of a frozen person what came with or after the disputed change counts for nothing', () => {
    for (const { ways, at } of worlds()) {
      if (!at.disputedChangeAt) continue;
      const standing = whatCounts(ways, ways, at);
      expect([...standing.counting, ...standing.open].every(({ key }) => ways.some((way) => way.key === key && way.since === before))).toBe(true);
      expect(standing.needed).toBe(2);
    }
  });
});

test('a proof by a way that is no longer on file counts for nothing, but for a saved code: showing it uses it up', () => {
  const ways: WayOnFile[] = [{ key: 'sign_in', kind: 'email', since: before }];
  const at: Circumstances = { trouble: 'factor' satisfies Trouble, hasSecondFactor: true, disputedChangeAt: null };
  expect(
    whatCounts(
      [
        { key: 'sign_in', kind: 'email' },
        { key: 'phone1', kind: 'phone' },
      ],
      ways,
      at,
    ).missing,
  ).toBe(1);
  expect(
    whatCounts(
      [
        { key: 'sign_in', kind: 'email' },
        { key: 'recovery_codes', kind: 'recovery_code', since: before },
      ],
      ways,
      at,
    ).missing,
  ).toBe(0);
  expect(
    whatCounts(
      [
        { key: 'sign_in', kind: 'email' },
        { key: 'recovery_codes', kind: 'recovery_code', since: after },
      ],
      ways,
      { ...at, disputedChangeAt: change },
    ).missing,
  ).toBe(1);
});
