import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Paper, paperBody } from '../../../core/papers.ts';

/** What can be wrong with an exported log; its sentence is `verify.fault.<what>`. */
export const logFaults = ['not_readable', 'changed', 'value_changed', 'link_broken', 'not_signed', 'other_key', 'cut_off', 'too_long'] as const;

export const verifyEndpoints = {
  verifyActivity: endpoint({
    within: 'public',
    method: 'POST',
    path: '/activity/verify',
    permission: 'public',
    perMinute: 10,
    maxBody: paperBody,
    summary: 'Whether an exported activity log is whole and signed by this center; nothing is kept, and nobody is asked but the file',
    input: z.object({ content: Paper.shape.content }),
    output: z.object({
      isWhole: z.boolean(),
      /** The first ones. `entry`: the number of the entry that was changed, when it is one. */
      faults: z.array(z.object({ line: z.number(), entry: z.number().nullable(), what: z.enum(logFaults) })),
      /** Whose log it is: an account, or `center`. */
      log: z.string().nullable(),
      center: z.string().nullable(),
      entries: z.number(),
      skipped: z.number(),
      erased: z.number(),
      first: z.number().nullable(),
      last: z.number().nullable(),
      signedAt: z.date().nullable(),
      fingerprint: z.string().nullable(),
    }),
  }),
};
