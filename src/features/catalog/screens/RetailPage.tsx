import { Percent, Plus } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { catalog, type RetailRule, retailRoundings } from '../contract.ts';
import { RuleDialog } from './RuleDialog.tsx';

/** What the company's customers are asked for. */
export function RetailPage() {
  const { t } = useHouse();
  const { data } = useRead(catalog.getRetail, {});
  const [edited, edit] = useState<RetailRule | 'new' | null>(null);
  const canEdit = data?.can.edit ?? false;
  return (
    <Page
      title={t('catalog.retail.title')}
      sentence={t('catalog.retail.sentence')}
      width="reading"
      action={
        canEdit && (
          <Button variant="primary" icon={Plus} onPress={() => edit('new')}>
            {t('catalog.retail.add')}
          </Button>
        )
      }
    >
      {!data && <SkeletonLines lines={6} />}
      {data && (
        <>
          <Section title={t('catalog.retail.rules')} text={t('catalog.retail.rules_text')}>
            {data.rules.length === 0 ? (
              <Empty icon={Percent} title={t('catalog.retail.none')} />
            ) : (
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {data.rules.map((rule) => (
                  <RuleLine key={rule.ruleId} rule={rule} editable={canEdit} onEdit={() => edit(rule)} />
                ))}
              </ul>
            )}
          </Section>
          <Section title={t('catalog.retail.floor')}>
            <Floor key={data.version} floorPercent={data.floorPercent} rounding={data.rounding} version={data.version} editable={canEdit} />
          </Section>
        </>
      )}
      {edited && <RuleDialog rule={edited === 'new' ? null : edited} canChooseCustomer={data?.can.chooseCustomer ?? false} onClose={() => edit(null)} />}
    </Page>
  );
}

function RuleLine({ rule, editable, onEdit }: { readonly rule: RetailRule; readonly editable: boolean; readonly onEdit: () => void }) {
  const { t, locale, formatDate, formatNumber } = useHouse();
  const remove = useAct(catalog.removeRetailRule);
  const { attempt, banner } = useAttempt();
  const about = [
    ...(rule.customerId ? [t('catalog.retail.customer', { id: rule.customerName ?? rule.customerId })] : []),
    rule.productTitle ?? rule.productId ?? t('catalog.retail.every_product'),
    ...(rule.segment ? [t(`catalog.segment.${rule.segment}`)] : []),
    ...(rule.market ? [countryName(rule.market, locale)] : []),
  ];
  const value = formatNumber(Number(rule.value), { maximumFractionDigits: 4 });
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-14">
      {banner}
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="font-medium">{about.join(' · ')}</span>
          <span>{t(`catalog.retail.said_${rule.method}`, { value, currency: rule.currency ?? '' })}</span>
          <span className="flex flex-wrap items-center gap-2 text-13 text-muted">
            {rule.createdBy}, {formatDate(rule.changedAt)}
            {rule.mayGoBelow && <Badge>{t('catalog.retail.may_go_below')}</Badge>}
          </span>
        </span>
        {editable && (
          <span className="flex gap-2">
            <Button size="small" onPress={onEdit}>
              {t('catalog.retail.change')}
            </Button>
            <Button
              size="small"
              variant="quiet"
              onPress={() =>
                attempt(async () => {
                  await remove.mutateAsync({ ruleId: rule.ruleId });
                  toast(t('catalog.retail.removed'));
                })
              }
            >
              {t('catalog.retail.remove')}
            </Button>
          </span>
        )}
      </span>
    </li>
  );
}

interface FloorProps {
  readonly floorPercent: string;
  readonly rounding: (typeof retailRoundings)[number];
  readonly version: number;
  readonly editable: boolean;
}
function Floor({ floorPercent, rounding, version, editable }: FloorProps) {
  const { t } = useHouse();
  const set = useAct(catalog.setRetailFloor);
  const { attempt, banner } = useAttempt();
  return (
    <Form<Record<string, string>>
      initial={{ floorPercent: String(Number(floorPercent)), rounding }}
      problem={banner}
      onSubmit={(values) =>
        attempt(async () => {
          const wanted = retailRoundings.find((one) => one === values['rounding']) ?? 'coin';
          await set.mutateAsync({ floorPercent: values['floorPercent']?.replace(',', '.') ?? '0', rounding: wanted, version });
          toast(t('catalog.retail.floor_saved'));
        })
      }
    >
      <TextField
        name="floorPercent"
        label={t('catalog.retail.floor_percent')}
        help={t('catalog.retail.floor_help')}
        width="short"
        inputMode="decimal"
        disabled={!editable}
      />
      <Select
        name="rounding"
        label={t('catalog.retail.rounding')}
        width="half"
        disabled={!editable}
        options={retailRoundings.map((id) => ({ id, label: t(`catalog.retail.rounding_${id}`) }))}
      />
      {editable && (
        <FormActions>
          <Button type="submit">{t('ui.save')}</Button>
        </FormActions>
      )}
    </Form>
  );
}
