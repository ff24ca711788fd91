import { setImmediate } from 'node:timers/promises';
import type { HandlersOf } from '../../../server/call.ts';
import { fingerprintOf, type Signer } from '../../../server/signer.ts';
import type { verifyEndpoints } from '../contract/verify.ts';
import { verifyLog } from '../verify.ts';

const PIECE_BYTES = 64 * 1024;

/** Piece by piece, so that others are answered in between. */
async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

/** Proves logs from their bytes alone: what stands in the database plays no part, and nothing is written. */
export const verifyHandlers = (signer: Signer): HandlersOf<typeof verifyEndpoints> => ({
  async verifyActivity(_context, { content }) {
    const { isWhole, faults, log, center, entries, skipped, erased, first, last, signedAt, publicKey } = await verifyLog(
      pieces(Buffer.from(content, 'base64')),
      { publicKey: signer.publicKey },
    );
    return {
      isWhole,
      faults: [...faults],
      log,
      center,
      entries,
      skipped,
      erased,
      first,
      last,
      signedAt: signedAt === null ? null : new Date(signedAt),
      fingerprint: isWhole && publicKey ? fingerprintOf(publicKey) : null,
    };
  },
});
