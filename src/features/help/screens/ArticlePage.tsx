import { ArrowUpRight, Printer } from 'lucide-react';
import { useEffect } from 'react';
import type { Block } from '../../../core/article.ts';
import { plainText, sentencesIn } from '../../../core/article.ts';
import { ApiProblem } from '../../../web/api.ts';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { SourceChoice } from '../../../web/second/SourceChoice.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { HelpArticle } from '../contract.ts';
import { useArticleLinks } from './articleLinks.ts';
import { ArticleView, useReading } from './ArticleView.tsx';
import { Rights } from './Rights.tsx';
import { Vote } from './Vote.tsx';

/** The controls that an article names in its text; the first that stands on the page is pointed out there. */
export const controlsIn = (blocks: readonly Block[]): string[] =>
  [
    ...new Set(
      blocks.flatMap((block) => (block.kind === 'picture' ? [] : sentencesIn(block).flatMap((sentence) => sentence.flatMap(({ control }) => control ?? [])))),
    ),
  ].slice(0, 5);

/** An article of the help center: inside of the portal, or outside for everyone. */
export function ArticlePage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const name = params['article'] ?? '';
  const reading = useReading(name);
  const { article, error, retry } = reading;
  const links = useArticleLinks();
  const home = { label: t('help.title'), href: links.articleHref('').replace(/\/$/, '') };
  useHeading(article);
  // The one before stays until the next is here; what is not there has none.
  if (error instanceof ApiProblem && error.status === 404)
    return (
      <Page title={t('help.gone')} crumbs={[home]}>
        <Empty title={t('help.gone_text')} action={<LinkButton href={home.href}>{t('help.all')}</LinkButton>} />
      </Page>
    );
  if (!article || article.article !== name)
    return (
      <Page title={t('help.title')} crumbs={[home]}>
        {error && !article ? <ErrorState onRetry={retry} /> : <SkeletonLines lines={12} />}
      </Page>
    );
  return (
    <Page
      title={article.title}
      titleLang={article.locale}
      sentence={<span lang={article.locale}>{article.summary}</span>}
      crumbs={[home, { label: t(`help.subject.${article.subject}`), href: `${home.href}#${article.subject}` }]}
      action={<Actions article={article} />}
    >
      {/* Two languages take the room of the contents. */}
      <div className={classes('grid gap-x-12 gap-y-6', reading.choice.mode !== 'both' && 'wide:grid-cols-[minmax(0,1fr)_13rem]')}>
        <div className="flex min-w-0 flex-col gap-6">
          <SourceChoice choice={reading.choice} />
          <Rights rights={article.rights} />
          <ArticleView article={article} reading={reading} top={2} />
          <Vote key={name} article={name} />
          <Related article={article} />
        </div>
        {reading.choice.mode !== 'both' && <Contents blocks={article.blocks} />}
      </div>
    </Page>
  );
}

/** The browser looked for the heading of the address before the text was there. */
function useHeading(article: HelpArticle | undefined): void {
  const isHere = article !== undefined;
  useEffect(() => {
    if (isHere && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, [isHere]);
}

/** Pictures that nobody has scrolled to are fetched before the page goes to paper. */
async function printAll(): Promise<void> {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('main img[loading=lazy]')];
  for (const picture of pictures) picture.loading = 'eager';
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  print();
}

function Actions({ article: { page, blocks } }: { readonly article: HelpArticle }) {
  const { t } = useHouse();
  const links = useArticleLinks();
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      <Button icon={Printer} onPress={printAll}>
        {t('help.print')}
      </Button>
      {page && (
        <LinkButton variant="primary" icon={ArrowUpRight} href={links.pageHref(page, controlsIn(blocks))}>
          {t('help.open_page')}
        </LinkButton>
      )}
    </span>
  );
}

/** What stands in the article; beside it where there is room, else not: an article is short. */
function Contents({ blocks }: { readonly blocks: readonly Block[] }) {
  const { t } = useHouse();
  const headings = blocks.filter(({ kind, level }) => kind === 'heading' && level === 2);
  if (headings.length < 2) return null;
  return (
    <nav aria-label={t('help.contents')} className="sticky top-[calc(var(--top-bar)+1.5rem)] hidden self-start text-13 wide:block print:hidden!">
      <p className="mb-2 font-semibold">{t('help.contents')}</p>
      <ol className="flex flex-col gap-1.5 border-s border-line ps-3">
        {headings.map(({ slug, groups }) => (
          <li key={slug}>
            <a href={`#${slug ?? ''}`} className="text-muted hover:text-ink hover:underline">
              {plainText(groups[0]?.[0] ?? [])}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Related({ article: { related } }: { readonly article: HelpArticle }) {
  const { t } = useHouse();
  const { articleHref } = useArticleLinks();
  if (related.length === 0) return null;
  return (
    <section className="flex max-w-reading flex-col gap-2 text-14">
      <h2 className="text-16 font-semibold">{t('help.related')}</h2>
      <ul className="flex flex-col gap-2">
        {related.map(({ article, title, summary }) => (
          <li key={article}>
            <Link href={articleHref(article)}>{title}</Link>
            <p className="text-13 text-muted">{summary}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
