import { Download, FileUp } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem, urlOf } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAccountId, useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { buttonLook } from '../../../../web/ui/buttonLook.ts';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { members } from '../../contract.ts';
import { importBytes, importColumns, importRows } from '../../contract/imports.ts';
import { ImportMark } from './ImportMark.tsx';
import { type FileWrong, sayFile } from './sayFault.ts';

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
  const { attempt, banner, clear } = useAttempt();
  const [wrong, setWrong] = useState<FileWrong | null>(null);
  const send = async (file: File) => {
    setWrong(null);
    clear();
    if (file.size > importBytes) return setWrong({ fault: 'too_large', at: String(importBytes / 1024 / 1024) });
    const content = await base64Of(file);
    return attempt(async () => {
      try {
        const { importId } = await upload.mutateAsync({ name: file.name.slice(-200), content });
        go(at(`/people/import/${importId}`));
      } catch (error) {
        if (!(error instanceof ApiProblem && error.code === 'imports.file_wrong')) throw error;
        setWrong(error.details as unknown as FileWrong);
      }
    });
  };
  return (
    <Section title={t('imports.choose')} text={t('imports.choose_text')}>
      {banner}
      {wrong && (
        <Banner kind="danger" urgent title={t('problems.imports.file_wrong')}>
          {sayFile(t, wrong)}
        </Banner>
      )}
      <label className="flex flex-col items-start gap-1.5 text-14 font-medium">
        {t('imports.file_label', { mb: importBytes / 1024 / 1024 })}
        {/* The browser's own button speaks the browser's language; this one the reader's. */}
        <span className={buttonLook({}, 'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2')}>
          <FileUp size={16} aria-hidden className="flex-none" />
          {t('imports.choose')}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            disabled={upload.isPending}
            className="sr-only"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) void send(file);
              // The same file again, after it was mended, is a change too.
              event.target.value = '';
            }}
          />
        </span>
      </label>
      <p role="status" className="min-h-5 text-13 text-muted">
        {upload.isPending && t('imports.uploading')}
      </p>
    </Section>
  );
}

/** In pieces: a call with three million arguments would be too much for any browser. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
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
