import { SearchX } from 'lucide-react';
import { useEffect } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { useArticleLinks } from './articleLinks.ts';
import { helpApi, useFound } from './useHelp.ts';

/** How long nothing more is typed before a search that found nothing is told to the operator: "pas" is not what anybody looked for. */
const TYPED_MS = 2_000;

/** What is found for a text. */
export function Found({ text }: { readonly text: string }) {
  const { t } = useHouse();
  const { articleHref, open } = useArticleLinks();
  const { value } = useFound(text);
  const asked = text.trim();
  const isCurrent = value?.text === asked;
  useMisses(isCurrent && value.items.length === 0 ? asked : '');
  if (!value || (value.items.length === 0 && !isCurrent)) return null;
  return (
    <div aria-busy={!isCurrent}>
      <p role="status" className="sr-only">
        {isCurrent && t('help.found', { count: value.items.length })}
      </p>
      {value.items.length === 0 ? (
        <Empty
          icon={SearchX}
          title={t('help.none', { text: asked })}
          text={t('help.none_text')}
          action={<LinkButton href="/support">{t('help.contact')}</LinkButton>}
        />
      ) : (
        <ul className="flex flex-col gap-4">
          {value.items.map(({ article, title, summary, sentence }) => (
            <li key={article} className="max-w-reading">
              <Link
                href={articleHref(article)}
                className="text-16 font-medium"
                onClick={(event) => {
                  if (!open || event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  open(article);
                }}
              >
                {title}
              </Link>
              <p className="text-14 text-muted">{sentence ?? summary}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Counts what was looked for in vain; nothing of who looked. */
function useMisses(asked: string): void {
  const { locale } = useHouse();
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => void helpApi.noteMiss({ locale, text: asked.slice(0, 120) }).catch(() => {}), TYPED_MS);
    return () => clearTimeout(timer);
  }, [asked, locale]);
}
