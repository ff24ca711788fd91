import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import en from '../../locales/en.json' with { type: 'json' };
import { countries, countryRule } from './countries.ts';
import { addressForm, addressKinds, checkAddress, checkRegistrationNumber, checkVatNumber, CountryRule, isVatSupported } from './country.ts';
import { normaliseAddress, normaliseVatNumber, numberKinds, registrationKinds, stateOptions } from './country.ts';
import { locales } from './locale.ts';

const rule = (iso2: string): CountryRule => countryRule(iso2) ?? expect.fail(`no rule for ${iso2}`);
const anyCountry = fc.constantFrom(...countries);

test('there are 248 countries and regions, each with a complete rule', () => {
  expect(countries).toHaveLength(248);
  expect(new Set(countries.map(({ iso3 }) => iso3)).size).toBe(248);
  for (const each of countries) {
    CountryRule.parse(each);
    expect(each.iso3).toMatch(/^[A-Z]{3}$/);
    expect(each.callingCode, each.iso2).toMatch(/^\d{1,3}$/);
    expect(new Intl.DisplayNames('en', { type: 'region' }).of(each.iso2), each.iso2).not.toBe(each.iso2);
  }
});

test('letters that are no country have no rule', () => {
  for (const iso2 of ['ZZ', 'XX', 'fr', '', 'toString', '__proto__']) expect(countryRule(iso2)).toBeUndefined();
});

test('every kind of field and number, every region and every refusal has its words', () => {
  const regions = new Set(countries.flatMap(({ reseller }) => reseller?.region ?? []));
  const words = [
    ...addressKinds.map((kind) => `kind.${kind}`),
    ...numberKinds.map((kind) => `number.${kind}`),
    ...[...regions].map((region) => `region.${region}`),
    ...['required', 'pattern', 'state_unknown', 'postal_not_in_state', 'too_long'].map((code) => `refused.${code}`),
    ...['required', 'characters', 'length', 'pattern', 'check_digit', 'personal', 'not_supported'].map((code) => `refusedNumber.${code}`),
  ];
  expect(words.filter((word) => !Object.hasOwn(en, `country.${word}`))).toEqual([]);
});

describe('every country', () => {
  test('has a form that asks for the street and for all it requires, once', () => {
    for (const each of countries) {
      for (const locale of locales) {
        const form = addressForm(each, locale);
        const fields = form.map(({ field }) => field);
        expect(new Set(fields).size, each.iso2).toBe(fields.length);
        expect(form.find(({ field }) => field === 'line1')?.required, each.iso2).toBe(true);
        expect(fields, each.iso2).toEqual(expect.arrayContaining(each.required));
        expect(form.every(({ kind }) => addressKinds.includes(kind))).toBe(true);
      }
    }
  });

  test('accepts its own postal examples and spells them so again', () => {
    for (const each of countries) {
      for (const example of each.postal?.examples ?? []) {
        expect(example, each.iso2).toMatch(new RegExp(`^(?:${each.postal?.pattern})$`));
        expect(normaliseAddress(each, { country: each.iso2, line1: 'x', postalCode: example }).postalCode).toBe(example);
        const bare = example.replace(/[^A-Z0-9]/g, '').toLowerCase();
        expect(normaliseAddress(each, { country: each.iso2, line1: 'x', postalCode: ` ${bare}` }).postalCode, `${each.iso2} ${bare}`).toBe(example);
      }
    }
  });

  test('knows each of its states by key, by name and in Latin letters', () => {
    for (const each of countries) {
      const keys = (each.states ?? []).map(({ key }) => key);
      expect(new Set(keys).size, each.iso2).toBe(keys.length);
      for (const { key, name, latin } of each.states ?? []) {
        for (const typed of [key, name, latin, latin?.toLowerCase()]) {
          if (!typed) continue;
          const address = { country: each.iso2, line1: 'x', state: typed };
          expect(normaliseAddress(each, address).state, `${each.iso2} ${typed}`).toBe(key);
          expect(checkAddress(each, address).filter(({ field }) => field === 'state')).toEqual([]);
        }
      }
      for (const locale of locales)
        expect(
          stateOptions(each, locale)
            .map(({ key }) => key)
            .sort(),
        ).toEqual(keys.sort());
    }
  });

  test('keeps a kept address as it is', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('１２３－４５', 'ß ŉ ǰ', '  a\u3000b '),
    );
    fc.assert(
      fc.property(anyCountry, fc.record({ line1: text, line2: text, city: text, district: text, state: text, postalCode: text }), (each, typed) => {
        const kept = normaliseAddress(each, { country: each.iso2, ...typed });
        expect(normaliseAddress(each, kept)).toEqual(kept);
        expect(checkAddress(each, kept)).toEqual(checkAddress(each, { country: each.iso2, ...typed }));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('company numbers that resellers must give', () => {
  const table: [iso2: string, kinds: string[], digits?: number[]][] = [
    ['AM', ['INN', 'VAT', 'PublicServiceNo'], [8, 10]],
    ['AZ', ['TIN', 'INN'], [7, 10]],
    ['BY', ['UNP'], [9]],
    ['BR', ['CNPJ']],
    ['CN', ['TIN']],
    ['HU', ['TIN'], [10, 11]],
    ['IN', ['TaxId', 'PAN']],
    ['IQ', ['TIN']],
    ['KZ', ['BIN', 'IIN'], [12]],
    ['KG', ['INN'], [14]],
    ['MD', ['IDNO', 'IDNP'], [6, 7, 8, 13]],
    ['MM', ['TIN']],
    ['PL', ['TIN', 'PESEL']],
    ['RU', ['INN'], [9, 10, 12]],
    ['SA', ['TIN']],
    ['ZA', ['TRN']],
    ['SS', ['TIN']],
    ['TJ', ['INN', 'EIN', 'KPP'], [9, 10, 12]],
    ['TH', ['TIN']],
    ['TR', ['TIN', 'NIN']],
    ['UA', ['EGRPOU', 'EDRPOU'], [8, 10, 12]],
    ['AE', ['TaxId', 'VAT']],
    ['US', ['EIN']],
    ['UZ', ['INN'], [9]],
    ['VN', ['TIN']],
    ['VE', ['RIF']],
  ];

  test.each(table)('%s: one of %s, of %s digits', (iso2, kinds, digits) => {
    expect(rule(iso2).registration).toMatchObject({ kinds, requiredOfResellers: true });
    expect(rule(iso2).registration?.digits).toEqual(digits);
    for (let length = 1; digits && length <= 16; length++) {
      expect(checkRegistrationNumber(rule(iso2), '1'.repeat(length)), `${length} digits`).toBe(digits.includes(length) ? undefined : 'length');
    }
  });

  test('nowhere else is one required', () => {
    const required = countries.filter(({ registration }) => registration?.requiredOfResellers).map(({ iso2 }) => iso2);
    expect(required.sort()).toEqual(table.map(([iso2]) => iso2).sort());
  });

  test('each has a name and an example that passes', () => {
    for (const each of countries.filter(({ registration }) => registration)) {
      expect(registrationKinds(each).length).toBeGreaterThan(0);
      expect(registrationKinds(each).every((kind) => numberKinds.includes(kind))).toBe(true);
      expect(checkRegistrationNumber(each, each.registration?.example ?? ''), each.iso2).toBeUndefined();
    }
  });

  test('elsewhere any letters and digits do', () => {
    expect(checkRegistrationNumber(rule('DE'), 'HRB 12345')).toBeUndefined();
    expect(checkRegistrationNumber(rule('DE'), '  ')).toBe('required');
    expect(checkRegistrationNumber(rule('DE'), 'HRB_12345')).toBe('characters');
    expect(checkRegistrationNumber(rule('RU'), 'AB1234567')).toBe('pattern');
  });
});

describe('VAT numbers', () => {
  const table: [iso2: string, right: string[], wrong: string[]][] = [
    ['AT', ['ATU12345678', 'U12345678'], ['12345678', 'U1234567']],
    ['BE', ['BE0123456789', '0123.456.789', '123456789'], ['12345678', 'BE01234567890']],
    ['BG', ['BG123456789', '1234567890'], ['12345678']],
    ['HR', ['HR12345678901', '12345678901'], ['HR1234567890']],
    ['CY', ['CY12345678X', '12345678X'], ['123456789', 'CY1234567X']],
    ['CZ', ['CZ12345678', '123456789', '1234567890'], ['1234567']],
    ['DK', ['DK12345678', '12 34 56 78'], ['123456789']],
    ['EE', ['EE123456789'], ['12345678']],
    ['FI', ['FI12345678', '1234567-8'], ['1234567']],
    ['FR', ['FR12345678901', 'FR 1Q 345 678 901', 'ZZ345678901', 'FRFR345678901'], ['FR1O345678901', 'FR1I345678901', '1234567890']],
    ['DE', ['DE123456789', '123 456 789'], ['12345678', 'DE1234567890']],
    ['GR', ['EL123456789', 'GR123456789', '123456789'], ['EL12345678']],
    ['HU', ['HU12345678'], ['123456789']],
    ['IE', ['IE1234567T', '1A23456T', 'IE1+23456T', 'IE1234567WA'], ['IE12345678', '1234567']],
    ['IT', ['IT12345678901'], ['1234567890']],
    ['LV', ['LV12345678901'], ['1234567890']],
    ['LT', ['LT123456789', 'LT123456789012'], ['LT1234567890']],
    ['LU', ['LU12345678'], ['1234567']],
    ['MT', ['MT12345678', '1234 5678'], ['MT123456789']],
    ['NL', ['NL123456789B01'], ['NL123456789C01', '123456789']],
    ['PL', ['PL1234567890', '123-456-32-18'], ['123456789']],
    ['PT', ['PT123456789'], ['12345678']],
    ['RO', ['RO12345678', 'RO123456789', 'RO1234567890', '12345678', 'RO427320'], ['RO1', 'RO12345678901']],
    ['SK', ['SK1234567890'], ['123456789']],
    ['SI', ['SI12345678', '12345678'], ['SI1234567']],
    ['ES', ['ESA12345678', '12345678Z', 'X1234567L'], ['123456789', 'A1234567']],
    ['SE', ['SE123456789001', '123456-7890-01'], ['SE123456789002']],
    ['GB', ['GB123456789', 'GB 123 4567 89 012'], ['GB1234567890']],
  ];

  test.each(table)('%s accepts %s and refuses %s', (iso2, right, wrong) => {
    for (const typed of [...right, rule(iso2).vat?.example ?? '']) expect(checkVatNumber(rule(iso2), typed), typed).toBeUndefined();
    for (const typed of wrong) expect(checkVatNumber(rule(iso2), typed), typed).toBe('pattern');
    for (const typed of right) {
      const kept = normaliseVatNumber(rule(iso2), typed);
      expect(normaliseVatNumber(rule(iso2), kept)).toBe(kept);
    }
  });

  test('are kept without the country, but where its office counts the letters in', () => {
    expect(normaliseVatNumber(rule('FR'), 'fr 12 345 678 901')).toBe('12345678901');
    expect(normaliseVatNumber(rule('GR'), 'EL 123 456 789')).toBe('123456789');
    expect(normaliseVatNumber(rule('AT'), 'ATU12345678')).toBe('U12345678');
    expect(normaliseVatNumber(rule('BE'), 'BE 123.456.789')).toBe('0123456789');
    for (const iso2 of ['HR', 'MT', 'RO', 'SI']) expect(normaliseVatNumber(rule(iso2), rule(iso2).vat?.example.slice(2) ?? '')).toBe(rule(iso2).vat?.example);
  });

  test('are known for the countries of the union and the United Kingdom, 28 in all', () => {
    expect(
      countries
        .filter(isVatSupported)
        .map(({ iso2 }) => iso2)
        .sort(),
    ).toEqual(table.map(([iso2]) => iso2).sort());
    expect(checkVatNumber(rule('CH'), 'CHE-123.456.789')).toBe('not_supported');
    expect(checkVatNumber(rule('FR'), '')).toBe('required');
  });
});

describe('reseller regions', () => {
  const table = `
    africa USD AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER ET PF GA GM GH GN GW KE LR MG MW ML MU YT NA NC NE NG RE RW ST SN SC SL SO SS SH TZ TG UG ZM
    asia_pacific USD BD BT BN KH HK ID LA MO MY MV MM NP PH SG LK TH TL VN
    australia AUD AU CX CC CK FJ TF GU HM KI MH FM NR NU NF MP PW PG PN SB TK TO TV WF
    brazil USD BR
    canada CAD CA PM
    europe EUR AX AD AT BE BV BG HR CY CZ EE FO FI FR DE GR GL HU IS IE IT LV LI LT LU MT MC NL PL PT RO SM SK SI ES
    europe - VA
    europe DKK DK
    europe GBP GI GG IM JE GB
    europe NOK NO SJ
    europe SEK SE
    europe CHF CH
    india INR IN
    japan JPY JP
    korea KRW KR
    russia RUB RU
    taiwan TWD TW
    latam_caribbean USD AI AQ AG AR AW BS BB BZ BM BO BQ VG KY CL CO CR CW DM DO EC SV FK GF GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL LC MF VC SX GS SR TT TC UY VE VI
    latam_caribbean - KN
    meccee USD AF AL DZ AM AZ BH BY EG GE IQ IL JO KZ XK KW KG LB LS LY MR MD MN ME MA MZ OM PK QA SA RS ZA SZ TJ TN TR TM UA AE UZ YE ZW
    meccee - BA MK PS
    new_zealand NZD AS NZ WS VU
    united_states USD US UM`;
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '));

  test.each(rows)('%s in %s', (region, currency, ...members) => {
    for (const iso2 of members) expect(rule(iso2).reseller, iso2).toEqual({ region, ...(currency !== '-' && { currency }) });
  });

  test('there are fifteen, and no country is in two or in one unlisted', () => {
    const listed = rows.flatMap(([, , ...members]) => members);
    expect(new Set(listed).size).toBe(listed.length);
    expect(new Set(rows.map(([region]) => region)).size).toBe(15);
    expect(
      countries
        .filter(({ reseller }) => reseller)
        .map(({ iso2 }) => iso2)
        .sort(),
    ).toEqual(listed.sort());
  });
});
