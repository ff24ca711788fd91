import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, set off by space and a hairline. */
export function Section({ title, text, action, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 sm:flex-nowrap">
        <div className="min-w-0">
          <h2 className="text-16 font-semibold">{title}</h2>
          {text && <p className="mt-0.5 max-w-reading text-14 text-muted">{text}</p>}
        </div>
        {action && <div className="max-w-full flex-none">{action}</div>}
      </div>
      {children}
    </section>
  );
}
