import { ArrowLeft, ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { SourceChoice } from '../../../web/second/SourceChoice.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { SearchField } from '../../../web/ui/SearchField.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { ArticleLine } from '../contract.ts';
import { OpenArticle, useArticleLinks } from './articleLinks.ts';
import { ArticleView, useReading } from './ArticleView.tsx';
import { Found } from './HelpSearch.tsx';
import { Rights } from './Rights.tsx';
import { useArticleList } from './useHelp.ts';
import { Vote } from './Vote.tsx';

/** What an article is about: this page, or the nearest page above it. */
export function articlesFor(articles: readonly ArticleLine[], pattern: string | undefined): readonly ArticleLine[] {
  for (let page = pattern ?? ''; page; page = page.slice(0, page.lastIndexOf('/'))) {
    const meant = articles.filter((each) => each.page === page);
    // The same one first in every language.
    if (meant.length > 0) return meant.toSorted((a, b) => (a.article < b.article ? -1 : 1));
    // Home is above every page, and explains none of them.
    if (/^\/(a\/:account|me|operator)(\/[^/]+)?$/.test(page)) return [];
  }
  return [];
}

interface PageHelpProps {
  /** Of the page that is open, as the door names it. */
  readonly pattern: string | undefined;
}

/** Help beside a page: the article about it, others about it, and a search through all. */
export function PageHelp({ pattern }: PageHelpProps) {
  const { t } = useHouse();
  const { value: all } = useArticleList();
  const [text, setText] = useState('');
  const [opened, open] = useState<string | null>(null);
  const about = articlesFor(all ?? [], pattern);
  const shown = opened ?? about[0]?.article;
  const { articleHref } = useArticleLinks();
  return (
    <OpenArticle value={open}>
      <div className="flex flex-col gap-5">
        <SearchField label={t('help.search')} value={text} onChange={setText} className="max-w-none!" />
        {text.trim() ? (
          <OpenArticle
            value={(article) => {
              setText('');
              open(article);
            }}
          >
            <Found text={text} />
          </OpenArticle>
        ) : (
          <>
            {opened && opened !== about[0]?.article && (
              <div>
                <Button size="small" variant="quiet" icon={ArrowLeft} onPress={() => open(null)}>
                  {t('help.back')}
                </Button>
              </div>
            )}
            {shown ? <Reading key={shown} name={shown} /> : all && <p className="text-14 text-muted">{t('help.no_article')}</p>}
            {!opened && about.length > 1 && <Others articles={about.slice(1)} onOpen={open} />}
          </>
        )}
        <p className="text-14">
          <Link href={articleHref('').replace(/\/$/, '')}>{t('help.all')}</Link>
        </p>
      </div>
    </OpenArticle>
  );
}

function Reading({ name }: { readonly name: string }) {
  const { t } = useHouse();
  const reading = useReading(name);
  const { articleHref } = useArticleLinks();
  const { article, error, retry } = reading;
  if (!article) return error ? <ErrorState onRetry={retry} /> : <SkeletonLines lines={10} />;
  return (
    <article className="flex flex-col gap-4">
      <header className="flex flex-col gap-1" lang={article.locale}>
        <h3 className="text-20 font-semibold">{article.title}</h3>
        <p className="text-14 text-muted">{article.summary}</p>
      </header>
      <SourceChoice choice={reading.choice} />
      <Rights rights={article.rights} />
      <ArticleView article={article} reading={reading} top={3} />
      <p className="text-14">
        <Link href={articleHref(name)} className="inline-flex items-center gap-1">
          {t('help.open_article')}
          <ArrowUpRight size={16} aria-hidden />
        </Link>
      </p>
      <Vote article={name} />
    </article>
  );
}

function Others({ articles, onOpen }: { readonly articles: readonly ArticleLine[]; readonly onOpen: (article: string) => void }) {
  const { t } = useHouse();
  const { articleHref } = useArticleLinks();
  return (
    <section className="flex flex-col gap-2 text-14">
      <h3 className="font-semibold">{t('help.also')}</h3>
      <ul className="flex flex-col gap-1.5">
        {articles.map(({ article, title }) => (
          <li key={article}>
            <Link
              href={articleHref(article)}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                onOpen(article);
              }}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
