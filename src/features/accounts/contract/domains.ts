import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { question } from '../../../core/question.ts';

/** How long a value may stand in the DNS before it must be seen. */
export const proofDays = 7;
/** What a TXT record must say, before the value. */
export const proofPrefix = 'entente-verify=';

/** What one resolver said: the value is there, another one is, none is, or it gave no answer. */
export const findings = ['right', 'wrong', 'none', 'failed'] as const;
export const Finding = z.object({ resolver: z.string(), said: z.enum(findings) });
export type Finding = z.output<typeof Finding>;

export const DomainProof = z.object({
  proofId: z.uuid(),
  domain: z.string(),
  /** The whole TXT record. */
  record: z.string(),
  askedAt: z.date(),
  expiresAt: z.date(),
  checkedAt: z.date().nullable(),
  findings: z.array(Finding),
  verifiedAt: z.date().nullable(),
});
export type DomainProof = z.output<typeof DomainProof>;

export const Domain = z.object({
  domain: z.string(),
  /** By the DNS; null: known by the mailbox of whoever signed the company up. */
  provedAt: z.date().nullable(),
  proof: DomainProof.nullable(),
});
export type Domain = z.output<typeof Domain>;

export const DomainKnown = defineProblem('accounts.domain_known', 409, z.object({ domain: z.string() }));
export const ProofOver = defineProblem('accounts.proof_over', 409, z.object({}));

const about = z.object({ domain: z.string() });
export const DomainAsked = announcement('domains.asked', about);
export const DomainProved = announcement('domains.proved', about);
export const DomainRemoved = announcement('domains.removed', about);

/** What hangs on a domain; its sentence is `domains.uses.<key>`. */
export const DomainUse = z.object({ key: z.string(), count: z.number() });
export type DomainUse = z.output<typeof DomainUse>;
export const DomainUses = question<{ readonly domain: string }, DomainUse[]>('accounts.domain_uses');

const own = { within: 'account', permission: 'domains' } as const;
const name = z.string().trim().max(253);

export const domainEndpoints = {
  listDomains: endpoint({
    ...own,
    method: 'GET',
    path: '/domains',
    summary: 'The company’s domains, proved and to be proved',
    input: z.object({}),
    output: z.object({
      items: z.array(Domain),
      /** The domain of the reader’s own address, when it is none of these. */ suggested: z.string().nullable(),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  addDomain: endpoint({
    ...own,
    method: 'POST',
    path: '/domains',
    stepUp: 10,
    summary: 'Begin to prove a domain: the value to put into its DNS',
    input: z.object({ domain: name.min(1) }),
    output: DomainProof,
    problems: [DomainKnown],
  }),
  checkDomain: endpoint({
    ...own,
    method: 'POST',
    path: '/domains/:proofId/check',
    summary: 'Look now whether the value stands in the DNS',
    input: z.object({ proofId: Id }),
    output: DomainProof,
    problems: [ProofOver],
  }),
  previewDomainRemoval: endpoint({
    ...own,
    needs: 'edit',
    method: 'GET',
    path: '/domains/:domain/removal',
    summary: 'What hangs on a domain',
    input: z.object({ domain: name }),
    output: z.object({ uses: z.array(DomainUse) }),
  }),
  removeDomain: endpoint({
    ...own,
    method: 'DELETE',
    path: '/domains/:domain',
    stepUp: 10,
    summary: 'Give up a domain, or a proof that is under way',
    input: z.object({ domain: name }),
    output: z.object({}),
  }),
};
