import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions, FormSection } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { MergedBanner } from '../../../web/ui/MergedBanner.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { useMerging } from '../../../web/useMerging.ts';
import { type Calendar, center } from '../contract.ts';
import { HolidaysField } from './HolidaysField.tsx';
import { WorkingHoursFields } from './WorkingHoursFields.tsx';

/** When the operator works: what every promised time is counted in. */
export function CalendarPage() {
  const { t } = useHouse();
  const { data, refetch } = useRead(center.getCalendar, {});
  return (
    <Page
      title={t('center.calendar.title')}
      sentence={t('center.calendar.sentence')}
      width="reading"
      action={<LinkButton href="/operator/activity?area=center">{t('center.calendar.history')}</LinkButton>}
    >
      {data ? (
        <>
          {!data.can.edit && <Banner kind="info">{t('center.view_only')}</Banner>}
          <Promises calendar={data} />
          {/* Shut off as a whole for those who may only look. */}
          <fieldset disabled={!data.can.edit} className="contents">
            <CalendarForm calendar={data} reload={async () => (await refetch()).data} />
          </fieldset>
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

/** What the calendar means, by two promises that would be given now. */
function Promises({ calendar: { promises } }: { readonly calendar: Calendar }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('center.calendar.promises')} text={t('center.calendar.promises_text')}>
      <DescriptionList facts={promises.map(({ days, dueAt }) => ({ label: t('center.calendar.within', { days }), value: formatDate(dueAt, 'moment') }))} />
    </Section>
  );
}

type Said = Pick<Calendar, 'days' | 'zone' | 'opens' | 'closes' | 'holidays'>;
const valuesOf = ({ days, zone, opens, closes, holidays }: Calendar): Said & FormValues => ({ days, zone, opens, closes, holidays });

function CalendarForm({ calendar, reload }: { readonly calendar: Calendar; readonly reload: () => Promise<Calendar | undefined> }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const change = useAct(center.changeCalendar);
  const { base, initial, theirs, save: merged } = useMerging(calendar, reload, valuesOf);
  const save = (values: FormValues) =>
    attempt(async () => {
      const { days, zone, opens, closes, holidays } = values as Said & FormValues;
      const said = { days: [...days], zone, opens, closes, holidays: [...holidays] };
      if (!(await merged(values, (version) => change.mutateAsync({ ...said, version })))) return;
      await reload();
      toast(t('center.calendar.saved'));
    });
  const conflict = theirs.length > 0 ? <MergedBanner parts={theirs.map((part) => t(`center.calendar.part.${part as keyof Said}`))} /> : undefined;
  return (
    <Form key={base.version} initial={initial} onSubmit={save} problem={banner ?? conflict}>
      <FormSection title={t('center.calendar.week')}>
        <WorkingHoursFields zone={base.zone} opens={base.opens} closes={base.closes} />
      </FormSection>
      <FormSection title={t('center.calendar.holidays')} text={t('center.calendar.holidays_text')}>
        <HolidaysField name="holidays" label={t('center.calendar.holidays')} canEdit={base.can.edit} />
      </FormSection>
      {base.can.edit && (
        <FormActions>
          <Button type="submit" variant="primary">
            {t('center.calendar.save')}
          </Button>
        </FormActions>
      )}
    </Form>
  );
}
