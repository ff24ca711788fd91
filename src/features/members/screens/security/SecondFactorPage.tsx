import { useState } from 'react';
import { secondFactorAsks, type SecondFactorAsks } from '../../../../core/secondFactor.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../../web/ui/formState.ts';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Skeleton, SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type SecondFactorPolicy, secondFactorEndpoints as server } from '../../contract/secondFactors.ts';
import { dayOf, useToday } from './day.ts';

/** Of whom the company asks a second factor; in force with everyone's next request. */
export function SecondFactorPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(server.getSecondFactorPolicy, {});
  return (
    <Page
      title={t('second_factor.policy')}
      sentence={t('second_factor.policy_sentence')}
      width="reading"
      action={<LinkButton href={at('/second-factor/exceptions')}>{t('second_factor.exceptions')}</LinkButton>}
    >
      {!data && <SkeletonLines lines={5} />}
      {data && <Announced policy={data} />}
      {data?.can.edit && <PolicyForm key={data.version} policy={data} />}
      {data && !data.can.edit && <p className="text-14">{t(`second_factor.asks.${data.today}`)}</p>}
    </Page>
  );
}

/** What holds until the day that was chosen. */
function Announced({ policy: { asks, from, today } }: { readonly policy: SecondFactorPolicy }) {
  const { t, formatDate } = useHouse();
  if (!from || asks === today) return null;
  return (
    <Banner kind="info">
      {t('second_factor.announced', { date: formatDate(from, 'moment'), later: t(`second_factor.asks.${asks}`), today: t(`second_factor.asks.${today}`) })}
    </Banner>
  );
}

const asksOf = (values: FormValues) => secondFactorAsks.find((each) => each === values['asks']) ?? 'protected';

function PolicyForm({ policy }: { readonly policy: SecondFactorPolicy }) {
  const { t } = useHouse();
  const set = useAct(server.setSecondFactorPolicy);
  const { attempt, banner } = useAttempt();
  const [asks, choose] = useState<SecondFactorAsks>(policy.asks);
  const today = useToday();
  const [day, setDay] = useState(policy.from ? dayOf(policy.from) : '');
  const isPast = day !== '' && day < today;
  const save = (values: FormValues) =>
    attempt(async () => {
      const from = day > today ? new Date(`${day}T00:00:00`).toISOString() : null;
      await set.mutateAsync({ asks: asksOf(values), from, version: policy.version });
      toast(t('second_factor.saved'));
    });
  return (
    <Form
      initial={{ asks: policy.asks }}
      onChange={(values) => choose(asksOf(values))}
      onSubmit={save}
      problem={banner}
      validate={(): FieldErrors => (isPast ? { asks: t('fields.past') } : {})}
    >
      <RadioGroup
        name="asks"
        label={t('second_factor.question')}
        choices={secondFactorAsks.map((id) => ({ id, label: t(`second_factor.asks.${id}`), help: t(`second_factor.asks.${id}_help`) }))}
      />
      {asks !== 'protected' && (
        <>
          <DateField
            size="form"
            label={t('second_factor.from')}
            help={t('second_factor.from_help')}
            value={day}
            onChange={setDay}
            min={today}
            error={isPast ? t('fields.past') : undefined}
          />
          <Preview asks={asks} />
        </>
      )}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** Who would be sent to set one up: said before it is saved. */
function Preview({ asks }: { readonly asks: SecondFactorAsks }) {
  const { t } = useHouse();
  const { data } = useRead(server.previewSecondFactorPolicy, { asks });
  if (!data) return <Skeleton className="h-24" />;
  const { meant, lacking, people } = data;
  if (lacking === 0) return <Banner kind="success">{t('second_factor.preview_all', { count: meant })}</Banner>;
  return (
    <Banner kind="warning" title={t('second_factor.preview', { count: lacking, of: meant })}>
      <p>{t('second_factor.preview_text')}</p>
      <ul className="mt-3 grid gap-3 sm:grid-cols-2">
        {people.map((person) => (
          <li key={person.personId}>
            <PersonName name={person.name} detail={person.email} />
          </li>
        ))}
      </ul>
      {lacking > people.length && <p className="mt-3">{t('second_factor.preview_more', { count: lacking - people.length })}</p>}
    </Banner>
  );
}
