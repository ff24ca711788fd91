import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstLink, lineOf, linkOf, type LogEntry, sha256 } from './chain.ts';
import { valuesOf } from './exports.ts';
import { keyIdOf, type Signer } from '../../server/signer.ts';
import { bytesOf } from './testing.ts';
import { verifyLog } from './verify.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
const signer: Signer = { keyId: keyIdOf(spki), publicKey: spki, sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url') };

const entryAt = (at: number): LogEntry => ({
  announcementId: crypto.randomUUID(),
  at: new Date(Date.UTC(2026, 10, 21, 9, 0, at)),
  accountId: '11111111-1111-4111-8111-111111111111',
  personId: crypto.randomUUID(),
  subjectId: null,
  name: 'roles.given',
  actorKind: 'person',
  actorId: crypto.randomUUID(),
  actorName: at % 3 ? 'Inès Benali' : '王小明',
  address: '192.0.2.7',
  userAgent: 'Firefox/140',
  requestId: crypto.randomUUID(),
  details: { name: `Théo "${at}" \\ 😀`, role: 'billing_admin', endsAt: null },
  before: at % 2 ? { address: { 'a/b~c': 'x', city: 'Lyon' } } : null,
  after: { address: { 'a/b~c': 'y', city: 'Paris' }, tags: ['one', 'two'] },
});

/** A log of 12 entries, written as an export is; `left` are left out as by a filter. */
function exported({ left = [] as number[], erased = [] as number[] } = {}): { text: string; lines: { text: string; entry: number | null }[] } {
  const log = '11111111-1111-4111-8111-111111111111';
  const lines: { text: string; entry: number | null }[] = [];
  const put = (value: object, entry: number | null) => lines.push({ text: JSON.stringify(value), entry });
  const signed = (what: string, said: object) => put({ [what]: said, key: signer.keyId, signature: signer.sign(JSON.stringify(said)) }, null);
  signed('start', {
    format: 'entente-activity-log',
    version: 1,
    log,
    center: 'Entente',
    after: { entry: 0, link: firstLink },
    filtered: left.length > 0,
    keys: [{ id: signer.keyId, publicKey: spki }],
  });
  let link = firstLink;
  let entries = 0;
  for (let place = 1; place <= 12; place++) {
    const entry = entryAt(place);
    const { line, salts } = lineOf(entry, place);
    link = linkOf(link, sha256(line));
    if (left.includes(place)) put({ skipped: [place, place], hashes: [sha256(line)], link }, null);
    else {
      entries++;
      lines.push({ text: line, entry: place });
      const kept = erased.includes(place) ? {} : salts;
      put({ proof: place, hash: sha256(line), link, values: valuesOf(entry, kept) }, place);
    }
    if (place === 6) signed('head', { log, day: '2026-11-21', entry: place, link, at: '2026-11-21T12:00:00.000Z' });
  }
  const before = lines.map(({ text }) => `${text}\n`).join('');
  signed('end', { log, entry: 12, link, entries, unsealed: 0, at: '2026-11-22T00:00:00.000Z', bytes: sha256(before) });
  return { text: lines.map(({ text }) => `${text}\n`).join(''), lines };
}

test('an untouched log is whole, and says what it is', async () => {
  const verdict = await verifyLog(bytesOf(exported().text));
  expect(verdict).toMatchObject({ isWhole: true, faults: [], entries: 12, skipped: 0, erased: 0, heads: 1, first: 1, last: 12, publicKey: spki });
});

test('in whatever pieces the file arrives, the verdict is the same', async () => {
  const bytes = Buffer.from(exported().text);
  async function* crumbs() {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  expect((await verifyLog(crumbs())).isWhole).toBe(true);
});

test('what a filter left out and what was erased do not break the proof', async () => {
  const verdict = await verifyLog(bytesOf(exported({ left: [1, 2, 7, 12], erased: [3, 4] }).text));
  expect(verdict).toMatchObject({ isWhole: true, entries: 8, skipped: 4 });
  expect(verdict.erased).toBeGreaterThan(8);
});

test('one changed bit anywhere is found, and the entry named that holds it', async () => {
  const { text, lines } = exported({ left: [4] });
  const bytes = Buffer.from(text);
  const ends: number[] = [];
  for (const line of lines) ends.push((ends.at(-1) ?? 0) + Buffer.byteLength(line.text) + 1);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { isWhole, faults } = await verifyLog(bytesOf(altered));
      expect(isWhole).toBe(false);
      const line = lines[ends.findIndex((end) => end > bit >> 3)];
      if (line?.entry) expect(faults[0]?.entry).toBe(line.entry);
    }),
    { numRuns: 1_000 },
  );
});

test('entries that are taken out, added, swapped or cut off at the end are missed', async () => {
  const { lines } = exported();
  const whole = lines.map(({ text }) => text);
  const write = (some: readonly string[]) => bytesOf(some.map((line) => `${line}\n`).join(''));
  const without = whole.filter((_, at) => at !== 7 && at !== 8);
  const doubled = whole.toSpliced(7, 0, whole[7] ?? '', whole[8] ?? '');
  const swapped = whole.toSpliced(7, 4, ...[9, 10, 7, 8].map((at) => whole[at] ?? ''));
  for (const some of [without, doubled, swapped, whole.slice(0, -1), whole.slice(0, 9), [...whole, whole[1] ?? ''], []])
    expect((await verifyLog(write(some))).isWhole).toBe(false);
  expect((await verifyLog(write(without))).faults[0]).toMatchObject({ entry: 4 });
});

test('a log that someone made whole again with a key of their own is not the one of the key that one knows', async () => {
  const { text } = exported();
  const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
  expect((await verifyLog(bytesOf(text), { publicKey: spki })).isWhole).toBe(true);
  expect((await verifyLog(bytesOf(text), { publicKey: other })).faults).toMatchObject([{ what: 'other_key' }]);
});
