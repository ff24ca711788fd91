import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { Version } from '../../contract.ts';

const kinds = { draft: 'warning', scheduled: 'info', published: 'success', discarded: 'plain' } as const;

/** How a version stands, with its day. */
export function VersionMark({ of: { state, publishOn, publishedAt } }: { readonly of: Pick<Version, 'state' | 'publishOn' | 'publishedAt'> }) {
  const { t, formatDate } = useHouse();
  const day = state === 'published' ? publishedAt : publishOn;
  return (
    <Status kind={kinds[state]} bare>
      {t(`catalog.versions.state_${state}`, { day: day ? formatDate(day) : '' })}
    </Status>
  );
}
