import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { ApiProblem } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { buttonLook } from '../../../../web/ui/buttonLook.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { support } from '../../contract.ts';
import type { CellFault, ContactChange } from '../../contract/directory.ts';

interface Previewed {
  readonly content: string;
  readonly faults: readonly CellFault[];
  readonly changes: readonly ContactChange[];
  readonly unchanged: number;
}
interface FileProblem {
  readonly fault: string;
  readonly at: string;
}

/** Replaces the directory by that of a file: first what would change, or every mistake with its row and column. */
export function ContactsImportPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const [previewed, show] = useState<Previewed | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const preview = useAct(support.previewSupportContacts);
  const replace = useAct(support.importSupportContacts);
  const { attempt, banner } = useAttempt();
  const read = (file: File) =>
    attempt(async () => {
      show(null);
      setProblem(null);
      const content = await base64Of(file);
      try {
        show({ content, ...(await preview.mutateAsync({ content })) });
      } catch (error) {
        if (!(error instanceof ApiProblem && error.code === 'support_contacts.file_wrong')) throw error;
        setProblem(error.details as unknown as FileProblem);
      }
    });
  const isClean = previewed && previewed.faults.length === 0;
  return (
    <Page
      title={t('contacts.import_title')}
      sentence={t('contacts.import_sentence')}
      width="reading"
      crumbs={[{ label: t('contacts.title'), href: '/operator/support-contacts' }]}
    >
      {banner}
      <FileChoice isQuiet={Boolean(isClean)} onFile={(file) => void read(file)} />
      {problem && (
        <Banner kind="danger" urgent title={t('problems.support_contacts.file_wrong')}>
          {t(`imports.file.${problem.fault}` as MessageKey, { at: problem.at })}
        </Banner>
      )}
      {previewed && previewed.faults.length > 0 && <Faults faults={previewed.faults} />}
      {isClean && previewed.changes.length === 0 && <Banner kind="info">{t('contacts.same')}</Banner>}
      {isClean && previewed.changes.length > 0 && (
        <Section title={t('contacts.changes', { count: previewed.changes.length })} text={t('contacts.changes_text', { count: previewed.unchanged })}>
          <Changes changes={previewed.changes} />
          <div>
            <Button
              variant="primary"
              onPress={() =>
                attempt(async () => {
                  await replace.mutateAsync({ content: previewed.content });
                  toast(t('contacts.imported'));
                  go('/operator/support-contacts');
                })
              }
            >
              {t('contacts.apply', { count: previewed.changes.length })}
            </Button>
          </div>
        </Section>
      )}
      <Section title={t('contacts.columns')} text={t('contacts.columns_text')}>
        <code className="font-mono text-13 break-words text-muted" translate="no">
          country, program, purpose, kind, value, tollfree, languages, tz, days, open, close, checked_on, label_en …, cost_en …
        </code>
      </Section>
    </Page>
  );
}

/** Not the browser's own button: that speaks the browser's language. */
function FileChoice({ isQuiet, onFile }: { readonly isQuiet: boolean; readonly onFile: (file: File) => void }) {
  const { t } = useHouse();
  return (
    <label className={`${buttonLook({ variant: isQuiet ? undefined : 'primary' })} relative self-start has-focus-visible:outline-2`}>
      <FileUp size={16} aria-hidden className="flex-none" />
      {t('contacts.file')}
      <input
        type="file"
        accept="text/csv,.csv"
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          // The same file again, after it was mended, is a change too.
          event.target.value = '';
        }}
      />
    </label>
  );
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}

function Faults({ faults }: { readonly faults: readonly CellFault[] }) {
  const { t } = useHouse();
  return (
    <Banner kind="danger" title={t('contacts.faults', { count: faults.length })} urgent>
      <ul className="flex flex-col gap-2 pt-1">
        {faults.map(({ row, column, code, value }) => (
          <li key={`${row} ${column} ${code} ${value}`}>
            <span className="block font-medium">{column ? t('contacts.place', { row, column }) : t('contacts.place_row', { row })}</span>
            {t(`contacts.fault.${code}`, { value })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

const kinds = { added: 'success', changed: 'info', removed: 'danger' } as const;
function Changes({ changes }: { readonly changes: readonly ContactChange[] }) {
  const { t, locale } = useHouse();
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {changes.map(({ change, country, name }, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
          <span className="min-w-0">
            <span className="block font-medium break-all">{name}</span>
            <span className="block text-13 text-muted">{country === '*' ? t('support.every_country') : countryName(country, locale)}</span>
          </span>
          <Status bare kind={kinds[change]}>
            {t(`contacts.change.${change}`)}
          </Status>
        </li>
      ))}
    </ul>
  );
}
