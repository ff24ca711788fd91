import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { customers } from '../contract.ts';

/** A code of the operator's, for a customer of a government; nothing where the company has none left. */
export function CodeField({ name }: { readonly name: string }) {
  const { t } = useHouse();
  const codes = useList(customers.listValidationCodes, { limit: 100 }).items.filter(({ remaining }) => remaining > 0);
  if (codes.length === 0) return null;
  return (
    <Select
      name={name}
      label={t('customers.code')}
      help={t('customers.code_help')}
      optional
      options={[
        { id: '', label: t('customers.code.none') },
        ...codes.map(({ code, organization, remaining }) => ({ id: code, label: t('customers.code.one', { code, organization, count: remaining }) })),
      ]}
    />
  );
}
