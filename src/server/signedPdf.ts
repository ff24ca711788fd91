import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isSigned, type Signer } from './signer.ts';

/*
 * A signed PDF ends with one line behind its own end, a comment to every reader of PDF:
 *   %entente-signature {"statement":"…","key":"…","signature":"…"}
 * The statement is JSON too: the kind of file, its length and SHA-256 up to that line, when it was signed, and since version 2 what it is
 * about, as whoever signs it says. Ed25519 signs the statement.
 */

const mark = '%entente-signature ';
const Line = z.strictObject({ statement: z.string(), key: z.string(), signature: z.string() });
const Statement = z.strictObject({
  file: z.literal('entente-pdf'),
  version: z.literal([1, 2]),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  about: z.record(z.string(), z.string()).optional(),
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Signs a PDF as it is, to its last byte. @param about what a verifier is told of it */
export function signPdf(pdf: Buffer, signer: Signer, at: Date, about: Readonly<Record<string, string>>): Buffer {
  const whole = pdf.at(-1) === 10 ? pdf : Buffer.concat([pdf, Buffer.from('\n')]);
  const statement = JSON.stringify({ file: 'entente-pdf', version: 2, bytes: whole.length, sha256: sha256(whole), at: at.toISOString(), about });
  return Buffer.concat([whole, Buffer.from(`${mark}${JSON.stringify({ statement, key: signer.publicKey, signature: signer.sign(statement) })}\n`)]);
}

export type PdfVerdict =
  /** `about`: null in files of version 1. */
  | { readonly isWhole: true; readonly publicKey: string; readonly signedAt: string; readonly about: Readonly<Record<string, string>> | null }
  /** `other_key`: signed, and not with the key that was asked for. */
  | { readonly isWhole: false; readonly what: 'not_signed' | 'changed' | 'other_key' };

/** The one spelling of a JSON text, or undefined. */
function parsed<T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined {
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success && JSON.stringify(read.data) === text ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether every byte of a file is as it was signed; asks nobody.
 * @param publicKey the key that it must be signed with; without it the file's own, for the reader to compare
 */
export function verifyPdf(file: Uint8Array, publicKey?: string): PdfVerdict {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const at = bytes.lastIndexOf(`\n${mark}`);
  const line = at < 0 || bytes.at(-1) !== 10 ? '' : bytes.subarray(at + 1 + mark.length, -1).toString('utf8');
  const signed = line && parsed(Line, line);
  if (!signed) return { isWhole: false, what: at < 0 ? 'not_signed' : 'changed' };
  const { statement, key, signature } = signed;
  const said = parsed(Statement, statement);
  const body = bytes.subarray(0, at + 1);
  if (!said || !isSigned(key, statement, signature) || said.bytes !== body.length || said.sha256 !== sha256(body)) return { isWhole: false, what: 'changed' };
  if (publicKey !== undefined && publicKey !== key) return { isWhole: false, what: 'other_key' };
  return { isWhole: true, publicKey: key, signedAt: said.at, about: said.about ?? null };
}
