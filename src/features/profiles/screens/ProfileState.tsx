import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { ProfileLine } from '../contract/profiles.ts';

const kinds = { draft: 'plain', published: 'success', changed: 'info' } as const;
export function ProfileState({ state, bare = false }: { readonly state: ProfileLine['state']; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`profiles.state.${state}`)}
    </Status>
  );
}
