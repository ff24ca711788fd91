import { countries, countryRule } from '../../core/countries.ts';
import type { EnrollmentState } from '../programs/contract.ts';
import { type AgreementStatus, everywhere } from './contract.ts';

/** The reseller regions of the countries' table; a company is in the one of its country. */
export const regions: readonly string[] = [...new Set(countries.flatMap(({ reseller }) => reseller?.region ?? []))].toSorted();
/** What a text for a company of the country may be meant for: its country, the region that has it, if any, and everywhere; the narrowest first. */
export const placesOf = (country: string): readonly string[] => [country, countryRule(country)?.reseller?.region ?? [], everywhere].flat();

/** The day in UTC, as a text's `validFrom` has it. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Whether a text can be meant for it: everywhere, a region, or a country of the table. */
export const isPlace = (place: string): boolean => place === everywhere || regions.includes(place) || countryRule(place) !== undefined;
/** Where a text for a place is looked for: there, and in what it lies in. */
export const placesWithin = (place: string): readonly string[] => (countryRule(place) ? placesOf(place) : [...new Set([place, everywhere])]);

export interface Published {
  readonly textId: string;
  readonly agreement: string;
  readonly region: string;
  readonly number: number;
  readonly validFrom: string;
  /** The last day on which acceptances of what it replaces hold; null: they hold for good. */
  readonly earlierUntil: string | null;
}

/** Whether a text is meant for companies of these places. */
export const isFor = (places: readonly string[], text: Pick<Published, 'region'>): boolean => places.includes(text.region);

/** A text of one's own country comes before that of its region, this before that for everyone; then the latest. */
const better =
  (places: readonly string[]) =>
  (a: Published, b: Published): number =>
    places.indexOf(a.region) - places.indexOf(b.region) || b.number - a.number;

/** The text of an agreement that companies of these places are asked for on a day. */
export const textOn = <T extends Published>(texts: readonly T[], agreement: string, places: readonly string[], day: string): T | undefined =>
  texts.filter((text) => text.agreement === agreement && isFor(places, text) && text.validFrom <= day).toSorted(better(places))[0];

/** What will take the place of today's text, and when; undefined when nothing is published for later. */
export function upcomingText<T extends Published>(texts: readonly T[], agreement: string, places: readonly string[], day: string): T | undefined {
  const days = [
    ...new Set(texts.filter((text) => text.agreement === agreement && isFor(places, text) && text.validFrom > day).map((text) => text.validFrom)),
  ].toSorted();
  const today = textOn(texts, agreement, places, day);
  return days.map((later) => textOn(texts, agreement, places, later)).find((text) => text && text.textId !== today?.textId);
}

/**
 * The last day on which an acceptance of a text holds; null: for good. It ends where a text that took, or will take, its place for
 * companies of these places says so; the earliest counts.
 */
export function holdsUntil<T extends Published>(texts: readonly T[], accepted: T, places: readonly string[]): string | null {
  const later = texts.filter(
    (text) => text.agreement === accepted.agreement && isFor(places, text) && text.textId !== accepted.textId && better(places)(text, accepted) < 0,
  );
  return later.flatMap(({ earlierUntil }) => earlierUntil ?? []).toSorted()[0] ?? null;
}
/** Of all that a company accepted, the last day on which any still holds: null for good, undefined when it accepted nothing. */
export function endOf<T extends Published>(texts: readonly T[], accepted: readonly string[], places: readonly string[]): string | null | undefined {
  const ends = texts.filter(({ textId }) => accepted.includes(textId)).map((text) => holdsUntil(texts, text, places));
  if (ends.length === 0) return undefined;
  return ends.reduce((latest, end) => (latest === null || end === null ? null : end > latest ? end : latest));
}

/** Days before the last one at which the signers are told; 0: on the day after it, that it is over. */
export const noticeDays = [30, 7, 1] as const;
/** What is due to be told today: the nearest that has come and was not told; late ones are not told one after another. */
export function noticeDue(endsOn: string, day: string, told: number | null): number | null {
  const left = (Date.parse(endsOn) - Date.parse(day)) / 86_400_000;
  const due = left < 0 ? 0 : noticeDays.filter((days) => left <= days).at(-1);
  return due === undefined || (told !== null && told <= due) ? null : due;
}

/** Programs in these states ask for the agreement; before, the operator has still to approve. */
const asks: readonly EnrollmentState[] = ['qualified', 'active', 'restricted', 'suspended'];

export interface Facts {
  /** The text in force for the company. */
  readonly textId: string | undefined;
  /** The texts of this agreement for its region that it accepted. */
  readonly accepted: readonly string[];
  /** The last day of what was accepted; null or undefined: it has none. */
  readonly endsOn?: string | null | undefined;
  readonly day?: string;
  /** Of the programs that ask for the agreement. */
  readonly states: readonly EnrollmentState[];
}
export function statusOf({ textId, accepted, states, endsOn, day = '' }: Facts): AgreementStatus {
  if (textId && accepted.includes(textId)) return 'accepted';
  if (accepted.length && textId && endsOn && endsOn < day) return 'expired';
  // What was accepted stays in force, whether or not a newer text is offered, until its last day where it has one.
  if (accepted.length) return textId ? 'renewed' : 'accepted';
  if (!textId) return 'not_offered';
  return states.some((state) => asks.includes(state)) ? 'available' : 'unavailable';
}
/** Whether the company can accept now. */
export const isOpen = (status: AgreementStatus): boolean => status === 'available' || status === 'renewed' || status === 'expired';
