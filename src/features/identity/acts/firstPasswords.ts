import type { Tx } from '../../../server/tx.ts';
import { insertChallenge, renderToken } from '../challenges.ts';
import { getPerson } from '../queries.ts';
import { credentialLinkPurpose } from './operators.ts';

/**
 * For the mail that is being rendered: the token of a link to `/set-password`, good once, by which someone who cannot sign in yet
 * sets a password. Undefined for whoever has a password or a passkey. The mail must go to the sign-in name: the link proves it.
 */
export async function renderFirstPassword(tx: Tx, now: Date, personId: string, days: number): Promise<string | undefined> {
  const [password, passkey] = await Promise.all([
    tx.selectFrom('passwords').select('personId').where('personId', '=', personId).executeTakeFirst(),
    tx.selectFrom('passkeys').select('personId').where('personId', '=', personId).limit(1).executeTakeFirst(),
  ]);
  if (password ?? passkey) return undefined;
  const { email } = await getPerson(tx, personId);
  const challengeId = await insertChallenge(tx, now, { purpose: credentialLinkPurpose, email, data: { personId }, minutes: days * 24 * 60 });
  return renderToken(tx, challengeId);
}
