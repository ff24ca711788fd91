import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';

/** The shape of what comes. Give the size by class: `h-4 w-40`. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden="true" className={classes('block animate-shimmer rounded-mark bg-sunken', className)} />;
}

/** A page's worth of lines, said once to screen readers. */
export function SkeletonLines({ lines = 3 }: { readonly lines?: number }) {
  const { t } = useHouse();
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t('ui.loading')}</span>
      {Array.from({ length: lines }, (_, at) => (
        <Skeleton key={at} className={classes('h-4', ['w-3/4', 'w-full', 'w-5/6', 'w-2/3'][at % 4])} />
      ))}
    </div>
  );
}
