import { numberRules } from './companyNumbers.ts';
import { type CountryRule, checkRegistrationNumber, checkVatNumber, normaliseRegistrationNumber, normaliseVatNumber, type NumberRefusal } from './country.ts';

/**
 * The check digits of VAT numbers, each by the rule of its tax office, and tax numbers of further countries with theirs.
 * Each function takes the number as `normaliseVatNumber` leaves it and says whether its digits fit.
 */
type Check = (number: string) => boolean;

/** Digits times weights, added. */
const weigh = (digits: string, ...weights: readonly number[]): number => weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
const last = (number: string): number => Number(number.at(-1));
const crossSum = (value: number): number => Math.floor(value / 10) + (value % 10);
const isLuhn = (digits: string): boolean =>
  [...digits].reduce((total, digit, at) => total + ((digits.length - at) % 2 === 0 ? crossSum(Number(digit) * 2) : Number(digit)), 0) % 10 === 0;
/** ISO/IEC 7064, MOD 11,10. */
function isMod1110(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === last(digits);
}

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE';
const FRENCH = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const IRISH = 'WABCDEFGHIJKLMNOPQRSTUV';
/** What an odd place of a Cypriot number counts, by its digit. */
const CYPRIOT = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

function checkAustrian(number: string): boolean {
  const digits = number.slice(1);
  const total = Array.from(digits.slice(0, 7)).reduce((sum, digit, at) => sum + (at % 2 ? crossSum(2 * Number(digit)) : Number(digit)), 4);
  return (10 - (total % 10)) % 10 === last(digits);
}

/** Companies have nine digits; people, foreigners and others ten, each by their own rule. */
function checkBulgarian(number: string): boolean {
  if (number.length === 9) {
    const first = weigh(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
    return (first < 10 ? first : (weigh(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11) % 10) === last(number);
  }
  const other = (11 - (weigh(number, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11)) % 11;
  return [(weigh(number, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11) % 10, weigh(number, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10, other].includes(last(number));
}

/** Companies have eight digits; people nine or ten, those born before 1954 without a check digit. */
function checkCzech(number: string): boolean {
  if (number.length === 8) return ((11 - (weigh(number, 8, 7, 6, 5, 4, 3, 2) % 11)) % 11 || 1) % 10 === last(number) && number[0] !== '9';
  if (number.length === 10) return Number(number) % 11 === 0 || (Number(number.slice(0, 9)) % 11 === 10 && last(number) === 0);
  if (!number.startsWith('6')) return Number(number.slice(0, 2)) < 54;
  return 8 - ((10 - (weigh(number.slice(1), 8, 7, 6, 5, 4, 3, 2) % 11)) % 11) === last(number);
}

/** A key before the SIREN: two digits modulo 97, or with letters by another rule; Monaco's begin with 000. */
function checkFrench(number: string): boolean {
  const [key, siren] = [number.slice(0, 2), number.slice(2)];
  if (!siren.startsWith('000') && numberRules.siren(siren)) return false;
  if (/^\d\d$/.test(key)) return (12 + 3 * (Number(siren) % 97)) % 97 === Number(key);
  const [first, second] = [...key].map((character) => FRENCH.indexOf(character)) as [number, number];
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (Number(siren) + 1 + Math.floor(value / 11)) % 11 === value % 11;
}

function checkGreek(number: string): boolean {
  const total = Array.from(number.slice(0, 8)).reduce((sum, digit) => sum * 2 + Number(digit), 0);
  return ((total * 2) % 11) % 10 === last(number);
}

/** The older form has a letter or sign in the second place; the newest a second letter at the end. */
function checkIrish(number: string): boolean {
  const digits = /^\d{7}/.test(number) ? number.slice(0, 7) : `0${number.slice(2, 7)}${number[0]}`;
  const second = number.length === 9 ? Math.max(0, IRISH.indexOf(number[8] ?? '')) : 0;
  return IRISH[(weigh(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second) % 23] === number[7];
}

function checkLatvian(number: string): boolean {
  if (number.startsWith('32')) return true;
  if (Number(number[0]) > 3) return weigh(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 === 3;
  return ((1 + weigh(number, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11) % 10 === last(number);
}

function checkLithuanian(number: string): boolean {
  const digits = number.slice(0, -1);
  if (digits.at(-1) !== '1') return false;
  const by = (from: number) => weigh(digits, ...[...digits].map((_, at) => 1 + ((at + from) % 9))) % 11;
  const first = by(0);
  return (first < 10 ? first : by(2) % 10) === last(number);
}

/** Companies by weights, sole traders since 2020 by MOD 97-10 over the whole number with its letters. */
function checkDutch(number: string): boolean {
  const total = weigh(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
  return total === Number(number[8]) || mod97(`NL${number}`) === 1;
}

const checkRomanian: Check = (number) => {
  const digits = number.slice(2).padStart(10, '0');
  return ((10 * weigh(digits, 7, 5, 3, 2, 1, 7, 5, 3, 2)) % 11) % 10 === last(digits);
};

function checkSpanish(number: string): boolean {
  const person = number.replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter))).replace(/^[KLM]/, '');
  return /^\d{7,8}[A-Z]$/.test(person) ? DNI[Number(person.slice(0, -1)) % 23] === person.at(-1) : numberRules.nif(number) === undefined;
}

function checkBritish(number: string): boolean {
  const rest = weigh(number, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
  return rest === 0 || rest === 42 || (rest === 55 && Number(number.slice(0, 3)) >= 100);
}

const checkCypriot: Check = (number) => {
  const total = Array.from(number.slice(0, 8)).reduce((sum, digit, at) => sum + (at % 2 ? Number(digit) : (CYPRIOT[Number(digit)] ?? 0)), 0);
  return !number.startsWith('12') && String.fromCharCode(65 + (total % 26)) === number[8];
};

const checkDigits: Readonly<Record<string, Check>> = {
  AT: checkAustrian,
  BE: (n) => 97 - (Number(n.slice(0, 8)) % 97) === Number(n.slice(8)) && /^[01]/.test(n),
  BG: checkBulgarian,
  CY: checkCypriot,
  CZ: checkCzech,
  DE: (n) => n[0] !== '0' && isMod1110(n),
  DK: (n) => weigh(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 === 0,
  EE: (n) => weigh(n, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 === 0,
  ES: checkSpanish,
  FI: (n) => weigh(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 === 0,
  FR: checkFrench,
  GB: checkBritish,
  GR: checkGreek,
  HR: (n) => isMod1110(n.slice(2)),
  HU: (n) => weigh(n, 9, 7, 3, 1, 9, 7, 3, 1) % 10 === 0,
  IE: checkIrish,
  IT: isLuhn,
  LT: checkLithuanian,
  LU: (n) => Number(n.slice(0, 6)) % 89 === Number(n.slice(6)),
  LV: checkLatvian,
  MT: (n) => weigh(n.slice(2), 3, 4, 6, 7, 8, 9, 10, 1) % 37 === 0,
  NL: checkDutch,
  PL: (n) => weigh(n, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 === last(n),
  PT: (n) => n[0] !== '0' && ((11 - (weigh(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11)) % 11) % 10 === last(n),
  RO: checkRomanian,
  SE: (n) => isLuhn(n.slice(0, 10)),
  SI: (n) => n[2] !== '0' && ((11 - (weigh(n.slice(2), 8, 7, 6, 5, 4, 3, 2) % 11)) % 11) % 10 === last(n),
  SK: (n) => Number(n) % 11 === 0 && n[0] !== '0' && '234789'.includes(n[2] ?? ''),
};

/** Tax numbers beyond the table of VAT numbers: form, an example, check digits. */
const further: Readonly<Record<string, { readonly pattern: RegExp; readonly example: string; readonly check: Check; bare?(number: string): string }>> = {
  // ABN: the first digit less one, weighted, modulo 89.
  AU: { pattern: /^\d{11}$/, example: '83914571673', check: (n) => (weigh(n, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 === 0 },
  // Business number, with the account for sales tax where it is given.
  CA: { pattern: /^\d{9}(RT\d{4})?$/, example: '123026635', check: (n) => isLuhn(n.slice(0, 9)) },
  CH: {
    pattern: /^CHE\d{9}(MWST|TVA|IVA)?$/,
    example: 'CHE100155212',
    check: (n) => weigh(n.slice(3), 5, 4, 3, 2, 7, 6, 5, 4, 1) % 11 === 0,
  },
  // GSTIN: Luhn's algorithm over 36 characters.
  IN: { pattern: /^\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]$/, example: '27AAPFU0939F1ZV', check: isLuhn36 },
  NO: { pattern: /^\d{9}(MVA)?$/, example: '995525828', check: (n) => weigh(n, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 === 0 },
};

function isLuhn36(number: string): boolean {
  const total = [...number].reduce((sum, character, at) => {
    const value = Number.parseInt(character, 36) * (at % 2 ? 2 : 1);
    return at === number.length - 1 ? sum : sum + Math.floor(value / 36) + (value % 36);
  }, 0);
  return (36 - (total % 36)) % 36 === Number.parseInt(number.at(-1) ?? '', 36);
}

/** ISO 7064 MOD 97-10 over digits and letters (A is 10). */
export function mod97(text: string): number {
  let rest = 0;
  for (const character of text) rest = (rest * (/\d/.test(character) ? 10 : 100) + Number.parseInt(character, 36)) % 97;
  return rest;
}

/** What is wrong with a tax number, besides what `checkRegistrationNumber` says. */
export type TaxIdFault = NumberRefusal | 'not_supported';

/** The countries whose tax numbers are checked by form and check digit. */
export const checkedTaxIds: readonly string[] = [...Object.keys(checkDigits), ...Object.keys(further)].sort();

/** The number as it is kept: capitals and digits, the country's letters only where its office counts them in. */
export function normaliseTaxId(rule: CountryRule, typed: string): string {
  return rule.vat ? normaliseVatNumber(rule, typed) : normaliseRegistrationNumber(rule, typed);
}

/** What a number of this country looks like. */
export const taxIdExample = (rule: CountryRule): string | undefined => rule.vat?.example ?? further[rule.iso2]?.example ?? rule.registration?.example;

/** What is wrong with a VAT or tax number, as typed, or nothing: by its form, then by its check digits. Asks nobody. */
export function checkTaxId(rule: CountryRule, typed: string): TaxIdFault | undefined {
  const bare = normaliseTaxId(rule, typed);
  if (bare === '') return 'required';
  const more = further[rule.iso2];
  if (more) return !more.pattern.test(bare) ? 'pattern' : more.check(bare) ? undefined : 'check_digit';
  if (!rule.vat) return checkRegistrationNumber(rule, typed);
  const fault = checkVatNumber(rule, typed);
  if (fault) return fault;
  return checkDigits[rule.iso2]?.(bare) === false ? 'check_digit' : undefined;
}
