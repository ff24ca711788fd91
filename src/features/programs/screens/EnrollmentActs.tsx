import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { programs } from '../contract.ts';
import type { ProgramInFull } from './ProgramPage.tsx';

/** Everything is there: what the company confirms, and the application. */
export function ApplyForm({ program }: { readonly program: ProgramInFull }) {
  const { t } = useHouse();
  const apply = useAct(programs.applyToProgram);
  const { attempt, banner } = useAttempt();
  const statements = program.requirements.flatMap(({ statement, title }) => (statement ? [{ key: statement, text: title.text ?? '' }] : []));
  return (
    <Section title={t('programs.apply_title', { name: program.name })} text={t(`programs.apply_text.${program.review}`, { count: program.reviewDays })}>
      <Form
        problem={banner}
        onSubmit={() =>
          attempt(async () => {
            const { state } = await apply.mutateAsync({ program: program.program, statements: statements.map(({ key }) => key) });
            toast(t(state === 'active' ? 'programs.joined' : 'programs.applied', { name: program.name }));
          })
        }
      >
        {statements.map(({ key, text }) => (
          <Checkbox key={key} name={key} label={text}>
            {text}
          </Checkbox>
        ))}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('programs.apply', { name: program.name })}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}

/** The operator asked something before deciding. */
export function AnswerForm({ program }: { readonly program: ProgramInFull }) {
  const { t } = useHouse();
  const answer = useAct(programs.answerQuestion);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('programs.question')}>
      <blockquote className="border-s-2 border-line ps-3 text-14">{program.question}</blockquote>
      <Form<{ answer: string }>
        problem={banner}
        onSubmit={(values) =>
          attempt(async () => {
            await answer.mutateAsync({ program: program.program, answer: values.answer });
            toast(t('programs.answered'));
          })
        }
      >
        <TextArea name="answer" label={t('programs.answer')} maxLength={2000} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('programs.send_answer')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}

export function WithdrawButton({ program }: { readonly program: ProgramInFull }) {
  const { t } = useHouse();
  const withdraw = useAct(programs.withdrawApplication);
  const { attempt, banner } = useAttempt();
  const [asked, ask] = useState(false);
  return (
    <div className="border-t border-line pt-6">
      {banner}
      <Button variant="quiet" onPress={() => ask(true)}>
        {t('programs.withdraw')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('programs.withdraw_question', { name: program.name })}
        text={t('programs.withdraw_text')}
        confirm={t('programs.withdraw')}
        onConfirm={() =>
          attempt(async () => {
            await withdraw.mutateAsync({ program: program.program });
            toast(t('programs.withdrawn', { name: program.name }));
          })
        }
      />
    </div>
  );
}
