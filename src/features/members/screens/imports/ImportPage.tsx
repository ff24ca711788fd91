import { Download } from 'lucide-react';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { CsvUpload } from '../../../../web/ui/CsvUpload.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { EarlierFiles } from '../../../accounts/screens/EarlierFiles.tsx';
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
  const { t } = useHouse();
  const { items } = useList(members.listImports, { limit: 20 });
  return (
    <EarlierFiles
      files={items}
      path="/people/import"
      counted={({ rows }) => t('imports.earlier_people', { count: rows })}
      mark={({ state }) => <ImportMark state={state} />}
    />
  );
}
