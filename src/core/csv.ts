/** Comma-separated values as spreadsheets open them (RFC 4180), in any language, and as nobody can abuse them. */

/** Excel knows by it that the text is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One cell. What a spreadsheet would take for a formula is led by an apostrophe, which shows that it is text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvCell(value: string): string {
  const safe = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line, with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A whole file. */
export const csvText = (rows: readonly (readonly string[])[]): string => BYTE_ORDER_MARK + rows.map(csvLine).join('');
