import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import type { RemovalCase } from '../../contract.ts';
import { Losses } from '../locations/Removal.tsx';

/** Locations that companies ask to have removed, the longest-waiting first. */
export function RemovalsPage() {
  const { t } = useHouse();
  const list = useList(accounts.listRemovals, { limit: 20 });
  return (
    <Page title={t('locations.desk.title')} sentence={t('locations.desk.sentence')} width="reading">
      {list.isLoading ? (
        <SkeletonLines lines={6} />
      ) : list.items.length === 0 ? (
        <Empty icon={Inbox} title={t('locations.desk.none')} text={t('locations.desk.none_text')} />
      ) : (
        <ul className="flex flex-col gap-4">
          {list.items.map((one) => (
            <RemovalCard key={one.removalId} removal={one} />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <div>
          <Button onPress={list.loadMore} pending={list.isLoadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function RemovalCard({ removal }: { readonly removal: RemovalCase }) {
  const { t, formatDate } = useHouse();
  const [open, setOpen] = useState<'remove' | 'refuse' | null>(null);
  const decide = useAct(accounts.decideRemoval);
  const { attempt, banner } = useAttempt();
  const { accountId, removalId, version, locationId, name, company, partnerId, why, uses, askedAt, askedBy, can } = removal;
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4 text-14">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-16 font-semibold break-words">{name}</h2>
        <CopyId value={locationId} what={t('locations.id')} />
      </div>
      <p>
        <Link href={`/operator/accounts/${accountId}`}>{company}</Link> <span className="font-mono text-13 text-muted">{partnerId}</span>
        <span className="block text-13 text-muted">{t('locations.removal.asked', { name: askedBy ?? '', when: formatDate(askedAt, 'moment') })}</span>
      </p>
      <p className="break-words whitespace-pre-wrap">{why}</p>
      <Losses locationId={locationId} uses={uses} />
      {banner}
      {can.decide && open !== 'refuse' && (
        <div className="flex flex-wrap gap-2">
          <Button variant="danger" onPress={() => setOpen('remove')}>
            {t('locations.desk.remove')}
          </Button>
          <Button onPress={() => setOpen('refuse')}>{t('locations.desk.refuse_open')}</Button>
        </div>
      )}
      {open === 'refuse' && <RefuseForm removal={removal} onDone={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'remove'}
        onClose={() => setOpen(null)}
        title={t('locations.desk.remove_title', { name, company })}
        text={t('locations.desk.remove_text')}
        typed={locationId}
        confirm={t('locations.desk.remove')}
        onConfirm={() =>
          attempt(async () => {
            await decide.mutateAsync({ accountId, removalId, version, decision: 'remove' });
            toast(t('locations.desk.removed', { name }));
          })
        }
      />
    </li>
  );
}

function RefuseForm({ removal: { accountId, removalId, version, name }, onDone }: { readonly removal: RemovalCase; readonly onDone: () => void }) {
  const { t } = useHouse();
  const decide = useAct(accounts.decideRemoval);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ note: string }>
      problem={banner}
      onSubmit={({ note }) =>
        attempt(async () => {
          await decide.mutateAsync({ accountId, removalId, version, decision: 'refuse', note });
          toast(t('locations.desk.refused', { name }));
          onDone();
        })
      }
    >
      <TextArea name="note" label={t('locations.desk.note')} help={t('locations.desk.note_help')} maxLength={1000} />
      <SubmitOrCancel submit={t('locations.desk.refuse')} onCancel={onDone} />
    </Form>
  );
}
