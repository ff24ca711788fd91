import type { AccountRole } from '../../../../core/roles.ts';
import type { MessageKey, Translate } from '../../../../core/locale.ts';
import type { FileWrong } from '../../../../web/ui/CsvUpload.tsx';
import type { ImportColumn, ImportRow, RowFault } from '../../contract/imports.ts';

/** What is wrong with the file as a whole, and what would be right. */
export const sayFile = (t: Translate, { fault, at }: FileWrong): string =>
  t(`imports.file.${fault}`, { at: fault === 'no_heading' ? t(`imports.column.${at as ImportColumn}`) : at });

/** What is wrong in one cell, and what would be right. */
export function sayFault(t: Translate, { column, code, value }: RowFault): string {
  const said = t(`imports.fault.${code}`, { value: code === 'role_not_yours' ? t(`roles.${value as AccountRole}`) : value });
  return column ? t('imports.fault_in', { column: t(`imports.column.${column}`), said }) : said;
}

/** What becomes of a row, or became of it. */
export const sayOutcome = (t: Translate, { outcome, undone }: ImportRow, isAdded: boolean): string =>
  t(`imports.outcome.${undone ?? (outcome === 'invite' && isAdded ? 'invited' : outcome)}` as MessageKey);
