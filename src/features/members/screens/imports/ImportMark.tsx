import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { Import } from '../../contract/imports.ts';

const kinds = { checking: 'info', ready: 'warning', adding: 'info', done: 'success', undone: 'plain', failed: 'danger' } as const;

/** How far a file is. */
export function ImportMark({ state, bare = true }: { readonly state: Import['state']; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`imports.state.${state}`)}
    </Status>
  );
}
