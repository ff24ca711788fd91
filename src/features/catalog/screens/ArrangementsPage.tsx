import { ListOrdered } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Arrangement, catalog } from '../contract.ts';
import { useMarket } from './useMarket.ts';
import { marketOptions } from './words.ts';

/** The ways in which the company, and the reader, have ordered the catalog. */
export function ArrangementsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const [adding, add] = useState(false);
  const { data } = useRead(catalog.listArrangements, {});
  const { attempt, banner } = useAttempt();
  return (
    <Page
      title={t('catalog.arrangements.title')}
      sentence={t('catalog.arrangements.sentence')}
      width="reading"
      crumbs={[{ label: t('catalog.title'), href: at('/catalog') }]}
      action={
        <Button variant="primary" icon={ListOrdered} onPress={() => add(true)}>
          {t('catalog.arrangements.add')}
        </Button>
      }
    >
      {banner}
      {!data && <SkeletonLines lines={4} />}
      {data?.items.length === 0 && <Empty icon={ListOrdered} title={t('catalog.arrangements.none')} text={t('catalog.arrangements.none_text')} />}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {data.items.map((one) => (
            <Line key={one.arrangementId} one={one} run={attempt} />
          ))}
        </ul>
      )}
      {adding && data && <NewDialog all={data.items} canShare={data.can.share} onClose={() => add(false)} />}
    </Page>
  );
}

function Line({ one, run }: { readonly one: Arrangement; readonly run: (act: () => Promise<unknown>) => Promise<unknown> }) {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  const [removing, remove] = useState(false);
  const choose = useAct(catalog.setDefaultArrangement);
  const drop = useAct(catalog.removeArrangement);
  const { arrangementId, name } = one;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-14">
      <span className="flex min-w-0 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <Link href={at(`/catalog/arrangements/${arrangementId}`)} className="font-medium break-words">
            {name}
          </Link>
          {one.isDefault && <Badge accent>{t('catalog.arrangements.is_default')}</Badge>}
        </span>
        <span className="text-13 text-muted">
          {t(one.isShared ? 'catalog.arrangements.shared' : 'catalog.arrangements.own')} ·{' '}
          {one.market ? countryName(one.market, locale) : t('catalog.arrangements.every_market')}
        </span>
        <span className="text-13 text-muted">{t('catalog.arrangements.facts', { pinned: one.pinned, hidden: one.hidden, groups: one.groups })}</span>
      </span>
      {one.can.edit && (
        <span className="flex flex-wrap gap-2">
          <Button size="small" onPress={() => run(() => choose.mutateAsync({ arrangementId, isDefault: !one.isDefault }))}>
            {t(one.isDefault ? 'catalog.arrangements.no_default' : 'catalog.arrangements.make_default')}
          </Button>
          <Button size="small" variant="quiet" onPress={() => remove(true)}>
            {t('catalog.arrangements.remove')}
          </Button>
        </span>
      )}
      <ConfirmDialog
        open={removing}
        onClose={() => remove(false)}
        title={t('catalog.arrangements.remove_title', { name })}
        goes={[t('catalog.arrangements.remove_goes')]}
        stays={[t('catalog.arrangements.remove_stays')]}
        confirm={t('catalog.arrangements.remove')}
        onConfirm={() =>
          run(async () => {
            await drop.mutateAsync({ arrangementId });
            toast(t('catalog.arrangements.removed'));
          })
        }
      />
    </li>
  );
}

interface NewFields extends Record<string, unknown> {
  readonly name: string;
  readonly market: string;
  readonly isShared: boolean;
  readonly copyOf: string;
}
function NewDialog({ all, canShare, onClose }: { readonly all: readonly Arrangement[]; readonly canShare: boolean; readonly onClose: () => void }) {
  const house = useHouse();
  const { t } = house;
  const at = useAccountPath();
  const { go } = usePlace();
  const { markets } = useMarket();
  const make = useAct(catalog.makeArrangement);
  const { attempt, banner } = useAttempt();
  return (
    <Dialog open onClose={onClose} title={t('catalog.arrangements.add')} firm>
      <Form<NewFields>
        initial={{ name: '', market: '', isShared: canShare, copyOf: '' }}
        problem={banner}
        onSubmit={({ name, market, isShared, copyOf }) =>
          attempt(async () => {
            const { arrangementId } = await make.mutateAsync({ name, market: market || null, isShared, copyOf: copyOf || null });
            go(at(`/catalog/arrangements/${arrangementId}`));
          })
        }
      >
        <TextField name="name" label={t('catalog.arrangements.name')} maxLength={80} />
        <Select
          name="market"
          label={t('catalog.arrangements.market')}
          help={t('catalog.arrangements.every_market')}
          optional
          options={marketOptions(markets, house)}
        />
        {all.length > 0 && (
          <Select
            name="copyOf"
            label={t('catalog.arrangements.copy_of')}
            optional
            options={all.map(({ arrangementId, name }) => ({ id: arrangementId, label: name }))}
          />
        )}
        {canShare && (
          <Checkbox name="isShared" optional label={t('catalog.arrangements.shared')} help={t('catalog.arrangements.shared_help')}>
            {t('catalog.arrangements.shared')}
          </Checkbox>
        )}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('catalog.arrangements.create')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
