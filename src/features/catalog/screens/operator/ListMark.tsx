import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { DeskList } from '../../contract.ts';

const kinds = { importing: 'info', draft: 'warning', published: 'success', withdrawn: 'plain' } as const;

export function ListMark({ state }: Pick<DeskList, 'state'>) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare>
      {t(`catalog.lists.state_${state}`)}
    </Status>
  );
}
