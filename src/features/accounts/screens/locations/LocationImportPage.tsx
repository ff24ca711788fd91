import { Download } from 'lucide-react';
import type { MessageKey, Translate } from '../../../../core/locale.ts';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { CsvUpload, type FileWrong } from '../../../../web/ui/CsvUpload.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { accounts, locationFileRows } from '../../contract.ts';
import type { LocationImport } from '../../contract.ts';
import { EarlierFiles } from '../EarlierFiles.tsx';

/** What is wrong with a file of locations as a whole. */
const sayWrong = (t: Translate, { fault, at }: FileWrong): string => {
  if (fault === 'no_heading') return t('imports.file.no_heading', { at: t(`locations.column.${at}` as MessageKey) });
  if (fault === 'empty') return t('locations.file.empty');
  if (fault === 'too_many_rows') return t('locations.file.too_many_rows', { at, limit: locationFileRows });
  return t(`imports.file.${fault}`, { at });
};

const kinds = { ready: 'warning', adding: 'info', done: 'success' } as const;
export function LocationImportMark({ state, bare = true }: { readonly state: LocationImport['state']; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`locations.file.state.${state}`)}
    </Status>
  );
}

/** Adding many locations at once: the template, the file, and what was handed in before. */
export function LocationImportPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const account = useAccountId();
  const upload = useAct(accounts.uploadLocations);
  return (
    <Page
      title={t('locations.file.title')}
      sentence={t('locations.file.sentence', { count: locationFileRows })}
      width="reading"
      crumbs={[{ label: t('locations.title'), href: at('/locations') }]}
    >
      <Section title={t('locations.file.prepare')} text={t('locations.file.prepare_text')}>
        <div className="flex flex-wrap gap-2">
          <LinkButton href={urlOf(accounts.exportLocations, { template: 'true' }, account)} icon={Download} download>
            {t('locations.file.template')}
          </LinkButton>
          <LinkButton href={urlOf(accounts.exportLocations, {}, account)} icon={Download} download>
            {t('locations.export')}
          </LinkButton>
        </div>
      </Section>
      <CsvUpload
        text={t('locations.file.choose_text')}
        busy={upload.isPending}
        sayWrong={(wrong) => sayWrong(t, wrong)}
        onUpload={async (file) => go(at(`/locations/import/${(await upload.mutateAsync(file)).importId}`))}
      />
      <Earlier />
    </Page>
  );
}

function Earlier() {
  const { t } = useHouse();
  const { items } = useList(accounts.listLocationImports, { limit: 20 });
  return (
    <EarlierFiles
      files={items}
      path="/locations/import"
      counted={({ counts }) => t('locations.counted', { count: counts.all })}
      mark={({ state }) => <LocationImportMark state={state} />}
    />
  );
}
