import { useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { sayProblem, useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { CustomerField } from '../../customers/screens/CustomerField.tsx';
import { catalog, type NewRule, retailMethods, type RetailRule, segments } from '../contract.ts';
import { TriedPrices } from './TriedPrices.tsx';
import { useMarket } from './useMarket.ts';
import { marketOptions } from './words.ts';

type Typed = Record<'customerId' | 'method' | 'value' | 'productId' | 'segment' | 'market', string>;

interface RuleProps {
  readonly rule: RetailRule | null;
  /** The reader may see customers; a rule for one of them stays as it is where not. */
  readonly canChooseCustomer: boolean;
  readonly onClose: () => void;
}
/** Adds or changes a rule; what it would do to today's prices is shown before it is saved. */
export function RuleDialog({ rule, canChooseCustomer, onClose }: RuleProps) {
  const house = useHouse();
  const { t } = house;
  const here = useMarket();
  const products = useList(catalog.searchCatalog, { market: here.market ?? 'US', limit: 500, withHidden: 'yes' });
  const set = useAct(catalog.setRetailRule);
  const { attempt, banner } = useAttempt();
  const [below, setBelow] = useState<{ readonly problem: ApiProblem; readonly typed: Typed } | null>(null);
  const [tried, tryIt] = useState<NewRule | null>(null);
  const [typed, setTyped] = useState<Typed>(() => typedOf(rule));
  const save = (values: Typed, confirmed: boolean) =>
    attempt(async () => {
      try {
        await set.mutateAsync({ ruleId: rule?.ruleId ?? null, version: rule?.version ?? null, rule: ruleOf(values, here, rule), confirmed });
        toast(t('catalog.retail.saved'));
        onClose();
      } catch (error) {
        if (!(error instanceof ApiProblem && error.code === 'retail.below_floor')) throw error;
        setBelow({ problem: error, typed: values });
      }
    });
  return (
    <Dialog open onClose={onClose} title={t(rule ? 'catalog.retail.change' : 'catalog.retail.add')} size="wide" firm>
      <Form<Typed> initial={typed} problem={banner} onChange={setTyped} onSubmit={(values) => save(values, false)}>
        <Select name="method" label={t('catalog.retail.method')} options={retailMethods.map((id) => ({ id, label: t(`catalog.retail.method_${id}`) }))} />
        <TextField name="value" label={t('catalog.retail.value')} width="short" inputMode="decimal" />
        {canChooseCustomer && (
          <CustomerField
            name="customerId"
            label={t('catalog.retail.for_customer')}
            help={t('catalog.retail.every_customer')}
            optional
            known={rule?.customerId ? { customerId: rule.customerId, name: rule.customerName ?? rule.customerId } : undefined}
          />
        )}
        <Select
          name="productId"
          label={t('catalog.retail.product')}
          help={t('catalog.retail.every_product')}
          optional
          options={products.items.map(({ productId, title }) => ({ id: productId, label: title }))}
        />
        <Select
          name="segment"
          label={t('catalog.facet.segment')}
          help={t('catalog.retail.every_segment')}
          optional
          options={segments.map((id) => ({ id, label: t(`catalog.segment.${id}`) }))}
        />
        <Select name="market" label={t('catalog.market')} help={t('catalog.retail.every_market')} optional options={marketOptions(here.markets, house)} />
        {below && (
          <Banner
            kind="warning"
            urgent
            title={t('catalog.retail.below_title')}
            action={
              <Button size="small" onPress={() => save(below.typed, true)}>
                {t('catalog.retail.below_confirm')}
              </Button>
            }
          >
            {sayProblem(t, below.problem)}
          </Banner>
        )}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('ui.save')}
          </Button>
          <Button onPress={() => tryIt(ruleOf(typed, here, rule))}>{t('catalog.retail.try')}</Button>
        </FormActions>
      </Form>
      {tried && here.market && <TriedPrices rule={tried} market={tried.market ?? here.market} currency={tried.currency ?? here.currency} />}
    </Dialog>
  );
}

const typedOf = (rule: RetailRule | null): Typed => ({
  customerId: rule?.customerId ?? '',
  method: rule?.method ?? 'percent',
  value: rule ? String(Number(rule.value)) : '',
  productId: rule?.productId ?? '',
  segment: rule?.segment ?? '',
  market: rule?.market ?? '',
});

/** What was typed as the API takes it; an amount is in the currency of its market, or of the one on the page. */
function ruleOf({ customerId, method, value, productId, segment, market }: Typed, here: { readonly currency: string }, rule: RetailRule | null): NewRule {
  const wanted = retailMethods.find((one) => one === method) ?? 'percent';
  return {
    customerId: customerId || null,
    productId: productId || null,
    segment: segments.find((one) => one === segment) ?? null,
    market: market || null,
    method: wanted,
    value: value.trim().replace(',', '.'),
    currency: wanted === 'amount' || wanted === 'price' ? (rule?.currency ?? here.currency) : null,
  };
}
