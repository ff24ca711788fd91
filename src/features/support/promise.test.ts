import { expect, test } from 'vitest';
import type { WorkingCalendar } from '../../core/calendar.ts';
import { promisedAt } from './policy/promise.ts';
import { safeName, typeOfFile } from '../../server/uploads.ts';

const week = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [] } as const;
const london: WorkingCalendar = { ...week, zone: 'Europe/London', opens: '09:00', closes: '17:00' };
const taipei: WorkingCalendar = { ...week, zone: 'Asia/Taipei', opens: '09:00', closes: '18:00' };
const newYork: WorkingCalendar = { ...week, zone: 'America/New_York', opens: '08:30', closes: '17:30' };

// 2026-11-23 is a Monday. London changes its clocks on 2026-10-25 and 2027-03-28, New York on 2026-11-01 and 2027-03-14.
const table: [what: string, asked: string, locale: string, severity: 'critical' | 'moderate' | 'minimal', hours: WorkingCalendar, promised: string][] = [
  ['in English, critical: two hours', '2026-11-23T10:00:00Z', 'en', 'critical', london, '2026-11-23T12:00:00Z'],
  ['moderate: four hours', '2026-11-23T10:00:00Z', 'en', 'moderate', london, '2026-11-23T14:00:00Z'],
  ['minimal: eight hours, the rest of them tomorrow', '2026-11-23T10:00:00Z', 'en', 'minimal', london, '2026-11-24T10:00:00Z'],
  ['before the desk opens, from when it opens', '2026-11-23T06:15:00Z', 'en', 'critical', london, '2026-11-23T11:00:00Z'],
  ['after it has closed, from the next morning', '2026-11-23T17:00:00Z', 'en', 'critical', london, '2026-11-24T11:00:00Z'],
  ['until the very minute of closing', '2026-11-23T15:00:00Z', 'en', 'critical', london, '2026-11-23T17:00:00Z'],
  ['on a Friday afternoon, into Monday', '2026-11-27T16:00:00Z', 'en', 'critical', london, '2026-11-30T10:00:00Z'],
  ['on a Sunday, from Monday morning', '2026-11-29T12:00:00Z', 'en', 'moderate', london, '2026-11-30T13:00:00Z'],
  ['any other language: one working day, however severe', '2026-11-23T10:00:00Z', 'fr', 'critical', london, '2026-11-24T10:00:00Z'],
  ['a working day from a Friday is a Monday', '2026-11-27T15:30:00Z', 'es', 'minimal', london, '2026-11-30T15:30:00Z'],
  ['a working day from a Saturday ends on Monday when the desk closes', '2026-11-28T09:00:00Z', 'zh-TW', 'minimal', london, '2026-11-30T17:00:00Z'],
  ['on the clocks of Taipei, where it is Monday already', '2026-11-22T23:30:00Z', 'en', 'critical', taipei, '2026-11-23T03:00:00Z'],
  ['on the clocks of Taipei, where it is Saturday already', '2026-11-27T16:30:00Z', 'en', 'critical', taipei, '2026-11-30T03:00:00Z'],
  ['on the clocks of New York, where it is still Sunday', '2026-11-23T02:00:00Z', 'en', 'critical', newYork, '2026-11-23T15:30:00Z'],
  ['over the end of summer time in London', '2026-10-23T15:00:00Z', 'en', 'critical', london, '2026-10-26T10:00:00Z'],
  ['over the beginning of summer time in New York', '2027-03-12T21:30:00Z', 'en', 'critical', newYork, '2027-03-15T13:30:00Z'],
];
test.each(table)('an answer is promised %s', (_what, asked, locale, severity, hours, promised) => {
  expect(promisedAt(new Date(asked), { locale, severity }, hours).toISOString()).toBe(new Date(promised).toISOString());
});

const bytes = (text: string) => new TextEncoder().encode(text);
test('a file is what its bytes are, whatever its name says', () => {
  expect(typeOfFile(bytes('%PDF-1.7\n'))).toBe('application/pdf');
  expect(typeOfFile(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0))).toBe('image/png');
  expect(typeOfFile(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(typeOfFile(bytes('heute 12:01 – 錯誤 500\r\n'))).toBe('text/plain');
});
test('pages, pictures with scripts, programs and broken text are refused', () => {
  expect(typeOfFile(bytes('<!DOCTYPE html><p>hello'))).toBeUndefined();
  expect(typeOfFile(bytes('  <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'))).toBeUndefined();
  expect(typeOfFile(bytes('some words <script>alert(1)</script>'))).toBeUndefined();
  expect(typeOfFile(Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3))).toBeUndefined();
  expect(typeOfFile(Uint8Array.of(0x50, 0x4b, 3, 4))).toBeUndefined();
  expect(typeOfFile(Uint8Array.of(0x61, 0xff, 0x62))).toBeUndefined();
  expect(typeOfFile(new Uint8Array())).toBeUndefined();
});
test('a name loses its path and what cannot be seen, and ends in what the file is', () => {
  expect(safeName('../../etc/passwd', 'text/plain')).toBe('passwd.txt');
  expect(safeName('C:\\scans\\Beleg.PDF', 'application/pdf')).toBe('Beleg.PDF');
  expect(safeName('invoice\u202Efdp.exe', 'application/pdf')).toBe('invoicefdp.exe.pdf');
  expect(safeName('', 'image/png')).toBe('file.png');
});
