import { useHouse } from '../../../../web/house.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { ProductChange } from '../../contract.ts';

const kinds = { added: 'success', changed: 'info', removed: 'warning', same: 'plain' } as const;

/** What becomes of which products. */
export function ProductChanges({ changes }: { readonly changes: readonly ProductChange[] }) {
  const { t, formatList } = useHouse();
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {changes.map(({ productId, title, change, parts }) => (
        <li key={productId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
          <span className="min-w-0">
            <Link href={`/operator/catalog/products/${productId}`} look="plain" className="block font-medium">
              {title}
            </Link>
            {parts.length > 0 && <span className="block text-13 text-muted">{formatList(parts.map((part) => t(`catalog.part.${part}`)))}</span>}
          </span>
          <Status bare kind={kinds[change]}>
            {t(`catalog.change.${change}`)}
          </Status>
        </li>
      ))}
    </ul>
  );
}
