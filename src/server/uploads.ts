import { inflate } from 'node:zlib';

// What may be attached, by what the bytes are and never by what the name says.

export type UploadType = 'application/pdf' | 'image/png' | 'image/jpeg' | 'text/plain';

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** The type of a file that may be attached, or undefined: PDF, PNG, JPEG, or text in UTF-8 that no browser takes for a page. */
export function typeOfFile(bytes: Uint8Array): UploadType | undefined {
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

/** Pixels that a picture of a paper may have; a page scanned at 600 dpi has 35 million. */
const PIXELS = 100_000_000;
/** Bytes that everything packed into a PDF may become, and how many times itself: past these it is a bomb. */
const UNPACKED = 256 * 1024 * 1024;
/** Streams of one PDF; a paper of fifty scanned pages has some hundreds. */
const STREAMS = 5_000;

/**
 * Whether a document is one thing, whole, and no larger inside than a paper can be: nothing hangs on after its end that another
 * program would take for an archive, a page or a script (polyglots), and nothing in it swells to more than can be read (bombs).
 * It is never opened here; whoever saves it opens it.
 */
export async function isSound(bytes: Uint8Array, type: UploadType): Promise<boolean> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // The end of a ZIP archive, which may be read from behind whatever stands in front of it.
  if (buffer.subarray(-65_557).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]))) return false;
  switch (type) {
    case 'image/png':
      return isSoundPng(buffer);
    case 'image/jpeg':
      return isSoundJpeg(buffer);
    case 'application/pdf':
      return isSoundPdf(buffer);
    case 'text/plain':
      return true;
  }
}

/** PNG (ISO/IEC 15948): a size, then chunk after chunk, IEND the last bytes of the file. */
function isSoundPng(bytes: Buffer): boolean {
  if (bytes.length < 57 || bytes.toString('latin1', 12, 16) !== 'IHDR') return false;
  if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > PIXELS) return false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return end === bytes.length;
    at = end;
  }
  return false;
}

/** JPEG (ITU-T T.81): segments, a frame of some size, the picture, its end the end of the file but for zeros that cameras leave. */
function isSoundJpeg(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 4 && bytes[end - 1] === 0) end--;
  if (bytes[end - 2] !== 0xff || bytes[end - 1] !== 0xd9) return false;
  for (let at = 2; at + 9 <= end; ) {
    const [mark, kind = 0] = [bytes[at], bytes[at + 1]];
    if (mark !== 0xff) return false;
    // Start of a frame: C0 to CF without the tables C4, C8 and CC.
    if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) <= PIXELS;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}

/** What a paper has no use for: scripts, programs to start, files inside. */
const active = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|OpenAction\s*<<\s*\/S\s*\/URI)\b/;

/** PDF (ISO 32000): its end near the end of the file, nothing active, and what is packed in it unpacks to a bearable size. */
async function isSoundPdf(bytes: Buffer): Promise<boolean> {
  const text = bytes.toString('latin1');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || /\S/.test(text.slice(end + 5)) || active.test(text)) return false;
  // Packed twice over is how a small bomb hides a large one.
  if (/\/FlateDecode\s*\/FlateDecode/.test(text)) return false;
  const begins = /stream\r?\n/g;
  let left = UNPACKED;
  for (let many = 0, found = begins.exec(text); found; found = begins.exec(text)) {
    const stop = text.indexOf('endstream', begins.lastIndex);
    // Each begins where the one before has ended, and has an end: read once from front to back, however it is made.
    if (stop < 0 || ++many > STREAMS) return false;
    const size = /\/FlateDecode/.test(text.slice(Math.max(0, found.index - 400), found.index))
      ? await unpacked(bytes.subarray(begins.lastIndex, stop), left)
      : 0;
    if (size === null) return false;
    left -= size;
    begins.lastIndex = stop + 'endstream'.length;
  }
  return true;
}

/** Bytes that a packed piece becomes; null when it is more than `most`; 0 when it is not packed after all. */
const unpacked = (packed: Uint8Array, most: number): Promise<number | null> =>
  new Promise((resolve) => {
    inflate(packed, { maxOutputLength: Math.max(1, most) }, (error, out) => {
      if (!error) return resolve(out.length);
      resolve((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? null : 0);
    });
  });
