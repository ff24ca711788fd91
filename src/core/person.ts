import { z } from 'zod';
import { locales } from './locale.ts';

export const Email = z.string().trim().max(254).pipe(z.email());
export const Locale = z.enum(locales);
const name = z.string().trim().min(1).max(50);
/** A person's name, as the person writes it. */
export const PersonName = z.object({ givenName: name, familyName: name });
export type PersonName = z.output<typeof PersonName>;
/** Someone to write to or call. `phone` is as typed; the server keeps it as E.164. */
export const Contact = PersonName.extend({ email: Email, phone: z.string().trim().max(40).optional() });
export type Contact = z.output<typeof Contact>;

/** A name in the order of its script: family name first, unspaced, when both parts are Han. */
export const fullName = ({ givenName, familyName }: { readonly givenName: string; readonly familyName: string }): string =>
  /^\p{Script=Han}+$/u.test(givenName + familyName) ? familyName + givenName : `${givenName} ${familyName}`.trim();
