import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../../web/ui/formState.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type EnrollmentInFull, programs, standingReasons } from '../../contract.ts';

type Reason = (typeof standingReasons)[number];
type Change = 'restrict' | 'suspend';

/** Restrict, suspend, give back: in force for the company's people at once. */
export function StandingActs({ enrollment }: { readonly enrollment: EnrollmentInFull }) {
  const { t } = useHouse();
  const [change, choose] = useState<Change | null>(null);
  const [asked, ask] = useState(false);
  const { attempt, banner } = useAttempt();
  const act = useAct(programs.changeStanding);
  const { accountId, program, version, company, can } = enrollment;
  if (change) return <ChangeForm enrollment={enrollment} change={change} onDone={() => choose(null)} />;
  return (
    <Section title={t('programs.op.standing')} text={t('programs.op.standing_text')}>
      {banner}
      <div className="flex flex-wrap gap-3">
        {can.reinstate && (
          <Button variant="primary" onPress={() => ask(true)}>
            {t('programs.op.reinstate')}
          </Button>
        )}
        {can.restrict && <Button onPress={() => choose('restrict')}>{t('programs.op.restrict')}</Button>}
        {can.suspend && (
          <Button variant="danger" onPress={() => choose('suspend')}>
            {t('programs.op.suspend')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('programs.op.reinstate_question', { company })}
        confirm={t('programs.op.reinstate')}
        danger={false}
        onConfirm={() =>
          attempt(async () => {
            await act.mutateAsync({ accountId, program, version, change: 'reinstate' });
            toast(t('programs.op.reinstated', { company }));
          })
        }
      />
    </Section>
  );
}

function ChangeForm({ enrollment, change, onDone }: { readonly enrollment: EnrollmentInFull; readonly change: Change; readonly onDone: () => void }) {
  const { t } = useHouse();
  const act = useAct(programs.changeStanding);
  const { attempt, banner } = useAttempt();
  const { accountId, program, version, company } = enrollment;
  return (
    <Section title={t(`programs.op.${change}`)} text={t(`programs.op.${change}_text`)}>
      <Form<{ reason: Reason; note?: string; dueAt?: string }>
        problem={banner}
        validate={(values): FieldErrors => (values.reason === 'other' && !values.note?.trim() ? { note: t('fields.required') } : {})}
        onSubmit={({ reason, note, dueAt }) =>
          attempt(async () => {
            await act.mutateAsync({ accountId, program, version, change, reason, note: note ?? null, dueAt: dueAt ? `${dueAt}T23:59:59Z` : null });
            toast(t(`programs.op.${change}ed`, { company }));
            onDone();
          })
        }
      >
        <Select name="reason" label={t('programs.op.reason')} options={standingReasons.map((id) => ({ id, label: t(`programs.reason.${id}`) }))} />
        <TextArea name="note" label={t('programs.op.note')} help={t('programs.op.note_help')} optional maxLength={1000} />
        <TextField name="dueAt" type="date" label={t('programs.op.until')} help={t('programs.op.until_help')} optional width="half" />
        <SubmitOrCancel submit={t(`programs.op.${change}`)} variant="danger" onCancel={onDone} />
      </Form>
    </Section>
  );
}
