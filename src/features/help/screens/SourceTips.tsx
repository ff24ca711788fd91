import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { sentencesIn } from '../../../core/article.ts';
import type { Block } from '../../../core/article.ts';
import type { Locale } from '../../../core/locale.ts';
import { tell } from '../../../web/second/articles.ts';

interface SourceTipsProps {
  readonly article: string;
  readonly lang: Locale;
  readonly other: Locale;
  /** The other language's blocks; undefined until they are here. */
  readonly blocks: readonly Block[] | undefined;
  /** All of the other language stands beside the text: no sentence is told once more. */
  readonly isBeside: boolean;
  /** The other language is wanted for the first time. */
  readonly onWanted: () => void;
  readonly children: ReactNode;
}

/** Lets the page's tips say the sentences of an article in the other language. */
export function SourceTips({ article, lang, other, blocks, isBeside, onWanted, children }: SourceTipsProps) {
  const root = useRef<HTMLDivElement>(null);
  const want = useRef(onWanted);
  useEffect(() => {
    want.current = onWanted;
  });
  useEffect(() => {
    if (isBeside || !root.current) return undefined;
    return tell(root.current, { article, lang, other, said: (place) => (blocks ? spoken(blocks, place) : null), want: () => want.current() });
  }, [article, lang, other, blocks, isBeside]);
  return <div ref={root}>{children}</div>;
}

const spoken = (blocks: readonly Block[], place: string): string | null => {
  const [block = 0, sentence = 0] = place.split('.').map(Number);
  const found = blocks[block];
  return (
    (found &&
      sentencesIn(found)
        [sentence]?.map(({ text }) => text)
        .join('')) ??
    null
  );
};
