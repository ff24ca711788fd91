import { useHouse } from '../../../web/house.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Status } from '../../../web/ui/Status.tsx';
import type { Relation, RelationState } from '../contract.ts';

const meanings: Readonly<Record<RelationState, Meaning | 'plain'>> = {
  invited: 'info',
  active: 'success',
  declined: 'danger',
  withdrawn: 'plain',
  expired: 'warning',
  ended: 'plain',
};

/** A relation's state: icon and word. */
export function RelationMark({ state, bare = false }: { readonly state: RelationState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={meanings[state]} bare={bare}>
      {t(`relations.state.${state}`)}
    </Status>
  );
}

/** The other company: by name, or by its PartnerId as long as it has not said who it is. */
export function useOtherName() {
  const { t } = useHouse();
  return ({ other }: Pick<Relation, 'other'>) => other.name ?? t('relations.unnamed', { partnerId: other.partnerId });
}
