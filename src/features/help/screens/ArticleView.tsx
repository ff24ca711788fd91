import { useEffect, useState } from 'react';
import { loadHan } from '../../../web/house.tsx';
import { useSecondLanguage } from '../../../web/second/useSecondLanguage.ts';
import type { HelpArticle } from '../contract.ts';
import { ArticleBody } from './ArticleBody.tsx';
import { SourceTips } from './SourceTips.tsx';
import { useArticle } from './useHelp.ts';

/** An article, and the other language as soon as the reader wants it. */
export function useReading(name: string) {
  const choice = useSecondLanguage();
  const { mode, other } = choice;
  const [asked, ask] = useState(false);
  const wanted = asked || mode !== 'off';
  const { value, error, retry } = useArticle(name, wanted ? other : null);
  useEffect(() => {
    if (wanted) void loadHan(other);
  }, [wanted, other]);
  return { article: value, error, retry, choice, wantOther: () => ask(true) };
}
export type Reading = ReturnType<typeof useReading>;

/** Its text, with the source of each sentence in the way the reader chose. */
export function ArticleView({ article, reading, top }: { readonly article: HelpArticle; readonly reading: Reading; readonly top: 2 | 3 }) {
  const {
    choice: { mode, other },
    wantOther,
  } = reading;
  const beside = article.beside && { blocks: article.beside.blocks, lang: other };
  return (
    <SourceTips article={article.article} lang={article.locale} other={other} blocks={article.beside?.blocks} isBeside={mode === 'both'} onWanted={wantOther}>
      <ArticleBody blocks={article.blocks} lang={article.locale} beside={mode === 'both' ? beside : null} reachable={mode === 'tip'} top={top} />
    </SourceTips>
  );
}
