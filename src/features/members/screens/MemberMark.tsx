import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { MemberState } from '../contract.ts';

const kinds = { active: 'success', inactive: 'warning', removed: 'plain' } as const;

/** Whether someone may enter the company. */
export function MemberMark({ state, bare = true }: { readonly state: MemberState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`members.state.${state}`)}
    </Status>
  );
}
