import { useEffect, useState } from 'react';
import type { Block } from '../../../core/article.ts';
import type { Locale } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { ArticleBody } from '../../help/screens/ArticleBody.tsx';
import { languages, sentenceMost } from '../contract.ts';
import { useFaults } from './useFaults.ts';

interface WordingProps {
  readonly locale: Locale;
  readonly sentence: string;
  /** As it is typed. */
  readonly text: string;
}

/** Long enough not to ask at every key. */
const PAUSE_MS = 300;

/** The field in which a sentence is worded, and how it then reads. */
export function Wording({ locale, sentence, text }: WordingProps) {
  const { t } = useHouse();
  const isOfArticle = sentence.includes('~');
  return (
    <>
      <div lang={locale}>
        <TextArea
          name="text"
          label={t('languages.wording')}
          help={isOfArticle ? t('languages.wording_help_article') : t('languages.wording_help', { example: '{name}' })}
          rows={3}
          maxLength={sentenceMost}
        />
      </div>
      <Preview locale={locale} sentence={sentence} text={usePaused(text.trim())} />
    </>
  );
}

function usePaused(text: string): string {
  const [paused, pause] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => pause(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

function Preview({ locale, sentence, text }: WordingProps) {
  const { t } = useHouse();
  const { say } = useFaults();
  const { data } = useRead(languages.previewSentence, { locale, sentence, text }, { enabled: text !== '', catches: true });
  if (!data || text === '') return null;
  return (
    <div role="status" className="flex flex-col gap-2 rounded-card border border-line bg-sunken px-4 py-3 text-14">
      <p className="text-13 font-semibold text-muted">{t('languages.preview')}</p>
      {data.faults.length > 0 && <p className="text-danger">{say(data.faults)}</p>}
      {data.spans && <ArticleBody lang={locale} blocks={[{ kind: 'paragraph', groups: [[data.spans]] } satisfies Block]} />}
      {data.examples.map(({ values, text: example }) => (
        <p key={values} className="break-words">
          <span lang={locale}>{example}</span>
          {values && <span className="block text-13 text-muted">{t('languages.preview.as', { values })}</span>}
        </p>
      ))}
    </div>
  );
}
