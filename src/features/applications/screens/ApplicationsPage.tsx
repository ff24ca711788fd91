import { AppWindow, Plus } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { type Application, applications } from '../contract.ts';

/** What the integrator has registered. */
export function ApplicationsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(applications.listApplications, {});
  const register = list.first?.can.register && (
    <LinkButton href={at('/applications/new')} variant="primary" icon={Plus}>
      {t('applications.register')}
    </LinkButton>
  );
  const none = !list.isLoading && list.items.length === 0;
  return (
    <Page title={t('applications.title')} sentence={t('applications.sentence')} action={!none && register}>
      <Table<Application>
        label={t('applications.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.applicationId}
        rowLabel={(row) => row.name}
        href={(row) => at(`/applications/${row.applicationId}`)}
        empty={<Empty icon={AppWindow} title={t('applications.none')} text={t('applications.none_text')} action={register} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<Application>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    { id: 'name', header: t('applications.name'), cell: ({ name }) => <span className="font-medium">{name}</span> },
    {
      id: 'state',
      header: t('applications.state'),
      width: '9rem',
      phone: 'fact',
      cell: ({ state }) => (
        <Status kind={state === 'active' ? 'success' : 'plain'} bare>
          {t(`applications.state.${state}`)}
        </Status>
      ),
    },
    { id: 'partners', header: t('applications.partners'), width: '7rem', align: 'end', phone: 'fact', cell: ({ partners }) => formatNumber(partners) },
    {
      id: 'key',
      header: t('applications.key_until'),
      width: '9rem',
      phone: 'hidden',
      cell: ({ expiresAt }) => (expiresAt ? formatDate(expiresAt) : t('applications.no_key')),
    },
  ];
}
