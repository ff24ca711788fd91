import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { Closing, ClosingState } from '../contract.ts';

const meanings: Readonly<Record<ClosingState, Meaning | 'plain'>> = {
  asked: 'warning',
  waiting: 'danger',
  closed: 'plain',
  withdrawn: 'success',
  declined: 'success',
  lapsed: 'plain',
  stopped: 'warning',
};

/** Where a closing stands. */
export function ClosingMark({ state, bare = false }: { readonly state: ClosingState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={meanings[state]} bare={bare}>
      {t(`closing.state.${state}`)}
    </Status>
  );
}

/** Earlier ones that came to nothing: each with why. */
export function PastClosings({ past }: { readonly past: readonly Closing[] }) {
  const { t, formatDate } = useHouse();
  if (past.length === 0) return null;
  return (
    <Section title={t('closing.past')}>
      <ul className="divide-y divide-line text-14">
        {past.map((one) => (
          <li key={one.closingId} className="flex flex-col gap-1 py-3">
            <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
              <span>{t('closing.by_on', { name: one.askedBy, day: formatDate(one.askedAt, 'long') })}</span>
              <ClosingMark state={one.state} bare />
            </div>
            {one.endedAt && one.endedBy && (
              <p className="text-13 text-muted">{t('closing.ended_by', { name: one.endedBy, day: formatDate(one.endedAt, 'long') })}</p>
            )}
            {one.stoppedBy.map((stop) => (
              <p key={stop} className="text-13 text-muted">
                {t(`closing.stop.${stop}` as MessageKey)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
