import { useState } from 'react';
import type { ComponentType } from 'react';
import { localeNames, locales } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { languages } from '../contract.ts';
import type { SentenceFacts } from '../contract.ts';
import { Difference } from './Difference.tsx';
import { StandingMark } from './StandingMark.tsx';
import { useFaults } from './useFaults.ts';
import { Where } from './Where.tsx';
import type { Pages } from './Where.tsx';
import { Wording } from './Wording.tsx';

/** One sentence in one language: as it comes with Entente, as the center says it, and who said what when. */
export function sentencePage(pages: Pages): ComponentType {
  return function SentencePage() {
    const { t } = useHouse();
    const { params } = usePlace();
    const locale = locales.find((each) => each === params['locale']) ?? 'en';
    const { data } = useRead(languages.getSentence, { locale, sentence: params['sentence'] ?? '' });
    const crumbs = [
      { label: t('languages.desk'), href: '/operator/languages' },
      { label: t('languages.sentences'), href: `/operator/languages/sentences?locale=${locale}` },
    ];
    return (
      <Page
        title={t('languages.col.sentence')}
        width="reading"
        crumbs={crumbs}
        mark={data && <StandingMark standing={data.standing} isImported={data.isImported} />}
        sentence={localeNames[locale]}
      >
        {!data ? (
          <SkeletonLines lines={10} />
        ) : (
          <>
            <Standing data={data} />
            <Facts data={data} pages={pages} />
            {data.can.edit && <Saying key={data.version} data={data} />}
            <History data={data} />
          </>
        )}
      </Page>
    );
  };
}

/** What an update has changed under the center's own words: both shown. */
function Standing({ data: { standing, own, shipped, locale } }: { readonly data: SentenceFacts }) {
  const { t } = useHouse();
  if (!own || !standing || standing === 'stands') return null;
  const title = standing === 'gone' ? t('languages.gone') : t(`languages.${standing}_title`);
  return (
    <Banner kind={standing === 'held' ? 'danger' : 'warning'} title={title}>
      <p>{t(`languages.${standing}_text`)}</p>
      {shipped !== null && shipped !== own.shippedThen && (
        <div className="mt-2 flex flex-col gap-1">
          <p className="text-13 text-muted">{t('languages.then')}</p>
          <p lang={locale}>{own.shippedThen}</p>
          <p className="text-13 text-muted">{t('languages.now')}</p>
          <Difference before={own.shippedThen} after={shipped} lang={locale} />
        </div>
      )}
    </Banner>
  );
}

function Facts({ data, pages }: { readonly data: SentenceFacts; readonly pages: Pages }) {
  const { t, formatDate } = useHouse();
  const { locale, sentence, source, shipped, own, isImported } = data;
  return (
    <DescriptionList
      facts={[
        { label: t('languages.source'), value: <span lang="en">{source}</span> },
        ...(shipped !== null && locale !== 'en'
          ? [{ label: t(isImported ? 'languages.imported' : 'languages.shipped'), value: <span lang={locale}>{shipped}</span> }]
          : []),
        ...(own
          ? [
              {
                label: t('languages.own'),
                value: (
                  <>
                    <Difference before={shipped ?? ''} after={own.text} lang={locale} />
                    <span className="block text-13 text-muted">{t('languages.by_when', { name: own.by, when: formatDate(own.setAt, 'moment') })}</span>
                  </>
                ),
              },
            ]
          : []),
        { label: t('languages.where'), value: <Where sentence={sentence} pages={pages} /> },
        {
          label: t('languages.key'),
          value: (
            <code className="font-mono text-13 break-all" translate="no">
              {sentence}
            </code>
          ),
        },
      ]}
    />
  );
}

function Saying({ data }: { readonly data: SentenceFacts }) {
  const { t } = useHouse();
  const { locale, sentence, version, own, shipped } = data;
  const initial = own?.text ?? data.now;
  const [typed, type] = useState(initial);
  const { ofProblem } = useFaults();
  const { attempt, banner, problem } = useAttempt();
  const set = useAct(languages.setSentence);
  const faults = problem && ofProblem(problem);
  if (shipped === null) return <TakeBack locale={locale} sentence={sentence} version={version} />;
  return (
    <Section title={t('languages.own')}>
      <Form<{ text: string }>
        initial={{ text: initial }}
        onChange={({ text }) => type(text)}
        problem={faults ? <Banner kind="danger" urgent title={faults} /> : banner}
        onSubmit={({ text }) =>
          attempt(async () => {
            await set.mutateAsync({ locale, sentence, text, version, shipped });
            toast(t('languages.saved'));
          })
        }
      >
        <Wording locale={locale} sentence={sentence} text={typed} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('languages.save')}
          </Button>
        </FormActions>
      </Form>
      {own && <TakeBack locale={locale} sentence={sentence} version={version} />}
    </Section>
  );
}

function TakeBack({ locale, sentence, version }: { readonly locale: Locale; readonly sentence: string; readonly version: number }) {
  const { t } = useHouse();
  const takeBack = useAct(languages.takeBackSentence);
  const { attempt, banner } = useAttempt();
  const press = () =>
    attempt(async () => {
      await takeBack.mutateAsync({ locale, sentence, version });
      toast(t('languages.taken_back'));
    });
  return (
    <div className="flex flex-col items-start gap-3">
      {banner}
      <Button onPress={press}>{t('languages.take_back')}</Button>
    </div>
  );
}

function History({ data: { history, locale } }: { readonly data: SentenceFacts }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('languages.history')}>
      {history.length === 0 ? (
        <p className="text-14 text-muted">{t('languages.history.none')}</p>
      ) : (
        <ol className="flex flex-col divide-y divide-line border-y border-line text-14">
          {history.map(({ at, by, text, suggested }) => (
            <li key={`${at.getTime()} ${text}`} className="flex flex-col gap-0.5 py-2.5">
              {text === null ? <span>{t('languages.history.restored')}</span> : <span lang={locale}>{text}</span>}
              <span className="text-13 text-muted">
                {t('languages.by_when', { name: by, when: formatDate(at, 'moment') })}
                {suggested && <span className="block">{t('languages.history.suggested')}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
