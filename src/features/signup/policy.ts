import { checkAddress, checkRegistrationNumber, checkVatNumber, normaliseAddress, type Address, type CountryRule } from '../../core/country.ts';
import { type Contact, Email } from '../../core/person.ts';
import { domainOf } from '../../core/text.ts';
import type { Answers, StepName, TypedCompany, TypedContact } from './contract.ts';
import { isFreeMail } from '../../core/freeMail.ts';

/** What is wrong with a step, by the path of the field; the code's sentence is `fields.<code>`. */
export type Faults = Readonly<Record<string, string>>;
/** What a step comes to: the value that the account will have, or what is wrong with what was typed. */
export type Checked<T> = { readonly faults: Faults; readonly value: T | null };

/** What the rules of a sign-up lean on; given, so that they stay pure. */
export interface Ground {
  readonly email: string;
  readonly refuseFreeMail: boolean;
  /** The terms that count today: of every language the hash. */
  readonly terms: { readonly version: string; readonly hashes: Readonly<Record<string, string>> };
  ruleOf(country: string): CountryRule | undefined;
  isPhone(text: string, country: string): boolean;
}

export interface CheckedCompany {
  readonly name: string;
  readonly address: Address;
  readonly registrationNumber: string | null;
  readonly vatNumber: string | null;
  readonly website: string | null;
}
export interface CheckedContact {
  readonly person: { readonly givenName: string; readonly familyName: string };
  readonly primaryContact: Contact;
}

const tidy = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
const settle = <T>(faults: Faults, value: () => T): Checked<T> => (Object.keys(faults).length ? { faults, value: null } : { faults: {}, value: value() });

/** The country must be one that has a rule. */
export function checkCountry(answers: Answers, ground: Ground): Checked<CountryRule> {
  const rule = ground.ruleOf(answers.country ?? '');
  return rule ? { faults: {}, value: rule } : { faults: { country: answers.country ? 'invalid_value' : 'required' }, value: null };
}

/** The company by the rule of its country: numbers are optional, but a wrong one is told. */
export function checkCompany(typed: TypedCompany | undefined, rule: CountryRule): Checked<CheckedCompany> {
  const faults: Record<string, string> = {};
  const name = tidy(typed?.name);
  if (!name) faults['name'] = 'required';
  else if (name.length > 200) faults['name'] = 'too_big';
  const address = normaliseAddress(rule, {
    country: rule.iso2,
    line1: '',
    ...Object.fromEntries(Object.entries(typed?.address ?? {}).filter(([, value]) => value !== undefined)),
  });
  for (const { field, code } of checkAddress(rule, address)) faults[`address.${field}`] ??= code === 'too_long' ? 'too_big' : code;
  const [registration, vat] = [tidy(typed?.registrationNumber), tidy(typed?.vatNumber)];
  const registrationFault = registration && checkRegistrationNumber(rule, registration);
  if (registrationFault) faults['registrationNumber'] = registrationFault;
  // A number typed for another country is no fault of this one: the field is not even shown.
  const vatFault = rule.vat && vat ? checkVatNumber(rule, vat) : undefined;
  if (vatFault) faults['vatNumber'] = vatFault;
  const website = asWebsite(tidy(typed?.website));
  if (website === undefined) faults['website'] = 'invalid_format';
  return settle(faults, () => ({ name, address, registrationNumber: registration || null, vatNumber: (rule.vat && vat) || null, website: website ?? null }));
}

/** An address that a browser opens, or null for none; undefined for what is none. */
function asWebsite(text: string): string | null | undefined {
  if (text === '') return null;
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return whole.length <= 200 && URL.canParse(whole) && new URL(whole).hostname.includes('.') ? whole : undefined;
}

/** Whoever signs up names themselves and says who the primary contact is: they, or someone else of the company. */
export function checkContact(typed: TypedContact | undefined, country: string, ground: Ground): Checked<CheckedContact> {
  const faults: Record<string, string> = {};
  const person = nameOf(typed, '', faults);
  const isOther = typed?.primary === 'other';
  const named = isOther ? nameOf(typed.other, 'other.', faults) : person;
  const phone = tidy(isOther ? typed.other?.phone : typed?.phone);
  if (!phone) faults[isOther ? 'other.phone' : 'phone'] = 'required';
  else if (!ground.isPhone(phone, country)) faults[isOther ? 'other.phone' : 'phone'] = 'phone';
  const email = isOther ? tidy(typed.other?.email) : ground.email;
  if (isOther) {
    const fault = mailFault(email, ground);
    if (fault) faults['other.email'] = fault;
  }
  return settle(faults, () => ({ person, primaryContact: { ...named, email, phone } }));
}

function nameOf(
  typed: { readonly givenName?: string | undefined; readonly familyName?: string | undefined } | undefined,
  path: string,
  faults: Record<string, string>,
) {
  const name = { givenName: tidy(typed?.givenName), familyName: tidy(typed?.familyName) };
  for (const field of ['givenName', 'familyName'] as const) {
    if (!name[field]) faults[path + field] = 'required';
    else if (name[field].length > 50) faults[path + field] = 'too_big';
  }
  return name;
}

function mailFault(email: string, ground: Ground): string | undefined {
  if (!email) return 'required';
  if (!Email.safeParse(email).success) return 'invalid_format';
  return ground.refuseFreeMail && isFreeMail(domainOf(email)) ? 'free_mail' : undefined;
}

/** Agreed to the text that counts today, in a language in which it exists. */
export const areTermsAccepted = ({ terms }: Answers, ground: Ground): boolean =>
  terms !== undefined && terms.version === ground.terms.version && ground.terms.hashes[terms.locale] === terms.hash;

/** The steps that are done; the last is done when the account is there, so never here. */
export function doneSteps(answers: Answers, ground: Ground): ReadonlySet<StepName> {
  const rule = checkCountry(answers, ground).value;
  const done: Record<StepName, boolean> = {
    country: rule !== null,
    company: rule !== null && checkCompany(answers.company, rule).value !== null,
    contact: rule !== null && checkContact(answers.contact, rule.iso2, ground).value !== null,
    terms: areTermsAccepted(answers, ground),
    credentials: false,
  };
  return new Set((Object.keys(done) as StepName[]).filter((step) => done[step]));
}

/** Where someone who comes back goes on: the first step that is not done. */
export const nextStep = (done: ReadonlySet<StepName>): StepName =>
  (['country', 'company', 'contact', 'terms'] as const).find((step) => !done.has(step)) ?? 'credentials';

/** Answers of one step laid over the earlier ones; nothing of another step can come in with it. */
export function mergeAnswers(before: Answers, step: 'known' | Exclude<StepName, 'credentials'>, typed: Answers): Answers {
  if (step === 'known') return { ...before, newCompany: typed.newCompany ?? false };
  return { ...before, [step]: typed[step] };
}
