import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import type { Suggesting } from '../../../web/shell/slots.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import type { Locale } from '../../../core/locale.ts';
import type { z } from 'zod';
import { languages, sentenceMost } from '../contract.ts';
import { useFaults } from './useFaults.ts';

/** Suggests a better translation of the sentence that the reader has before them. */
export function SuggestDialog({ sentence: which, locale, source, onClose }: Suggesting) {
  const { t } = useHouse();
  const sentence = which.kind === 'interface' ? which.key : `${which.article}~${which.place}`;
  const { data, error } = useRead(languages.readSentence, { locale, sentence }, { catches: true });
  return (
    <Dialog open firm onClose={onClose} title={t('suggest.title')}>
      {error ? (
        // Of an article that the operator has brought along, what its translator has left as it was.
        <Banner kind="info" title={t(error.status === 404 ? 'suggest.not_ours' : 'ui.error.text')} />
      ) : !data ? (
        <SkeletonLines lines={6} />
      ) : (
        <Suggest sentence={sentence} locale={locale} source={data.source || source} data={data} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface SuggestProps {
  readonly sentence: string;
  readonly locale: Locale;
  readonly source: string;
  readonly data: z.output<typeof languages.readSentence.output>;
  readonly onClose: () => void;
}

function Suggest({ sentence, locale, source, data: { now, suggested }, onClose }: SuggestProps) {
  const { t } = useHouse();
  const send = useAct(languages.suggest);
  const { ofProblem } = useFaults();
  const { attempt, banner, problem } = useAttempt();
  const faults = problem && ofProblem(problem);
  return (
    <Form<{ text: string; reason: string }>
      initial={{ text: suggested?.text ?? now, reason: suggested?.reason ?? '' }}
      problem={faults ? <Banner kind="danger" urgent title={faults} /> : banner}
      onSubmit={({ text, reason }) =>
        attempt(async () => {
          await send.mutateAsync({ locale, sentence, text, page: location.pathname, ...(reason.trim() ? { reason } : {}) });
          onClose();
          toast(t('suggest.sent'));
        })
      }
    >
      {suggested && <Banner kind="info" title={t('suggest.again')} />}
      <DescriptionList
        facts={[
          { label: t('languages.source'), value: <span lang="en">{source}</span> },
          { label: t('languages.present'), value: <span lang={locale}>{now}</span> },
        ]}
      />
      <div lang={locale}>
        <TextArea
          name="text"
          label={t('suggest.yours')}
          help={sentence.includes('~') ? t('languages.wording_help_article') : t('languages.wording_help', { example: '{name}' })}
          rows={3}
          maxLength={sentenceMost}
        />
      </div>
      <TextArea name="reason" label={t('suggest.reason')} optional rows={2} maxLength={500} />
      <SubmitOrCancel submit={t('suggest.send')} onCancel={onClose} />
    </Form>
  );
}
