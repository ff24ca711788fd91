import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { closing, type ClosingReason, closingReasons, type Overview, waitingDays } from '../contract.ts';

/** Why, and the company's name typed once more. What cannot be undone is said before. */
export function AskForm({ of: { company, others } }: { readonly of: Overview }) {
  const { t, formatList } = useHouse();
  const ask = useAct(closing.askClosing);
  const { attempt, banner } = useAttempt();
  const names = formatList(
    others.slice(0, 5).map(({ name }) => name),
    'disjunction',
  );
  return (
    <Form<{ reason: ClosingReason; words: string; name: string }>
      label={t('closing.ask')}
      problem={banner}
      onSubmit={({ reason, words, name }) =>
        attempt(async () => {
          await ask.mutateAsync({ reason, words, name });
          toast(t(others.length > 0 ? 'closing.asked_toast' : 'closing.waits_toast'));
        })
      }
    >
      <Banner kind="danger" title={t('closing.irreversible')}>
        <p>{t('closing.irreversible_text', { days: waitingDays })}</p>
        {others.length > 0 && <p>{t('closing.must_agree', { names })}</p>}
      </Banner>
      <Select name="reason" label={t('closing.reason')} options={closingReasons.map((id) => ({ id, label: t(`closing.reason.${id}`) }))} />
      <TextArea name="words" label={t('closing.words')} help={t('closing.words_help')} optional maxLength={1000} />
      <TextField name="name" label={t('closing.type_name', { name: company })} autoComplete="off" spellCheck={false} maxLength={200} />
      <FormActions>
        <Button type="submit" variant="danger">
          {t(others.length > 0 ? 'closing.ask_button' : 'closing.close_button', { days: waitingDays })}
        </Button>
      </FormActions>
    </Form>
  );
}
