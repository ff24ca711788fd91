import { type Actor, type MemberActor, system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { hashToken } from '../../server/secrets.ts';
import { newApiKey } from '../../server/tokens.ts';
import { run, type Tx } from '../../server/tx.ts';
import { KeyExpiring, KeyMade, keysOfPerson, type KeyScope, ScopeNotYours, TooManyKeys } from './contract.ts';
import { beyond } from './policy.ts';
import { countLiveKeys, type listEndingKeys } from './queries.ts';

const DAY_MS = 86_400_000;

interface NewKey {
  readonly name: string;
  readonly days: number;
  readonly scopes: readonly KeyScope[];
}

/** A new key of the actor's: the only time that it is seen. @throws TooManyKeys, ScopeNotYours */
export async function makeKey(tx: Tx, actor: MemberActor, now: Date, { name, days, scopes }: NewKey) {
  // Of two made at once the second is counted after the first; and the actor's rights are confirmed before they are given on.
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('api keys ' || $1 || $2, 0))", [actor.accountId, actor.personId]);
  const wrong = beyond(actor.rights, scopes);
  if (wrong) throw new ScopeNotYours({ permission: wrong.permission });
  if ((await countLiveKeys(tx, actor.personId, now)) >= keysOfPerson) throw new TooManyKeys({ most: keysOfPerson });
  const value = newApiKey(actor.accountId);
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const { grantId } = await tx
    .insertInto('accessGrants')
    .values({
      kind: 'key',
      tokenHash: hashToken(value),
      personId: actor.personId,
      scopes: JSON.stringify(tidy(scopes)),
      name,
      hint: value.slice(-4),
      proofs: [...actor.proofs],
      secondFactorAt: actor.secondFactorAt,
      createdAt: now,
      createdBy: actor.name,
      expiresAt,
    })
    .returning('grantId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, KeyMade, {
    subjectId: grantId,
    personId: actor.personId,
    details: { name },
    after: { permissions: tidy(scopes).map(({ permission }) => permission) },
  });
  return { keyId: grantId, value, expiresAt };
}

/** Each permission once, with the most that was named. */
function tidy(scopes: readonly KeyScope[]): KeyScope[] {
  const most = new Map<KeyScope['permission'], KeyScope['level']>();
  for (const { permission, level } of scopes) if (most.get(permission) !== 'edit') most.set(permission, level);
  return [...most].map(([permission, level]) => ({ permission, level }));
}

type Ending = Awaited<ReturnType<typeof listEndingKeys>>[number];
/** Tells the owner of a key how many days are left; each warning once. */
export async function warnOfEnd(tx: Tx, now: Date, { accountId, grantId, personId, name, expiresAt }: Ending, due: number): Promise<void> {
  const noted = await tx
    .updateTable('accessGrants')
    .set({ warnedDays: due })
    .where('accountId', '=', accountId)
    .where('grantId', '=', grantId)
    .where('endedAt', 'is', null)
    .where((eb) => eb.or([eb('warnedDays', 'is', null), eb('warnedDays', '>', due)]))
    .returning('grantId')
    .executeTakeFirst();
  if (!noted || !expiresAt) return;
  const days = Math.ceil((expiresAt.getTime() - now.getTime()) / DAY_MS);
  await announce(tx, system('keys.warn', accountId), now, KeyExpiring, { subjectId: grantId, personId, details: { name, days } });
}

/** Ends every key of someone who no longer belongs to the running account; should they come back, they make new ones. */
export async function endKeysOf(tx: Tx, actor: Actor, now: Date, personId: string): Promise<void> {
  await tx
    .updateTable('accessGrants')
    .set((eb) => ({ endedAt: now, endedBy: 'name' in actor ? actor.name : 'system', version: eb('version', '+', 1) }))
    .where('accountId', '=', actor.accountId)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .execute();
}
