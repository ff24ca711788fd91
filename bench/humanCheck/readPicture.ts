import { createCanvas, loadImage } from '@napi-rs/canvas';
import { HEIGHT, pictureFonts, WIDTH } from '../../src/features/identity/humanCheck/picture.ts';

/** A quarter of the picture's size: enough to tell digits apart, quick to compare. */
const SCALE = 4;
const [W, H] = [WIDTH / SCALE, HEIGHT / SCALE];

interface Glyph {
  readonly digit: number;
  readonly width: number;
  readonly height: number;
  /** How dark each point is, without the mean, of length one. */
  readonly ink: Float64Array;
}

/** How dark each point is, from 0 to 1. */
function darkness(pixels: Uint8ClampedArray, width: number, height: number): Float64Array {
  const out = new Float64Array((width / SCALE) * (height / SCALE));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const light = ((pixels[at] ?? 0) * 0.3 + (pixels[at + 1] ?? 0) * 0.5 + (pixels[at + 2] ?? 0) * 0.2) / 255;
      // Pale lines and the ground are not written with.
      const cell = Math.floor(y / SCALE) * (width / SCALE) + Math.floor(x / SCALE);
      out[cell] = (out[cell] ?? 0) + (light < 0.58 ? 1 : 0) / SCALE ** 2;
    }
  return out;
}

let drawn: readonly Glyph[] | undefined;
/** Our own fonts' digits, turned and slanted in a few ways. */
function glyphs(): readonly Glyph[] {
  if (drawn) return drawn;
  const all: Glyph[] = [];
  for (const font of pictureFonts())
    for (const size of [88, 102])
      for (const turn of [-0.22, 0, 0.22])
        for (const slant of [-0.12, 0.12]) for (let digit = 0; digit < 10; digit++) all.push(glyphOf(font, size, turn, slant, digit));
  return (drawn = all);
}

function glyphOf(font: string, size: number, turn: number, slant: number, digit: number): Glyph {
  const [width, height] = [76, 104],
    canvas = createCanvas(width, height),
    pen = canvas.getContext('2d');
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate(turn);
  pen.transform(1.05, 0, slant, 1, 0, 0);
  pen.font = `${size}px "${font}"`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = 'black';
  pen.fillText(String(digit), 0, 0);
  return { digit, width: width / SCALE, height: height / SCALE, ink: unit(darkness(pen.getImageData(0, 0, width, height).data, width, height)) };
}

function unit(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const moved = values.map((v) => v - mean);
  const length = Math.sqrt(moved.reduce((sum, v) => sum + v * v, 0)) || 1;
  return moved.map((v) => v / length);
}

/** How like the picture is to a glyph at a place, from -1 to 1. */
function likeness(picture: Float64Array, { width, height, ink }: Glyph, left: number, top: number): number {
  let [product, sum, squares] = [0, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [px, py] = [left + x, top + y];
      const value = px < 0 || py < 0 || px >= W || py >= H ? 0 : (picture[py * W + px] ?? 0);
      product += value * (ink[y * width + x] ?? 0);
      sum += value;
      squares += value * value;
    }
  const spread = Math.sqrt(squares - (sum * sum) / (width * height));
  return spread > 0.5 ? product / spread : 0;
}

/** What a program reads of a picture that has only our source code: it lays our own glyphs over it everywhere and takes the best row of them. */
export async function readPicture(png: Buffer, count: number): Promise<string> {
  const canvas = createCanvas(WIDTH, HEIGHT),
    pen = canvas.getContext('2d');
  pen.drawImage(await loadImage(png), 0, 0);
  const picture = darkness(pen.getImageData(0, 0, WIDTH, HEIGHT).data, WIDTH, HEIGHT);
  const best = Array.from({ length: W }, () => ({ digit: 0, like: -1 }));
  for (const glyph of glyphs())
    for (let middle = 12; middle < W - 8; middle += 1)
      for (let top = 1; top <= H - glyph.height + 4; top += 1) {
        const like = likeness(picture, glyph, middle - (glyph.width >> 1), top);
        const here = best[middle];
        if (here && like > here.like) [here.digit, here.like] = [glyph.digit, like];
      }
  return bestRow(best, count);
}

/** The row of digits that fits best, each about as far from the one before as we write them. */
function bestRow(best: readonly { readonly digit: number; readonly like: number }[], count: number): string {
  const step = (WIDTH - 90) / count / SCALE;
  let rows = best.map(({ digit, like }, at) => ({ text: String(digit), like: at < 12 + step * 1.6 ? like : -9, at }));
  for (let n = 1; n < count; n++) {
    rows = best.map(({ digit, like }, at) => {
      const before = rows
        .filter((row) => at - row.at >= step * 0.72 && at - row.at <= step * 1.25)
        .reduce((a, b) => (b.like > a.like ? b : a), { text: '', like: -9, at: -1 });
      return { text: before.text + digit, like: before.like + like, at };
    });
  }
  return rows.reduce((a, b) => (b.like > a.like ? b : a)).text;
}
