import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { agreements, everywhere } from '../../contract.ts';
import { useRegionName } from '../marks.tsx';

/** Begins a new version: of which agreement, for which region or country. */
export function TextNewPage() {
  const { t, formatList, compareNames } = useHouse();
  const { go } = usePlace();
  const region = useRegionName();
  const { data } = useRead(agreements.listTexts, {});
  const add = useAct(agreements.addText);
  const { attempt, banner } = useAttempt();
  const countries = useCountryOptions(data?.countries);
  const regions = data?.regions.map((id) => ({ id, label: region(id) })).toSorted((a, b) => compareNames(a.label, b.label)) ?? [];
  /** By its title, where a text has one already; and by whoever asks for it. */
  const said = (key: string, programs: readonly string[]): string => {
    const agreement = data?.items.find((item) => item.agreement === key)?.title ?? key;
    return programs.length ? t('agreements.op.agreement_for', { agreement, programs: formatList(programs) }) : agreement;
  };
  return (
    <Page
      title={t('agreements.op.new')}
      sentence={t('agreements.op.new_sentence')}
      width="reading"
      crumbs={[{ label: t('agreements.op.title'), href: '/operator/agreements' }]}
    >
      {!data ? (
        <SkeletonLines lines={4} />
      ) : (
        <Form<{ agreement: string; region: string }>
          initial={{ agreement: data.agreements[0]?.agreement ?? '', region: everywhere }}
          problem={banner}
          onSubmit={(values) =>
            attempt(async () => {
              const { textId } = await add.mutateAsync(values);
              go(`/operator/agreements/${textId}`, { replace: true });
            })
          }
        >
          <Select
            name="agreement"
            label={t('agreements.op.agreement')}
            options={data.agreements.map(({ agreement, programs }) => ({ id: agreement, label: said(agreement, programs) }))}
          />
          <ComboBox
            name="region"
            label={t('agreements.op.where')}
            help={t('agreements.op.where_help')}
            options={[{ id: everywhere, label: t('agreements.region.all') }, ...regions, ...countries]}
          />
          <FormActions>
            <Button type="submit" variant="primary">
              {t('agreements.op.begin')}
            </Button>
          </FormActions>
        </Form>
      )}
    </Page>
  );
}
