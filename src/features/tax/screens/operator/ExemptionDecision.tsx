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
import { refusalReasons, tax } from '../../contract.ts';
import type { ExemptionCase, RefusalReason } from '../../contract.ts';

interface Open {
  readonly data: ExemptionCase;
  readonly onDone: () => void;
}
const whichOf = ({ accountId, exemptionId, version }: ExemptionCase) => ({ accountId, exemptionId, version });

/** Right; not right for a reason that the company can act on; or first a question. */
export function ExemptionDecision({ data }: Pick<Open, 'data'>) {
  const { t, formatDate } = useHouse();
  const [open, setOpen] = useState<'refuse' | 'ask' | null>(null);
  const decide = useAct(tax.decideExemption);
  const { attempt, banner } = useAttempt();
  const { can, dueAt, name } = data;
  if (!can.accept && !can.refuse && !can.ask) return null;
  const close = () => setOpen(null);
  const accept = () =>
    attempt(async () => {
      await decide.mutateAsync({ ...whichOf(data), decision: 'accept' });
      toast(t('tax.desk.accepted', { company: name }));
    });
  return (
    <Section title={t('tax.desk.decide')} text={dueAt ? t('tax.due', { day: formatDate(dueAt, 'long') }) : undefined}>
      {open === 'refuse' && <RefuseForm data={data} onDone={close} />}
      {open === 'ask' && <AskForm data={data} onDone={close} />}
      {open === null && (
        <>
          {banner}
          <div className="flex flex-wrap gap-3">
            {can.accept && (
              <Button variant="primary" onPress={accept}>
                {t('tax.desk.accept')}
              </Button>
            )}
            {can.ask && <Button onPress={() => setOpen('ask')}>{t('tax.desk.ask_open')}</Button>}
            {can.refuse && <Button onPress={() => setOpen('refuse')}>{t('tax.desk.refuse_open')}</Button>}
          </div>
        </>
      )}
    </Section>
  );
}

function RefuseForm({ data, onDone }: Open) {
  const { t } = useHouse();
  const [chosen, setChosen] = useState<RefusalReason | ''>('');
  const decide = useAct(tax.decideExemption);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ reason: RefusalReason; note?: string }>
      problem={banner}
      onChange={(values) => setChosen(values.reason ?? '')}
      validate={(values): FieldErrors => (values.reason === 'other' && !values.note?.trim() ? { note: t('tax.desk.note_needed') } : {})}
      onSubmit={({ reason, note }) =>
        attempt(async () => {
          await decide.mutateAsync({ ...whichOf(data), decision: 'refuse', reason, note: note ?? null });
          toast(t('tax.desk.refused', { company: data.name }));
          onDone();
        })
      }
    >
      <Select
        name="reason"
        label={t('tax.desk.reason')}
        help={chosen ? t('tax.desk.reads', { cure: t(`tax.satisfy.${chosen}`) }) : undefined}
        options={refusalReasons.map((id) => ({ id, label: t(`tax.refused.${id}`) }))}
      />
      <TextArea name="note" label={t('tax.desk.note')} optional maxLength={1000} />
      <SubmitOrCancel submit={t('tax.desk.refuse')} variant="danger" onCancel={onDone} />
    </Form>
  );
}

function AskForm({ data, onDone }: Open) {
  const { t } = useHouse();
  const ask = useAct(tax.askAboutExemption);
  const { attempt, banner } = useAttempt();
  return (
    <Form<{ question: string }>
      problem={banner}
      onSubmit={({ question }) =>
        attempt(async () => {
          await ask.mutateAsync({ ...whichOf(data), question });
          toast(t('tax.desk.ask_done', { company: data.name }));
          onDone();
        })
      }
    >
      <TextArea name="question" label={t('tax.desk.question')} maxLength={1000} />
      <SubmitOrCancel submit={t('tax.desk.ask')} onCancel={onDone} />
    </Form>
  );
}
