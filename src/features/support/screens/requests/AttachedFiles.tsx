import { Download, FileText } from 'lucide-react';
import { useHouse } from '../../../../web/house.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import type { AttachedFile } from '../../contract/requestShapes.ts';
import { Size } from './FilesField.tsx';

interface FileListProps {
  readonly files: readonly AttachedFile[];
  /** Where each is saved from; without it they are listed only. */
  readonly hrefOf?: (fileId: string) => string;
}

/** Files of a request: to be saved, never shown in the page. */
export function AttachedFiles({ files, hrefOf }: FileListProps) {
  const { t, formatDate } = useHouse();
  if (files.length === 0) return null;
  return (
    <Section title={t('support_requests.files.title')}>
      <ul className="divide-y divide-line text-14">
        {files.map(({ fileId, name, bytes, addedAt }) => (
          <li key={fileId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <FileText size={16} aria-hidden className="flex-none text-muted" />
            <span className="min-w-0 flex-1 basis-40 break-all">{name}</span>
            <span className="text-13 text-muted tabular-nums">
              <Size bytes={bytes} /> · {formatDate(addedAt)}
            </span>
            {hrefOf && (
              <LinkButton href={hrefOf(fileId)} icon={Download} size="small" download>
                {t('support_requests.files.save', { name })}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
