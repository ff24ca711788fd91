import { type DomainProof, type Finding, proofPrefix } from '../contract/domains.ts';

/** A proof as its row says it. */
export interface ProofKept {
  readonly proofId: string;
  readonly domain: string;
  readonly value: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly checkedAt: Date | null;
  readonly findings: unknown;
  readonly verifiedAt: Date | null;
}

/** As readers get it. */
export const presentProof = (row: ProofKept): DomainProof => ({
  proofId: row.proofId,
  domain: row.domain,
  record: proofPrefix + row.value,
  askedAt: row.askedAt,
  expiresAt: row.expiresAt,
  checkedAt: row.checkedAt,
  findings: row.findings as Finding[],
  verifiedAt: row.verifiedAt,
});
