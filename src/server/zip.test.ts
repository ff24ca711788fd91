import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipOf } from './zip.ts';

const entries = [
  { name: 'people.csv', text: 'Name,E-mail\r\nInès Benali,ines@contoso.example\r\n' },
  { name: 'empty.csv', text: '' },
  { name: 'many.csv', text: '云帆科技\r\n'.repeat(5_000) },
];

test('what was packed is read again, from the directory at the end', () => {
  const zip = zipOf(entries, new Date('2026-11-21T09:00:00Z'));
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  let at = zip.readUInt32LE(end + 16);
  for (const { name, text } of entries) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, length] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    expect(zip.toString('ascii', at + 46, at + 46 + length)).toBe(name);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + length;
    expect(inflateRawSync(zip.subarray(from, from + packed)).toString('utf8')).toBe(text);
    at += 46 + length;
  }
  expect(at).toBe(end);
});

test('another program unpacks it', ({ skip }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'entente-zip-'));
  try {
    writeFileSync(path.join(folder, 'a.zip'), zipOf(entries, new Date()));
    try {
      execFileSync('python3', [
        '-c',
        'import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()))',
        path.join(folder, 'a.zip'),
      ]);
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') skip();
      throw error;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
