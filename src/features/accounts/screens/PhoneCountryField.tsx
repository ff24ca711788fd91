import { useMemo } from 'react';
import { useRead } from '../../../web/data.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts } from '../contract.ts';
import { useCountryOptions } from './useCountryOptions.ts';

/** The country of a phone number, with its dialing code; found by either. */
export function PhoneCountryField({ name, label }: { readonly name: string; readonly label: string }) {
  const { data } = useRead(accounts.listCountries, {});
  const codes = useMemo(() => data?.items.map(({ iso2 }) => iso2), [data]);
  const options = useCountryOptions(codes);
  const withCode = useMemo(() => {
    const dialed = new Map(data?.items.map(({ iso2, callingCode }) => [iso2, `+${callingCode.replace(/^\+/, '')}`]));
    return options.map((option) => ({ ...option, detail: dialed.get(option.id) ?? '' }));
  }, [options, data]);
  return data ? <ComboBox name={name} label={label} options={withCode} /> : <SkeletonLines lines={2} />;
}
