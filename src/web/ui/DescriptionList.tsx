import type { ReactNode } from 'react';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** At the end of the line: a link to change it. */
  readonly action?: ReactNode;
}

/** Facts about one thing, in reading order. On narrow pages the label stands above its value. */
export function DescriptionList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="@container text-14">
      {facts.map((fact) => (
        <div key={fact.label} className="flex flex-col gap-x-6 border-b border-line py-3 last:border-0 @md:flex-row">
          <dt className="text-muted @md:w-48 @md:flex-none">{fact.label}</dt>
          <dd className="flex min-w-0 flex-1 items-start justify-between gap-4">
            <span className="min-w-0 break-words">{fact.value}</span>
            {fact.action && <span className="flex-none">{fact.action}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
