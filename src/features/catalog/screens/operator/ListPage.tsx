import { Pencil, Plus, Tags } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import type { Translate } from '../../../../core/locale.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { catalog, type DeskLine, type DeskList } from '../../contract.ts';
import { sayWay } from '../words.ts';
import { LineDialog } from './LineDialog.tsx';
import { ListMark } from './ListMark.tsx';

/** One price list, its lines, and what can be done with it. */
export function ListPage() {
  const { t, locale, formatDate, formatList, formatNumber } = useHouse();
  const { params } = usePlace();
  const listId = params['listId'] ?? '';
  const { data } = useRead(catalog.getDeskList, { listId });
  const { attempt, banner } = useAttempt();
  return (
    <Page
      title={data?.name ?? t('catalog.lists.name')}
      mark={data && <ListMark state={data.state} />}
      crumbs={[{ label: t('catalog.lists.title'), href: '/operator/price-lists' }]}
      action={data && <Acts of={data} run={attempt} />}
    >
      {banner}
      {!data && <SkeletonLines lines={6} />}
      {data && (
        <>
          <DescriptionList
            facts={[
              { label: t('catalog.lists.for'), value: data.groupName ?? t('catalog.lists.for_all') },
              {
                label: t('catalog.lists.valid'),
                value: data.validTo
                  ? t('catalog.lists.from_to', { from: formatDate(data.validFrom), to: formatDate(data.validTo) })
                  : t('catalog.lists.from', { from: formatDate(data.validFrom) }),
              },
              ...(data.knownFrom ? [{ label: t('catalog.lists.known'), value: formatDate(data.knownFrom, 'moment') }] : []),
              { label: t('catalog.lists.lines'), value: formatNumber(data.lines) },
            ]}
          />
          {data.mixed.length > 0 && (
            <Banner kind="warning" title={t('catalog.lists.mixed')}>
              {formatList(data.mixed.map(({ market, currencies }) => `${countryName(market, locale)} (${formatList(currencies)})`))}
            </Banner>
          )}
          <Lines of={data} />
        </>
      )}
    </Page>
  );
}

function Acts({ of: { listId, name, version, can }, run }: { readonly of: DeskList; readonly run: (act: () => Promise<unknown>) => Promise<unknown> }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const [asked, ask] = useState<'publish' | 'withdraw' | null>(null);
  const publish = useAct(catalog.publishPriceList);
  const withdraw = useAct(catalog.withdrawPriceList);
  const discard = useAct(catalog.discardPriceList);
  return (
    <>
      {can.discard && (
        <Button
          variant="quiet"
          onPress={() =>
            run(async () => {
              await discard.mutateAsync({ listId });
              toast(t('catalog.lists.discarded'));
              go('/operator/price-lists', { replace: true });
            })
          }
        >
          {t('catalog.lists.discard')}
        </Button>
      )}
      {can.withdraw && <Button onPress={() => ask('withdraw')}>{t('catalog.lists.withdraw')}</Button>}
      {can.publish && (
        <Button variant="primary" onPress={() => ask('publish')}>
          {t('catalog.lists.publish')}
        </Button>
      )}
      <ConfirmDialog
        open={asked === 'publish'}
        onClose={() => ask(null)}
        danger={false}
        title={t('catalog.lists.publish_title', { name })}
        text={t('catalog.lists.publish_text')}
        confirm={t('catalog.lists.publish')}
        onConfirm={() =>
          run(async () => {
            await publish.mutateAsync({ listId, version });
            toast(t('catalog.lists.published'));
          })
        }
      />
      <ConfirmDialog
        open={asked === 'withdraw'}
        onClose={() => ask(null)}
        title={t('catalog.lists.withdraw_title', { name })}
        goes={[t('catalog.lists.withdraw_goes')]}
        stays={[t('catalog.lists.withdraw_stays')]}
        confirm={t('catalog.lists.withdraw')}
        onConfirm={() =>
          run(async () => {
            await withdraw.mutateAsync({ listId, version });
            toast(t('catalog.lists.withdrawn'));
          })
        }
      />
    </>
  );
}

function Lines({ of: { listId, version, can } }: { readonly of: DeskList }) {
  const { t } = useHouse();
  const [words, type, asked] = useSearchWords();
  const [edited, edit] = useState<DeskLine | 'new' | null>(null);
  const list = useList(catalog.listDeskLines, { listId, ...(asked ? { search: asked } : {}) });
  const columns = useColumns();
  return (
    <>
      <Table<DeskLine>
        label={t('catalog.lists.lines')}
        columns={can.edit ? [...columns, editColumn(t, edit)] : columns}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ row }) => String(row)}
        rowLabel={({ offerId, market }) => `${offerId}, ${market}`}
        search={{ label: t('catalog.lists.search'), value: words, onChange: type }}
        tools={
          can.edit && (
            <Button size="small" icon={Plus} onPress={() => edit('new')}>
              {t('catalog.lists.add_line')}
            </Button>
          )
        }
        narrowed={asked !== ''}
        empty={<Empty icon={Tags} title={t('catalog.lists.no_lines')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
      {edited && <LineDialog listId={listId} version={version} line={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
    </>
  );
}

const editColumn = (t: Translate, edit: (line: DeskLine) => void): Column<DeskLine> => ({
  id: 'edit',
  header: t('catalog.lists.change_line'),
  hideHeader: true,
  width: '3.5rem',
  align: 'end',
  phone: 'fact',
  cell: (line) => (
    <IconButton
      icon={Pencil}
      size="small"
      label={t('ui.named', { label: t('catalog.lists.change_line'), value: `${line.offerId} · ${line.market}` })}
      onPress={() => edit(line)}
    />
  ),
});

function useColumns(): Column<DeskLine>[] {
  const { t, locale, formatMoney } = useHouse();
  return [
    {
      id: 'offer',
      header: t('catalog.column.offer'),
      width: 'minmax(14rem, 2fr)',
      phone: 'title',
      cell: ({ offerId }) => <span className="font-mono text-13 break-all whitespace-normal">{offerId}</span>,
    },
    { id: 'flag', header: t('catalog.lists.flag'), width: '5.5rem', phone: 'hidden', cell: ({ flag }) => <span className="font-mono text-13">{flag}</span> },
    { id: 'market', header: t('catalog.column.market'), from: 'wide', phone: 'hidden', cell: ({ market }) => countryName(market, locale) },
    {
      id: 'way',
      header: t('catalog.column.way'),
      width: 'minmax(12rem, 1.6fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="whitespace-normal">
          {sayWay(t, row.term, row.billingCycle)}
          {row.tierFrom > 1 && <span className="block text-13 text-muted">{t('catalog.prices.from_quantity', { count: row.tierFrom })}</span>}
        </span>
      ),
    },
    { id: 'price', header: t('catalog.column.price'), width: '9rem', align: 'end', phone: 'fact', cell: ({ price }) => formatMoney(price) },
    {
      id: 'suggested',
      header: t('catalog.column.suggested'),
      width: '9rem',
      align: 'end',
      from: 'wide',
      phone: 'hidden',
      cell: ({ suggested }) => (suggested ? formatMoney(suggested) : '–'),
    },
  ];
}
