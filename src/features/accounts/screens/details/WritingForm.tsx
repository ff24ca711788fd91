import { localeNames, locales } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Form, FormSection } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../contract.ts';
import type { CompanyDetails } from '../../contract.ts';
import { useMerging } from '../useMerging.tsx';
import { DetailActions, type DetailFormProps } from './DetailActions.tsx';

const initialOf = ({ languages, duns }: CompanyDetails): FormValues => ({
  ...Object.fromEntries(locales.map((each) => [`languages.${each}`, languages.includes(each)])),
  duns: duns ?? '',
});

/** In which languages the company is best written to, and its DUNS number. */
export function WritingForm({ details, reload, onDone }: DetailFormProps) {
  const { t } = useHouse();
  const update = useAct(accounts.updateCompanyDetails);
  const { attempt, banner } = useAttempt();
  const { base, initial, conflict, save: merged } = useMerging(details, reload, initialOf);
  const save = (values: FormValues) =>
    attempt(async () => {
      const languages = locales.filter((each) => values[`languages.${each}`] === true);
      const duns = String(values['duns'] ?? '');
      if (!(await merged(values, (version) => update.mutateAsync({ languages, duns, version })))) return;
      toast(t('accounts.details.saved'));
      onDone();
    });
  return (
    <Form key={base.version} initial={initial} onSubmit={save} problem={banner ?? conflict}>
      <FormSection title={t('accounts.writing.languages')}>
        <div className="-mt-3 flex flex-col gap-3">
          {locales.map((each) => (
            <Checkbox key={each} name={`languages.${each}`} label={localeNames[each]} optional>
              <span lang={each}>{localeNames[each]}</span>
            </Checkbox>
          ))}
        </div>
      </FormSection>
      <TextField
        name="duns"
        label={t('accounts.writing.duns')}
        help={t('accounts.writing.duns_help')}
        optional
        autoComplete="off"
        inputMode="numeric"
        width="half"
        maxLength={15}
      />
      <DetailActions onDone={onDone} />
    </Form>
  );
}
