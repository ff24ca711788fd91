import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { accessEndpoints, type AccessOutcome, type RefusalReason, refusalReasons } from '../../contract/access.ts';
import { type CaseProps, useStep } from './caseParts.tsx';

interface OpenForm extends CaseProps {
  readonly onDone: () => void;
}

/** The first agent's proposal, with its grounds. */
export function PrepareForm({ data: { requestId, version, can }, onDone }: OpenForm) {
  const { t } = useHouse();
  const act = useAct(accessEndpoints.prepareAccess);
  const { step, banner } = useStep(onDone);
  const choices = can.thaw ? (['thaw', 'elevate'] as const) : (['elevate'] as const);
  return (
    <Form<{ outcome: AccessOutcome; grounds: string }>
      label={t('access_requests.case.prepare')}
      initial={{ outcome: choices[0] }}
      problem={banner}
      onSubmit={({ outcome, grounds }) => step(() => act.mutateAsync({ requestId, version, outcome, grounds }), 'prepared')}
    >
      <RadioGroup name="outcome" label={t('access_requests.case.outcome')} choices={choices.map((id) => ({ id, label: t(`access_requests.outcome.${id}`) }))} />
      <TextArea name="grounds" label={t('access_requests.case.grounds')} maxLength={2000} />
      <SubmitOrCancel submit={t('access_requests.case.prepare')} onCancel={onDone} />
    </Form>
  );
}

/** No, for a reason from the list; the asker reads it in their language, and the words below it. */
export function RefuseForm({ data: { requestId, version }, onDone }: OpenForm) {
  const { t } = useHouse();
  const act = useAct(accessEndpoints.refuseAccess);
  const { step, banner } = useStep(onDone);
  return (
    <Form<{ reason: (typeof refusalReasons)[number]; note?: string }>
      label={t('access_requests.case.refuse')}
      problem={banner}
      onSubmit={({ reason, note }) => step(() => act.mutateAsync({ requestId, version, reason, note: note ?? null }), 'sent')}
    >
      <Select
        name="reason"
        label={t('access_requests.case.reason')}
        options={refusalReasons.map((id: RefusalReason) => ({ id, label: t(`access_requests.refusal.${id}`) }))}
      />
      <TextArea name="note" label={t('access_requests.case.refuse_note')} maxLength={1000} optional />
      <SubmitOrCancel submit={t('access_requests.case.refuse')} variant="danger" onCancel={onDone} />
    </Form>
  );
}

export type WordsKind = 'ask' | 'note' | 'redirect' | 'send_back';
/** Steps that take words and nothing else. */
export function WordsForm({ kind, data: { requestId, version, contact }, onDone }: OpenForm & { readonly kind: WordsKind }) {
  const { t } = useHouse();
  const ask = useAct(accessEndpoints.askAsker);
  const note = useAct(accessEndpoints.addAccessNote);
  const redirect = useAct(accessEndpoints.redirectAccess);
  const sendBack = useAct(accessEndpoints.sendBackAccess);
  const { step, banner } = useStep(onDone);
  const label = {
    ask: t('access_requests.case.ask_text', { name: contact.name }),
    note: t('access_requests.case.note'),
    redirect: t('access_requests.case.refuse_note'),
    send_back: t('access_requests.case.send_back_text'),
  }[kind];
  const word = {
    ask: t('access_requests.case.ask'),
    note: t('access_requests.case.add_note'),
    redirect: t('access_requests.case.redirect'),
    send_back: t('access_requests.case.send_back'),
  }[kind];
  const act = (text: string): Promise<unknown> => {
    if (kind === 'ask') return ask.mutateAsync({ requestId, version, text });
    if (kind === 'note') return note.mutateAsync({ requestId, text });
    if (kind === 'redirect') return redirect.mutateAsync({ requestId, version, note: text });
    return sendBack.mutateAsync({ requestId, version, text });
  };
  return (
    <Form<{ text?: string }> label={word} problem={banner} onSubmit={({ text }) => step(() => act(text ?? ''), kind === 'note' ? 'kept' : 'sent')}>
      <TextArea
        name="text"
        label={label}
        help={kind === 'ask' ? t('access_requests.case.ask_help') : undefined}
        maxLength={4000}
        optional={kind === 'redirect'}
      />
      <SubmitOrCancel submit={word} onCancel={onDone} />
    </Form>
  );
}
