import { FilePlus2, FileSignature } from 'lucide-react';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { agreements } from '../../contract.ts';
import type { TextLine } from '../../contract.ts';
import { TextMark, useRegionName } from '../marks.tsx';

/** The texts that companies accept, by agreement, region and version. */
export function TextsPage() {
  const { t, formatList } = useHouse();
  const { data } = useRead(agreements.listTexts, {});
  const missing = data?.agreements.filter(({ isMissing }) => isMissing).map(({ agreement }) => agreement) ?? [];
  const add = data?.can.edit && (
    <LinkButton href="/operator/agreements/new" variant="primary" icon={FilePlus2}>
      {t('agreements.op.new')}
    </LinkButton>
  );
  return (
    <Page title={t('agreements.op.title')} sentence={t('agreements.op.sentence')} action={add}>
      {missing.length > 0 && <Banner kind="warning">{t('agreements.op.missing', { agreements: formatList(missing) })}</Banner>}
      {data?.items.some(({ isShipped, state }) => isShipped && state === 'in_force') && <Banner kind="info">{t('agreements.op.shipped')}</Banner>}
      <Table<TextLine>
        label={t('agreements.op.title')}
        columns={useColumns()}
        rows={data?.items}
        rowKey={(row) => row.textId}
        rowLabel={(row) => row.title}
        href={(row) => `/operator/agreements/${row.textId}`}
        empty={<Empty icon={FileSignature} title={t('agreements.op.none')} text={t('agreements.op.none_text')} />}
      />
    </Page>
  );
}

function useColumns(): Column<TextLine>[] {
  const { t, formatDate, formatNumber } = useHouse();
  const region = useRegionName();
  return [
    {
      id: 'title',
      header: t('agreements.op.name'),
      width: 'minmax(14rem, 2.4fr)',
      cell: (row) => (
        <span className="min-w-0">
          <span className="block font-medium">{row.title || row.agreement}</span>
          <span className="block font-mono text-12 text-muted">{row.agreement}</span>
        </span>
      ),
    },
    { id: 'state', header: t('agreements.op.state'), width: '10rem', phone: 'fact', cell: (row) => <TextMark state={row.state} bare /> },
    { id: 'region', header: t('agreements.region'), width: '12rem', phone: 'fact', cell: (row) => region(row.region) },
    { id: 'number', header: t('agreements.version'), width: '6rem', align: 'end', cell: (row) => row.number ?? '–' },
    { id: 'from', header: t('agreements.op.valid_from'), width: '9rem', cell: (row) => (row.validFrom ? formatDate(row.validFrom) : '–') },
    { id: 'accepted', header: t('agreements.op.accepted'), width: '9rem', align: 'end', from: 'wide', cell: (row) => formatNumber(row.acceptances) },
  ];
}
