import { Download } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../../core/endpoint.ts';
import type { Translate } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CsvUpload, type FileWrong } from '../../../../web/ui/CsvUpload.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, type FileFault, type ProductChange } from '../../contract.ts';
import { ProductChanges } from './ProductChanges.tsx';

interface Previewed {
  readonly file: { readonly name: string; readonly content: string };
  readonly count: number;
  readonly faults: readonly FileFault[];
  readonly changes: readonly ProductChange[];
}

const sayFile = (t: Translate, { fault, at }: FileWrong): string =>
  fault === 'empty' || fault === 'too_many_rows' ? t(`catalog.file.${fault}`, { at }) : t(`imports.file.${fault}`, { at });

/** A CSV file of the catalog: first what it would change, or each of its faults; then into the draft. */
export function ProductsImportPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const [seen, show] = useState<Previewed | null>(null);
  const preview = useAct(catalog.previewProducts);
  const put = useAct(catalog.importProducts);
  const { attempt, banner } = useAttempt();
  const differs = seen?.changes.filter(({ change }) => change !== 'same') ?? [];
  return (
    <Page
      title={t('catalog.file.title')}
      sentence={t('catalog.file.sentence')}
      width="reading"
      crumbs={[{ label: t('catalog.desk.title'), href: '/operator/catalog' }]}
      action={
        <LinkButton href={addressOf(catalog.exportProducts)} icon={Download} download>
          {t('catalog.desk.export')}
        </LinkButton>
      }
    >
      {banner}
      <CsvUpload
        text={t('catalog.file.choose')}
        busy={preview.isPending}
        sayWrong={(wrong) => sayFile(t, wrong)}
        onUpload={async (file) => {
          show(null);
          show({ file, ...(await preview.mutateAsync(file)) });
        }}
      />
      {seen && seen.count > 0 && <Faults count={seen.count} faults={seen.faults} />}
      {seen?.count === 0 && differs.length === 0 && <Banner kind="info">{t('catalog.file.same')}</Banner>}
      {seen && differs.length > 0 && (
        <Section title={t('catalog.file.changes', { count: differs.length })}>
          <ProductChanges changes={differs} />
          <div>
            <Button
              variant="primary"
              onPress={() =>
                attempt(async () => {
                  await put.mutateAsync(seen.file);
                  toast(t('catalog.file.done'));
                  go('/operator/catalog?drafted=yes');
                })
              }
            >
              {t('catalog.file.apply')}
            </Button>
          </div>
        </Section>
      )}
    </Page>
  );
}

function Faults({ count, faults }: { readonly count: number; readonly faults: readonly FileFault[] }) {
  const { t } = useHouse();
  return (
    <Banner kind="danger" urgent title={t('catalog.file.faults', { count })}>
      <ul className="flex flex-col gap-2 pt-1">
        {faults.map((fault, at) => (
          <li key={at}>
            {fault.row > 0 && (
              <span className="block font-medium">
                {fault.column ? t('catalog.file.at', { row: fault.row, column: fault.column }) : t('catalog.file.at_row', { row: fault.row })}
              </span>
            )}
            {t(`catalog.fault.${fault.code}`, { value: fault.value, right: fault.right })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
