import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { checkTaxId, taxIdExample } from '../../../../core/vatNumbers.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { type BillingProfile, tax } from '../../contract.ts';

interface Part {
  readonly data: BillingProfile;
}
type Number = BillingProfile['taxIds'][number];

/** The company's tax numbers by country, what the tax offices say of them, and the form that changes one. */
export function TaxIds({ data }: Part) {
  const { t } = useHouse();
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <>
      {data.taxIds.length === 0 && <p className="text-14 text-muted">{t('tax.billing.no_tax_ids')}</p>}
      <ul className="divide-y divide-line text-14">
        {data.taxIds.map((each) => (
          <Line key={each.country} each={each} data={data} onChange={() => setEditing(each.country)} />
        ))}
      </ul>
      {editing !== null ? (
        <NumberForm key={editing} data={data} country={editing} onDone={() => setEditing(null)} />
      ) : (
        data.can.taxIds && (
          <div>
            <Button onPress={() => setEditing('')}>{t('tax.billing.tax_id_add')}</Button>
          </div>
        )
      )}
    </>
  );
}

function Line({ each: { country, number, isLegal, online }, data, onChange }: Part & { readonly each: Number; readonly onChange: () => void }) {
  const { t, locale, formatDate } = useHouse();
  const name = countryName(country, locale);
  const set = useAct(tax.setTaxId);
  const { attempt, banner } = useAttempt();
  const remove = () =>
    attempt(async () => {
      await set.mutateAsync({ country, number: null, version: data.version });
      toast(t('tax.billing.tax_id_removed'));
    });
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="min-w-0 flex-1 basis-48">
          <span className="block text-13 text-muted">{name}</span>
          <span className="font-mono break-all">{number}</span>
        </span>
        {online && (
          <Status bare kind={online.answer === 'right' ? 'success' : 'warning'}>
            {t(`tax.billing.online.${online.answer}`, { day: formatDate(online.at) })}
          </Status>
        )}
        {data.can.taxIds && (
          <>
            <Button size="small" onPress={onChange} aria-label={t('tax.billing.tax_id_change', { country: name })}>
              {t('tax.billing.change')}
            </Button>
            <Button size="small" variant="quiet" onPress={remove} aria-label={t('tax.billing.tax_id_remove', { country: name })}>
              {t('tax.billing.remove')}
            </Button>
          </>
        )}
      </div>
      {isLegal && <p className="text-13 text-muted">{t('tax.billing.is_legal')}</p>}
      {banner}
    </li>
  );
}

function NumberForm({ data, country: known, onDone }: Part & { readonly country: string; readonly onDone: () => void }) {
  const { t, locale } = useHouse();
  const [country, setCountry] = useState(known || data.country);
  const countries = useCountryOptions(useRead(accounts.listCountries, {}, { catches: true }).data?.items.map(({ iso2 }) => iso2));
  const rule = useRead(accounts.getCountry, { iso2: country }, { enabled: country !== '', catches: true }).data;
  const example = rule?.iso2 === country ? taxIdExample(rule) : undefined;
  const set = useAct(tax.setTaxId);
  const { attempt, banner } = useAttempt();
  const check = (typed: string) => {
    const fault = rule?.iso2 === country && typed.trim() ? checkTaxId(rule, typed) : undefined;
    return fault && t(`fields.${fault}` as MessageKey);
  };
  return (
    <Form<{ country: string; number: string }>
      label={known ? t('tax.billing.tax_id_change', { country: countryName(known, locale) }) : t('tax.billing.tax_id_add')}
      initial={{ country, number: data.taxIds.find((each) => each.country === known)?.number ?? '' }}
      problem={banner}
      onChange={(values) => setCountry(values.country ?? '')}
      onSubmit={({ number }) =>
        attempt(async () => {
          await set.mutateAsync({ country, number, version: data.version });
          toast(t('tax.billing.tax_id_saved'));
          onDone();
        })
      }
    >
      {!known && <ComboBox name="country" label={t('country.country')} options={countries} />}
      <TextField
        name="number"
        label={t('tax.billing.tax_id')}
        help={example && t('tax.billing.tax_id_help', { example })}
        validate={check}
        maxLength={40}
        width="half"
        mono
      />
      <SubmitOrCancel submit={t('ui.save')} onCancel={onDone} />
    </Form>
  );
}
