import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id, LocationId } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Email, Locale } from '../../../core/person.ts';
import { HumanCheckWrong, HumanProof } from '../../identity/contract/humanChecks.ts';

export const leadStates = ['new', 'answered'] as const;
export const Lead = z.object({
  leadId: Id,
  country: z.string(),
  /** The location that was written to; null: the company itself. */
  location: z.object({ locationId: LocationId, name: z.string() }).nullable(),
  name: z.string(),
  company: z.string().nullable(),
  email: z.string(),
  phone: z.string().nullable(),
  message: z.string(),
  locale: Locale,
  state: z.enum(leadStates),
  receivedAt: z.date(),
  answeredAt: z.date().nullable(),
  answeredBy: z.string().nullable(),
  can: z.object({ answer: z.boolean() }),
});
export type Lead = z.output<typeof Lead>;

export const LeadReceived = announcement('leads.received', z.object({ country: z.string() }));
export const LeadAnswered = announcement('leads.answered', z.object({ country: z.string() }));

export const leadEndpoints = {
  writeToPartner: endpoint({
    within: 'public',
    method: 'POST',
    path: '/partners/:pageId/messages',
    permission: 'public',
    perMinute: 10,
    summary: 'Write to a partner of the directory; the answer is the same whether it is still there or not',
    input: z.object({
      pageId: z.string().regex(/^[0-9a-z]{12}$/),
      human: HumanProof,
      /** One of the places on the page; without it the message goes to the first. */
      locationId: LocationId.nullable().default(null),
      name: z.string().trim().min(1).max(100),
      company: z.string().trim().max(200).default(''),
      email: Email,
      phone: z.string().trim().max(40).default(''),
      message: z.string().trim().min(1).max(2_000),
      locale: Locale,
    }),
    output: z.object({}),
    problems: [HumanCheckWrong],
  }),
  listLeads: endpoint({
    within: 'account',
    method: 'GET',
    path: '/leads',
    permission: 'leads',
    summary: 'What visitors of the directory wrote to the company, the newest first',
    input: PageInput.extend({ state: z.enum(leadStates).optional() }),
    output: Page(Lead),
  }),
  markLeadAnswered: endpoint({
    within: 'account',
    method: 'POST',
    path: '/leads/:leadId/answered',
    permission: 'leads',
    summary: 'Note that a lead was answered; how soon partners answer counts in the directory',
    input: z.object({ leadId: Id }),
    output: Lead,
  }),
};
