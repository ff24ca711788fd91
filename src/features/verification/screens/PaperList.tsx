import { Download, FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { SentPaper } from '../contract.ts';

interface PaperListProps {
  readonly papers: readonly SentPaper[];
  readonly hrefOf: (fileId: string) => string;
  /** What can be done with one, under it. */
  readonly under?: (paper: SentPaper) => ReactNode;
}

/** Papers that were sent, for saving, never shown in the page; each with what the verifier made of it, and what would do instead. */
export function PaperList({ papers, hrefOf, under }: PaperListProps) {
  const { t, formatDate } = useHouse();
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface text-14">
      {papers.map((paper) => {
        const { fileId, name, kind, addedAt, verdict, reason, note } = paper;
        return (
          <li key={fileId} className="flex flex-col gap-2 px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <FileText size={16} aria-hidden className="flex-none text-muted" />
              <span className="min-w-0 flex-1 basis-48">
                <span className="block break-all">{name}</span>
                <span className="block text-13 text-muted">
                  {t(`verification.paper_kind.${kind}`)} · {t('ui.paper_added', { day: formatDate(addedAt) })}
                </span>
              </span>
              <Status bare kind={verdict === 'accepted' ? 'success' : verdict === 'refused' ? 'danger' : 'plain'}>
                {t(`verification.paper.${verdict ?? 'open'}`)}
              </Status>
              <LinkButton href={hrefOf(fileId)} icon={Download} size="small" download>
                {t('ui.paper_save', { name })}
              </LinkButton>
            </div>
            {reason && (
              <div className="ps-7">
                <p className="font-medium">{t(`verification.paper_refused.${reason}`)}</p>
                <p>{t(`verification.paper_satisfy.${reason}`)}</p>
                {note && <p className="whitespace-pre-wrap text-muted">{note}</p>}
              </div>
            )}
            {under?.(paper)}
          </li>
        );
      })}
    </ul>
  );
}
