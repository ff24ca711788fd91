import { Boxes, Download, FileUp, History, Plus } from 'lucide-react';
import { addressOf } from '../../../../core/endpoint.ts';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { catalog, type DeskProduct, skuKinds } from '../../contract.ts';

/** Everything that is sold, and what the draft would change. */
export function DeskPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [words, type, asked] = useSearchWords();
  const kind = skuKinds.find((one) => one === search.get('kind'));
  const drafted = search.get('drafted') === 'yes';
  const wanted = { ...(asked ? { search: asked } : {}), ...(kind ? { kind } : {}), ...(drafted ? { drafted: 'yes' as const } : {}) };
  const list = useList(catalog.listProducts, wanted);
  const draft = list.first?.draft;
  return (
    <Page title={t('catalog.desk.title')} sentence={t('catalog.desk.sentence')} action={<Tools canEdit={list.first?.can.edit ?? false} />}>
      {draft && draft.changes > 0 && (
        <Banner
          kind="info"
          title={t('catalog.desk.draft_title', { count: draft.changes })}
          action={
            <LinkButton size="small" href={`/operator/catalog/versions/${draft.versionId}`}>
              {t('catalog.desk.draft_open')}
            </LinkButton>
          }
        />
      )}
      <Table<DeskProduct>
        label={t('catalog.desk.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ productId }) => productId}
        rowLabel={({ title }) => title}
        href={({ productId }) => `/operator/catalog/products/${productId}`}
        search={{ label: t('catalog.desk.search'), value: words, onChange: type }}
        filters={
          <FilterChips
            filters={[
              { id: 'kind', label: t('catalog.facet.kind'), options: skuKinds.map((id) => ({ id, label: t(`catalog.kind.${id}`) })) },
              { id: 'drafted', label: t('catalog.desk.state'), options: [{ id: 'yes', label: t('catalog.desk.drafted') }] },
            ]}
            values={{ kind: kind ? [kind] : [], drafted: drafted ? ['yes'] : [] }}
            onChange={(values) => setSearch({ kind: values['kind']?.at(-1) ?? null, drafted: values['drafted']?.at(-1) ?? null })}
          />
        }
        narrowed={Object.keys(wanted).length > 0}
        empty={<Empty icon={Boxes} title={t('catalog.desk.none')} text={t('catalog.desk.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function Tools({ canEdit }: { readonly canEdit: boolean }) {
  const { t } = useHouse();
  return (
    <>
      <LinkButton href="/operator/catalog/versions" icon={History}>
        {t('catalog.desk.versions')}
      </LinkButton>
      <LinkButton href={addressOf(catalog.exportProducts)} icon={Download} download>
        {t('catalog.desk.export')}
      </LinkButton>
      {canEdit && (
        <LinkButton href="/operator/catalog/new" icon={Plus}>
          {t('catalog.desk.add')}
        </LinkButton>
      )}
      {canEdit && (
        <LinkButton href="/operator/catalog/import" icon={FileUp} variant="primary">
          {t('catalog.desk.import')}
        </LinkButton>
      )}
    </>
  );
}

function useColumns(): Column<DeskProduct>[] {
  const { t, formatNumber } = useHouse();
  return [
    {
      id: 'product',
      header: t('catalog.column.product'),
      width: 'minmax(15rem, 2.4fr)',
      phone: 'title',
      cell: ({ title, publisher, productId }) => (
        <span className="flex min-w-0 flex-col whitespace-normal">
          <span className="font-medium break-words">{title}</span>
          <span className="text-13 text-muted">
            {publisher} · <span className="font-mono">{productId}</span>
          </span>
        </span>
      ),
    },
    { id: 'category', header: t('catalog.facet.category'), from: 'wide', phone: 'hidden', cell: ({ category }) => t(`catalog.category.${category}`) },
    { id: 'skus', header: t('catalog.desk.skus'), width: '6.5rem', align: 'end', phone: 'hidden', cell: ({ skus }) => formatNumber(skus) },
    {
      id: 'state',
      header: t('catalog.desk.state'),
      width: 'minmax(10rem, 1fr)',
      phone: 'fact',
      cell: ({ isSold, draft }) =>
        draft ? (
          <Status kind={draft === 'removed' ? 'warning' : 'info'} bare>
            {t(`catalog.desk.draft_${draft}`)}
          </Status>
        ) : (
          <Status kind={isSold ? 'success' : 'plain'} bare>
            {t(isSold ? 'catalog.desk.sold' : 'catalog.desk.not_sold')}
          </Status>
        ),
    },
  ];
}
