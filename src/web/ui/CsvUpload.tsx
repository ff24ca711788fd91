import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { csvBytes, type fileFaults } from '../../core/csvFile.ts';
import { ApiProblem } from '../api.ts';
import { useAttempt } from '../attempt.tsx';
import { useHouse } from '../house.tsx';
import { Banner } from './Banner.tsx';
import { buttonLook } from './buttonLook.ts';
import { Section } from './Section.tsx';

export interface FileWrong {
  readonly fault: (typeof fileFaults)[number];
  readonly at: string;
}

interface CsvUploadProps {
  readonly text: string;
  readonly busy: boolean;
  readonly onUpload: (file: { readonly name: string; readonly content: string }) => Promise<unknown>;
  /** What is wrong with the file as a whole, and what would be right. */
  readonly sayWrong: (wrong: FileWrong) => string;
}

/** A file of rows from this computer: sent at once, and said what is wrong with it as a whole. */
export function CsvUpload({ text, busy, onUpload, sayWrong }: CsvUploadProps) {
  const { t } = useHouse();
  const { attempt, banner, clear } = useAttempt();
  const [wrong, setWrong] = useState<FileWrong | null>(null);
  const send = async (file: File) => {
    setWrong(null);
    clear();
    const megabytes = csvBytes / 1024 / 1024;
    if (file.size > csvBytes) return setWrong({ fault: 'too_large', at: String(megabytes) });
    const content = await base64Of(file);
    return attempt(async () => {
      try {
        await onUpload({ name: file.name.slice(-200), content });
      } catch (error) {
        if (!(error instanceof ApiProblem && error.code === 'imports.file_wrong')) throw error;
        setWrong(error.details as unknown as FileWrong);
      }
    });
  };
  return (
    <Section title={t('imports.choose')} text={text}>
      {banner}
      {wrong && (
        <Banner kind="danger" urgent title={t('problems.imports.file_wrong')}>
          {sayWrong(wrong)}
        </Banner>
      )}
      <label className="flex flex-col items-start gap-1.5 text-14 font-medium">
        {t('imports.file_label', { mb: csvBytes / 1024 / 1024 })}
        {/* The browser's own button speaks the browser's language; this one the reader's. */}
        <span className={buttonLook({}, 'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2')}>
          <FileUp size={16} aria-hidden className="flex-none" />
          {t('imports.choose')}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            disabled={busy}
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
        {busy && t('imports.uploading')}
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
