import { formatsFor, type Locale, type MessageKey, type Translate, type Values } from '../core/locale.ts';
import { AccessDenied, type Helper, RequestInvalid, ScopeMissing } from '../core/problems.ts';
import type { Say } from './fault.ts';

/** Problems in words of the reader's language; a refusal says which permission is missing, which roles hold it, and who can give one. */
export function sayIn(t: Translate, locale: Locale): Say {
  const listed = (words: readonly string[]) => (words.length ? formatsFor(locale).formatList(words) : 'none');
  return (problem) => {
    if (problem instanceof AccessDenied) {
      const { permission, needs, roles, grantors, suspended } = problem.details;
      if (suspended) return t('v1.suspended', { permission: t(`permissions.${permission}` as MessageKey) });
      return t('v1.denied', {
        permission: t(`permissions.${permission}` as MessageKey),
        level: needs,
        roles: listed(roles.map((role: string) => t(`roles.${role}` as MessageKey))),
        people: listed(grantors.map(({ name }: Helper) => name)),
      });
    }
    if (problem instanceof ScopeMissing) {
      const { permission, needs } = problem.details;
      return t('problems.tokens.scope_missing', { permission: t('ui.noted', { text: t(`permissions.${permission}` as MessageKey), note: permission }), needs });
    }
    if (problem instanceof RequestInvalid)
      return Object.entries(problem.details.fields)
        .map(([field, code]) => t('ui.named', { label: field, value: t(`fields.${code}` as MessageKey) }))
        .join(' ');
    return t(`problems.${problem.code}` as MessageKey, problem.details as Values);
  };
}
