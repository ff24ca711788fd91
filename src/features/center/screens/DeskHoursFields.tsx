import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { Select } from '../../../web/ui/Select.tsx';

const halfHours = Array.from({ length: 48 }, (_, n) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);
const withKept = (times: readonly string[], kept: string) => (times.includes(kept) ? times : [...times, kept].toSorted());

/** When somebody sits at the desk: promised times of answer are counted in these hours. */
export function DeskHoursFields({ zone, opens, closes }: { readonly zone: string; readonly opens: string; readonly closes: string }) {
  const { t } = useHouse();
  const [zones] = useState(() => [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])].map((id) => ({ id, label: id.replaceAll('_', ' ') })));
  const timesOf = (kept: string) => withKept(halfHours, kept).map((id) => ({ id, label: id }));
  return (
    <>
      <ComboBox name="deskTimeZone" label={t('center.desk_zone')} help={t('center.desk_zone_help')} options={zones} />
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <Select name="deskOpens" label={t('center.desk_opens')} width="short" options={timesOf(opens)} />
        <Select name="deskCloses" label={t('center.desk_closes')} width="short" options={timesOf(closes)} />
      </div>
    </>
  );
}
