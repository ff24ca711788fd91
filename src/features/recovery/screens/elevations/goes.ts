import type { z } from 'zod';
import type { MessageKey, Translate } from '../../../../core/locale.ts';
import type { Undoing } from '../../contract/elevations.ts';

/** What goes when an elevation is undone, a line each. */
export const sayGoes = (t: Translate, { roles, people, invitations, ways }: z.output<typeof Undoing>): string[] => [
  ...roles.map(({ name, role }) => t('elevations.goes.role', { name, role: t(`roles.${role}` as MessageKey) })),
  ...people.map((name) => t('elevations.goes.person', { name })),
  ...invitations.map((email) => t('elevations.goes.invitation', { email })),
  ...[...new Set(ways)].map((way) => t(`elevations.goes.way.${way}`)),
];
