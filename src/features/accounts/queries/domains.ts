import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

const proofs = (tx: Tx) => tx.selectFrom('domainProofs').selectAll().where('accountId', '=', here);
export const findProof = (tx: Tx, proofId: string) => proofs(tx).where('proofId', '=', proofId).executeTakeFirst();
export const findProofForUpdate = (tx: Tx, proofId: string) => proofs(tx).where('proofId', '=', proofId).forUpdate().executeTakeFirst();
export type ProofRow = NonNullable<Awaited<ReturnType<typeof findProof>>>;
/** What is being proved, the newest first; those of a person who wants to become admin by it apart from the company's own. */
export const listOpenProofs = (tx: Tx, personId: string | null) =>
  proofs(tx)
    .where('verifiedAt', 'is', null)
    .where('personId', personId === null ? 'is' : '=', personId)
    .orderBy('askedAt', 'desc')
    .execute();
export const findLastProof = (tx: Tx, personId: string) => proofs(tx).where('personId', '=', personId).orderBy('askedAt', 'desc').limit(1).executeTakeFirst();
/** Whatever may still be proved, in every company; `tx` sees across accounts. */
export const listProofsToLookFor = (tx: Tx, now: Date) =>
  tx
    .selectFrom('domainProofs')
    .select(['accountId', 'proofId', 'domain', 'value'])
    .where('verifiedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('checkedAt')
    .limit(500)
    .execute();

export const listDomainRows = (tx: Tx) =>
  tx.selectFrom('accountDomains').select(['domain', 'provedAt', 'dnsProvedAt']).where('accountId', '=', here).orderBy('domain').execute();
/** What the TXT record of a domain said when it was proved; several, where it was proved more than once. */
export const listProvedValues = async (tx: Tx, domain: string): Promise<string[]> =>
  (await proofs(tx).where('domain', '=', domain).where('verifiedAt', 'is not', null).orderBy('verifiedAt', 'desc').limit(5).execute()).map(
    ({ value }) => value,
  );
