import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Page } from '../../../web/ui/Page.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { DifferenceTab } from './DifferenceTab.tsx';
import { PriceListsTab } from './PriceListsTab.tsx';
import { PricesTab } from './PricesTab.tsx';

const tabs = ['prices', 'lists', 'difference'] as const;

/** What the company pays: by day, by list, and what changes between two lists. */
export function PricesPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = tabs.find((tab) => tab === search.get('show')) ?? 'prices';
  return (
    <Page title={t('catalog.prices.title')} sentence={t('catalog.prices.sentence')}>
      <Tabs
        label={t('catalog.prices.title')}
        chosen={chosen}
        onChoose={(id) => setSearch({ show: id === 'prices' ? null : id })}
        tabs={[
          { id: 'prices', label: t('catalog.prices.tab_prices'), content: <PricesTab /> },
          { id: 'lists', label: t('catalog.prices.tab_lists'), content: <PriceListsTab /> },
          { id: 'difference', label: t('catalog.prices.tab_difference'), content: <DifferenceTab /> },
        ]}
      />
    </Page>
  );
}
