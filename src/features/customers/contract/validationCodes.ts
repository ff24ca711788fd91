import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { version } from './shapes.ts';

/** What shows that an organization of a government was looked at, for so many customers. */
export const ValidationCode = z.object({
  codeId: z.uuid(),
  code: z.string(),
  organization: z.string(),
  quantity: z.number().int(),
  remaining: z.number().int(),
  createdAt: z.date(),
  withdrawnAt: z.date().nullable(),
  version,
});
export type ValidationCode = z.output<typeof ValidationCode>;
export const GivenCode = ValidationCode.extend({ accountId: z.uuid(), partnerId: z.string(), partner: z.string(), createdBy: z.string() });
export type GivenCode = z.output<typeof GivenCode>;

export const CodePartnerUnknown = defineProblem('validation_codes.partner_unknown', 404, z.object({ partnerId: z.string() }));

const told = z.object({ validationCode: z.string(), organization: z.string(), count: z.number() });
export const CodeGiven = announcement('validation_codes.given', told);
export const CodeWithdrawn = announcement('validation_codes.withdrawn', told);

const desk = { within: 'operator', permission: 'op.verification' } as const;

export const validationCodeEndpoints = {
  listValidationCodes: endpoint({
    within: 'account',
    method: 'GET',
    path: '/validation-codes',
    permission: 'customers.details',
    summary: 'Codes for customers of a government that the company has, and for how many customers each is left; the newest first',
    input: PageInput,
    output: Page(ValidationCode).extend({ partnerId: z.string() }),
  }),
  listGivenCodes: endpoint({
    ...desk,
    method: 'GET',
    path: '/validation-codes',
    summary: 'Codes for customers of governments that were given to partners, the newest first',
    input: PageInput.extend({ partnerId: z.string().trim().max(20).optional() }),
    output: Page(GivenCode).extend({ can: z.object({ give: z.boolean() }) }),
  }),
  giveValidationCode: endpoint({
    ...desk,
    needs: 'edit',
    method: 'POST',
    path: '/validation-codes',
    stepUp: protectedMinutes,
    summary: 'Give a partner a code by which so many of its customers are qualified as of a government, without being looked at again',
    input: z.object({
      partnerId: z.string().trim().min(1).max(20),
      organization: z.string().trim().min(1).max(200),
      quantity: z.coerce.number().int().min(1).max(10_000),
    }),
    output: GivenCode,
    problems: [CodePartnerUnknown],
  }),
  withdrawValidationCode: endpoint({
    ...desk,
    needs: 'edit',
    method: 'POST',
    path: '/validation-codes/:accountId/:codeId/withdraw',
    takesAway: true,
    summary: 'Let a code qualify nobody any more; who was qualified by it stays so',
    input: z.object({ accountId: Id, codeId: Id }),
    output: GivenCode,
  }),
};
