import { Skeleton } from '../ui/Skeleton.tsx';

/** The shape of the shell while one is being recognized; without words, because they may not be here yet. */
export function AppSkeleton() {
  return (
    <div aria-busy="true" className="flex min-h-dvh">
      <div className="hidden w-62 flex-none flex-col gap-3 border-e border-line bg-canvas p-4 nav:flex">
        <Skeleton className="mb-4 h-7 w-36" />
        {[0, 1, 2, 3].map((line) => (
          <Skeleton key={line} className="h-5 w-44" />
        ))}
      </div>
      <div className="min-w-0 flex-1">
        <div className="h-(--top-bar) border-b border-line" />
        <div className="flex flex-col gap-4 px-4 pt-8 sm:px-8">
          <Skeleton className="h-7 w-56" />
          <Skeleton className="h-4 w-full max-w-96" />
        </div>
      </div>
    </div>
  );
}
