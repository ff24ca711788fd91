import { useState } from 'react';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { accessEndpoints, type CallBackResult } from '../../contract/access.ts';
import { type CaseProps, useStep } from './caseParts.tsx';

const kinds = { confirmed: 'success', denied: 'danger', no_answer: 'warning', none_on_file: 'plain' } as const;

/** Whom to call: only at what stood on file before the trouble began. */
export function CallBack({ data }: CaseProps) {
  const { t, formatDate } = useHouse();
  const [isOpen, setOpen] = useState(false);
  const { company, onFile, calledBack, can } = data;
  if (!company) return null;
  return (
    <Section title={t('access_requests.case.call_back')} text={t('access_requests.case.call_back_text')}>
      {onFile.length === 0 && <p className="text-14 text-muted">{t('access_requests.case.nothing_on_file')}</p>}
      <ul className="divide-y divide-line text-14">
        {onFile.map(({ key, of, value, since, hasStood }) => (
          <li key={key} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 flex-1 basis-48 break-all">
              <span className="block text-13 text-muted">{t(`access_requests.case.of.${of}`)}</span>
              {value}
            </span>
            <Status bare kind={hasStood ? 'success' : 'warning'}>
              {t(hasStood ? 'access_requests.case.stood' : 'access_requests.case.too_young', { day: formatDate(since) })}
            </Status>
          </li>
        ))}
      </ul>
      {calledBack && (
        <div className="flex flex-col gap-1 text-14">
          <Status kind={kinds[calledBack.result]}>{t(`access_requests.call.${calledBack.result}`)}</Status>
          <p className="text-13 text-muted">
            {calledBack.value && <>{calledBack.value} · </>}
            {t('access_requests.case.by_at', { name: calledBack.by, at: formatDate(calledBack.at, 'moment') })}
          </p>
          {calledBack.note && <p className="whitespace-pre-wrap">{calledBack.note}</p>}
        </div>
      )}
      {can.check && !isOpen && (
        <div>
          <Button onPress={() => setOpen(true)}>{t('access_requests.case.call_open')}</Button>
        </div>
      )}
      {isOpen && <CallForm data={data} onDone={() => setOpen(false)} />}
    </Section>
  );
}

function CallForm({ data: { requestId, version, onFile }, onDone }: CaseProps & { readonly onDone: () => void }) {
  const { t } = useHouse();
  const act = useAct(accessEndpoints.noteCallBack);
  const { step, banner } = useStep(onDone);
  const callable = onFile.filter(({ hasStood }) => hasStood);
  const results = callable.length ? (['confirmed', 'denied', 'no_answer'] as const) : (['none_on_file'] as const);
  return (
    <Form<{ key?: string; result: CallBackResult; note?: string }>
      label={t('access_requests.case.call_back')}
      initial={callable.length ? {} : { result: 'none_on_file' }}
      problem={banner}
      onSubmit={({ key, result, note }) => step(() => act.mutateAsync({ requestId, version, key: key || null, result, note: note ?? null }))}
    >
      {callable.length > 0 ? (
        <Select
          name="key"
          label={t('access_requests.case.called')}
          options={callable.map(({ key, of, value }) => ({ id: key, label: t('ui.noted', { text: value, note: t(`access_requests.case.of.${of}`) }) }))}
        />
      ) : (
        <p className="text-14">{t('access_requests.case.called_none')}</p>
      )}
      <RadioGroup name="result" label={t('access_requests.case.call_result')} choices={results.map((id) => ({ id, label: t(`access_requests.call.${id}`) }))} />
      <TextArea name="note" label={t('access_requests.case.note')} rows={2} maxLength={1000} optional />
      <FormActions>
        <Button type="submit" variant="primary" size="small">
          {t('access_requests.case.keep_call')}
        </Button>
        <Button variant="quiet" size="small" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
