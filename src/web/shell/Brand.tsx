import { useHouse } from '../house.tsx';
import { classes } from '../ui/classes.ts';
import { Link } from '../ui/Link.tsx';

interface BrandProps {
  readonly href: string;
  /** Only the mark: the navigation is folded. */
  readonly folded?: boolean;
}

/** The center's logo and name; without a logo its first letter on the accent. */
export function Brand({ href, folded = false }: BrandProps) {
  const { center } = useHouse();
  return (
    <Link href={href} look="plain" className="flex min-w-0 items-center gap-2.5 rounded-control py-1 hover:no-underline!">
      {center.logoUrl ? (
        <img src={center.logoUrl} alt="" className="size-7 flex-none rounded-mark object-contain" />
      ) : (
        <span
          aria-hidden="true"
          translate="no"
          className="flex size-7 flex-none items-center justify-center rounded-mark bg-accent text-14 font-semibold text-on-accent select-none"
        >
          {[...center.name][0]?.toLocaleUpperCase()}
        </span>
      )}
      <span className={classes('min-w-0 text-14 leading-tight font-semibold break-words', folded && 'sr-only')}>{center.name}</span>
    </Link>
  );
}
