import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sameText } from '../../server/secrets.ts';

/** Without letters and digits that look alike; 12 of them are 59 bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 12;

const placeOf = (dataDir: string): string => join(dataDir, 'setup-code');

/** The one-time code that opens the set-up page, as people type it (`ABCD-EFGH-JKLM`); made when there is none, readable by its owner only. */
export function ensureSetupCode(dataDir: string): string {
  const file = placeOf(dataDir);
  if (!existsSync(file)) {
    const code = Array.from({ length: LENGTH }, () => alphabet[randomInt(alphabet.length)]).join('');
    writeFileSync(file, `${code.replace(/(.{4})(?=.)/g, '$1-')}\n`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** Whether this is the code; compared in the same time wherever it differs. Dashes, spaces and case do not matter. */
export function isSetupCode(dataDir: string, typed: string): boolean {
  const file = placeOf(dataDir);
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '');
  return existsSync(file) && sameText(plain(readFileSync(file, 'utf8')), plain(typed));
}

/** The center is set up: the code opens nothing any more. */
export const removeSetupCode = (dataDir: string): void => rmSync(placeOf(dataDir), { force: true });
