import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type PdfVerdict, verifyPdf } from '../server/signedPdf.ts';
import { fingerprintOf } from '../server/signer.ts';

const say = (line: string) => console.log(line);
const words: Record<Extract<PdfVerdict, { isWhole: false }>['what'], string> = {
  not_signed: 'carries no signature of a center. A program that saved it anew may have left it out: ask for the file again.',
  changed: 'was changed after it was signed, or was cut off.',
  other_key: 'is signed with another key than yours.',
};

/** Proves a signed record whole, offline. Exit code 1 when it is not. */
export async function recordsVerify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { key: { type: 'string' } } });
  const [file] = positionals;
  if (!file) {
    say('usage: entente records verify FILE [--key PUBLIC_KEY or a file that holds it]');
    return 2;
  }
  const publicKey = values.key && (await readFile(values.key, 'utf8').catch(() => values.key ?? '')).trim();
  const verdict = verifyPdf(await readFile(file), publicKey);
  if (!verdict.isWhole) {
    say(`✗ ${file} ${words[verdict.what]}`);
    return 1;
  }
  say(`✓ ${file} is whole, to its last byte, as it was signed on ${verdict.signedAt}`);
  for (const [what, value] of Object.entries(verdict.about ?? {})) say(`  ${what}: ${value}`);
  say(
    `${publicKey ? '✓ Signed with the key that you gave' : 'Compare this fingerprint with the one that the center shows'}: ${fingerprintOf(verdict.publicKey)}`,
  );
  return 0;
}
