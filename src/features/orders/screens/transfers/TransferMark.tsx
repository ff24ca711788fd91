import { useHouse } from '../../../../web/house.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { TransferState } from '../../contract.ts';

const kinds = { open: 'warning', in_progress: 'info', completed: 'success', withdrawn: 'plain', rejected: 'plain', expired: 'plain' } as const;
export function TransferMark({ state, bare = false }: { readonly state: TransferState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`transfers.state.${state}`)}
    </Status>
  );
}

/** The other company, by its PartnerId as long as it has not said who it is. */
export const partnerOf = ({ name, partnerId }: { readonly name: string | null; readonly partnerId: string }): string => name ?? `PartnerId ${partnerId}`;
