import type { MessageKey } from '../../../core/locale.ts';
import type { House } from '../../../web/house.tsx';
import type { Notice } from '../contract.ts';

/** A notice as a sentence in the reader's language; a role in it by its name. */
export function sayNotice({ t }: Pick<House, 't'>, { kind, values }: Pick<Notice, 'kind' | 'values'>): string {
  const role = values['role'];
  return t(`notices.${kind}`, typeof role === 'string' ? { ...values, role: t(`roles.${role}` as MessageKey) } : values);
}
