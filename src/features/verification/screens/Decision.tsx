import { useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { rejectionReasons } from '../../accounts/contract.ts';
import type { RejectionReason } from '../../accounts/contract.ts';
import { verification } from '../contract.ts';
import type { Case } from '../contract.ts';

/** Right; wrong for a reason that the company can act on; or first a question. */
export function Decision({ data }: { readonly data: Case }) {
  const { t, formatDate } = useHouse();
  const [open, setOpen] = useState<'reject' | 'ask' | null>(null);
  const decide = useAct(verification.decide);
  const { attempt, banner } = useAttempt();
  const { accountId, version, can, dueAt, status, name } = data;
  if (!can.authorize && !can.reject && !can.ask) return null;
  const close = () => setOpen(null);
  const authorize = () =>
    attempt(async () => {
      await decide.mutateAsync({ accountId, version, decision: 'authorize' });
      toast(t('verification.decide.authorized', { company: name }));
    });
  return (
    <Section
      title={t('verification.decide.title')}
      text={status === 'pending' && dueAt ? t('verification.decide.due', { day: formatDate(dueAt, 'long') }) : undefined}
    >
      {open === 'reject' && <RejectForm data={data} onDone={close} />}
      {open === 'ask' && <AskForm data={data} onDone={close} />}
      {open === null && (
        <>
          {banner}
          <div className="flex flex-wrap gap-3">
            {can.authorize && (
              <Button variant="primary" onPress={authorize}>
                {t('verification.decide.authorize')}
              </Button>
            )}
            {can.ask && <Button onPress={() => setOpen('ask')}>{t('verification.decide.ask_open')}</Button>}
            {can.reject && <Button onPress={() => setOpen('reject')}>{t('verification.decide.reject_open')}</Button>}
          </div>
        </>
      )}
    </Section>
  );
}

interface OpenForm {
  readonly data: Case;
  readonly onDone: () => void;
}

function RejectForm({ data: { accountId, version, name, fourEyes }, onDone }: OpenForm) {
  const { t } = useHouse();
  const [chosen, setChosen] = useState<RejectionReason | ''>('');
  const decide = useAct(verification.decide);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ reason: RejectionReason; note?: string }>
      problem={banner}
      onChange={(values) => setChosen(values.reason ?? '')}
      validate={(values): FieldErrors => (values.reason === 'other' && !values.note?.trim() ? { note: t('verification.decide.note_needed') } : {})}
      onSubmit={({ reason, note }) =>
        attempt(async () => {
          await decide.mutateAsync({ accountId, version, decision: 'reject', reason, note: note ?? null });
          toast(t(fourEyes ? 'verification.decide.proposed' : 'verification.decide.rejected', { company: name }));
          onDone();
        })
      }
    >
      <Select
        name="reason"
        label={t('verification.decide.reason')}
        help={chosen ? t('verification.decide.satisfies', { cure: t(`accounts.satisfy.${chosen}` as MessageKey) }) : undefined}
        options={rejectionReasons.map((id) => ({ id, label: t(`accounts.rejected.${id}`) }))}
      />
      <TextArea name="note" label={t('verification.decide.note')} help={t('verification.decide.note_help')} optional maxLength={1000} />
      {fourEyes && <p className="text-13 text-muted">{t('verification.decide.four_eyes')}</p>}
      <SubmitOrCancel submit={t(fourEyes ? 'verification.decide.propose' : 'verification.decide.reject')} variant="danger" onCancel={onDone} />
    </Form>
  );
}

function AskForm({ data: { accountId, version, name }, onDone }: OpenForm) {
  const { t } = useHouse();
  const ask = useAct(verification.askCompany);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ question: string }>
      problem={banner}
      onSubmit={({ question }) =>
        attempt(async () => {
          await ask.mutateAsync({ accountId, version, question });
          toast(t('verification.decide.asked', { company: name }));
          onDone();
        })
      }
    >
      <TextArea name="question" label={t('verification.decide.question')} help={t('verification.decide.question_help')} maxLength={1000} />
      <SubmitOrCancel submit={t('verification.decide.ask')} onCancel={onDone} />
    </Form>
  );
}
