import type { Context } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { hashToken, newToken, type Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import type { Claimed } from './admit.ts';
import type { SamlSaid } from '../saml.ts';

/** Keeps what a provider said until the browser that began comes for it; null when the same assertion was here before. `tx` must be in the account. */
export async function keepAnswer(
  tx: Tx,
  secrets: Secrets,
  now: Date,
  directoryId: string,
  { assertionId, requestId, until, ...said }: SamlSaid,
): Promise<string | null> {
  const token = newToken();
  const kept = await tx
    .insertInto('samlAnswers')
    .values({
      directoryId,
      assertionHash: hashToken(assertionId),
      tokenHash: hashToken(token),
      requestId,
      said: secrets.seal(JSON.stringify(said)),
      receivedAt: now,
      expiresAt: until,
    })
    .onConflict((on) => on.doNothing())
    .returning('directoryId')
    .executeTakeFirst();
  return kept ? token : null;
}

export interface Said {
  readonly claimed: Claimed;
  readonly secondFactor: boolean | null;
  readonly signedInAt: Date | null;
}
/** Takes, once, what a provider answered to this very request; null when there is no such thing. */
export async function takeAnswer(
  apart: Context['apart'],
  secrets: Secrets,
  now: Date,
  {
    accountId,
    directoryId,
    requestId,
    token,
  }: { readonly accountId: string; readonly directoryId: string; readonly requestId: string; readonly token: string },
): Promise<Said | null> {
  const row = await apart(async (tx) => {
    await enter(tx, { accountId });
    return tx
      .updateTable('samlAnswers')
      .set({ takenAt: now })
      .where('accountId', '=', accountId)
      .where('directoryId', '=', directoryId)
      .where('tokenHash', '=', hashToken(token))
      .where('requestId', '=', requestId)
      .where('takenAt', 'is', null)
      .where('expiresAt', '>', now)
      .returning('said')
      .executeTakeFirst();
  });
  if (!row) return null;
  const { claimed, secondFactor, signedInAt } = JSON.parse(secrets.open(row.said)) as Omit<Said, 'signedInAt'> & { readonly signedInAt: string | null };
  return { claimed, secondFactor, signedInAt: signedInAt === null ? null : new Date(signedInAt) };
}
