import { Download } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { subjects } from '../../../core/article.ts';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SearchField } from '../../../web/ui/SearchField.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { ArticleLine } from '../contract.ts';
import { useArticleLinks } from './articleLinks.ts';
import { Found } from './HelpSearch.tsx';
import { useArticleList } from './useHelp.ts';

/** The way into the help center: a search, and everything there is by subject. */
export function HelpPage() {
  const { t, locale } = useHouse();
  const { search, setSearch } = usePlace();
  const [text, setText] = useState(search.get('q') ?? '');
  const asked = useDeferredValue(text);
  const type = (value: string) => {
    setText(value);
    setSearch({ q: value.trim() || null });
  };
  return (
    <Page
      title={t('help.title')}
      sentence={t('help.sentence')}
      action={
        <span className="flex flex-wrap gap-2 print:hidden">
          <LinkButton icon={Download} href={`/api/public/help/copy?locale=${locale}&as=pdf`} download>
            {t('help.copy.pdf')}
          </LinkButton>
          <LinkButton icon={Download} href={`/api/public/help/copy?locale=${locale}`} download>
            {t('help.copy')}
          </LinkButton>
        </span>
      }
    >
      <div className="print:hidden">
        <SearchField label={t('help.search')} value={text} onChange={type} className="max-w-reading!" />
      </div>
      {asked.trim() ? <Found text={asked} /> : <Everything />}
    </Page>
  );
}

function Everything() {
  const { t } = useHouse();
  const { value, error, retry } = useArticleList();
  if (!value) return error ? <ErrorState onRetry={retry} /> : <SkeletonLines lines={14} />;
  const parts = subjects.flatMap((subject) => {
    const articles = value.filter((each) => each.subject === subject);
    return articles.length > 0 ? [{ subject, articles }] : [];
  });
  if (parts.length === 0) return <Empty title={t('help.empty')} action={<LinkButton href="/support">{t('help.contact')}</LinkButton>} />;
  return (
    <>
      <nav aria-label={t('help.subjects')} className="print:hidden">
        <ul className="flex flex-wrap gap-2 text-14">
          {parts.map(({ subject, articles }) => (
            <li key={subject}>
              <a
                href={`#${subject}`}
                className="flex min-h-control-small items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-ink hover:border-edge"
              >
                {t(`help.subject.${subject}`)} <span className="text-muted tabular-nums">{articles.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <table className="w-full max-w-[64rem] table-fixed border-collapse text-14 [&_td]:border-t [&_td]:border-line [&_td]:py-2.5 [&_td]:align-top">
        <thead>
          <tr className="text-13 text-muted [&_th]:text-start [&_th]:font-medium">
            <th scope="col" className="w-3/5 pe-6">
              {t('help.to_do')}
            </th>
            <th scope="col">{t('help.read')}</th>
          </tr>
        </thead>
        {parts.map(({ subject, articles }) => (
          <SubjectRows key={subject} id={subject} title={t(`help.subject.${subject}`)} articles={articles} />
        ))}
      </table>
    </>
  );
}

interface SubjectRowsProps {
  readonly id: string;
  readonly title: string;
  readonly articles: readonly ArticleLine[];
}

/** To do this, read this. */
function SubjectRows({ id, title, articles }: SubjectRowsProps) {
  const { articleHref } = useArticleLinks();
  return (
    <tbody>
      <tr>
        <th id={id} scope="rowgroup" colSpan={2} className="scroll-mt-16 pt-6 pb-2 text-start text-16 font-semibold">
          {title}
        </th>
      </tr>
      {articles.map(({ article, title: name, summary }) => (
        <tr key={article}>
          <td className="pe-6">{summary}</td>
          <td>
            <Link href={articleHref(article)}>{name}</Link>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
