import { useState } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { bulkKinds, orders } from '../contract.ts';
import type { BulkWhat } from '../contract.ts';

export type BulkScope = Pick<z.input<typeof orders.rehearseBulkChange.input>, 'subscriptionIds' | 'matching'>;
type Kind = (typeof bulkKinds)[number];
interface Asked extends Record<string, unknown> {
  readonly kind: Kind;
  readonly how: 'to' | 'more' | 'fewer';
  readonly count: string;
  readonly autoRenews: boolean;
  readonly billingCycle: 'monthly' | 'annual';
}

function whatOf({ kind, how, count, autoRenews, billingCycle }: Asked): BulkWhat {
  if (kind === 'seats' || kind === 'seats_at_renewal')
    return { kind, how: how === 'to' ? 'to' : 'by', count: how === 'fewer' ? -Number(count) : Number(count) };
  if (kind === 'renewal') return { kind, autoRenews };
  return kind === 'cycle_at_renewal' ? { kind, billingCycle } : { kind };
}

/** What many subscriptions should become; then the page that shows what it would do to each. */
export function BulkDialog({ scope, onClose }: { readonly scope: BulkScope; readonly onClose: () => void }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { go } = usePlace();
  const [asked, ask] = useState<Pick<Asked, 'kind'>>({ kind: 'seats' });
  const rehearse = useAct(orders.rehearseBulkChange);
  const { attempt, banner } = useAttempt();
  const count = scope.subscriptionIds?.length;
  return (
    <Dialog open onClose={onClose} title={count ? t('bulk_changes.start_selected', { count }) : t('bulk_changes.start_all')}>
      <Form<Asked>
        initial={{ kind: 'seats', how: 'to', count: '', autoRenews: true, billingCycle: 'annual' }}
        problem={banner}
        onChange={ask}
        onSubmit={(values) =>
          attempt(async () => {
            const { bulkId } = await rehearse.mutateAsync({ ...scope, what: whatOf(values) });
            go(at(`/bulk-changes/${bulkId}`));
          })
        }
      >
        <p className="text-14 text-muted">{t('bulk_changes.rehearse_text')}</p>
        <Select name="kind" label={t('bulk_changes.which')} options={bulkKinds.map((id) => ({ id, label: t(`bulk_changes.kind.${id}`) }))} />
        <Details kind={asked.kind} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('bulk_changes.rehearse')}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** What the chosen kind asks besides. */
function Details({ kind }: { readonly kind: Kind }) {
  const { t } = useHouse();
  const whole = (text: string) => (/^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000_000 ? undefined : t('bulk_changes.count_wrong'));
  if (kind === 'seats' || kind === 'seats_at_renewal')
    return (
      <>
        <RadioGroup
          name="how"
          label={t('bulk_changes.how')}
          choices={(['to', 'more', 'fewer'] as const).map((id) => ({ id, label: t(`bulk_changes.how.${id}`) }))}
        />
        <TextField name="count" type="number" width="short" label={t('bulk_changes.count')} validate={whole} />
      </>
    );
  if (kind === 'renewal') return <Switch name="autoRenews" label={t('orders.auto_renews')} />;
  if (kind === 'cycle_at_renewal')
    return (
      <Select
        name="billingCycle"
        label={t('orders.column.rhythm')}
        options={(['annual', 'monthly'] as const).map((id) => ({ id, label: t(`catalog.cycle.${id}`) }))}
      />
    );
  return null;
}
