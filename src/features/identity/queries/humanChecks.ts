import type { Tx } from '../../../server/tx.ts';

/** A check whose picture and sound may still be asked for. */
export const findOpenHumanCheck = (tx: Tx, now: Date, checkId: string): Promise<{ answer: Buffer; locale: string } | undefined> =>
  tx
    .selectFrom('humanChecks')
    .select(['answer', 'locale'])
    .where('checkId', '=', checkId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
