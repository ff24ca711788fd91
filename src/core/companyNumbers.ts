/**
 * The check digits of company numbers, each by its official rule. Every function takes the bare number (capitals and
 * digits, as `normaliseRegistrationNumber` leaves it) and says what is wrong with it, or nothing.
 */
export type NumberFault = 'length' | 'pattern' | 'check_digit' | 'personal';
export type NumberRule = keyof typeof numberRules;

/** Rules by the name they have in `countries.json`. */
export const numberRules = { siren: checkSiren, nif: checkNif, uscc: checkUscc, ubn: checkUbn, ein: checkEin } as const satisfies Record<
  string,
  (bare: string) => NumberFault | undefined
>;

const LA_POSTE = '356000000';

/**
 * France: SIREN (9 digits, the company) or SIRET (14, one establishment of it), INSEE's rule: Luhn's algorithm
 * (ISO/IEC 7812-1) over the SIREN and over the whole. La Poste has more establishments than Luhn leaves it numbers:
 * theirs add up to a multiple of five.
 */
function checkSiren(bare: string): NumberFault | undefined {
  if (!/^\d+$/.test(bare)) return 'pattern';
  if (bare.length !== 9 && bare.length !== 14) return 'length';
  if (!isLuhn(bare.slice(0, 9))) return 'check_digit';
  const rightSiret = bare.length === 9 || isLuhn(bare) || (bare.startsWith(LA_POSTE) && sum(bare, Number) % 5 === 0);
  return rightSiret ? undefined : 'check_digit';
}

/**
 * Spain: NIF of legal persons and entities without personality (once CIF), Orden EHA/451/2008: a letter for the form,
 * seven digits, a control that some forms write as a digit, some as a letter. A person's NIF (DNI, NIE, or K, L, M)
 * is told apart by its shape: company forms must not hold one.
 */
function checkNif(bare: string): NumberFault | undefined {
  if (bare.length !== 9) return 'length';
  if (/^(\d{8}|[XYZKLM]\d{7})[A-Z]$/.test(bare)) return 'personal';
  const [, form = '', digits = '', control = ''] = /^([ABCDEFGHJNPQRSUVW])(\d{7})([\dA-J])$/.exec(bare) ?? [];
  if (!form) return 'pattern';
  const total = sum(digits, (digit, at) => (at % 2 === 0 ? crossSum(Number(digit) * 2) : Number(digit)));
  const expected = (10 - (total % 10)) % 10;
  const letter = 'JABCDEFGHI'[expected];
  // Foreign companies, public bodies and congregations write a letter; plain companies a digit; others either.
  if (/[NPQRSW]/.test(form)) return control === letter ? undefined : 'check_digit';
  if (/[ABEH]/.test(form)) return control === String(expected) ? undefined : 'check_digit';
  return control === String(expected) || control === letter ? undefined : 'check_digit';
}

/** The alphabet of GB 32100-2015: no I, O, S, V, Z. */
const USCC_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** China: unified social credit code (统一社会信用代码), GB 32100-2015: 17 characters weighted by powers of 3 modulo 31, then the check character. */
function checkUscc(bare: string): NumberFault | undefined {
  if (bare.length !== 18) return 'length';
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(bare)) return 'pattern';
  let weight = 1;
  let total = 0;
  for (const character of bare.slice(0, 17)) {
    total += USCC_LETTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_LETTERS[(31 - (total % 31)) % 31] === bare[17] ? undefined : 'check_digit';
}

/**
 * Taiwan: unified business number (統一編號), the Ministry of Finance's rule as of April 2023: the digits times
 * 1 2 1 2 1 2 4 1, the digits of each product added, all of it divisible by 5 (by 10 before: those still pass). A seventh
 * digit 7 gives 28, whose digits add up to 10 and again to 1 or 0: either may make the sum right.
 */
function checkUbn(bare: string): NumberFault | undefined {
  if (!/^\d+$/.test(bare)) return 'pattern';
  if (bare.length !== 8) return 'length';
  const weights = [1, 2, 1, 2, 1, 2, 4, 1];
  const total = sum(bare, (digit, at) => crossSum(Number(digit) * (weights[at] ?? 0)));
  return total % 5 === 0 || (bare[6] === '7' && (total + 1) % 5 === 0) ? undefined : 'check_digit';
}

/** United States: Employer Identification Number (IRS, 26 CFR 301.6109-1): two and seven digits; it has no check digit. */
function checkEin(bare: string): NumberFault | undefined {
  if (!/^\d+$/.test(bare)) return 'pattern';
  if (bare.length !== 9) return 'length';
  return bare.startsWith('00') ? 'pattern' : undefined;
}

function isLuhn(digits: string): boolean {
  const total = sum(digits, (digit, at) => ((digits.length - at) % 2 === 0 ? crossSum(Number(digit) * 2) : Number(digit)));
  return total % 10 === 0;
}

const crossSum = (value: number): number => Math.floor(value / 10) + (value % 10);

function sum(text: string, worth: (character: string, at: number) => number): number {
  return [...text].reduce((total, character, at) => total + worth(character, at), 0);
}
