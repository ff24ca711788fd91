import { expect, test } from 'vitest';
import { formatsFor, type Locale } from '../../core/locale.ts';
import { openSentences } from '../../server/sentences.ts';
import { changesOf, sentenceOf, type Speaker } from './contract/words.ts';

const sentences = openSentences();
const speaker = (locale: Locale): Speaker => ({ ...formatsFor(locale, 'UTC'), t: sentences.translator(locale), locale });
const by = { kind: 'person', name: 'Inès Benali' };

test('an entry is said in the reader’s language, with roles by their names', () => {
  const entry = { name: 'roles.given', by, details: { name: 'Théo Garnier', role: 'billing_admin', endsAt: null } };
  expect(sentenceOf(entry, speaker('en'))).toBe('Inès Benali gave Théo Garnier the role “Billing admin”');
  expect(sentenceOf(entry, speaker('zh-CN'))).toContain('账务管理员');
});

test('what was erased is said to be erased', () => {
  const entry = { name: 'invitations.sent', by: { kind: 'person', name: null }, details: { email: null, roles: [] } };
  expect(sentenceOf(entry, speaker('en'))).toBe('(erased) invited (erased)');
});

test('news is called by its title in the reader’s language', () => {
  const entry = { name: 'news.published', by, details: { titles: { en: 'Prices', fr: 'Tarifs' }, title: 'Prices' } };
  expect(sentenceOf(entry, speaker('fr'))).toContain('Tarifs');
});

test('only what differs is shown, field by field, in plain words', () => {
  const before = {
    name: 'A',
    address: { city: 'Lyon', country: 'FR', state: null },
    accepted: ['password', 'passkey'],
    role: 'sales_agent',
    endsAt: null,
    isOpen: true,
  };
  const after = {
    name: 'A',
    address: { city: 'Paris', country: 'BE', state: 'X' },
    accepted: ['passkey'],
    role: 'admin_agent',
    endsAt: '2026-12-01T09:00:00.000Z',
    isOpen: false,
  };
  expect(changesOf(before, after, speaker('en'))).toEqual([
    { label: 'Address · City', before: 'Lyon', after: 'Paris' },
    { label: 'Address · Country or region', before: 'France', after: 'Belgium' },
    { label: 'Address · State or province', before: null, after: 'X' },
    { label: 'Accepted ways of signing in', before: 'Password and Passkey', after: 'Passkey' },
    { label: 'Role', before: 'Sales agent', after: 'Admin agent' },
    { label: 'Ends', before: null, after: 'Dec 1, 2026, 9:00 AM' },
    { label: 'Open to newcomers', before: 'Yes', after: 'No' },
  ]);
  expect(changesOf(null, { scope: 'company' }, speaker('fr'))).toEqual([{ label: 'Portée', before: null, after: 'Toute l’entreprise' }]);
  expect(changesOf({ scope: { locations: ['1234567'] } }, { scope: 'company' }, speaker('en')).map(({ label }) => label)).toEqual([
    'Where it holds · Locations',
    'Where it holds',
  ]);
});
