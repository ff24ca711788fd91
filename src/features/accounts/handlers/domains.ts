import { may } from '../../../core/access.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { NotFound } from '../../../core/problems.ts';
import { domainOf } from '../../../core/text.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Config } from '../../../server/config.ts';
import { lookForTxt, resolversOf } from '../../../server/dns.ts';
import { askDomain, noteFindings, removeDomain } from '../acts/domains.ts';
import type { accounts } from '../contract.ts';
import { DomainUses, proofPrefix } from '../contract/domains.ts';
import { presentProof } from '../policy/domains.ts';
import { findProof, listDomainRows, listOpenProofs } from '../queries/domains.ts';

type Part = 'listDomains' | 'addDomain' | 'checkDomain' | 'previewDomainRemoval' | 'removeDomain';

export const domainHandlers = (config: Config): Pick<HandlersOf<typeof accounts>, Part> => ({
  async listDomains({ tx, actor }) {
    const [rows, proofs] = await Promise.all([listDomainRows(tx), listOpenProofs(tx, null)]);
    const names = [...new Set([...rows, ...proofs].map(({ domain }) => domain))].toSorted();
    const mine = domainOf(actor.email);
    const edit = may(actor.rights, 'domains', 'edit');
    return {
      items: names.map((domain) => {
        const provedAt = rows.find((row) => row.domain === domain)?.dnsProvedAt ?? null;
        const proof = provedAt ? undefined : proofs.find((row) => row.domain === domain);
        return { domain, provedAt, proof: proof ? presentProof(proof) : null };
      }),
      suggested: edit && !isFreeMail(mine) && !names.includes(mine) ? mine : null,
      can: { edit },
    };
  },
  addDomain: async ({ tx, actor, now }, { domain }) => presentProof(await askDomain(tx, actor, now, domain)),
  async checkDomain({ tx, actor, now, apart }, { proofId }) {
    const proof = await apart((own) => findProof(own, proofId));
    if (!proof || proof.personId) throw new NotFound({});
    const seen = await lookForTxt(resolversOf(config), proof.domain, proofPrefix, proof.value);
    return presentProof(await noteFindings(tx, actor, now, proofId, seen));
  },
  previewDomainRemoval: async ({ ask }, { domain }) => ({ uses: (await ask(DomainUses, { domain })).flat().filter(({ count }) => count > 0) }),
  async removeDomain({ tx, actor, now }, { domain }) {
    await removeDomain(tx, actor, now, domain);
    return {};
  },
});
