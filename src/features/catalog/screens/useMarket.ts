import { useRead } from '../../../web/data.tsx';
import { usePlace } from '../../../web/place.ts';
import { catalog } from '../contract.ts';

/** The market that the page is about: in the address, or the company's own where something is sold there. */
export function useMarket() {
  const { search, setSearch } = usePlace();
  const { data } = useRead(catalog.listCatalogMarkets, {});
  const markets = data?.markets ?? [];
  const asked = search.get('market');
  const found = markets.find(({ market }) => market === asked) ?? markets.find(({ market }) => market === data?.own) ?? markets[0];
  return {
    isKnown: data !== undefined,
    market: found?.market ?? data?.own,
    currency: found?.currency ?? 'USD',
    markets: markets.map(({ market }) => market),
    setMarket: (market: string) => setSearch({ market }),
  };
}
