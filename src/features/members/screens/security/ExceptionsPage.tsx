import { ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { secondFactorEndpoints as server } from '../../contract/secondFactors.ts';
import { useToday } from './day.ts';

type Exception = NonNullable<ReturnType<typeof useRead<typeof server.listSecondFactorExceptions>>['data']>['items'][number];

/** Whom the company lets in without a second factor, why, and until when. */
export function ExceptionsPage() {
  const { t } = useHouse();
  const { data } = useRead(server.listSecondFactorExceptions, {});
  return (
    <Page title={t('second_factor.exceptions')} sentence={t('second_factor.exceptions_sentence')} width="reading">
      {!data && <SkeletonLines lines={4} />}
      {data?.items.length === 0 && <Empty icon={ShieldOff} title={t('second_factor.no_exceptions')} />}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line">
          {data.items.map((each) => (
            <ExceptionLine key={each.personId} exception={each} />
          ))}
        </ul>
      )}
      <Section title={t('second_factor.except')} text={t('second_factor.except_text')}>
        <ExceptForm />
      </Section>
    </Page>
  );
}

function ExceptionLine({ exception }: { readonly exception: Exception }) {
  const { t, formatDate } = useHouse();
  const end = useAct(server.endSecondFactorException);
  const { attempt, banner } = useAttempt();
  const { personId, name, email, reason, endsAt, givenBy, givenAt } = exception;
  return (
    <li className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <PersonName name={name} detail={email} />
        {exception.can.end && (
          <Button
            size="small"
            onPress={() =>
              attempt(async () => {
                await end.mutateAsync({ personId });
                toast(t('second_factor.exception_ended', { name }));
              })
            }
          >
            {t('second_factor.end_exception')}
          </Button>
        )}
      </div>
      {banner}
      <p className="text-14 break-words">{reason}</p>
      <p className="text-13 text-muted">
        {givenBy
          ? t('second_factor.exception_by', { by: givenBy, at: formatDate(givenAt), until: formatDate(endsAt, 'moment') })
          : t('second_factor.excepted_until', { date: formatDate(endsAt, 'moment') })}
      </p>
    </li>
  );
}

function ExceptForm() {
  const { t } = useHouse();
  const except = useAct(server.exceptFromSecondFactor);
  const { attempt, banner } = useAttempt();
  const [day, setDay] = useState('');
  const today = useToday();
  const [dayError, setDayError] = useState<string>();
  // A form is begun anew after each exception.
  const [round, next] = useState(0);
  const save = async (values: FormValues) => {
    setDayError(day === '' ? t('fields.required') : undefined);
    if (day === '') return;
    const wrong = await attempt(async () => {
      await except.mutateAsync({
        email: String(values['email'] ?? ''),
        reason: String(values['reason'] ?? ''),
        endsAt: new Date(`${day}T23:59:59`).toISOString(),
      });
      toast(t('second_factor.excepted'));
      setDay('');
      next(round + 1);
    });
    setDayError(wrong?.['endsAt']);
    return wrong;
  };
  return (
    <Form key={round} onSubmit={save} problem={banner}>
      <TextField name="email" type="email" label={t('second_factor.email')} autoComplete="off" />
      <TextArea name="reason" label={t('second_factor.why')} help={t('second_factor.why_help')} />
      <DateField size="form" label={t('second_factor.ends')} value={day} onChange={setDay} min={today} error={dayError} help={t('second_factor.ends_help')} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('second_factor.except')}
        </Button>
      </FormActions>
    </Form>
  );
}
