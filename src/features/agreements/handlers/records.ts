import type { HandlersOf } from '../../../server/call.ts';
import { verifyPdf } from '../../../server/signedPdf.ts';
import { fingerprintOf, type Signer } from '../../../server/signer.ts';
import { RecordAbout, type recordEndpoints, type RecordVerdict } from '../contract/records.ts';

const none = { signedAt: null, fingerprint: null, record: null };

/** Proves records from their bytes alone: what stands in the database plays no part, and nothing is written. */
export const recordHandlers = ({ signer }: { readonly signer: Signer }): HandlersOf<typeof recordEndpoints> => ({
  async verifyRecord(_context, { content }) {
    const bytes = Buffer.from(content, 'base64');
    const wrong = (verdict: RecordVerdict) => ({ verdict, ...none });
    if (!bytes.subarray(0, 1024).includes('%PDF-')) return wrong('not_pdf');
    const verdict = verifyPdf(bytes, signer.publicKey);
    if (!verdict.isWhole) return wrong(verdict.what);
    return {
      verdict: 'whole' as const,
      signedAt: new Date(verdict.signedAt),
      fingerprint: fingerprintOf(verdict.publicKey),
      record: RecordAbout.safeParse(verdict.about).data ?? null,
    };
  },
});
