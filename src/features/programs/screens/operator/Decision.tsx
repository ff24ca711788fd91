import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../../web/ui/formState.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type EnrollmentInFull, programs, refusalReasons } from '../../contract.ts';

type Reason = (typeof refusalReasons)[number];

/** Approve, ask back, or refuse for a reason that the company can act on. */
export function Decision({ enrollment, missing }: { readonly enrollment: EnrollmentInFull; readonly missing: number }) {
  const { t } = useHouse();
  const [way, go] = useState<'asking' | 'refusing' | null>(null);
  const approve = useAct(programs.approveEnrollment);
  const { attempt, banner } = useAttempt();
  const { accountId, program, version, company } = enrollment;
  const done = () => go(null);
  return (
    <Section title={t('programs.op.decide')}>
      {way === 'asking' && <AskForm enrollment={enrollment} onDone={done} />}
      {way === 'refusing' && <RefuseForm enrollment={enrollment} onDone={done} />}
      {way === null && (
        <>
          {banner}
          <div className="flex flex-wrap gap-3">
            <Button
              variant="primary"
              reason={missing > 0 ? t('programs.next.meet', { count: missing }) : undefined}
              onPress={() =>
                attempt(async () => {
                  await approve.mutateAsync({ accountId, program, version });
                  toast(t('programs.op.approved', { company }));
                })
              }
            >
              {t('programs.op.approve')}
            </Button>
            <Button onPress={() => go('asking')}>{t('programs.op.ask')}</Button>
            <Button variant="quiet" onPress={() => go('refusing')}>
              {t('programs.op.refuse')}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}

interface WayProps {
  readonly enrollment: EnrollmentInFull;
  readonly onDone: () => void;
}

function AskForm({ enrollment: { accountId, program, version, company }, onDone }: WayProps) {
  const { t } = useHouse();
  const ask = useAct(programs.askBack);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ question: string }>
      problem={banner}
      onSubmit={({ question }) =>
        attempt(async () => {
          await ask.mutateAsync({ accountId, program, version, question });
          toast(t('programs.op.asked_toast', { company }));
          onDone();
        })
      }
    >
      <TextArea name="question" label={t('programs.op.question')} help={t('programs.op.question_help')} maxLength={1000} />
      <SubmitOrCancel submit={t('programs.op.send_question')} onCancel={onDone} />
    </Form>
  );
}

function RefuseForm({ enrollment: { accountId, program, version, company }, onDone }: WayProps) {
  const { t } = useHouse();
  const refuse = useAct(programs.refuseEnrollment);
  const { attempt, banner } = useAttempt();
  const given = refusalReasons.filter((reason) => reason !== 'not_answered');
  return (
    <Form<{ reason: Reason; note?: string }>
      problem={banner}
      validate={(values): FieldErrors => (values.reason === 'other' && !values.note?.trim() ? { note: t('fields.required') } : {})}
      onSubmit={({ reason, note }) =>
        attempt(async () => {
          await refuse.mutateAsync({ accountId, program, version, reason, note: note ?? null });
          toast(t('programs.op.refused', { company }));
          onDone();
        })
      }
    >
      <Select name="reason" label={t('programs.op.reason')} options={given.map((id) => ({ id, label: t(`programs.reason.${id}`) }))} />
      <TextArea name="note" label={t('programs.op.note')} help={t('programs.op.note_help')} optional maxLength={1000} />
      <SubmitOrCancel submit={t('programs.op.refuse')} variant="danger" onCancel={onDone} />
    </Form>
  );
}
