import type { ReactNode } from 'react';

/** A group of specimens under the name of the component, which is a name in the code and not translated. */
export function Shelf({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section aria-label={name} className="flex flex-col gap-4 border-t border-line pt-6">
      <h2 className="font-mono text-13 text-muted" translate="no">
        {name}
      </h2>
      {children}
    </section>
  );
}

export function Row({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}
