import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { directories, type ProvisionedGroup } from '../../contract.ts';

type Role = ProvisionedGroup['roles'][number];
interface PartProps {
  readonly directoryId: string;
  readonly givable: readonly Role[];
  readonly canEdit: boolean;
}

/** Groups as the directory has them; which roles each gives is said here. */
export function GroupsPart({ directoryId, givable, canEdit }: PartProps) {
  const { t, formatList, formatNumber } = useHouse();
  const list = useList(directories.listProvisionedGroups, { directoryId });
  const [chosen, choose] = useState<ProvisionedGroup | null>(null);
  return (
    <Section title={t('provisioning.groups')} text={t('provisioning.groups_text')}>
      {chosen && <MapGroup key={chosen.groupId} directoryId={directoryId} group={chosen} givable={givable} onClose={() => choose(null)} />}
      <Table<ProvisionedGroup>
        label={t('provisioning.groups')}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ groupId }) => groupId}
        rowLabel={({ name }) => name}
        columns={[
          { id: 'name', header: t('provisioning.group'), cell: ({ name }) => <span className="font-medium break-words">{name}</span> },
          { id: 'people', header: t('provisioning.people'), width: '7rem', align: 'end', phone: 'fact', cell: ({ people }) => formatNumber(people) },
          {
            id: 'roles',
            header: t('provisioning.roles'),
            width: '13rem',
            phone: 'fact',
            cell: ({ roles }) => (roles.length ? formatList(roles.map((role) => t(`roles.${role}`))) : t('provisioning.no_roles')),
          },
          {
            id: 'map',
            header: t('provisioning.map'),
            hideHeader: true,
            width: '11rem',
            align: 'end',
            phone: 'fact',
            cell: (group) =>
              canEdit ? (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('ui.named', { label: t('provisioning.map'), value: group.name })}
                  onPress={() => choose(group)}
                >
                  {t('provisioning.map')}
                </Button>
              ) : null,
          },
        ]}
        empty={<Empty icon={UsersRound} title={t('provisioning.groups_none')} text={t('provisioning.groups_none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Section>
  );
}

interface MapProps {
  readonly directoryId: string;
  readonly group: ProvisionedGroup;
  readonly givable: readonly Role[];
  readonly onClose: () => void;
}
function MapGroup({ directoryId, group, givable, onClose }: MapProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const map = useAct(directories.mapGroup);
  const title = t('provisioning.map_title', { name: group.name });
  // A role that someone else mapped stays as it is.
  const fixed = group.roles.filter((role) => !givable.includes(role));
  return (
    <Form<Record<string, boolean>>
      label={title}
      initial={Object.fromEntries(givable.map((role) => [role, group.roles.includes(role)]))}
      problem={banner}
      onSubmit={(chosen) =>
        attempt(async () => {
          const roles = [...fixed, ...givable.filter((role) => chosen[role])];
          await map.mutateAsync({ directoryId, groupId: group.groupId, roles, version: group.version });
          toast(t('provisioning.mapped'));
          onClose();
        })
      }
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-3 text-14 font-semibold">{title}</legend>
        <p className="text-14 text-muted">{t('provisioning.map_text')}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          {givable.map((role) => (
            <Checkbox key={role} name={role} label={t(`roles.${role}`)} optional>
              {t(`roles.${role}`)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <SubmitOrCancel submit={t('ui.save')} onCancel={onClose} />
    </Form>
  );
}
