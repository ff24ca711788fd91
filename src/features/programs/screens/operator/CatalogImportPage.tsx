import { FileUp } from 'lucide-react';
import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
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
import { type Fault, type ProgramChange, programs } from '../../contract.ts';

interface Previewed {
  readonly text: string;
  readonly faults: readonly Fault[];
  readonly changes: readonly ProgramChange[];
}

/** Replaces the catalog by that of a file: first what would change, or what is wrong and where. */
export function CatalogImportPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const [previewed, show] = useState<Previewed | null>(null);
  const preview = useAct(programs.previewImport);
  const run = useAct(programs.importCatalog);
  const { attempt, banner } = useAttempt();
  const read = (file: File) =>
    attempt(async () => {
      const text = await file.text();
      show({ text, ...(await preview.mutateAsync({ text })) });
    });
  const differs = previewed?.changes.filter(({ change }) => change !== 'same') ?? [];
  return (
    <Page
      title={t('programs.op.import')}
      sentence={t('programs.op.import_sentence')}
      width="reading"
      crumbs={[{ label: t('programs.op.catalog'), href: '/operator/programs' }]}
    >
      {banner}
      {/* Not the browser's own button: that speaks the browser's language. */}
      <label className={`${buttonLook({ variant: differs.length > 0 ? undefined : 'primary' })} relative self-start has-focus-visible:outline-2`}>
        <FileUp size={16} aria-hidden className="flex-none" />
        {t('programs.op.file')}
        <input
          type="file"
          accept="application/json,.json"
          className="sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void read(file);
            // The same file again, after it was mended, is a change too.
            event.target.value = '';
          }}
        />
      </label>
      {previewed && previewed.faults.length > 0 && <Faults faults={previewed.faults} />}
      {previewed && previewed.faults.length === 0 && differs.length === 0 && <Banner kind="info">{t('programs.op.import_same')}</Banner>}
      {previewed && differs.length > 0 && (
        <Section title={t('programs.op.import_changes', { count: differs.length })} text={t('programs.op.import_changes_text')}>
          <Changes changes={differs} />
          <div>
            <Button
              variant="primary"
              onPress={() =>
                attempt(async () => {
                  await run.mutateAsync({ text: previewed.text });
                  toast(t('programs.op.imported'));
                  go('/operator/programs');
                })
              }
            >
              {t('programs.op.import_apply', { count: differs.length })}
            </Button>
          </div>
        </Section>
      )}
    </Page>
  );
}

function Faults({ faults }: { readonly faults: readonly Fault[] }) {
  const { t } = useHouse();
  return (
    <Banner kind="danger" title={t('programs.op.faults', { count: faults.length })} urgent>
      <ul className="flex flex-col gap-2 pt-1">
        {faults.map((fault) => (
          <li key={fault.path + fault.code}>
            {fault.path && (
              <code className="block font-mono text-13 break-all" translate="no">
                {fault.path}
              </code>
            )}
            {t(`programs.fault.${fault.code}`, fault.values)}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

const kinds = { added: 'success', changed: 'info', removed: 'danger', closed: 'warning', same: 'plain' } as const;
function Changes({ changes }: { readonly changes: readonly ProgramChange[] }) {
  const { t, formatList } = useHouse();
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {changes.map((one) => (
        <li key={one.program} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
          <span className="min-w-0">
            <span className="block font-medium">{one.name}</span>
            <span className="block text-13 text-muted">
              {one.parts.length > 0 && formatList(one.parts.map((part) => t(`programs.part.${part}` as MessageKey)))}
              {one.parts.length === 0 && one.companies > 0 && t('programs.op.companies', { count: one.companies })}
            </span>
          </span>
          <Status bare kind={kinds[one.change]}>
            {t(`programs.change.${one.change}`)}
          </Status>
        </li>
      ))}
    </ul>
  );
}
