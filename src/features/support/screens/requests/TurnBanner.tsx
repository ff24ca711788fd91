import { useState } from 'react';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import type { RequestState } from '../../contract/requestShapes.ts';
import { sayOutcome } from './marks.tsx';

interface TurnBannerProps {
  readonly request: { readonly state: RequestState; readonly promisedAt: Date | string | null; readonly outcome: string | null };
  /** Who owes an answer when it is not the desk; without a name, the reader. */
  readonly waitsFor?: string | undefined;
  /** Whether the reader is written to. */
  readonly mailed: boolean;
}

/** Whose turn it is, and until when. */
export function TurnBanner({ request: { state, promisedAt, outcome }, waitsFor, mailed }: TurnBannerProps) {
  const { t, formatDate } = useHouse();
  const [now] = useState(Date.now);
  if (state === 'closed') return <Banner kind="info" title={t('support_requests.turn.closed', { outcome: sayOutcome(t, outcome) })} />;
  if (state === 'attention_needed')
    return <Banner kind="warning" title={waitsFor === undefined ? t('support_requests.turn.yours') : t('support_requests.turn.theirs', { name: waitsFor })} />;
  if (!promisedAt) return <Banner kind="info" title={t('support_requests.turn.working')} />;
  const isLate = new Date(promisedAt).getTime() < now;
  const title = t(isLate ? 'support_requests.turn.late' : 'support_requests.turn.desk', { when: formatDate(promisedAt, 'moment') });
  return (
    <Banner kind={isLate ? 'warning' : 'info'} title={title}>
      {mailed && <p>{t('support_requests.turn.mail')}</p>}
    </Banner>
  );
}
