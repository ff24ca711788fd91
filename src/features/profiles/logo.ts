import { pictureType } from '../center/policy.ts';

/** Brings the painter when it is first needed: it weighs 20 MB. */
const painter = () => import('@napi-rs/canvas');

export const LOGO_BYTES = 512 * 1024;
/** No side of what is handed in may be longer: a small file can unfold to gigabytes. */
export const LOGO_SIDE = 6_000;
/** No side of what is kept is longer. */
export const LOGO_KEPT = 300;

export interface KeptPicture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture taken apart and put together again as a PNG of at most 300 pixels a side: what else was in the file is gone.
 * Undefined for what is no PNG, JPEG or WebP by its bytes, too large, or broken.
 */
export async function remakePicture(bytes: Buffer): Promise<KeptPicture | undefined> {
  if (bytes.length > LOGO_BYTES || !pictureType(bytes)) return undefined;
  // Read from the header before anything is unfolded.
  const size = sizeOf(bytes);
  if (!size || Math.min(size.width, size.height) < 1 || Math.max(size.width, size.height) > LOGO_SIDE) return undefined;
  const { createCanvas, loadImage } = await painter();
  try {
    const picture = await loadImage(bytes);
    const scale = Math.min(1, LOGO_KEPT / Math.max(picture.width, picture.height));
    const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
    const canvas = createCanvas(width, height);
    canvas.getContext('2d').drawImage(picture, 0, 0, width, height);
    return { bytes: await canvas.encode('png'), width, height };
  } catch {
    // The beginning of a picture and then something else.
    return undefined;
  }
}

type Size = { readonly width: number; readonly height: number };

/** Width and height as the header of a PNG, JPEG or WebP says. */
export function sizeOf(bytes: Buffer): Size | undefined {
  try {
    const type = pictureType(bytes);
    if (type === 'image/png') return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    return type === 'image/jpeg' ? sizeOfJpeg(bytes) : sizeOfWebp(bytes);
  } catch {
    return undefined;
  }
}

/** Walks from marker to marker up to the one that begins a frame. */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // C4, C8 and CC are tables, not frames.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function sizeOfWebp(bytes: Buffer): Size | undefined {
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  if (chunk === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return undefined;
  const bits = bytes.readUInt32LE(21);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
}
