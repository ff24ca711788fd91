import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { formatsFor, isLocale } from '../core/locale.ts';
import { noteLook } from '../features/accounts/acts.ts';
import { getCenter } from '../features/center/queries.ts';
import { csvOf, everything, provenLines, type Source } from '../features/audit/exports.ts';
import { fingerprintOf, loadSigner } from '../server/signer.ts';
import { type Fault, type Verdict, verifyLog } from '../features/audit/verify.ts';
import { openApp } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { environment, readConfig } from '../server/config.ts';
import { connectDatabase } from '../server/connect.ts';
import { acrossAccounts, inAccount } from '../server/db.ts';
import { openLog } from '../server/log.ts';
import { loadSecrets } from '../server/secrets.ts';
import { openSentences } from '../server/sentences.ts';

const say = (line: string) => console.log(line);

const words: Record<Fault['what'], string> = {
  not_readable: 'cannot be read any more',
  changed: 'was changed',
  value_changed: 'names another person, address or text than the one that was sealed',
  link_broken: 'does not follow from what is before it: something was changed, added or taken out',
  not_signed: 'is not signed by the key that it names',
  other_key: 'is signed with another key than yours',
  cut_off: 'is missing: the file was cut off',
  too_long: 'does not belong there: something was added after the end',
};

/** Proves an exported log whole, offline. Exit code 1 when it is not. */
export async function auditVerify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { key: { type: 'string' } } });
  const [file] = positionals;
  if (!file) {
    say('usage: entente audit verify FILE [--key PUBLIC_KEY or a file that holds it]');
    return 2;
  }
  const publicKey = values.key && (await readFile(values.key, 'utf8').catch(() => values.key ?? '')).trim();
  return tell(file, await verifyLog(createReadStream(file), { publicKey }), publicKey !== undefined);
}

function tell(file: string, verdict: Verdict, isKeyKnown: boolean): number {
  const { isWhole, faults, log, center, entries, skipped, erased, heads, unsealed, last, signedAt, publicKey } = verdict;
  if (log) say(`${log === 'center' ? 'The log of the center itself' : `The log of account ${log}`}${center ? ` (${center})` : ''}`);
  for (const { line, entry, what } of faults) say(`✗ ${entry === null ? `Line ${line}` : `Entry ${entry} (line ${line})`} ${words[what]}.`);
  if (!isWhole) {
    say(`${file} is NOT whole.`);
    return 1;
  }
  say(`✓ ${entries} entries in full, up to entry ${last}${skipped ? `; ${skipped} more that a filter left out are accounted for` : ''}`);
  if (erased) say(`✓ ${erased} personal values were erased; the entries around them are as they were`);
  say(`✓ ${heads} daily signatures and the signature of ${signedAt} are good`);
  if (unsealed) say(`  ${unsealed} newer entries were not sealed yet and are not in it`);
  if (publicKey)
    say(`${isKeyKnown ? '✓ Signed with the key that you gave' : 'Compare this fingerprint with the one that the center shows'}: ${fingerprintOf(publicKey)}`);
  say(`${file} is whole.`);
  return 0;
}

/** Writes a log into a file: of a company (which is told), or the center's own. */
export async function auditExport(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      account: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      format: { type: 'string', default: 'jsonl' },
      locale: { type: 'string', default: 'en' },
    },
  });
  const [file] = positionals;
  const { account, format, locale } = values;
  if (!file || !['jsonl', 'csv'].includes(format) || !isLocale(locale)) {
    say('usage: entente audit export FILE [--account PARTNERID] [--from 2026-01-01] [--to 2027-01-01] [--format jsonl|csv] [--locale en]');
    return 2;
  }
  const [from, to] = [dateOf(values.from), dateOf(values.to)];
  const config = readConfig(environment());
  const connection = await connectDatabase(config, () => {}, { hold: false });
  try {
    const app = await openApp({ config, database: connection.app, secrets: loadSecrets(config.DATA_DIR), log: openLog('error'), now: () => new Date() });
    try {
      const now = new Date();
      const log = account === undefined ? null : await lookInto(app, account, now);
      await app.sealer.seal(now);
      const source: Source = { log, wanted: { ...everything, from, to }, read: (work) => acrossAccounts(app.db, 'entente audit export', work) };
      const { name: center } = await source.read(getCenter);
      const lines =
        format === 'csv'
          ? csvOf(source, { ...formatsFor(locale, 'UTC'), t: openSentences().translator(locale), locale })
          : provenLines({ ...source, signer: loadSigner(config.DATA_DIR), center, now });
      await pipeline(Readable.from(lines), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
      say(`The log is in ${file}${format === 'jsonl' ? `; prove it with: entente audit verify ${file}` : ''}`);
    } finally {
      await app.close();
    }
  } finally {
    await connection.stop();
  }
  return 0;
}

function dateOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`“${text}” is no date: write it like 2026-11-21`);
  return date;
}

/** The account of a PartnerId; that its log was read is told to the company, as for everyone of the operator's. */
async function lookInto(app: Awaited<ReturnType<typeof openApp>>, partnerId: string, now: Date): Promise<string> {
  const found = await acrossAccounts(app.db, 'entente: account by PartnerId', (tx) =>
    tx.selectFrom('accounts').select('accountId').where('partnerId', '=', partnerId).executeTakeFirst(),
  );
  if (!found) throw new Error(`No company has the PartnerId ${partnerId}.`);
  const { accountId } = found;
  await inAccount(app.db, accountId, (tx) => noteLook(tx, system('entente audit export', accountId), now, accountId, 'audit', null));
  return accountId;
}
