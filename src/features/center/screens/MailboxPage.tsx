import { MailOpen, Smartphone } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { center, mailChannels, mailStates } from '../contract.ts';
import { stateKinds } from './mailState.ts';

type MailListed = ReturnType<typeof useList<typeof center.listMails>>['items'][number];

/** The mails of the last week: what went out, what stays here, what failed. */
export function MailboxPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const state = mailStates.find((each) => each === search.get('state'));
  const channel = mailChannels.find((each) => each === search.get('channel'));
  const text = search.get('search') ?? '';
  const wanted = useDeferredValue(text);
  const list = useList(center.listMails, { ...(state ? { state } : {}), ...(channel ? { channel } : {}), ...(wanted ? { search: wanted } : {}) });
  return (
    <Page title={t('mailbox.title')} sentence={t('mailbox.sentence')}>
      {list.first && !list.first.isSending && <Banner kind="info">{t('mailbox.kept_here')}</Banner>}
      {list.first && !list.first.isTexting && (channel === 'text' || list.items.some((mail) => mail.channel === 'text')) && (
        <Banner kind="info">{t('mailbox.texts_kept_here')}</Banner>
      )}
      <Table
        label={t('mailbox.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(mail) => mail.mailId}
        rowLabel={(mail) => `${mail.subject ?? mail.template}, ${mail.recipient}`}
        href={(mail) => `/operator/mailbox/${mail.mailId}`}
        search={{ label: t('mailbox.search'), value: text, onChange: (value) => setSearch({ search: value || null }) }}
        filters={
          <FilterChips
            filters={[
              { id: 'state', label: t('mailbox.state'), options: mailStates.map((each) => ({ id: each, label: t(`mailbox.state.${each}`) })) },
              { id: 'channel', label: t('mailbox.channel'), options: mailChannels.map((each) => ({ id: each, label: t(`mailbox.channel.${each}`) })) },
            ]}
            values={{ state: state ? [state] : [], channel: channel ? [channel] : [] }}
            onChange={(values) => setSearch({ state: values['state']?.[0] ?? null, channel: values['channel']?.[0] ?? null })}
          />
        }
        narrowed={Boolean(state ?? channel ?? wanted)}
        empty={<Empty icon={MailOpen} title={t('mailbox.none')} text={t('mailbox.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        asOf={list.asOf ? new Date(list.asOf) : undefined}
      />
    </Page>
  );
}

function useColumns(): readonly Column<MailListed>[] {
  const { t, formatDate } = useHouse();
  return [
    {
      id: 'subject',
      header: t('mailbox.subject'),
      width: 'minmax(14rem, 2fr)',
      cell: (mail) => (mail.subject ? <span lang={mail.locale}>{mail.subject}</span> : <span className="text-muted">{t('mailbox.not_made')}</span>),
    },
    { id: 'recipient', header: t('mailbox.recipient'), width: 'minmax(12rem, 1.4fr)', cell: (mail) => <Recipient mail={mail} /> },
    {
      id: 'state',
      header: t('mailbox.state'),
      width: '9rem',
      cell: (mail) => (
        <Status bare kind={stateKinds[mail.state]}>
          {t(`mailbox.state.${mail.state}`)}
        </Status>
      ),
    },
    { id: 'template', header: t('mailbox.template'), from: 'wide', cell: (mail) => <span className="font-mono text-13 text-muted">{mail.template}</span> },
    {
      id: 'at',
      header: t('mailbox.at'),
      width: '11rem',
      align: 'end',
      phone: 'fact',
      cell: (mail) => <time dateTime={String(mail.askedAt)}>{formatDate(mail.askedAt, 'moment')}</time>,
    },
  ];
}

/** An address, or a number with a phone beside it, so that a text message is told at a glance. */
function Recipient({ mail }: { readonly mail: MailListed }) {
  const { t } = useHouse();
  if (mail.channel === 'mail') return mail.recipient;
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      <Smartphone size={16} aria-hidden className="flex-none text-muted" />
      <span className="sr-only">{t('mailbox.channel.text')} · </span>
      {mail.recipient}
    </span>
  );
}
