import type { Tx } from '../../server/tx.ts';
import { PASSWORD_MIN } from '../identity/contract.ts';
import { proofRules } from '../identity/policy.ts';
import { listPasskeys } from '../identity/queries.ts';
import { isOvertaken, passwordRule } from './acts/funnel.ts';
import { type Opened, type Recovery, RecoveryGone } from './contract/funnel.ts';
import { getInsight, type Insight, numberedWays, otherAddresses, type RecoveryRow } from './queries/funnel.ts';

/** What the page is told. Before the first proof nothing of it, not even a statement, depends on whether anybody was found. @throws RecoveryGone */
export async function presentRecovery(tx: Tx, row: RecoveryRow): Promise<Recovery> {
  const { email, trouble, expiresAt } = row;
  return {
    email,
    trouble,
    expiresAt,
    ready: row.lookedUpAt !== null,
    codes: Object.entries(row.challenges).map(([way, { sentAt, minutes }]) => ({
      way,
      minutes,
      resendAt: new Date(sentAt.getTime() + proofRules.code.resendSeconds * 1000),
    })),
    opened: row.proofs.length && row.lookedUpAt ? await presentOpened(tx, row) : null,
  };
}

async function presentOpened(tx: Tx, row: RecoveryRow): Promise<Opened> {
  if (!row.foundPersonId) return { known: false, frozen: false, ways: [], missing: 0, reachable: false, finish: null, admins: 'none' };
  const insight = await getInsight(tx, row, row.foundPersonId);
  if (isOvertaken(row, insight)) throw new RecoveryGone({});
  const { person, standing } = insight;
  const isBarred = insight.signInIsDisputed && otherAddresses(insight).length === 0;
  return {
    known: true,
    frozen: person.frozenAt !== null,
    ways: presentWays(insight),
    missing: standing.missing,
    reachable: standing.reachable && !(isBarred && standing.missing === 0),
    finish: standing.missing || isBarred ? null : await presentFinish(tx, row, insight),
    admins: row.adminsAskedAt === null ? 'to_ask' : row.adminsAsked ? 'asked' : 'none',
  };
}

function presentWays({ ways, standing }: Insight): Opened['ways'] {
  const shownKinds = new Set(standing.counting.map(({ kind }) => kind));
  const shownKeys = new Set(standing.counting.map(({ key }) => key));
  const good = new Set(standing.good.map(({ key }) => key));
  const stateOf = (key: string) => (shownKeys.has(key) ? 'shown' : good.has(key) ? 'open' : 'young');
  const oneOf = (kind: 'passkey' | 'totp' | 'recovery_code') => {
    const all = ways.filter((each) => each.kind === kind);
    if (shownKinds.has(kind)) return [{ way: kind, kind, hint: '', state: 'shown' as const }];
    return all.length ? [{ way: kind, kind, hint: '', state: all.some(({ key }) => good.has(key)) ? ('open' as const) : ('young' as const) }] : [];
  };
  return [
    ...numberedWays(ways).map(({ way, kind, hint, key }) => ({ way, kind, hint, state: stateOf(key) }) as const),
    ...oneOf('totp'),
    ...oneOf('passkey'),
    ...oneOf('recovery_code'),
  ];
}

async function presentFinish(tx: Tx, row: RecoveryRow, insight: Insight): Promise<NonNullable<Opened['finish']>> {
  const { person, ways, password, hasSecondFactor } = insight;
  const keys = await listPasskeys(tx, person.personId);
  return {
    givenName: person.givenName,
    familyName: person.familyName,
    password: passwordRule(row, insight),
    minimum: { ...PASSWORD_MIN, now: hasSecondFactor ? PASSWORD_MIN.withSecondFactor : PASSWORD_MIN.alone },
    authenticator: ways.some(({ kind }) => kind === 'totp'),
    passkeys: keys.map(({ passkeyId, name }) => ({ passkeyId, name })),
    passwordIsShort: password?.needsSecondFactor ?? false,
    mustChangeAddress: insight.signInIsDisputed,
    addresses: otherAddresses(insight).map(({ way, value }) => ({ way, email: value ?? '' })),
  };
}
