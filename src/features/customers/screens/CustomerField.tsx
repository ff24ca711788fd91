import { useState } from 'react';
import { useRead } from '../../../web/data.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { customers } from '../contract.ts';

interface CustomerFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly optional?: boolean;
  /** Without a form `value` and `onChange` say what is chosen. */
  readonly name: string;
  readonly value?: string;
  readonly onChange?: (customerId: string) => void;
  /** Who is chosen already and may not be among those that a search finds. */
  readonly known?: { readonly customerId: string; readonly name: string } | undefined;
}

/** One of the company's customers, found by a part of the name or domain. */
export function CustomerField({ known, ...field }: CustomerFieldProps) {
  const [typed, type] = useState('');
  const wanted = typed.trim();
  const found = useRead(customers.listCustomers, { ...(wanted ? { search: wanted } : {}), limit: 20 }, { catches: true }).data?.items ?? [];
  const options = found.map(({ customerId, name, domain }) => ({ id: customerId, label: name, detail: domain }));
  const isThere = !known || options.some(({ id }) => id === known.customerId);
  return <ComboBox {...field} onSearch={type} options={isThere ? options : [{ id: known.customerId, label: known.name }, ...options]} />;
}
