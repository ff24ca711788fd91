import { Download } from 'lucide-react';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { CsvUpload } from '../../../../web/ui/CsvUpload.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { members } from '../../contract.ts';
import { importColumns, importRows } from '../../contract/imports.ts';
import { ImportMark } from './ImportMark.tsx';
import { sayFile } from './sayFault.ts';

/** Adding many people at once: the template, the file, and what was handed in before. */
export function ImportPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const account = useAccountId();
  return (
    <Page
      title={t('imports.title')}
      sentence={t('imports.sentence', { count: importRows })}
      width="reading"
      crumbs={[{ label: t('members.title'), href: at('/people') }]}
    >
      <Section title={t('imports.prepare')} text={t('imports.prepare_text')}>
        <DescriptionList facts={importColumns.map((column) => ({ label: t(`imports.column.${column}`), value: t(`imports.about.${column}`) }))} />
        <div>
          <LinkButton href={urlOf(members.getImportTemplate, {}, account)} icon={Download} download>
            {t('imports.template')}
          </LinkButton>
        </div>
      </Section>
      <Upload />
      <Earlier />
    </Page>
  );
}

function Upload() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const upload = useAct(members.uploadImport);
  return (
    <CsvUpload
      text={t('imports.choose_text')}
      busy={upload.isPending}
      sayWrong={(wrong) => sayFile(t, wrong)}
      onUpload={async (file) => go(at(`/people/import/${(await upload.mutateAsync(file)).importId}`))}
    />
  );
}

function Earlier() {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const { items } = useList(members.listImports, { limit: 20 });
  if (!items.length) return null;
  return (
    <Section title={t('imports.earlier')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {items.map((one) => (
          <li key={one.importId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
            <span className="min-w-0">
              <Link href={at(`/people/import/${one.importId}`)} className="font-medium break-all">
                {one.fileName}
              </Link>
              <span className="block text-13 text-muted">
                {t('imports.by', { name: one.createdBy, when: formatDate(one.createdAt, 'moment') })} · {t('imports.earlier_people', { count: one.rows })}
              </span>
            </span>
            <ImportMark state={one.state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
