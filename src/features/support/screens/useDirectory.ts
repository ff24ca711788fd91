import { useEffect, useState } from 'react';
import { api } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { useLoaded } from '../../signup/screens/useLoaded.ts';
import { support } from '../contract.ts';

const server = api(support);
const MINUTE = 60_000;

/** Whom one can turn to from a country; asked anew each minute that the page is looked at, so that "open" stays true. */
export function useDirectory(country: string) {
  const { locale } = useHouse();
  const [minute, setMinute] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && setMinute((n) => n + 1), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return useLoaded(`${country} ${locale} ${minute}`, async () => ({ ...(await server.getDirectory({ country, locale })), now: new Date() }));
}

/** The country that a browser speaks of: `fr-CA` says Canada, `zh-TW` Taiwan; plain `es` says nothing that could be relied on. */
export function countryOfBrowser(languages: readonly string[]): string {
  const regions = languages.flatMap((tag) => {
    try {
      return new Intl.Locale(tag).region ?? [];
    } catch {
      return [];
    }
  });
  return regions.find((region) => /^[A-Z]{2}$/.test(region)) ?? likelyCountry(languages[0]) ?? '*';
}

/** Where most readers of a language are: a guess that is changed with one key. */
function likelyCountry(tag: string | undefined): string | undefined {
  try {
    return tag ? new Intl.Locale(tag).maximize().region : undefined;
  } catch {
    return undefined;
  }
}
