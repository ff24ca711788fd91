import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Application, applications, type Consent } from '../contract.ts';
import { Asked, ConsentMark } from './Asked.tsx';
import { KeysPart } from './KeysPart.tsx';

/** One application: what it is, what it proves itself by, and who lets it work for them. */
export function ApplicationPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const applicationId = params['applicationId'] ?? '';
  const { data } = useRead(applications.getApplication, { applicationId });
  const edit = data?.can.edit && (
    <LinkButton href={at(`/applications/${applicationId}/edit`)} icon={Pencil}>
      {t('applications.edit')}
    </LinkButton>
  );
  return (
    <Page
      title={data?.name ?? t('applications.title')}
      sentence={data?.description}
      width="reading"
      action={edit}
      crumbs={[{ label: t('applications.title'), href: at('/applications') }]}
    >
      {data ? (
        <>
          <Facts application={data} />
          <KeysPart application={data} keys={data.keys} />
          <Partners applicationId={applicationId} />
          {data.can.end && <Retire application={data} />}
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

function Facts({ application }: { readonly application: Application }) {
  const { t, formatDate } = useHouse();
  const { applicationId, redirects, asks, createdAt, createdBy, state } = application;
  return (
    <DescriptionList
      facts={[
        { label: t('applications.client_id'), value: <CopyId value={applicationId} what={t('applications.client_id')} /> },
        { label: t('applications.state'), value: t(`applications.state.${state}`) },
        { label: t('applications.asks'), value: <Asked asks={asks} /> },
        {
          label: t('applications.redirects'),
          value: redirects.length
            ? redirects.map((url) => (
                <span key={url} className="block font-mono text-13 break-all">
                  {url}
                </span>
              ))
            : t('applications.no_key'),
        },
        { label: t('applications.registered'), value: t('applications.by', { date: formatDate(createdAt), name: createdBy }) },
      ]}
    />
  );
}

function Partners({ applicationId }: { readonly applicationId: string }) {
  const { t, formatDate } = useHouse();
  const list = useList(applications.listConsentsTo, { applicationId });
  return (
    <Section title={t('applications.partners')}>
      <Table<Consent>
        label={t('applications.partners')}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.consentId}
        rowLabel={(row) => row.other.name}
        columns={[
          { id: 'partner', header: t('consents.partner'), cell: ({ other }) => <PersonName name={other.name} detail={other.partnerId} shape="company" /> },
          { id: 'since', header: t('consents.since'), width: '8rem', phone: 'fact', cell: ({ givenAt }) => formatDate(givenAt) },
          { id: 'state', header: t('consents.state'), width: '12rem', phone: 'fact', cell: (row) => <ConsentMark consent={row} /> },
        ]}
        empty={<Empty title={t('applications.partners_none')} text={t('applications.partners_none_text')} />}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Section>
  );
}

function Retire({ application: { applicationId, name, version, partners } }: { readonly application: Application }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const retire = useAct(applications.retireApplication);
  const [asking, ask] = useState(false);
  return (
    <Section title={t('applications.retire')}>
      {banner}
      <div>
        <Button variant="danger" onPress={() => ask(true)}>
          {t('applications.retire')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('applications.retire_title', { name })}
        goes={[t('applications.retire_goes', { count: partners })]}
        stays={[t('applications.retire_stays')]}
        typed={name}
        confirm={t('applications.retire')}
        onConfirm={() =>
          attempt(async () => {
            await retire.mutateAsync({ applicationId, version });
            toast(t('applications.retired_toast'));
          })
        }
      />
    </Section>
  );
}
