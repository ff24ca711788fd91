import { useHouse } from '../../../web/house.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Status } from '../../../web/ui/Status.tsx';
import type { MergeLine, MergeState } from '../contract.ts';

const meanings: Readonly<Record<MergeState, Meaning | 'plain'>> = {
  invited: 'info',
  accepted: 'warning',
  confirmed: 'info',
  merged: 'success',
  rejected: 'danger',
  withdrawn: 'plain',
  expired: 'plain',
  stopped: 'danger',
};
export const meaningOf = (state: MergeState): Meaning => {
  const meaning = meanings[state];
  return meaning === 'plain' ? 'info' : meaning;
};

/** A merge's state: icon and word. */
export function MergeMark({ state, bare = false }: { readonly state: MergeState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={meanings[state]} bare={bare}>
      {t(`merges.state.${state}`)}
    </Status>
  );
}

/** The other company: by name, or by its PartnerId as long as it has not said who it is. */
export function useOtherName() {
  const { t } = useHouse();
  return ({ other }: Pick<MergeLine, 'other'>) => other.name ?? t('merges.unnamed', { partnerId: other.partnerId });
}
