import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Paper, paperBody } from '../../../core/papers.ts';

/** What a signed record says of itself, within what is signed. */
export const RecordAbout = z.object({
  kind: z.literal('agreement_acceptance'),
  center: z.string(),
  /** Its title, in the language of the record. */
  agreement: z.string(),
  version: z.string(),
  region: z.string(),
  company: z.string(),
  partnerId: z.string(),
  signer: z.string(),
  acceptedAt: z.iso.datetime(),
});
export type RecordAbout = z.output<typeof RecordAbout>;

/** `not_pdf`: it is no PDF at all; `other_key`: signed, and not by this center. */
export const recordVerdicts = ['whole', 'not_pdf', 'not_signed', 'changed', 'other_key'] as const;
export type RecordVerdict = (typeof recordVerdicts)[number];

export const recordEndpoints = {
  verifyRecord: endpoint({
    within: 'public',
    method: 'POST',
    path: '/records/verify',
    permission: 'public',
    perMinute: 10,
    maxBody: paperBody,
    summary: 'Whether a record is whole and signed by this center; nothing is kept, and nobody is asked but the file',
    input: z.object({ content: Paper.shape.content }),
    output: z.object({
      verdict: z.enum(recordVerdicts),
      signedAt: z.date().nullable(),
      /** SHA-256 of the key that it is signed with, which is this center's. */
      fingerprint: z.string().nullable(),
      /** Null: it is not whole, or was signed before records said what they are about. */
      record: RecordAbout.nullable(),
    }),
  }),
};
