import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { localeNames } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { api, ApiProblem } from '../../../web/api.ts';
import { loadHan, useHouse } from '../../../web/house.tsx';
import { tell } from '../../../web/second/articles.ts';
import { useSourceMode } from '../../../web/sourceMode.ts';
import { classes } from '../../../web/ui/classes.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import type { Told } from '../contract/mailbox.ts';
import { mailboxEndpoints } from '../contract/mailbox.ts';

const server = api(mailboxEndpoints);
type Mail = z.output<typeof mailboxEndpoints.readMailInEnglish.output>;

/** Where "View in English" in a mail leads, without signing in: its words, and nothing that lets anyone in. */
export function MailInEnglishPage() {
  const { t } = useHouse();
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? '');
  const [mail, setMail] = useState<Mail | 'gone' | null>(null);
  const [failure, fail] = useState<Error | null>(null);
  useEffect(() => {
    server.readMailInEnglish({ token }).then(setMail, (error: unknown) => {
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 422)) setMail('gone');
      else fail(error instanceof Error ? error : new Error(String(error)));
    });
  }, [token]);
  if (failure) throw failure;
  if (mail === 'gone')
    return (
      <Page title={t('mail_text.gone')} width="reading">
        <Empty title={t('mail_text.gone_text')} />
      </Page>
    );
  if (!mail)
    return (
      <Page title={t('mail_text.title')} width="reading">
        <SkeletonLines lines={6} />
      </Page>
    );
  return <OpenMail mail={mail} />;
}

/** As it is called within a sentence of the reader's language. */
const nameOf = (language: Locale, within: Locale): string =>
  new Intl.DisplayNames(within, { type: 'language' }).of(language === 'zh-CN' ? 'zh-Hans' : language === 'zh-TW' ? 'zh-Hant' : language) ?? language;

function OpenMail({ mail: { locale, own, english } }: { readonly mail: Mail }) {
  const { t, locale: readers } = useHouse();
  const [mode, chooseMode] = useSourceMode();
  const isBeside = mode === 'both';
  useEffect(() => {
    void loadHan(locale);
  }, [locale]);
  return (
    <Page
      title={english.subject}
      titleLang="en"
      sentence={t('mail_text.sentence', { language: nameOf(locale, readers) })}
      width={isBeside ? 'full' : 'reading'}
    >
      <div className="max-w-80">
        <Switch name="beside" label={t('second.both')} value={isBeside} onChange={(on) => chooseMode(on ? 'both' : 'tip')} />
      </div>
      <div className={classes('grid max-w-[75rem] gap-4', isBeside && 'lg:grid-cols-2')}>
        <Letter told={english} lang="en" other={{ told: own, lang: locale }} isBeside={isBeside} />
        {isBeside && <Letter told={own} lang={locale} />}
      </div>
    </Page>
  );
}

interface LetterProps {
  readonly told: Told;
  readonly lang: Locale;
  /** The same in the other language: each part of it is told in a tip unless it stands beside. */
  readonly other?: { readonly told: Told; readonly lang: Locale };
  readonly isBeside?: boolean;
}

function Letter({ told, lang, other, isBeside = false }: LetterProps) {
  const { t, locale } = useHouse();
  const [mode] = useSourceMode();
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!other || isBeside || !root.current) return undefined;
    const said = partsOf(other.told);
    return tell(root.current, { article: null, lang, other: other.lang, said: (place) => said[Number(place)] ?? null, want: () => {} });
  }, [other, isBeside, lang]);
  const parts = partsOf(told);
  const notesFrom = parts.length - told.notes.length;
  const actionAt = told.action === undefined ? -1 : notesFrom - 1;
  return (
    <article
      ref={root}
      lang={lang}
      aria-label={localeNames[lang]}
      className="flex flex-col gap-4 rounded-card border border-line bg-surface p-6 text-16 sm:p-8"
    >
      {parts.map((text, at) => (
        // Each part has its place, which is the same in the other language.
        <p key={at} className={classes('break-words whitespace-pre-line', at === 0 && 'font-semibold', at >= notesFrom && 'text-13 text-muted')}>
          <span
            data-at={at}
            // To be read in the other language by whoever has no pointer; it does nothing when pressed.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={other && mode === 'tip' ? 0 : undefined}
            className={at === actionAt ? 'inline-block rounded-control border border-edge px-3 py-1.5 font-medium' : 'rounded-mark'}
          >
            {text}
          </span>
          {other && at === actionAt && (
            <span lang={locale} className="mt-2 block text-13 text-muted">
              {t('mail_text.only_there')}
            </span>
          )}
        </p>
      ))}
    </article>
  );
}

/** Everything that it says, in one order for all languages. */
const partsOf = ({ subject, paragraphs, action, notes }: Told): string[] => [subject, ...paragraphs, ...(action === undefined ? [] : [action]), ...notes];
