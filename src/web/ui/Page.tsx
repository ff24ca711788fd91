import { ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { Link } from './Link.tsx';

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

interface PageProps {
  readonly title: string;
  /** The language of the title where it is not the page's: a mail's subject. */
  readonly titleLang?: string | undefined;
  /** What the page is for, in one sentence. */
  readonly sentence?: ReactNode;
  /** The one thing to do here: a primary button. */
  readonly action?: ReactNode;
  /** The pages above this one, the nearest last. */
  readonly crumbs?: readonly Crumb[];
  /** `reading` for forms and text (720 px), `full` for tables. */
  readonly width?: 'reading' | 'full';
  /** Beside the title: a state. */
  readonly mark?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, titleLang, sentence, action, crumbs, width = 'full', mark, children }: PageProps) {
  const { center } = useHouse();
  useEffect(() => {
    document.title = `${title} · ${center.name}`;
  }, [title, center.name]);
  return (
    <div className={classes('mx-auto flex w-full flex-col gap-6 px-4 pt-6 pb-16 sm:px-8 sm:pt-8', width === 'reading' ? 'max-w-[49rem]' : 'max-w-[120rem]')}>
      <header className="flex flex-col gap-2">
        {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
          <div className="flex max-w-reading min-w-0 flex-1 basis-80 flex-col gap-1 max-sm:basis-full">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 id="page-title" tabIndex={-1} lang={titleLang} className="text-24 font-semibold tracking-[-0.012em] [:lang(zh)_&]:tracking-normal">
                {title}
              </h1>
              {mark}
            </div>
            {sentence && <p className="text-14 text-muted">{sentence}</p>}
          </div>
          {action && <div className="flex flex-wrap items-center gap-2">{action}</div>}
        </div>
      </header>
      {children}
    </div>
  );
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const { t } = useHouse();
  return (
    <nav aria-label={t('ui.breadcrumbs')}>
      <ol className="flex flex-wrap items-center gap-1 text-13 text-muted">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-1">
            <Link href={crumb.href} look="plain" className="py-0.5 hover:text-ink">
              {crumb.label}
            </Link>
            <ChevronRight size={14} aria-hidden className="text-faint" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
