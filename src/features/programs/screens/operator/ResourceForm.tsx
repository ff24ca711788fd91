import { localeNames } from '../../../../core/locale.ts';
import { locales } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { programs, type Resource } from '../../contract.ts';

/** One link: its title in each language, its address, and whose companies see it. */
export function ResourceForm({ resource, onDone }: { readonly resource?: Resource; readonly onDone: () => void }) {
  const { t, locale } = useHouse();
  const add = useAct(programs.addResource);
  const edit = useAct(programs.editResource);
  const catalog = useRead(programs.listCatalog, {}).data?.items ?? [];
  const { attempt, banner } = useAttempt();
  const order = [locale, ...locales.filter((each) => each !== locale)];
  const initial = {
    address: resource?.address ?? '',
    ...Object.fromEntries(order.map((each) => [`titles.${each}`, resource?.titles[each] ?? ''])),
    ...Object.fromEntries((resource?.audience ?? []).map((program) => [`audience.${program}`, true])),
  };
  const save = (values: FormValues) =>
    attempt(async () => {
      const said = (name: string) => String(values[name] ?? '').trim();
      const link = {
        address: said('address'),
        titles: Object.fromEntries(order.map((each) => [each, said(`titles.${each}`)])) as Resource['titles'],
        audience: catalog.filter(({ program }) => values[`audience.${program}`] === true).map(({ program }) => program),
      };
      await (resource ? edit.mutateAsync({ resourceId: resource.resourceId, ...link }) : add.mutateAsync(link));
      toast(t('programs.resources.saved'));
      onDone();
    });
  return (
    <Form label={t('programs.resources.one')} initial={initial} problem={banner} onSubmit={save}>
      {order.map((each) => (
        <TextField key={each} name={`titles.${each}`} label={t('programs.resources.title_in', { language: localeNames[each] })} lang={each} maxLength={120} />
      ))}
      <TextField name="address" type="url" label={t('programs.resources.address')} help={t('programs.resources.address_help')} maxLength={500} />
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 text-14 font-medium">{t('programs.resources.audience')}</legend>
        <p className="text-13 text-muted">{t('programs.resources.audience_help')}</p>
        {catalog.map((item) => (
          <Checkbox key={item.program} name={`audience.${item.program}`} label={item.texts[locale].name} optional>
            {item.texts[locale].name}
          </Checkbox>
        ))}
      </fieldset>
      <SubmitOrCancel submit={t('programs.resources.save')} onCancel={onDone} />
    </Form>
  );
}
