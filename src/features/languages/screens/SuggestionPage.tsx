import { useState } from 'react';
import type { ComponentType } from 'react';
import { localeNames } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { languages } from '../contract.ts';
import type { Suggestion } from '../contract.ts';
import { Difference } from './Difference.tsx';
import { sentenceHref } from './sentenceHref.ts';
import { useFaults } from './useFaults.ts';
import { Where } from './Where.tsx';
import type { Pages } from './Where.tsx';
import { Wording } from './Wording.tsx';

const meaning = { open: 'info', accepted: 'success', refused: 'plain' } as const;

/** One suggestion on the desk: the source text, what is said now, what would be said, and the decision. */
export function suggestionPage(pages: Pages): ComponentType {
  return function SuggestionPage() {
    const { t } = useHouse();
    const { params } = usePlace();
    const { data } = useRead(languages.getSuggestion, { suggestionId: params['suggestionId'] ?? '' });
    return (
      <Page
        title={t('languages.suggestion')}
        width="reading"
        crumbs={[{ label: t('languages.desk'), href: '/operator/languages' }]}
        mark={data && <Status kind={meaning[data.state]}>{t(`languages.state.${data.state}`)}</Status>}
      >
        {!data ? (
          <SkeletonLines lines={10} />
        ) : (
          <>
            <Facts data={data} pages={pages} />
            {data.can.decide && data.source !== null && <Decision key={data.suggestionId} data={data} />}
          </>
        )}
      </Page>
    );
  };
}

function Facts({ data, pages }: { readonly data: Suggestion; readonly pages: Pages }) {
  const { t, formatDate } = useHouse();
  const { locale, sentence, decided } = data;
  const said = (text: string) => (
    <span lang={locale} className="whitespace-pre-wrap">
      {text}
    </span>
  );
  const hasMoved = data.state === 'open' && data.now !== null && data.now !== data.present;
  return (
    <>
      {data.source === null && <Banner kind="warning" title={t('languages.gone')} />}
      {hasMoved && <Banner kind="warning">{t('languages.other_now', { text: data.present })}</Banner>}
      <DescriptionList
        facts={[
          { label: t('languages.language'), value: <span lang={locale}>{localeNames[locale]}</span> },
          ...(data.source === null ? [] : [{ label: t('languages.source'), value: <span lang="en">{data.source}</span> }]),
          { label: t('languages.present'), value: said(data.now ?? data.present) },
          { label: t('languages.suggested'), value: said(data.text) },
          {
            label: t('languages.change'),
            value: <Difference before={data.state === 'open' ? (data.now ?? data.present) : data.present} after={data.text} lang={locale} />,
          },
          ...(data.reason ? [{ label: t('languages.reason'), value: data.reason }] : []),
          { label: t('languages.col.by'), value: t('languages.by_when', { name: data.by, when: formatDate(data.suggestedAt, 'moment') }) },
          { label: t('languages.where'), value: <Where sentence={sentence} page={data.page} pages={pages} /> },
          {
            label: t('languages.key'),
            value: (
              <span translate="no">
                <Link href={sentenceHref(locale, sentence)} className="font-mono text-13">
                  {sentence}
                </Link>
              </span>
            ),
          },
          ...(decided
            ? [
                {
                  label: t('languages.col.state'),
                  value: t(`languages.decided.${data.state as 'accepted'}`, { name: decided.by, when: formatDate(decided.at, 'moment') }),
                },
              ]
            : []),
          ...(decided?.accepted ? [{ label: t('languages.accepted_as'), value: said(decided.accepted) }] : []),
          ...(decided?.answer ? [{ label: t('languages.answer'), value: decided.answer }] : []),
        ]}
      />
    </>
  );
}

function Decision({ data }: { readonly data: Suggestion }) {
  const { t } = useHouse();
  const [isRefusing, setRefusing] = useState(false);
  const [typed, type] = useState(data.text);
  const accept = useAct(languages.acceptSuggestion);
  const { ofProblem } = useFaults();
  const { attempt, banner, problem } = useAttempt();
  const faults = problem && ofProblem(problem);
  const { suggestionId, locale, sentence, shipped } = data;
  if (isRefusing) return <Refusal data={data} onCancel={() => setRefusing(false)} />;
  return (
    <Section title={t('languages.accept')}>
      <Form<{ text: string }>
        initial={{ text: data.text }}
        onChange={({ text }) => type(text)}
        problem={faults ? <Banner kind="danger" urgent title={faults} /> : banner}
        onSubmit={({ text }) =>
          attempt(async () => {
            await accept.mutateAsync({ suggestionId, text, ...(shipped === null ? {} : { shipped }) });
            toast(t('languages.accepted'));
          })
        }
      >
        <Wording locale={locale} sentence={sentence} text={typed} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('languages.accept')}
          </Button>
          <Button onPress={() => setRefusing(true)}>{t('languages.refuse_open')}</Button>
        </FormActions>
      </Form>
    </Section>
  );
}

function Refusal({ data: { suggestionId, by }, onCancel }: { readonly data: Suggestion; readonly onCancel: () => void }) {
  const { t } = useHouse();
  const refuse = useAct(languages.refuseSuggestion);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('languages.refuse')}>
      <Form<{ answer: string }>
        problem={banner}
        onSubmit={({ answer }) =>
          attempt(async () => {
            await refuse.mutateAsync({ suggestionId, answer });
            toast(t('languages.refused', { name: by }));
          })
        }
      >
        <TextArea name="answer" label={t('languages.answer')} help={t('languages.answer_help', { name: by })} rows={3} maxLength={500} />
        <SubmitOrCancel submit={t('languages.refuse')} variant="danger" onCancel={onCancel} />
      </Form>
    </Section>
  );
}
