/**
 * A session that a company's directory opened is that company's word about the person, not the person's own. It opens that company and
 * what every session must be able to do; never another company, the operator's side, or what belongs to the identity (decision 0031).
 */

const prefix = 'idp:';
/** What a session keeps of a sign-in through a directory. */
export const signOnProof = (accountId: string, directoryId: string): string => `${prefix}${accountId}:${directoryId}`;
const isSignOn = (proof: string): boolean => proof.startsWith(prefix);

/** Ways of signing in that are the person's own. */
export const ownWays = ['passkey', 'password', 'mail_code'] as const;

/** The one company that a session was opened for by its directory; null for a session that the person opened by a way of their own. */
export function companyOfSignOn(proofs: readonly string[]): string | null {
  if (proofs.some((proof) => (ownWays as readonly string[]).includes(proof))) return null;
  return proofs.find(isSignOn)?.split(':')[1] ?? null;
}

/** By which directories a member may come in, and by which they must; as the proofs that a session would have. */
export interface SignOns {
  readonly may: readonly string[];
  readonly must: readonly string[];
}

/**
 * What a company would accept instead, when it does not accept this session; null when it does.
 * @param accepted the ways that the company accepts; empty accepts every one that is the person's own
 */
export function proofsMissing(proofs: readonly string[], accepted: readonly string[], { may, must }: SignOns): readonly string[] | null {
  const has = (wanted: readonly string[]) => proofs.some((proof) => wanted.includes(proof));
  // What a session was opened with may have ended since: the link, the domain, or the directory itself.
  if (must.length) return has(must.filter((proof) => may.includes(proof))) ? null : must;
  if (has(may)) return null;
  if (accepted.length) return has(accepted.filter((proof) => !isSignOn(proof))) && companyOfSignOn(proofs) === null ? null : accepted;
  return companyOfSignOn(proofs) === null ? null : ownWays;
}
