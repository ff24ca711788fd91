import { Plus } from 'lucide-react';
import { useState } from 'react';
import { localeNames, locales } from '../../../../core/locale.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { FormSection } from '../../../../web/ui/Form.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { billingCycles, billings, limitKinds, linkKinds, segments, skuKinds, terms, units } from '../../contract.ts';
import { wayField } from './definitionForm.ts';

/** What a SKU is, how many of it one may have, and where it leads. */
export function SkuFields({ isNew }: { readonly isNew: boolean }) {
  const { t } = useHouse();
  return (
    <>
      <FormSection title={t('catalog.desk.sku_name')}>
        {isNew && <TextField name="skuId" label={t('catalog.desk.sku_id')} help={t('catalog.desk.id_help')} maxLength={40} mono />}
        {locales.map((locale) => (
          <div key={locale} lang={locale}>
            <TextField
              name={`name.${locale}`}
              label={t('catalog.desk.name_in', { language: localeNames[locale] })}
              optional={locale !== 'en'}
              help={locale === 'en' ? t('catalog.desk.same_as_english') : undefined}
              maxLength={120}
            />
          </div>
        ))}
      </FormSection>
      <FormSection title={t('catalog.facet.kind')}>
        <Select name="kind" label={t('catalog.facet.kind')} options={skuKinds.map((id) => ({ id, label: t(`catalog.kind.${id}`) }))} />
        <Select name="billing" label={t('catalog.facet.billing')} options={billings.map((id) => ({ id, label: t(`catalog.billing.${id}`) }))} />
        <Select name="unit" label={t('catalog.desk.unit')} options={units.map((id) => ({ id, label: t(`catalog.unit.${id}`) }))} />
        <div className="flex flex-wrap gap-4">
          <TextField name="min" label={t('catalog.desk.min')} width="short" inputMode="numeric" />
          <TextField name="max" label={t('catalog.desk.max')} help={t('catalog.desk.max_help')} optional width="short" inputMode="numeric" />
        </div>
        <div className="flex flex-wrap gap-4">
          <Select name="limit" label={t('catalog.limit')} width="half" options={limitKinds.map((id) => ({ id, label: t(`catalog.desk.limit_${id}`) }))} />
          <TextField name="count" label={t('catalog.desk.limit_count')} optional width="short" inputMode="numeric" />
        </div>
      </FormSection>
      <FormSection title={t('catalog.desk.links')} text={t('catalog.desk.links_help')}>
        {linkKinds.map((kind) => (
          <TextField key={kind} name={kind} label={t(`catalog.link.${kind}`)} optional mono />
        ))}
        <TextArea name="plans" label={t('catalog.desk.plans')} help={t('catalog.desk.plans_help')} optional rows={3} />
      </FormSection>
    </>
  );
}

/** Numbers of the ways of selling that the form has; one that is taken away leaves a gap. */
export function useWays(count: number) {
  const [numbers, set] = useState(() => Array.from({ length: count }, (_, n) => n));
  return {
    numbers,
    add: () => set([...numbers, Math.max(-1, ...numbers) + 1]),
    remove: (n: number) => set(numbers.filter((each) => each !== n)),
  };
}

/** Each way in which it is sold: to whom, for how long, how it is billed, and where. */
export function WaysFields({ ways }: { readonly ways: ReturnType<typeof useWays> }) {
  const { t } = useHouse();
  return (
    <FormSection title={t('catalog.column.way')}>
      {ways.numbers.map((n) => (
        <fieldset key={n} className="flex flex-col gap-4 border-b border-line pb-6">
          <div className="grid gap-4 sm:grid-cols-3">
            <Select
              name={wayField(n, 'segment')}
              label={t('catalog.facet.segment')}
              options={segments.map((id) => ({ id, label: t(`catalog.segment.${id}`) }))}
            />
            <Select name={wayField(n, 'term')} label={t('catalog.facet.term')} options={terms.map((id) => ({ id, label: t(`catalog.term.${id}`) }))} />
            <Select
              name={wayField(n, 'billingCycle')}
              label={t('catalog.facet.billingCycle')}
              options={billingCycles.map((id) => ({ id, label: t(`catalog.cycle.${id}`) }))}
            />
          </div>
          <TextField name={wayField(n, 'markets')} label={t('catalog.desk.market_codes')} help={t('catalog.desk.markets_help')} mono />
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <Checkbox name={wayField(n, 'isPurchasable')} optional label={t('catalog.desk.purchasable')}>
              {t('catalog.desk.purchasable')}
            </Checkbox>
            <Checkbox name={wayField(n, 'isRenewable')} optional label={t('catalog.desk.renewable')}>
              {t('catalog.desk.renewable')}
            </Checkbox>
            {ways.numbers.length > 1 && (
              <Button size="small" variant="quiet" onPress={() => ways.remove(n)}>
                {t('catalog.desk.remove_way')}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      <div>
        <Button size="small" icon={Plus} onPress={ways.add}>
          {t('catalog.desk.add_way')}
        </Button>
      </div>
    </FormSection>
  );
}
