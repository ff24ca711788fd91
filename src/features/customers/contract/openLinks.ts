import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Email, Locale } from '../../../core/person.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import { InvitationGone } from './relationship.ts';
import { country } from './shapes.ts';

/** Minutes in which a mailbox is sent one invitation, however often it is asked for. */
export const askedAgainMinutes = 60;
/** Invitations that a link may send in a day. */
export const askedADay = 200;

const told = z.object({ company: z.string(), email: z.string() });
export const OpenLinkMade = announcement('customer_invitations.link_made', z.object({}));
export const OpenLinkEnded = announcement('customer_invitations.link_ended', z.object({}));
export const AskedByOpenLink = announcement('customer_invitations.asked_for', told);

const OpenLink = z.object({
  /** Null: there is none. */
  link: z.string().nullable(),
  madeAt: z.date().nullable(),
  madeBy: z.string().nullable(),
  can: z.object({ make: z.boolean() }),
});
export type OpenLink = z.output<typeof OpenLink>;
const token = z.string().min(20).max(100);

export const openLinkEndpoints = {
  getOpenLink: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customer-open-link',
    permission: 'customers.relationship',
    summary: 'The link by which any customer may ask the company for an invitation',
    input: z.object({}),
    output: OpenLink,
  }),
  makeOpenLink: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customer-open-link',
    permission: 'customers.relationship',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Make a new link by which any customer may ask for an invitation; the one before stops working',
    input: z.object({}),
    output: OpenLink,
  }),
  endOpenLink: endpoint({
    within: 'account',
    method: 'DELETE',
    path: '/customer-open-link',
    permission: 'customers.relationship',
    takesAway: true,
    summary: 'End the link by which any customer may ask for an invitation',
    input: z.object({}),
    output: OpenLink,
  }),
  openPartnerLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-open-links/open',
    permission: 'public',
    perMinute: 30,
    summary: 'Whose link it is',
    input: z.object({ token }),
    output: z.object({ partner: z.object({ name: z.string(), partnerId: z.string(), country }) }),
    problems: [InvitationGone],
  }),
  askByOpenLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/customer-open-links/ask',
    permission: 'public',
    perMinute: 10,
    summary: 'Ask for an invitation, which goes to the mailbox that is named',
    input: z.object({ token, company: z.string().trim().min(1).max(200), email: Email, locale: Locale }),
    output: z.object({}),
    problems: [InvitationGone],
  }),
};
