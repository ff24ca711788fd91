import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { SignedInPage } from '../../../web/pages.ts';
import { Link } from '../../../web/ui/Link.tsx';

/** The portal's pages, as the door knows them. */
export type Pages = () => readonly SignedInPage[];

interface WhereProps {
  readonly sentence: string;
  /** The page on which it was suggested. */
  readonly page?: string | null;
  readonly pages: Pages;
}

/** More of them say no more than that it is everywhere. */
const SHOWN_MOST = 12;

/** Where a sentence is read: its article, or the pages that know it; and the one on which somebody stumbled over it. */
export function Where({ sentence, page = null, pages }: WhereProps) {
  const { t } = useHouse();
  const [name = '', place] = sentence.split('~');
  return (
    <div className="flex flex-col gap-1">
      {place ? <Link href={`/help/${name}`}>{t('languages.where.article')}</Link> : <PagesOf part={name.split('.')[0] ?? ''} pages={pages} />}
      {page && (
        <p className="text-13 text-muted">
          {t('languages.where.page')} <code className="font-mono break-all">{page}</code>
        </p>
      )}
    </div>
  );
}

function PagesOf({ part, pages }: { readonly part: string; readonly pages: Pages }) {
  const { t } = useHouse();
  // The desk itself knows the words of the help, to show how they read.
  const found = pages().filter(({ path, parts }) => parts.includes(part) && (part === 'languages' || !path.startsWith('/operator/languages/')));
  if (found.length === 0 || found.length > SHOWN_MOST) return <p>{t('languages.where.everywhere')}</p>;
  return (
    <ul aria-label={t('languages.where.pages')} className="flex flex-col gap-1">
      {found.map(({ path, nav }) => (
        <li key={path} className="break-words">
          {nav && <span>{t(nav.label as MessageKey)} </span>}
          <code className="font-mono text-13 break-all text-muted" translate="no">
            {path}
          </code>
        </li>
      ))}
    </ul>
  );
}
