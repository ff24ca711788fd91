import { Tags } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { catalog, type EffectivePrice } from '../../contract.ts';
import { usePriceColumns } from '../priceColumns.tsx';

type Typed = Record<'partner' | 'market' | 'currency', string>;

/** Prices as one partner sees them; who, where and which day stand in the address. */
export function PartnerPricesPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [partner, market, currency] = ['partner', 'market', 'currency'].map((name) => search.get(name) ?? '');
  const day = (name: 'on' | 'known') => search.get(name) ?? '';
  return (
    <Page
      title={t('catalog.partner_prices.title')}
      sentence={t('catalog.partner_prices.sentence')}
      crumbs={[{ label: t('catalog.lists.title'), href: '/operator/price-lists' }]}
    >
      <Form<Typed>
        initial={{ partner: partner ?? '', market: market ?? '', currency: currency ?? '' }}
        onSubmit={(typed) =>
          setSearch({ partner: typed.partner.trim(), market: typed.market.trim().toUpperCase(), currency: typed.currency.trim().toUpperCase() })
        }
      >
        <div className="flex flex-wrap items-start gap-4">
          <TextField name="partner" label={t('catalog.partner_prices.partner')} width="short" mono />
          <TextField name="market" label={t('catalog.market')} width="short" maxLength={2} mono />
          <TextField name="currency" label={t('catalog.column.currency')} width="short" maxLength={3} mono />
          <DateField label={t('catalog.prices.on')} value={day('on')} onChange={(on) => setSearch({ on: on || null })} />
          <DateField label={t('catalog.prices.known')} value={day('known')} onChange={(known) => setSearch({ known: known || null })} />
        </div>
        <FormActions>
          <Button type="submit">{t('catalog.partner_prices.show')}</Button>
        </FormActions>
      </Form>
      {partner && market && currency && <Seen key={partner} partnerId={partner} market={market} currency={currency} on={day('on')} known={day('known')} />}
    </Page>
  );
}

interface SeenProps {
  readonly partnerId: string;
  readonly market: string;
  readonly currency: string;
  readonly on: string;
  readonly known: string;
}
function Seen({ on, known, ...of }: SeenProps) {
  const { t } = useHouse();
  const [words, type, asked] = useSearchWords();
  const list = useList(catalog.listPricesOf, { ...of, ...(on ? { on } : {}), ...(known ? { known } : {}), ...(asked ? { search: asked } : {}) });
  const columns = usePriceColumns();
  const isUnknown = list.error?.status === 404 || list.error?.status === 422;
  if (isUnknown) return <Empty icon={Tags} title={t('catalog.partner_prices.unknown')} text={t('catalog.partner_prices.unknown_text')} />;
  return (
    <Section title={list.first?.partner ?? t('catalog.prices.title')}>
      <Table<EffectivePrice>
        label={t('catalog.partner_prices.title')}
        columns={columns}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => `${row.offerId} ${row.term} ${row.billingCycle} ${row.tierFrom}`}
        rowLabel={(row) => `${row.productTitle}, ${row.title}`}
        search={{ label: t('catalog.prices.search'), value: words, onChange: type }}
        narrowed={asked !== ''}
        empty={<Empty icon={Tags} title={t('catalog.prices.none')} text={t('catalog.prices.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        asOf={list.first?.knownAt}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Section>
  );
}
