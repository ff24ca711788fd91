/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}
type Piece = Html | string | number | null | undefined | false | readonly Piece[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** For text and for values between double quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (found) => escapes[found] ?? '');

const written = (piece: Piece): string => {
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  return 'html' in piece ? piece.html : piece.map(written).join('');
};

/** HTML with every value escaped that is not HTML itself. */
export const html = (parts: TemplateStringsArray, ...values: Piece[]): Html => ({
  html: parts.reduce((text, part, at) => text + written(values[at - 1]) + part),
});

/** A block of data that a browser does not run; nothing in it can end it. */
export const dataBlock = (type: string, data: unknown): Html => ({
  html: `<script type="${type}">${JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}</script>`,
});
