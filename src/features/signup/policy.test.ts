import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryRule } from '../../core/countries.ts';
import { parsePhone } from '../../server/phone.ts';
import type { Answers } from './contract.ts';
import { freeMailDomains, isFreeMail, isSharedMailbox } from '../../core/freeMail.ts';
import { checkCompany, checkContact, doneSteps, type Ground, mergeAnswers, nextStep } from './policy.ts';

const ground: Ground = {
  email: 'claire.moreau@fournil-roux.fr',
  refuseFreeMail: true,
  terms: { version: '2026-11', hashes: { en: 'abc', fr: 'def' } },
  ruleOf: countryRule,
  isPhone: (text, country) => parsePhone(text, country) !== undefined,
};
const rule = (iso2: string) =>
  countryRule(iso2) ??
  (() => {
    throw new Error(iso2);
  })();

const france: Answers = {
  country: 'FR',
  company: {
    name: 'Fournil Roux SAS',
    address: { line1: '12 rue des Lices', postalCode: '35000', city: 'Rennes' },
    registrationNumber: '552 100 554',
    vatNumber: 'FR12552100554',
    website: 'fournil-roux.fr',
  },
  contact: { givenName: 'Claire', familyName: 'Moreau', phone: '02 99 28 55 55' },
  terms: { version: '2026-11', hash: 'def', locale: 'fr' },
};

describe('which step is next', () => {
  test.each<[string, Answers, string, string[]]>([
    ['nothing is answered', {}, 'country', []],
    ['the country is known', { country: 'FR' }, 'company', ['country']],
    ['there is no such country', { country: 'ZZ' }, 'country', []],
    ['the company is right', { country: 'FR', company: france.company }, 'contact', ['country', 'company']],
    ['the company is kept but wrong', { country: 'FR', company: { name: 'Fournil Roux SAS' }, contact: france.contact }, 'company', ['country', 'contact']],
    ['the country was changed afterwards', { ...france, country: 'TW' }, 'company', ['country', 'terms']],
    ['the terms are still to be read', { ...france, terms: undefined }, 'terms', ['country', 'company', 'contact']],
    ['the terms are others meanwhile', { ...france, terms: { version: '2025-01', hash: 'def', locale: 'fr' } }, 'terms', ['country', 'company', 'contact']],
    [
      'the terms were read in a language in which they changed',
      { ...france, terms: { version: '2026-11', hash: 'abc', locale: 'fr' } },
      'terms',
      ['country', 'company', 'contact'],
    ],
    ['all is answered', france, 'credentials', ['country', 'company', 'contact', 'terms']],
  ])('%s', (_, answers, next, done) => {
    const steps = doneSteps(answers, ground);
    expect([...steps]).toEqual(done);
    expect(nextStep(steps)).toBe(next);
  });
});

test('in whatever order it is answered, left and changed, the account comes after the four steps and not before, and no answer touches another', () => {
  const steps = ['country', 'company', 'contact', 'terms'] as const;
  const wrong: Answers = { country: 'ZZ', company: { name: '' }, contact: { givenName: 'Claire' }, terms: { version: '2025-01', hash: 'def', locale: 'fr' } };
  fc.assert(
    fc.property(fc.array(fc.record({ step: fc.constantFrom(...steps), isRight: fc.boolean() }), { maxLength: 12 }), (typed) => {
      let answers: Answers = {};
      const right = new Map<string, boolean>();
      for (const { step, isRight } of typed) {
        const before = answers;
        answers = mergeAnswers(answers, step, isRight ? france : wrong);
        for (const other of steps) if (other !== step) expect(answers[other]).toEqual(before[other]);
        right.set(step, isRight);
        const isComplete = steps.every((each) => right.get(each));
        expect(nextStep(doneSteps(answers, ground)) === 'credentials').toBe(isComplete);
      }
    }),
  );
});

describe('what is wrong with a company', () => {
  test.each<[string, string, Parameters<typeof checkCompany>[0], Record<string, string>]>([
    ['nothing was typed', 'FR', undefined, { name: 'required', 'address.line1': 'required', 'address.city': 'required', 'address.postalCode': 'required' }],
    [
      'a postal code of another form',
      'FR',
      { ...france.company, address: { line1: '1 rue X', city: 'Paris', postalCode: '7500' } },
      { 'address.postalCode': 'pattern' },
    ],
    ['a SIREN with a wrong check digit', 'FR', { ...france.company, registrationNumber: '552 100 555' }, { registrationNumber: 'check_digit' }],
    ['a VAT number of another form', 'FR', { ...france.company, vatNumber: 'FR1' }, { vatNumber: 'pattern' }],
    ['a website that is none', 'FR', { ...france.company, website: 'javascript:alert(1)' }, { website: 'invalid_format' }],
    [
      'a person’s number where the company’s belongs',
      'ES',
      { name: 'Azahar SL', address: { line1: 'Calle Colón 5', city: 'Valencia', postalCode: '46004', state: 'Valencia' }, registrationNumber: '12345678Z' },
      { registrationNumber: 'personal' },
    ],
    [
      'a state that does not exist',
      'US',
      { name: 'Larkspur Inc.', address: { line1: '1 Main St', city: 'Austin', state: 'XX', postalCode: '78701' } },
      { 'address.state': 'state_unknown' },
    ],
    ['a name as long as a page', 'FR', { ...france.company, name: 'x'.repeat(201) }, { name: 'too_big' }],
  ])('%s', (_, country, typed, faults) => expect(checkCompany(typed, rule(country)).faults).toEqual(faults));

  test('a VAT number typed for another country stands in nobody’s way where there is none', () => {
    expect(
      checkCompany(
        { name: 'Larkspur Inc.', address: { line1: '1 Main St', city: 'Austin', state: 'TX', postalCode: '78701' }, vatNumber: 'FR12552100554' },
        rule('US'),
      ),
    ).toMatchObject({ faults: {}, value: { vatNumber: null } });
  });
  test('a website needs no https in front', () => expect(checkCompany(france.company, rule('FR')).value?.website).toBe('https://fournil-roux.fr'));
});

describe('what is wrong with the contact', () => {
  const contact = (typed: Parameters<typeof checkContact>[0], over: Partial<Ground> = {}) => checkContact(typed, 'FR', { ...ground, ...over });
  test('whoever signs up is the primary contact unless they name another', () => {
    expect(contact(france.contact).value).toEqual({
      person: { givenName: 'Claire', familyName: 'Moreau' },
      primaryContact: { givenName: 'Claire', familyName: 'Moreau', email: ground.email, phone: '02 99 28 55 55' },
    });
  });
  test('someone else needs a name, an address and a phone of their own', () => {
    expect(contact({ ...france.contact, primary: 'other' }).faults).toEqual({
      'other.givenName': 'required',
      'other.familyName': 'required',
      'other.phone': 'required',
      'other.email': 'required',
    });
    const other = { givenName: 'Paul', familyName: 'Roux', email: 'paul@fournil-roux.fr', phone: '+33 6 12 34 56 78' };
    expect(contact({ givenName: 'Claire', familyName: 'Moreau', primary: 'other', other }).value).toMatchObject({
      person: { givenName: 'Claire' },
      primaryContact: other,
    });
  });
  test.each([
    ['paul@gmail.com', true, 'free_mail'],
    ['paul@gmail.com', false, undefined],
    ['paul', true, 'invalid_format'],
  ])('the address %s of another contact (free mail refused: %s)', (email, refuseFreeMail, fault) => {
    const other = { givenName: 'Paul', familyName: 'Roux', email, phone: '+33 6 12 34 56 78' };
    expect(contact({ ...france.contact, primary: 'other', other }, { refuseFreeMail }).faults['other.email']).toBe(fault);
  });
  test('a phone that nobody can call is told', () => expect(contact({ ...france.contact, phone: '12' }).faults).toEqual({ phone: 'phone' }));
});

test('a step brings in nothing of another step', () => {
  expect(mergeAnswers({ country: 'FR' }, 'company', { country: 'TW', company: { name: 'X' }, newCompany: true })).toEqual({
    country: 'FR',
    company: { name: 'X' },
  });
  expect(mergeAnswers({}, 'known', { newCompany: true, country: 'TW' })).toEqual({ newCompany: true });
});

describe('addresses that do not stand for a company', () => {
  test.each([
    'gmail.com',
    'qq.com',
    'vip.163.com',
    '126.com',
    'sina.com',
    'yahoo.com.tw',
    'pchome.com.tw',
    'orange.fr',
    'free.fr',
    'laposte.net',
    'telefonica.net',
    'hotmail.es',
    'gmx.de',
    'proton.me',
  ])('%s is anyone’s', (domain) => expect(isFreeMail(domain)).toBe(true));
  test.each(['fournil-roux.fr', 'notgmail.com', 'gmail.com.contoso.example', 'mail.ntu.edu.tw'])('%s is a company’s', (domain) =>
    expect(isFreeMail(domain)).toBe(false),
  );
  test('the lists are spelled as domains are', () => expect([...freeMailDomains].filter((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))).toEqual([]));
  test.each(['info@x.fr', 'Admin@x.fr', 'contact@x.fr', 'ventas2@x.es', 'no-reply@x.com', 'info+news@x.fr', 'ＭＡＲＫＥＴＩＮＧ@x.tw'])(
    '%s is a desk’s',
    (email) => expect(isSharedMailbox(email)).toBe(true),
  );
  test.each(['claire.moreau@x.fr', 'infante@x.es', 'wang@x.cn', 'adele@x.fr', 'maria.info@x.es', 'it.wasser@x.de'])('%s is a person’s', (email) =>
    expect(isSharedMailbox(email)).toBe(false),
  );
});
