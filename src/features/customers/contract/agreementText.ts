import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Locale } from '../../../core/person.ts';
import { country } from './shapes.ts';

export const agreementTextEndpoints = {
  readCustomerAgreement: endpoint({
    within: 'public',
    method: 'GET',
    path: '/customer-agreement',
    permission: 'public',
    perMinute: 60,
    summary: 'The agreement that customers in a country accept today, in a language that it is written in',
    input: z.object({ country, locale: Locale }),
    output: z.object({
      agreement: z
        .object({
          number: z.number().int(),
          validFrom: z.string(),
          title: z.string(),
          /** Markdown. */
          text: z.string(),
          locale: Locale,
        })
        .nullable(),
    }),
  }),
};
