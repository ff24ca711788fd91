import { useHouse } from '../../../../web/house.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import type { CaseProps } from './caseParts.tsx';

/** What was written, the oldest first; notes are the agents' own. */
export function Conversation({ data: { messages } }: CaseProps) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('access_requests.case.conversation')}>
      <ol className="flex flex-col gap-3 text-14">
        {messages.map(({ messageId, side, author, text, at }) => (
          <li key={messageId} className={side === 'note' ? 'rounded-control border border-line px-4 py-2.5' : 'rounded-control bg-sunken px-4 py-2.5'}>
            <p className="text-13 text-muted">
              <span className="font-medium text-ink">{author}</span> · {t(`access_requests.case.side.${side as 'asker'}`)} · {formatDate(at, 'moment')}
            </p>
            <p className="break-words whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Who of the desk has seen the case and its files. */
export function Looks({ data: { looks } }: CaseProps) {
  const { t, formatDate } = useHouse();
  if (looks.length === 0) return null;
  return (
    <Section title={t('access_requests.case.looks')}>
      <ul className="divide-y divide-line text-14">
        {looks.map(({ name, file, at }, i) => (
          <li key={i} className="flex flex-wrap justify-between gap-x-4 py-1.5">
            <span>{file ? t('access_requests.case.look_file', { name, file }) : t('access_requests.case.look_case', { name })}</span>
            <span className="text-muted">{formatDate(at, 'moment')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
