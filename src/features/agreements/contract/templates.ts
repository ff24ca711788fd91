import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Locale } from '../../../core/person.ts';
import { AgreementKey } from './texts.ts';

/** The agreement that a partner's customers accept. */
export const ofCustomers = 'customer';
/** Minutes for which a link to a text is good. */
export const documentMinutes = 5;

const permission = 'agreements.status';
export const templateEndpoints = {
  listAgreementTemplates: endpoint({
    within: 'account',
    method: 'GET',
    path: '/agreement-templates',
    permission,
    summary: 'The texts in force where the company is: those of its own agreements, and the one that its customers accept',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          textId: z.uuid(),
          agreement: AgreementKey,
          number: z.number().int(),
          title: z.string(),
          locales: z.array(Locale),
          isForCustomers: z.boolean(),
        }),
      ),
    }),
  }),
  makeDocumentLinks: endpoint({
    within: 'account',
    method: 'GET',
    path: '/agreement-templates/:agreement/document',
    permission,
    summary: 'Links to the text in force, to read and to save it, which whoever has them can open for five minutes',
    input: z.object({ agreement: AgreementKey, locale: Locale.optional() }),
    output: z.object({ read: z.url(), save: z.url(), locale: Locale, expiresAt: z.date() }),
  }),
  openDocument: endpoint({
    within: 'public',
    method: 'GET',
    path: '/agreement-documents/:textId',
    permission: 'public',
    perMinute: 60,
    answers: 'file',
    summary: 'A text of an agreement, by a link that is good for five minutes',
    input: z.object({
      textId: Id,
      locale: Locale,
      until: z.coerce.number().int().max(8_640_000_000_000),
      proof: z.string().max(100),
      save: z.literal('1').optional(),
    }),
    output: z.unknown(),
  }),
  getPartnerAgreement: endpoint({
    within: 'account',
    method: 'GET',
    path: '/partners/:partnerId/agreement',
    permission,
    summary: 'Whether a company that one works with has accepted the agreement that its program for resellers asks for',
    input: z.object({ partnerId: z.string().trim().max(20) }),
    output: z.object({ hasAgreed: z.boolean() }),
  }),
};
