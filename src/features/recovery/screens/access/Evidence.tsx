import { Download } from 'lucide-react';
import { urlOf } from '../../../../web/api.ts';
import { useHouse } from '../../../../web/house.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Size } from '../../../support/screens/requests/FilesField.tsx';
import { accessEndpoints } from '../../contract/access.ts';
import type { CaseProps } from './caseParts.tsx';

/** The files that were sent: saved, never opened in the page, and not without a trace. */
export function Evidence({ data: { requestId, files, can } }: CaseProps) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('access_requests.case.files')} text={t('access_requests.case.files_text')}>
      {files.length === 0 && <p className="text-14 text-muted">{t('access_requests.case.no_files')}</p>}
      <ul className="divide-y divide-line text-14">
        {files.map(({ fileId, name, bytes, shows, addedAt }) => (
          <li key={fileId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 flex-1 basis-48">
              <span className="block break-all">{name}</span>
              <span className="block text-13 text-muted">
                {t(`access_requests.evidence.${shows}`)} · <Size bytes={bytes} /> · {formatDate(addedAt)}
              </span>
            </span>
            {can.open && (
              <LinkButton size="small" icon={Download} download href={urlOf(accessEndpoints.getAccessFile, { requestId, fileId })}>
                {t('access_requests.case.save_file', { name })}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
