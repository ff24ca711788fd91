import { useState } from 'react';
import { addressLines, countryName } from '../../../../core/country.ts';
import type { Address, CountryRule } from '../../../../core/country.ts';
import { useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { accounts } from '../../contract.ts';
import { AddressFields } from '../AddressFields.tsx';
import type { AddressChoice, LocationShown } from './said.ts';

interface Props {
  readonly rule: CountryRule;
  /** What is chosen now. */
  readonly values: FormValues;
  /** The location that is edited. */
  readonly location?: LocationShown | undefined;
}

/** An address of its own, or whose it shares: the company's, or that of a location in the same country. */
export function AddressChoiceFields({ rule, values, location }: Props) {
  const { t, locale } = useHouse();
  const company = useRead(accounts.getCompany, {}, { catches: true }).data;
  const siblings = useSiblings(rule.iso2, '', location);
  const chosen = values['addressOf'] as AddressChoice | undefined;
  const abroad = company && company.country !== rule.iso2 ? t('locations.address_elsewhere', { country: countryName(company.country, locale) }) : undefined;
  const choices = [
    { id: 'own', label: t('locations.address_own') },
    ...(company || chosen === 'company' ? [{ id: 'company', label: t('locations.address_company'), reason: abroad }] : []),
    ...(siblings.length > 0 || chosen === 'sibling' ? [{ id: 'sibling', label: t('locations.address_sibling') }] : []),
  ];
  return (
    <>
      {choices.length > 1 && <RadioGroup name="addressOf" label={t('locations.address_of')} choices={choices} />}
      {chosen === 'own' && <AddressFields rule={rule} address={location?.sharesWith ? undefined : location?.address} />}
      {chosen === 'company' && !abroad && company && <AddressRead rule={rule} address={company.address} />}
      {chosen === 'sibling' && <Sibling rule={rule} chosen={(values['sibling'] as string | undefined) ?? ''} location={location} />}
    </>
  );
}

/** Locations whose address can be shared, found by part of their name. */
function useSiblings(country: string, search: string, location?: LocationShown) {
  const list = useList(accounts.listLocations, { country, address: 'own', limit: 50, ...(search ? { search } : {}) });
  return list.items.filter(({ locationId }) => locationId !== location?.locationId);
}

function Sibling({ rule, chosen, location }: { readonly rule: CountryRule; readonly chosen: string; readonly location?: LocationShown | undefined }) {
  const { t } = useHouse();
  const [search, setSearch] = useState('');
  const found = useSiblings(rule.iso2, search, location).map(({ locationId, name }) => ({ id: locationId, label: name, detail: locationId }));
  const sibling = useRead(accounts.getLocation, { locationId: chosen }, { enabled: chosen !== '', catches: true }).data;
  const known = sibling?.locationId === chosen ? sibling : undefined;
  // The chosen one keeps its name, also while another is searched for.
  const options = known && !found.some(({ id }) => id === chosen) ? [{ id: chosen, label: known.name, detail: chosen }, ...found] : found;
  return (
    <>
      <ComboBox
        name="sibling"
        label={t('locations.sibling')}
        help={t('locations.sibling_help')}
        options={options}
        onSearch={(text) => setSearch(text === known?.name ? '' : text.trim())}
      />
      {known && <AddressRead rule={rule} address={known.address} />}
    </>
  );
}

function AddressRead({ rule, address }: { readonly rule: CountryRule; readonly address: Address }) {
  const { locale } = useHouse();
  return (
    <address className="border-s-2 border-line ps-4 text-14 text-muted not-italic">
      {addressLines(rule, address, locale).map((line, at) => (
        <span key={at} className="block">
          {line}
        </span>
      ))}
    </address>
  );
}
