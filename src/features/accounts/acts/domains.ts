import { domainToASCII } from 'node:url';
import { isFreeMail } from '../../../core/freeMail.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { agree, type Seen } from '../../../server/dns.ts';
import { newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { DomainAsked, DomainKnown, DomainProved, DomainRemoved, ProofOver, proofDays } from '../contract/domains.ts';
import { getAccountForUpdate } from '../queries.ts';
import { findProofForUpdate, listDomainRows, listOpenProofs, type ProofRow } from '../queries/domains.ts';

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** A domain as the DNS writes it, from what somebody typed: also an address of a page, or of mail. @throws RequestInvalid */
export function domainTyped(typed: string): string {
  const bare = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  const domain = domainToASCII(bare);
  const labels = domain.split('.');
  if (labels.length < 2 || domain.length > 253 || !labels.every((each) => label.test(each)) || /^\d+$/.test(labels.at(-1) ?? ''))
    throw new RequestInvalid({ fields: { domain: 'not_a_domain' } });
  if (isFreeMail(domain)) throw new RequestInvalid({ fields: { domain: 'free_mail_domain' } });
  return domain;
}

/**
 * Begins to prove a domain; while one is under way, that one. `personId`: who becomes admin by it, where the company has none.
 * @throws DomainKnown, RequestInvalid
 */
export async function askDomain(tx: Tx, actor: Actor, now: Date, typed: string, personId: string | null = null): Promise<ProofRow> {
  const domain = domainTyped(typed);
  const { accountId } = await getAccountForUpdate(tx);
  if (!personId && (await listDomainRows(tx)).some((known) => known.domain === domain && known.dnsProvedAt)) throw new DomainKnown({ domain });
  const open = (await listOpenProofs(tx, personId)).find((proof) => proof.domain === domain && proof.expiresAt > now);
  if (open) return open;
  const proof = await tx
    .insertInto('domainProofs')
    .values({
      accountId,
      domain,
      personId,
      value: newToken(),
      askedAt: now,
      askedBy: personIdOf(actor),
      expiresAt: new Date(now.getTime() + proofDays * 86_400_000),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, DomainAsked, { accountId, subjectId: proof.proofId, details: { domain } });
  return proof;
}

/** Notes what the resolvers said; when all agree the domain is proved. Run twice, it changes nothing. @throws ProofOver, NotFound */
export async function noteFindings(tx: Tx, actor: Actor, now: Date, proofId: string, seen: readonly Seen[]): Promise<ProofRow> {
  const { accountId } = await getAccountForUpdate(tx);
  const before = await findProofForUpdate(tx, proofId);
  if (!before) throw new NotFound({});
  if (before.verifiedAt) return before;
  if (before.expiresAt <= now) throw new ProofOver({});
  const isProved = agree(seen);
  const proof = await tx
    .updateTable('domainProofs')
    .set({ checkedAt: now, findings: JSON.stringify(seen), verifiedAt: isProved ? now : null })
    .where('accountId', '=', accountId)
    .where('proofId', '=', proofId)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (!isProved) return proof;
  await tx
    .insertInto('accountDomains')
    .values({ accountId, domain: proof.domain, provedAt: now, dnsProvedAt: now })
    .onConflict((on) =>
      on.columns(['domain', 'accountId']).doUpdateSet((eb) => ({ dnsProvedAt: now, provedAt: eb.fn.coalesce('accountDomains.provedAt', eb.val(now)) })),
    )
    .execute();
  await announce(tx, actor, now, DomainProved, { accountId, subjectId: proofId, details: { domain: proof.domain } });
  return proof;
}

/** Gives up a domain, with what is under way to prove it. @throws NotFound */
export async function removeDomain(tx: Tx, actor: Actor, now: Date, domain: string): Promise<void> {
  const { accountId } = await getAccountForUpdate(tx);
  const [known, asked] = await Promise.all([
    tx.deleteFrom('accountDomains').where('accountId', '=', accountId).where('domain', '=', domain).returning('provedAt').executeTakeFirst(),
    tx.deleteFrom('domainProofs').where('accountId', '=', accountId).where('domain', '=', domain).where('personId', 'is', null).returning('proofId').execute(),
  ]);
  if (!known && !asked.length) throw new NotFound({});
  await announce(tx, actor, now, DomainRemoved, { accountId, subjectId: domain, details: { domain } });
}
