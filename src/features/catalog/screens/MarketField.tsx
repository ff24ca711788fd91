import { useHouse } from '../../../web/house.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import type { useMarket } from './useMarket.ts';
import { marketOptions } from './words.ts';

/** In which country the customer is. */
export function MarketField({ at }: { readonly at: ReturnType<typeof useMarket> }) {
  const house = useHouse();
  if (!at.market) return null;
  const markets = at.markets.includes(at.market) ? at.markets : [...at.markets, at.market];
  return (
    <div className="w-56">
      <Select name="market" label={house.t('catalog.market')} value={at.market} onChange={at.setMarket} options={marketOptions(markets, house)} />
    </div>
  );
}
