import { Link2, Plus } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { programs, type Resource } from '../../contract.ts';
import { OrderedList } from './OrderedList.tsx';
import { ResourceForm } from './ResourceForm.tsx';

/** The links that the operator keeps for its partners. */
export function KeptResourcesPage() {
  const { t } = useHouse();
  const { data } = useRead(programs.listKeptResources, {});
  const [open, setOpen] = useState<string | null>(null);
  const add = data?.can.edit && open !== 'new' && (
    <Button variant="primary" icon={Plus} onPress={() => setOpen('new')}>
      {t('programs.resources.add')}
    </Button>
  );
  return (
    <Page title={t('programs.resources.kept')} sentence={t('programs.resources.kept_sentence')} width="reading" action={data && data.items.length > 0 && add}>
      {!data && <SkeletonLines />}
      {open === 'new' && <ResourceForm onDone={() => setOpen(null)} />}
      {data?.items.length === 0 && open !== 'new' && (
        <Empty icon={Link2} title={t('programs.resources.none')} text={t('programs.resources.kept_none')} action={add} />
      )}
      {data && data.items.length > 0 && <Kept items={data.items} editable={data.can.edit} open={open} onOpen={setOpen} />}
    </Page>
  );
}

interface KeptProps {
  readonly items: readonly Resource[];
  readonly editable: boolean;
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
}

function Kept({ items, editable, open, onOpen }: KeptProps) {
  const { t, locale } = useHouse();
  const order = useAct(programs.orderResources);
  const remove = useAct(programs.removeResource);
  const { attempt, banner } = useAttempt();
  const [asked, ask] = useState<Resource | null>(null);
  return (
    <>
      {banner}
      <OrderedList
        label={t('programs.resources.kept')}
        items={items}
        keyOf={(item) => item.resourceId}
        nameOf={(item) => item.titles[locale]}
        editable={editable}
        onOrder={(resourceIds) => attempt(() => order.mutateAsync({ resourceIds: [...resourceIds] }))}
      >
        {(item) =>
          open === item.resourceId ? (
            <ResourceForm resource={item} onDone={() => onOpen(null)} />
          ) : (
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-14">
              <span className="min-w-0">
                <span className="block font-medium">{item.titles[locale]}</span>
                <span className="block text-13 break-all text-muted">{item.address}</span>
                <span className="block text-13 text-muted">
                  {item.audience.length === 0 ? t('programs.resources.everyone') : t('programs.resources.some', { count: item.audience.length })}
                </span>
              </span>
              {editable && (
                <span className="flex gap-2">
                  <Button size="small" aria-label={t('programs.resources.edit_one', { title: item.titles[locale] })} onPress={() => onOpen(item.resourceId)}>
                    {t('programs.resources.edit')}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={t('programs.resources.remove_one', { title: item.titles[locale] })}
                    onPress={() => ask(item)}
                  >
                    {t('programs.resources.remove')}
                  </Button>
                </span>
              )}
            </div>
          )
        }
      </OrderedList>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => ask(null)}
        title={t('programs.resources.remove_question', { title: asked?.titles[locale] ?? '' })}
        confirm={t('programs.resources.remove')}
        onConfirm={() =>
          attempt(async () => {
            if (asked) await remove.mutateAsync({ resourceId: asked.resourceId });
            toast(t('programs.resources.removed'));
          })
        }
      />
    </>
  );
}
