import { Plus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, type PriceGroup } from '../../contract.ts';

/** Partners with prices of their own. */
export function GroupsPage() {
  const { t, formatList } = useHouse();
  const { data } = useRead(catalog.listPriceGroups, {});
  const [edited, edit] = useState<PriceGroup | 'new' | null>(null);
  return (
    <Page
      title={t('catalog.groups.title')}
      sentence={t('catalog.groups.sentence')}
      width="reading"
      action={
        data?.can.edit && (
          <Button variant="primary" icon={Plus} onPress={() => edit('new')}>
            {t('catalog.groups.add')}
          </Button>
        )
      }
    >
      {!data && <SkeletonLines lines={4} />}
      {data?.items.length === 0 && <Empty icon={UsersRound} title={t('catalog.groups.none')} />}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {data.items.map((group) => (
            <li key={group.groupId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-14">
              <span className="min-w-0">
                <span className="block font-medium">{group.name}</span>
                <span className="block text-13 text-muted">
                  {t('catalog.groups.rank_said', { rank: group.rank })} · {t('catalog.groups.members_said', { count: group.members.length })}
                </span>
                {group.members.length > 0 && <span className="block text-13 text-muted">{formatList(group.members.slice(0, 5).map(({ name }) => name))}</span>}
              </span>
              {data.can.edit && (
                <Button size="small" onPress={() => edit(group)}>
                  {t('catalog.groups.change')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited && <GroupDialog group={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
    </Page>
  );
}

function GroupDialog({ group, onClose }: { readonly group: PriceGroup | null; readonly onClose: () => void }) {
  const { t } = useHouse();
  const set = useAct(catalog.setPriceGroup);
  const { attempt, banner } = useAttempt();
  return (
    <Dialog open onClose={onClose} title={group?.name ?? t('catalog.groups.add')} firm>
      <Form<Record<string, string>>
        initial={{
          name: group?.name ?? '',
          kind: group?.kind ?? 'group',
          rank: String(group?.rank ?? 100),
          partnerIds: group?.members.map(({ partnerId }) => partnerId).join('\n') ?? '',
        }}
        problem={banner}
        onSubmit={({ name = '', kind, rank, partnerIds = '' }) =>
          attempt(async () => {
            await set.mutateAsync({
              groupId: group?.groupId ?? null,
              version: group?.version ?? null,
              name,
              kind: kind === 'partner' ? 'partner' : 'group',
              rank: Number(rank) || 0,
              partnerIds: partnerIds.split(/\s+/).filter(Boolean),
            });
            toast(t('catalog.groups.saved'));
            onClose();
          })
        }
      >
        <TextField name="name" label={t('catalog.groups.name')} maxLength={120} />
        <Select
          name="kind"
          label={t('catalog.groups.kind')}
          options={(['group', 'partner'] as const).map((id) => ({ id, label: t(`catalog.groups.kind_${id}`) }))}
        />
        <TextField name="rank" label={t('catalog.groups.rank')} width="short" inputMode="numeric" />
        <TextArea name="partnerIds" label={t('catalog.groups.members')} help={t('catalog.groups.members_help')} optional />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('ui.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
