import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';

interface NarrowPageProps {
  readonly title: string;
  readonly sentence?: ReactNode;
  readonly children: ReactNode;
  /** Below the card: the other way, a word of help. */
  readonly foot?: ReactNode;
}

/** One card in the middle, for one thing at a time: signing in, an invitation, a code. */
export function NarrowPage({ title, sentence, children, foot }: NarrowPageProps) {
  const { center } = useHouse();
  useEffect(() => {
    document.title = `${title} · ${center.name}`;
  }, [title, center.name]);
  return (
    <div className="mx-auto flex w-full max-w-[27.5rem] flex-col gap-6 px-4 pt-[max(1rem,9vh)] pb-16">
      <div className="flex flex-col gap-6 rounded-card border-line sm:border sm:bg-surface sm:p-8 sm:shadow-control">
        <header className="flex flex-col gap-1.5">
          <h1 id="page-title" tabIndex={-1} className="text-24 font-semibold tracking-[-0.012em] [:lang(zh)_&]:tracking-normal">
            {title}
          </h1>
          {sentence && <p className="text-14 text-muted">{sentence}</p>}
        </header>
        {children}
      </div>
      {foot && <div className="text-center text-14 text-muted">{foot}</div>}
    </div>
  );
}
