import { BadgePercent, Plus } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, type Promotion } from '../../contract.ts';
import { PromotionDialog } from './PromotionDialog.tsx';

const kinds = { draft: 'warning', published: 'success', withdrawn: 'plain' } as const;

/** Percentages off for some offers, markets and days. */
export function PromotionsPage() {
  const { t } = useHouse();
  const { data } = useRead(catalog.listPromotions, {});
  const [edited, edit] = useState<Promotion | 'new' | null>(null);
  return (
    <Page
      title={t('catalog.promotions.title')}
      sentence={t('catalog.promotions.sentence')}
      width="reading"
      action={
        data?.can.edit && (
          <Button variant="primary" icon={Plus} onPress={() => edit('new')}>
            {t('catalog.promotions.add')}
          </Button>
        )
      }
    >
      {!data && <SkeletonLines lines={4} />}
      {data?.items.length === 0 && <Empty icon={BadgePercent} title={t('catalog.promotions.none')} />}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {data.items.map((one) => (
            <Line key={one.promotionId} one={one} editable={data.can.edit} onEdit={() => edit(one)} />
          ))}
        </ul>
      )}
      {edited && <PromotionDialog promotion={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
    </Page>
  );
}

function Line({ one, editable, onEdit }: { readonly one: Promotion; readonly editable: boolean; readonly onEdit: () => void }) {
  const { t, formatDate, formatList } = useHouse();
  const set = useAct(catalog.publishPromotion);
  const { attempt, banner } = useAttempt();
  const { promotionId, version, state } = one;
  const publish = (isPublished: boolean) =>
    attempt(async () => {
      await set.mutateAsync({ promotionId, isPublished, version });
      toast(t(isPublished ? 'catalog.promotions.published' : 'catalog.promotions.withdrawn'));
    });
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-14">
      {banner}
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0">
          <span className="block font-medium">{one.name}</span>
          <span className="block">
            {t('catalog.promotions.said', { percent: Number(one.percent), from: formatDate(one.startsOn), to: formatDate(one.endsOn) })}
          </span>
          <span className="block text-13 text-muted">
            {t('catalog.promotions.offers_said', { count: one.offers.length })}
            {one.markets && ` · ${formatList(one.markets)}`}
            {one.groupName && ` · ${one.groupName}`}
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-2">
          <Status kind={kinds[state]} bare>
            {t(`catalog.promotions.state_${state}`)}
          </Status>
          {editable && state === 'draft' && (
            <>
              <Button size="small" onPress={onEdit}>
                {t('catalog.promotions.change')}
              </Button>
              <Button size="small" onPress={() => publish(true)}>
                {t('catalog.promotions.publish')}
              </Button>
            </>
          )}
          {editable && state === 'published' && (
            <Button size="small" onPress={() => publish(false)}>
              {t('catalog.promotions.withdraw')}
            </Button>
          )}
        </span>
      </span>
    </li>
  );
}
