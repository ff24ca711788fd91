import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { closing as contract, type Closing, type Overview, waitingDays } from '../contract.ts';

/** The closing that stands open: who asked, what it waits for, until when, and the press that takes it back. */
export function OpenClosing({ closing, others }: { readonly closing: Closing; readonly others: Overview['others'] }) {
  const { t, formatDate, formatList } = useHouse();
  const closesAt = closing.state === 'waiting' ? closing.closesAt : null;
  const waits = closesAt !== null;
  const names = formatList(
    others.slice(0, 5).map(({ name }) => name),
    'disjunction',
  );
  const answerBy = closing.answerBy ? formatDate(closing.answerBy, 'long') : '';
  const title = closesAt
    ? t('closing.closes_on', { day: formatDate(closesAt, 'long') })
    : t(closing.can.agree ? 'closing.your_answer' : 'closing.waits_for_second');
  const text = waits
    ? t('closing.closes_text')
    : closing.can.agree
      ? t('closing.your_answer_text', { name: closing.askedBy, days: waitingDays, day: answerBy })
      : others.length > 0
        ? t('closing.waits_text', { names, day: answerBy })
        : t('closing.waits_nobody', { day: answerBy });
  return (
    <>
      <Banner kind={waits ? 'danger' : 'warning'} title={title}>
        {text}
      </Banner>
      <Acts closing={closing} />
      <ClosingFacts closing={closing} />
    </>
  );
}

export function ClosingFacts({ closing }: { readonly closing: Omit<Closing, 'can' | 'version'> }) {
  const { t, formatDate } = useHouse();
  const by = (name: string, at: Date) => t('closing.by_on', { name, day: formatDate(at, 'moment') });
  return (
    <DescriptionList
      facts={[
        { label: t('closing.asked_by'), value: by(closing.askedBy, closing.askedAt) },
        ...(closing.agreedBy && closing.agreedAt ? [{ label: t('closing.agreed_by'), value: by(closing.agreedBy, closing.agreedAt) }] : []),
        { label: t('closing.reason'), value: t(`closing.reason.${closing.reason}`) },
        ...(closing.words ? [{ label: t('closing.said'), value: <span className="whitespace-pre-line">{closing.words}</span> }] : []),
      ]}
    />
  );
}

function Acts({ closing }: { readonly closing: Closing }) {
  const { t } = useHouse();
  const [asked, ask] = useState(false);
  const agree = useAct(contract.agreeToClosing);
  const decline = useAct(contract.declineClosing);
  const takeBack = useAct(contract.takeBackClosing);
  const { attempt, banner } = useAttempt();
  const { closingId, version, can } = closing;
  const one = { closingId, version };
  return (
    <>
      {banner}
      <div className="flex flex-wrap gap-2">
        {can.agree && (
          <Button variant="danger" onPress={() => ask(true)}>
            {t('closing.agree')}
          </Button>
        )}
        {can.decline && (
          <Button
            onPress={() =>
              attempt(async () => {
                await decline.mutateAsync(one);
                toast(t('closing.declined_toast'));
              })
            }
          >
            {t('closing.decline')}
          </Button>
        )}
        {can.takeBack && !can.agree && (
          <Button
            variant="primary"
            onPress={() =>
              attempt(async () => {
                await takeBack.mutateAsync(one);
                toast(t('closing.taken_back_toast'));
              })
            }
          >
            {t('closing.take_back')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('closing.agree_question')}
        text={t('closing.agree_text', { days: waitingDays })}
        confirm={t('closing.agree')}
        onConfirm={() =>
          attempt(async () => {
            await agree.mutateAsync(one);
            toast(t('closing.waits_toast'));
          })
        }
      />
    </>
  );
}
