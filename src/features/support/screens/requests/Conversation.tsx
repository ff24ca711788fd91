import { useHouse } from '../../../../web/house.tsx';
import { Avatar } from '../../../../web/ui/Avatar.tsx';
import { classes } from '../../../../web/ui/classes.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import type { Message } from '../../contract/requestShapes.ts';
import { sayOutcome } from './marks.tsx';

/** What was written and what happened, the oldest first, as one reads a letter. */
export function Conversation({ messages }: { readonly messages: readonly Message[] }) {
  const { t } = useHouse();
  return (
    <Section title={t('support_requests.conversation')}>
      <ol className="flex flex-col gap-4">
        {messages.map((message) =>
          message.happened ? <Event key={message.messageId} message={message} /> : <Letter key={message.messageId} message={message} />,
        )}
      </ol>
    </Section>
  );
}

function Letter({ message: { author, side, at, text } }: { readonly message: Message }) {
  const { t, formatDate } = useHouse();
  const look = { asker: 'border-line bg-surface', desk: 'border-accent/30 bg-accent-soft', note: 'border-warning/40 bg-warning-soft', system: '' }[side];
  return (
    <li className={classes('flex flex-col gap-2 rounded-card border px-4 py-3', look)}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
        <Avatar name={author} size="small" />
        <span className="font-semibold text-ink">{author}</span>
        {side !== 'asker' && <span className="text-muted">{t(`support_requests.side.${side === 'note' ? 'note' : 'desk'}`)}</span>}
        <span className="ms-auto text-muted tabular-nums">{formatDate(at, 'moment')}</span>
      </p>
      <p className="text-14 break-words whitespace-pre-wrap">{text}</p>
    </li>
  );
}

function Event({ message: { author, at, happened } }: { readonly message: Message }) {
  const { t, formatDate } = useHouse();
  if (!happened) return null;
  const { what, name } = happened;
  const values = { author, name: name ?? '' };
  return (
    <li className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 border-y border-line px-4 py-2 text-13 text-muted">
      <span>
        {what === 'closed' ? t('support_requests.happened.closed', { author, outcome: sayOutcome(t, name) }) : t(`support_requests.happened.${what}`, values)}
      </span>
      <span className="tabular-nums">{formatDate(at, 'moment')}</span>
    </li>
  );
}
