import { FileUp } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { localeNames } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { buttonLook } from '../../../web/ui/buttonLook.ts';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { help } from '../contract.ts';
import { forgetHelp } from './useHelp.ts';

type Report = z.output<typeof help.importHelp.output>;
type Imports = z.output<typeof help.listHelpImports.output>;

/** Brings articles along: first what would come in and what cannot be read, then the act. */
export function ImportSection() {
  const { t } = useHouse();
  const { data } = useRead(help.listHelpImports, {});
  const send = useAct(help.importHelp);
  const { attempt, banner } = useAttempt();
  const [rehearsed, show] = useState<{ readonly content: string; readonly report: Report } | null>(null);
  const read = (file: File) =>
    attempt(async () => {
      show(null);
      const content = await base64Of(file);
      show({ content, report: await send.mutateAsync({ content, rehearse: true }) });
    });
  const bring = (content: string) =>
    attempt(async () => {
      const { count } = await send.mutateAsync({ content });
      show(null);
      forgetHelp();
      toast(t('help.imports.done', { count }));
    });
  if (!data) return null;
  return (
    <Section
      title={t('help.imports')}
      text={t('help.imports.text')}
      action={data.can.change && <FileChoice isQuiet={rehearsed !== null} busy={send.isPending} onFile={(file) => void read(file)} />}
    >
      {banner}
      <div role="status" className="text-14 text-muted empty:hidden">
        {send.isPending && t('imports.uploading')}
      </div>
      {rehearsed && <Rehearsed report={rehearsed.report} onBring={() => bring(rehearsed.content)} />}
      <Imported imports={data} />
    </Section>
  );
}

/** Not the browser's own button: that speaks the browser's language. */
function FileChoice({ isQuiet, busy, onFile }: { readonly isQuiet: boolean; readonly busy: boolean; readonly onFile: (file: File) => void }) {
  const { t } = useHouse();
  return (
    <label className={`${buttonLook({ variant: isQuiet ? undefined : 'primary' })} relative has-focus-visible:outline-2 has-focus-visible:outline-offset-2`}>
      <FileUp size={16} aria-hidden className="flex-none" />
      {t('help.imports.choose')}
      <input
        type="file"
        accept=".zip,application/zip"
        disabled={busy}
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

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });

function Rehearsed({ report, onBring }: { readonly report: Report; readonly onBring: () => Promise<unknown> }) {
  const { t } = useHouse();
  const { files, count, texts, faults, faultCount } = report;
  const refused = faults.filter((fault) => fault.refused);
  const leftOut = faults.filter((fault) => !fault.refused);
  return (
    <div className="flex flex-col gap-4">
      {refused.length > 0 && (
        <Banner kind="danger" urgent title={t('help.imports.refused', { count: new Set(refused.map(({ file }) => file)).size })}>
          <Faults faults={refused} />
        </Banner>
      )}
      {leftOut.length > 0 && (
        <Banner kind="warning" title={t('help.imports.left_out')}>
          <Faults faults={leftOut} />
          {faultCount > faults.length && <p className="pt-2">{t('help.imports.more', { count: faultCount - faults.length })}</p>}
        </Banner>
      )}
      <p className="text-14 font-medium">{t('help.imports.would', { count, files })}</p>
      {count > 0 && (
        <>
          <ul className="divide-y divide-line rounded-card border border-line bg-surface text-14">
            {texts.map(({ article, locale, title, isNew }) => (
              <li key={`${article} ${locale}`} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-2.5">
                <span className="min-w-0">
                  <span lang={locale} className="block font-medium break-words">
                    {title}
                  </span>
                  <span className="block text-13 text-muted">
                    {localeNames[locale]} · <code className="font-mono break-all">{article}</code>
                  </span>
                </span>
                {!isNew && <span className="text-13 text-muted">{t('help.imports.replaces')}</span>}
              </li>
            ))}
          </ul>
          <div>
            <Button variant="primary" onPress={onBring}>
              {t('help.imports.apply', { count })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Faults({ faults }: { readonly faults: Report['faults'] }) {
  const { t } = useHouse();
  return (
    <ul className="flex flex-col gap-2 pt-1">
      {faults.map(({ file, line, code, at }, n) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${file} ${line} ${n}`}>
          <span className="block font-medium break-all">{t('help.imports.place', { file, line })}</span>
          <span className="break-words">{t(`help.import.fault.${code}`, { at })}</span>
        </li>
      ))}
    </ul>
  );
}

function Imported({ imports: { items, count, can } }: { readonly imports: Imports }) {
  const { t, formatRelative } = useHouse();
  const remove = useAct(help.removeHelpImport);
  const [asked, ask] = useState<Imports['items'][number] | null>(null);
  if (count === 0) return null;
  return (
    <>
      <ul aria-label={t('help.imports.listed')} className="divide-y divide-line border-y border-line text-14">
        {items.map((item) => (
          <li key={`${item.article} ${item.locale}`} className="flex items-center justify-between gap-x-6 gap-y-1 py-2.5">
            <span className="min-w-0">
              <span lang={item.locale} className="font-medium break-words">
                <Link href={`/help/${item.article}`}>{item.title}</Link>
              </span>
              <span className="block text-13 text-muted">
                {localeNames[item.locale]} · {formatRelative(item.importedAt)} · <span className="break-all">{item.path}</span>
              </span>
            </span>
            {can.change && (
              <Button size="small" aria-label={t('help.imports.remove_one', { title: item.title })} onPress={() => ask(item)}>
                {t('help.imports.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {count > items.length && <p className="text-13 text-muted">{t('help.imports.more', { count: count - items.length })}</p>}
      <ConfirmDialog
        open={asked !== null}
        onClose={() => ask(null)}
        title={t('help.imports.remove_question', { title: asked?.title ?? '' })}
        text={t('help.imports.remove_text')}
        confirm={t('help.imports.remove')}
        onConfirm={async () => {
          if (!asked) return;
          await remove.mutateAsync({ article: asked.article, locale: asked.locale });
          forgetHelp();
        }}
      />
    </>
  );
}
