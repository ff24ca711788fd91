// What may be attached, by what the bytes are and never by what the name says.

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** The type of a file that may be attached, or undefined: PDF, PNG, JPEG, or text in UTF-8 that no browser takes for a page. */
export function typeOfFile(bytes: Uint8Array): 'application/pdf' | 'image/png' | 'image/jpeg' | 'text/plain' | undefined {
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  return isPlainText(bytes) ? 'text/plain' : undefined;
}

function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  // Markup and scripts pass for text; nothing of it is wanted here, however its name ends.
  return !/[\0-\x08\x0e-\x1f\x7f]/.test(text) && !/<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)/i.test(text);
}

const endings = { 'application/pdf': ['pdf'], 'image/png': ['png'], 'image/jpeg': ['jpg', 'jpeg'], 'text/plain': ['txt', 'log', 'csv'] } as const;

/** The name under which it is given out: no path, nothing that cannot be seen, ending in what it is. */
export function safeName(name: string, type: keyof typeof endings): string {
  const plain = name
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(-120);
  const [, ending = ''] = /\.([^.]+)$/.exec(plain ?? '') ?? [];
  const known: readonly string[] = endings[type];
  return known.includes(ending.toLowerCase()) ? (plain ?? '') : `${plain || 'file'}.${known[0]}`;
}
