import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { catalog } from '../contract.ts';

interface ArrangementFieldProps {
  /** An arrangement, `none` for the vendor's order, or null for the reader's default. */
  readonly value: string | null;
  readonly onChange: (arrangement: string | null) => void;
}

/** In which order products are shown: the reader's default, the vendor's, or one of the arrangements. */
export function ArrangementField({ value, onChange }: ArrangementFieldProps) {
  const { t } = useHouse();
  const { data } = useRead(catalog.listArrangements, {}, { catches: true });
  const options = [
    { id: 'default', label: t('catalog.default_order') },
    ...(data?.items ?? []).map(({ arrangementId, name }) => ({ id: arrangementId, label: name })),
    { id: 'none', label: t('catalog.vendor_order') },
  ];
  const chosen = options.find(({ id }) => id === value)?.id ?? 'default';
  return (
    <div className="w-56 max-w-full">
      <Select name="order" label={t('catalog.arrangement')} value={chosen} onChange={(id) => onChange(id === 'default' ? null : id)} options={options} />
    </div>
  );
}
