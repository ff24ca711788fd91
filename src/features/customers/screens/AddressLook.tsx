import { CircleCheck } from 'lucide-react';
import { useContext, useEffect } from 'react';
import { lookAtAddress, needsConfirming } from '../../../core/addressCheck.ts';
import { addressLines } from '../../../core/country.ts';
import type { Address, CountryRule } from '../../../core/country.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { FormContext } from '../../../web/ui/formState.ts';
import type { FormValues } from '../../../web/ui/formState.ts';
import { addressOf } from '../../accounts/screens/AddressFields.tsx';

/** What the address is, said while it is typed: how the post office spells it, what contradicts itself, and a yes where that is wanted. */
export function AddressLook({ rule, values }: { readonly rule: CountryRule; readonly values: FormValues }) {
  const { t } = useHouse();
  const store = useContext(FormContext)?.store;
  const typed = addressOf(rule, values);
  const written = JSON.stringify(typed);
  const { result, suggestions } = lookAtAddress(rule, typed);
  // A yes was to the address as it stood.
  useEffect(() => store?.set('addressConfirmed', false), [written, store]);
  if (result === 'none') return null;
  const other = suggestions.filter((address) => !isAsTyped(address, typed));
  const asks = needsConfirming(result);
  const take = (address: Address) => {
    for (const [field, value] of Object.entries(address)) if (field !== 'country') store?.set(`address.${field}`, value);
  };
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      {asks ? (
        <Banner kind="warning" title={t(`customers.address.${result}`)}>
          {t(`customers.address.${result}_text` as MessageKey)}
        </Banner>
      ) : (
        <p className="flex items-start gap-1.5 text-13 text-muted">
          <CircleCheck size={16} aria-hidden className="mt-px flex-none" />
          {t(`customers.address.${result}`)}
        </p>
      )}
      {other.map((address) => (
        <Suggestion key={JSON.stringify(address)} rule={rule} address={address} onTake={() => take(address)} />
      ))}
      {asks && (
        <Checkbox name="addressConfirmed" label={t('customers.address.confirm')}>
          {t('customers.address.confirm')}
        </Checkbox>
      )}
    </div>
  );
}

const isAsTyped = (address: Address, typed: Address): boolean =>
  Object.entries(address).every(([field, value]) => value === ((typed as Record<string, string | undefined>)[field] ?? '').trim());

function Suggestion({ rule, address, onTake }: { readonly rule: CountryRule; readonly address: Address; readonly onTake: () => void }) {
  const { t, locale } = useHouse();
  const lines = addressLines(rule, address, locale);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-s-2 border-line ps-4">
      <address className="text-14 not-italic">
        {lines.map((line, at) => (
          <span key={at} className="block">
            {line}
          </span>
        ))}
      </address>
      <Button size="small" onPress={onTake} aria-label={t('ui.named', { label: t('customers.address.take'), value: lines.join(', ') })}>
        {t('customers.address.take')}
      </Button>
    </div>
  );
}
