import { useEffect, useState } from 'react';
import type { Locale } from '../../../core/locale.ts';
import { locales as every } from '../../../core/locale.ts';
import { loadHan, useHouse } from '../../../web/house.tsx';
import { useSourceMode } from '../../../web/sourceMode.ts';
import type { HelpArticle } from '../contract.ts';
import { ArticleBody } from './ArticleBody.tsx';
import { SourceTips } from './SourceTips.tsx';
import { useArticle } from './useHelp.ts';

/** An article, and the other language as soon as the reader wants it. */
export function useReading(name: string) {
  const { locale, locales } = useHouse();
  const [mode, chooseMode] = useSourceMode();
  // English is what the others are translated from; whoever reads English may want any other.
  const others = every.filter((each) => each !== locale && (each === 'en' || locales.includes(each)));
  const [chosen, choose] = useState<Locale | null>(null);
  const other = others.find((each) => each === chosen) ?? others.find((each) => each === 'en') ?? others[0] ?? 'en';
  const [asked, ask] = useState(false);
  const wanted = asked || mode !== 'off';
  const { value, error, retry } = useArticle(name, wanted ? other : null);
  useEffect(() => {
    if (wanted) void loadHan(other);
  }, [wanted, other]);
  return { article: value, error, retry, mode, chooseMode, other, others, choose, wantOther: () => ask(true) };
}
export type Reading = ReturnType<typeof useReading>;

/** Its text, with the source of each sentence in the way the reader chose. */
export function ArticleView({ article, reading, top }: { readonly article: HelpArticle; readonly reading: Reading; readonly top: 2 | 3 }) {
  const { mode, other, wantOther } = reading;
  const beside = article.beside && { blocks: article.beside.blocks, lang: other };
  return (
    <SourceTips blocks={article.beside?.blocks} lang={other} on={mode === 'tip'} onWanted={wantOther}>
      <ArticleBody blocks={article.blocks} lang={article.locale} beside={mode === 'both' ? beside : null} reachable={mode === 'tip'} top={top} />
    </SourceTips>
  );
}
