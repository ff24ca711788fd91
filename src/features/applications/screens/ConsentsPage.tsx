import { PlugZap } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { applications, type Consent } from '../contract.ts';
import { Asked, ConsentMark } from './Asked.tsx';

/** Which applications the company lets work for it, and the way to shut each of them out; `Programs` is what works in it now. */
export const consentsPage = (Programs: ComponentType) =>
  function ConsentsPageWithPrograms() {
    return <ConsentsPage Programs={Programs} />;
  };

function ConsentsPage({ Programs }: { readonly Programs: ComponentType }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(applications.listConsents, {});
  const [revoking, revoke] = useState<Consent | null>(null);
  const give = list.first?.can.give && (
    <LinkButton href={at('/consents/new')} variant="primary" icon={PlugZap}>
      {t('consents.give')}
    </LinkButton>
  );
  const none = !list.isLoading && list.items.length === 0;
  return (
    <Page title={t('consents.title')} sentence={t('consents.sentence')} action={!none && give}>
      <Table<Consent>
        label={t('consents.title')}
        columns={useColumns(revoke)}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.consentId}
        rowLabel={(row) => row.application}
        empty={<Empty icon={PlugZap} title={t('consents.none')} text={t('consents.none_text')} action={give} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
      <Programs />
      {revoking && <Revoke consent={revoking} onClose={() => revoke(null)} />}
    </Page>
  );
}

function useColumns(onRevoke: (consent: Consent) => void): Column<Consent>[] {
  const { t, formatDate } = useHouse();
  return [
    {
      id: 'application',
      header: t('consents.application'),
      cell: ({ application, other }) => (
        <span className="block min-w-0">
          <span className="block font-medium break-words">{application}</span>
          <span className="block text-13 text-muted">{`${other.name} · ${other.partnerId}`}</span>
        </span>
      ),
    },
    { id: 'grants', header: t('consents.grants'), width: 'minmax(12rem, 2fr)', phone: 'fact', cell: ({ grants }) => <Asked asks={grants} /> },
    { id: 'since', header: t('consents.since'), width: '8rem', from: 'wide', phone: 'hidden', cell: ({ givenAt }) => formatDate(givenAt) },
    { id: 'state', header: t('consents.state'), width: '11rem', phone: 'fact', cell: (row) => <ConsentMark consent={row} /> },
    {
      id: 'revoke',
      header: t('consents.revoke'),
      hideHeader: true,
      width: '7rem',
      align: 'end',
      phone: 'fact',
      cell: (row) =>
        row.can.revoke ? (
          <Button size="small" aria-label={t('ui.named', { label: t('consents.revoke'), value: row.application })} onPress={() => onRevoke(row)}>
            {t('consents.revoke')}
          </Button>
        ) : null,
    },
  ];
}

function Revoke({ consent, onClose }: { readonly consent: Consent; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const revoke = useAct(applications.revokeConsent);
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('consents.revoke_title', { name: consent.application })}
        text={t('consents.revoke_text', { company: consent.other.name })}
        confirm={t('consents.revoke')}
        onConfirm={() =>
          attempt(async () => {
            await revoke.mutateAsync({ consentId: consent.consentId });
            toast(t('consents.revoked'));
          })
        }
      />
    </>
  );
}
