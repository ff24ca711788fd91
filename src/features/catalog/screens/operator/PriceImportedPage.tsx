import { useEffect, useState } from 'react';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Progress } from '../../../../web/ui/Progress.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { catalog, type PriceImport } from '../../contract.ts';
import { importKinds } from './PriceImportPage.tsx';

/** One price file: how far it is, what it made, or each of its faults. */
export function PriceImportedPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const [busy, setBusy] = useState(true);
  const { data } = useRead(catalog.getPriceImport, { importId: params['importId'] ?? '' }, busy ? { everyMs: 1_000 } : {});
  useEffect(() => setBusy(data === undefined || data.state === 'reading'), [data]);
  return (
    <Page
      title={data?.fileName ?? t('price_imports.title')}
      mark={
        data && (
          <Status kind={importKinds[data.state]} bare>
            {t(`price_imports.state_${data.state}`)}
          </Status>
        )
      }
      width="reading"
      crumbs={[
        { label: t('catalog.lists.title'), href: '/operator/price-lists' },
        { label: t('price_imports.title'), href: '/operator/price-lists/import' },
      ]}
    >
      {!data && <SkeletonLines lines={6} />}
      {data && <How file={data} />}
    </Page>
  );
}

function How({ file }: { readonly file: PriceImport }) {
  const { t } = useHouse();
  if (file.state === 'reading')
    return (
      <div className="flex flex-col gap-2">
        <Progress label={t('price_imports.reading_label')} text={t('price_imports.reading', { rows: file.progress })} />
        <p className="text-13 text-muted">{t('price_imports.leave')}</p>
      </div>
    );
  if (file.state === 'done')
    return (
      <Banner
        kind="success"
        title={t('price_imports.done', { rows: file.progress })}
        action={
          <LinkButton size="small" href={`/operator/price-lists/${file.listId}`}>
            {t('price_imports.open_list')}
          </LinkButton>
        }
      >
        {t('price_imports.done_text')}
      </Banner>
    );
  if (file.state === 'uploading') return <Banner kind="warning">{t('price_imports.faulty_text')}</Banner>;
  return <Faults file={file} />;
}

function Faults({ file }: { readonly file: PriceImport }) {
  const { t } = useHouse();
  return (
    <>
      <Banner
        kind="danger"
        title={t('price_imports.faulty', { count: file.faultCount })}
        action={
          <LinkButton size="small" href="/operator/price-lists/import">
            {t('price_imports.again')}
          </LinkButton>
        }
      >
        {file.fileFault ? t(`price_imports.file.${file.fileFault.code}`, { at: file.fileFault.at }) : t('price_imports.faulty_text')}
      </Banner>
      {file.faults.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface text-14">
          {file.faults.map((fault, at) => (
            <li key={at} className="flex flex-col gap-0.5 px-4 py-2">
              <span className="font-medium">
                {fault.column ? t('catalog.file.at', { row: fault.row, column: fault.column }) : t('catalog.file.at_row', { row: fault.row })}
              </span>
              <span className="text-muted">{t(`price_imports.fault.${fault.code}`, { value: fault.value })}</span>
            </li>
          ))}
        </ul>
      )}
      {file.faultCount > file.faults.length && file.faults.length > 0 && (
        <p className="text-13 text-muted">{t('price_imports.first', { count: file.faults.length })}</p>
      )}
    </>
  );
}
