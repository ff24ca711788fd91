import { UserPlus, X } from 'lucide-react';
import { useState } from 'react';
import type { OperatorRole } from '../../../core/roles.ts';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { useAttempt } from '../../../web/attempt.tsx';
import { identity } from '../contract.ts';

type Staff = NonNullable<ReturnType<typeof useRead<typeof identity.listOperators>>['data']>['items'][number];
interface Taken {
  readonly personId: string;
  readonly name: string;
  readonly role: OperatorRole;
}

/** Who works for the operator, and with which roles. */
export function StaffPage() {
  const { t } = useHouse();
  const { data } = useRead(identity.listOperators, {});
  const [taken, take] = useState<Taken | null>(null);
  return (
    <Page
      title={t('staff.title')}
      sentence={t('staff.sentence')}
      action={
        data?.can.add && (
          <LinkButton href="/operator/staff/new" variant="primary" icon={UserPlus}>
            {t('staff.add')}
          </LinkButton>
        )
      }
    >
      <Table
        label={t('staff.title')}
        columns={useColumns(take)}
        rows={data?.items}
        rowKey={(person) => person.personId}
        rowLabel={(person) => person.name}
        empty={null}
      />
      <TakeRole taken={taken} onClose={() => take(null)} />
    </Page>
  );
}

function useColumns(take: (taken: Taken) => void): readonly Column<Staff>[] {
  const { t, formatDate } = useHouse();
  return [
    { id: 'name', header: t('staff.name'), width: 'minmax(15rem, 1fr)', cell: (person) => <PersonName name={person.name} detail={person.email} /> },
    {
      id: 'roles',
      header: t('staff.roles'),
      width: 'minmax(16rem, 1fr)',
      cell: (person) => (
        <ul className="flex flex-col gap-1">
          {person.roles.map(({ role, givenAt, can }) => (
            <li key={role} className="flex items-center gap-2">
              <span className="min-w-0">
                {t(`roles.${role}`)}
                <span className="ms-2 text-13 text-muted">{t('staff.since', { date: formatDate(givenAt) })}</span>
              </span>
              {can.remove && (
                <IconButton
                  icon={X}
                  size="small"
                  label={t('staff.take_label', { role: t(`roles.${role}`), name: person.name })}
                  onPress={() => take({ personId: person.personId, name: person.name, role })}
                />
              )}
            </li>
          ))}
        </ul>
      ),
    },
  ];
}

function TakeRole({ taken, onClose }: { readonly taken: Taken | null; readonly onClose: () => void }) {
  const { t } = useHouse();
  const remove = useAct(identity.removeOperator);
  const { attempt, banner } = useAttempt();
  const role = taken ? t(`roles.${taken.role}`) : '';
  return (
    <>
      {banner}
      <ConfirmDialog
        open={taken !== null}
        onClose={onClose}
        title={t('staff.take_question', { role, name: taken?.name ?? '' })}
        text={t('staff.take_text')}
        confirm={t('staff.take')}
        onConfirm={() =>
          attempt(async () => {
            if (!taken) return;
            await remove.mutateAsync({ personId: taken.personId, role: taken.role });
            toast(t('staff.taken', { role, name: taken.name }));
          })
        }
      />
    </>
  );
}
