import { useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { isTopic } from '../../contract/topics.ts';
import { outcomes, type RequestState } from '../../contract/requestShapes.ts';

/** Where a request stands, in the words of whoever asked or of the desk: each has the other's turn. */
export function RequestMark({ state, of = 'asker', bare = false }: { readonly state: RequestState; readonly of?: 'asker' | 'desk'; readonly bare?: boolean }) {
  const { t } = useHouse();
  const kinds = { asker: { open: 'info', attention_needed: 'warning' }, desk: { open: 'warning', attention_needed: 'info' } } as const;
  return (
    <Status kind={state === 'closed' ? 'plain' : kinds[of][state]} bare={bare}>
      {t(`support_requests.state.${of}.${state}`)}
    </Status>
  );
}

/** By when the desk has promised an answer; one that is late says so. */
export function Promised({ at }: { readonly at: Date | string | null }) {
  const { t, formatDate } = useHouse();
  const [now] = useState(Date.now);
  if (!at) return <span className="text-muted">{t('support_requests.no_promise')}</span>;
  if (new Date(at).getTime() >= now) return <span className="tabular-nums">{formatDate(at, 'moment')}</span>;
  return (
    <Status bare kind="danger">
      {t('support_requests.overdue', { when: formatDate(at, 'moment') })}
    </Status>
  );
}

type Say = ReturnType<typeof useHouse>['t'];
export const sayTopic = (t: Say, topic: string): string => (isTopic(topic) ? t(`support_requests.topic.${topic}`) : t('support_requests.topic.other'));
export const sayOutcome = (t: Say, outcome: string | null): string =>
  (outcomes as readonly (string | null)[]).includes(outcome) ? t(`support_requests.outcome.${outcome}` as MessageKey) : '';
