import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { nameOfPlace } from '../contract.ts';
import type { AgreementStatus, TextLine } from '../contract.ts';

const kinds = { not_offered: 'plain', unavailable: 'plain', available: 'warning', accepted: 'success', renewed: 'warning', expired: 'danger' } as const;
/** Where a company stands with an agreement, as a word. */
export function AgreementMark({ status }: { readonly status: AgreementStatus }) {
  const { t } = useHouse();
  return <Status kind={kinds[status]}>{t(`agreements.status.${status}`)}</Status>;
}

const states = { draft: 'plain', upcoming: 'info', in_force: 'success', replaced: 'plain' } as const;
export function TextMark({ state, bare = false }: { readonly state: TextLine['state']; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={states[state]} bare={bare}>
      {t(`agreements.op.state.${state}`)}
    </Status>
  );
}

/** The name of a region of the countries' table, of a country, or that for all of them. */
export function useRegionName(): (region: string) => string {
  const { t, locale } = useHouse();
  return (region) => nameOfPlace(t, locale, region);
}
