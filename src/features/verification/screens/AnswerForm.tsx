import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { verification } from '../contract.ts';
import type { VerificationShown } from '../contract.ts';

/** What the company has to say: to a question, or against a rejection. */
export function AnswerForm({ shown }: { readonly shown: VerificationShown }) {
  const { t } = useHouse();
  const send = useAct(verification.answerVerifier);
  const { attempt, banner } = useAttempt();
  const asked = shown.status === 'asked';
  const kind = ({ asked: 'answer', rejected: 'appeal', pending: 'add', authorized: 'add' } as const)[shown.status];
  return (
    <Section title={t(`verification.${kind}.title`)} text={kind === 'answer' ? undefined : t(`verification.${kind}.text`)}>
      <Form<{ answer: string }>
        problem={banner}
        onSubmit={({ answer }) =>
          attempt(async () => {
            await send.mutateAsync({ answer });
            toast(t('verification.answer.sent'));
          })
        }
      >
        <TextArea name="answer" label={t(`verification.${kind}.label`)} maxLength={4000} />
        <FormActions>
          <Button type="submit" variant={asked || shown.next.key === 'answer' ? 'primary' : undefined}>
            {t(`verification.${kind}.send`)}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
