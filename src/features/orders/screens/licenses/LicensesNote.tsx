import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import type { LicensesAtStake } from '../../contract.ts';

/** Who loses a license by a change of a subscription, and whose license moves. */
export function LicensesNote({ stakes }: { readonly stakes: readonly LicensesAtStake[] }) {
  const { t, formatList } = useHouse();
  return stakes.map(({ product, losing, assigned, left, names, atRenewal, moves }) => {
    const title = t(moves ? 'licenses.stake.moves' : atRenewal ? 'licenses.stake.renewal' : 'licenses.stake.now', { product, losing });
    return (
      <Banner key={`${product} ${atRenewal}`} kind={moves ? 'info' : 'warning'} title={title}>
        {!moves && (
          <>
            <p>{t('licenses.stake.text', { assigned, left })}</p>
            {names.length > 0 && <p>{t('licenses.stake.who', { names: formatList(names) })}</p>}
          </>
        )}
      </Banner>
    );
  });
}
