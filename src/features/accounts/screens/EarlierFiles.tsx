import type { ReactNode } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { Section } from '../../../web/ui/Section.tsx';

interface EarlierFile {
  readonly importId: string;
  readonly fileName: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}
interface EarlierFilesProps<File> {
  readonly files: readonly File[];
  /** Where one of them is looked at, below the account; its id follows. */
  readonly path: string;
  /** What it held, in words. */
  readonly counted: (file: File) => string;
  /** Where it stands. */
  readonly mark: (file: File) => ReactNode;
}

/** Files that were handed in before, whatever they held; nothing when there was none. */
export function EarlierFiles<File extends EarlierFile>({ files, path, counted, mark }: EarlierFilesProps<File>) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  if (!files.length) return null;
  return (
    <Section title={t('imports.earlier')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {files.map((file) => (
          <li key={file.importId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
            <span className="min-w-0">
              <Link href={at(`${path}/${file.importId}`)} className="font-medium break-all">
                {file.fileName}
              </Link>
              <span className="block text-13 text-muted">
                {t('imports.by', { name: file.createdBy, when: formatDate(file.createdAt, 'moment') })} · {counted(file)}
              </span>
            </span>
            {mark(file)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
