import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { writePdf } from './pdf.ts';
import { signPdf, verifyPdf } from './signedPdf.ts';
import { loadSigner } from './signer.ts';

const signer = loadSigner(mkdtempSync(join(tmpdir(), 'signer-')));
const at = new Date('2026-11-21T09:00:00Z');
const about = { kind: 'example', company: 'Łukasz Żółć' };
const said: Readonly<Record<string, string>> = {
  fr: 'L’accord — « accepté » à Œuvre-lès-Ÿ : 12 % dès décembre…',
  'zh-CN': '云帆信息技术有限公司已接受“合作伙伴协议”（第 3 版）。',
  'zh-TW': '雲帆資訊臺灣分公司已接受「夥伴合約」，語言：繁體中文。',
};
const written = () =>
  writePdf({ title: 'Record', author: 'Northwind', locale: 'zh-TW', at, foot: (page, pages) => `${page} / ${pages}` }, (sheet) => {
    sheet.heading('夥伴合約');
    sheet.facts([
      ['Łukasz Żółć', 'Дарья Nguyễn Ελένη 王晓敏'],
      ['Missing', 'ไทย'],
    ]);
    for (const [locale, text] of Object.entries(said)) sheet.markdown(`## 1. ${text}\n\n1. One **bold ${text}** line.\n2. ${text.repeat(30)}`, locale as 'fr');
  });
async function textOf(file: Buffer): Promise<string> {
  const doc = await getDocument({ data: new Uint8Array(file), useSystemFonts: false }).promise;
  const pages = await Promise.all(
    Array.from({ length: doc.numPages }, async (_, n) => {
      const { items } = await (await doc.getPage(n + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join('');
    }),
  );
  return pages.join('').replaceAll(/\s/g, '');
}

test('a document keeps every sign of every language, and names those that no font has', async () => {
  const text = await textOf(signPdf(await written(), signer, at, about));
  for (const wanted of [...Object.values(said), '夥伴合約', 'ŁukaszŻółć', 'ДарьяNguyễnΕλένη王晓敏', '[U+0E44]'])
    expect(text).toContain(wanted.replaceAll(/\s/g, ''));
  expect(text).toMatch(/1\/\d/);
});

test('a signed document is whole, and not with any single byte of it changed, cut off or added', async () => {
  const file = signPdf(await written(), signer, at, about);
  expect(verifyPdf(file)).toEqual({ isWhole: true, publicKey: signer.publicKey, signedAt: at.toISOString(), about });
  expect(verifyPdf(file, signer.publicKey)).toMatchObject({ isWhole: true });
  // One of version 1, which did not say what it is about.
  const body = Buffer.from('%PDF-1.7\n');
  const statement = JSON.stringify({
    file: 'entente-pdf',
    version: 1,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    at: at.toISOString(),
  });
  const line = JSON.stringify({ statement, key: signer.publicKey, signature: signer.sign(statement) });
  expect(verifyPdf(Buffer.from(`${body.toString()}%entente-signature ${line}\n`), signer.publicKey)).toMatchObject({ isWhole: true, about: null });
  const other = loadSigner(mkdtempSync(join(tmpdir(), 'signer-')));
  expect(verifyPdf(file, other.publicKey)).toEqual({ isWhole: false, what: 'other_key' });
  expect(verifyPdf(await written())).toEqual({ isWhole: false, what: 'not_signed' });
  expect(verifyPdf(Buffer.concat([file, Buffer.from('\n')]))).toMatchObject({ isWhole: false });
  // The last characters of the key and of the signature have bits that say nothing.
  const text = file.toString('latin1');
  const ends = [...text.matchAll(/"(?:key|signature)":"[\w-]+"/gu)].map(({ index, 0: { length } }) => index + length - 2).slice(-2);
  expect(ends).toHaveLength(2);
  for (const place of ends) {
    for (let by = 1; by < 256; by++) {
      const changed = Buffer.from(file);
      changed[place] = (changed[place] ?? 0) ^ by;
      expect(verifyPdf(changed).isWhole, `${place} ${by}`).toBe(false);
    }
  }
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(file.length - 1), (place, by, end) => {
      const changed = Buffer.from(file);
      changed[place] = (changed[place] ?? 0) ^ by;
      expect(verifyPdf(changed).isWhole).toBe(false);
      expect(verifyPdf(file.subarray(0, end)).isWhole).toBe(false);
    }),
    { numRuns: 500 },
  );
});
