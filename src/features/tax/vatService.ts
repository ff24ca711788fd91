import { z } from 'zod';
import type { Outgoing } from '../../server/outgoing.ts';

/** Who can say whether a VAT number is known to the tax offices. One way is below; another service takes its place by the same two words. */
export interface VatService {
  /** Null: it has nothing to say of that country. @throws Error when it cannot be reached or has no answer now */
  check(country: string, number: string): Promise<{ readonly answer: 'right' | 'wrong'; readonly reference: string | null } | null>;
}

/** The countries that the EU's service answers for; Greece is EL there. */
const answered = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
const Answer = z.object({ isValid: z.boolean(), requestIdentifier: z.string().max(200).nullish(), userError: z.string().max(100).nullish() });
const SECONDS = 10;

/** A service that speaks like VIES. @param address with {country} and {number}; undefined: nobody is asked */
export function vatServiceAt(address: string | undefined, outgoing: Outgoing): VatService | undefined {
  if (!address) return undefined;
  return {
    async check(country, number) {
      if (!answered.has(country)) return null;
      const prefix = country === 'GR' ? 'EL' : country;
      const bare = number.startsWith(prefix) ? number.slice(2) : number;
      const url = address.replaceAll('{country}', prefix).replaceAll('{number}', encodeURIComponent(bare));
      const response = await outgoing.send(url, { seconds: SECONDS, headers: { accept: 'application/json' } });
      if (!response.ok) throw new Error(`the VAT service answered ${response.status}`);
      const { isValid, requestIdentifier, userError } = Answer.parse(await response.json());
      // A member state that is down says neither: asked again later.
      if (!isValid && userError && !['INVALID', 'VALID'].includes(userError)) throw new Error(`the VAT service has no answer: ${userError}`);
      return { answer: isValid ? 'right' : 'wrong', reference: requestIdentifier || null };
    },
  };
}
