import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { type Dice, diceOf } from './dice.ts';

/** Twice as fine as it is shown. */
export const WIDTH = 480;
export const HEIGHT = 144;

const require = createRequire(import.meta.url);
/** All of them come with our packages; what the machine has installed does not matter. */
const fonts = [
  '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  '@fontsource/courier-prime/files/courier-prime-latin-700-normal.woff2',
  '@fontsource/zilla-slab/files/zilla-slab-latin-600-normal.woff2',
  '@fontsource/patrick-hand/files/patrick-hand-latin-400-normal.woff2',
].map((file, at) => ({ name: `human check ${at}`, file }));

let areKnown = false;
/** The fonts by name, loaded with the first picture. */
export function pictureFonts(): readonly string[] {
  if (!areKnown) for (const { name, file } of fonts) GlobalFonts.registerFromPath(require.resolve(file), name);
  areKnown = true;
  return fonts.map(({ name }) => name);
}

/** The characters as a picture (PNG): drawn, bent, crossed out and speckled. The same seed gives the same picture. */
export async function drawPicture(characters: string, seed: string): Promise<Buffer> {
  const dice = diceOf(seed);
  const canvas = createCanvas(WIDTH, HEIGHT),
    pen = canvas.getContext('2d');
  const hue = dice.between(0, 360);
  pen.fillStyle = `hsl(${hue} 40% 95%)`;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (let n = 0; n < 5; n++) line(pen, dice, `hsl(${hue + dice.between(-60, 60)} 30% 78%)`, dice.between(3, 8));
  const ink = () => `hsl(${hue + dice.between(120, 240)} ${dice.between(40, 70)}% ${dice.between(22, 34)}%)`;
  write(pen, dice, characters, ink);
  for (let n = 0; n < 2; n++) line(pen, dice, ink(), dice.between(2, 3));
  bend(pen, dice);
  speckle(pen, dice);
  return canvas.encode('png');
}

function write(pen: SKRSContext2D, dice: Dice, characters: string, ink: () => string): void {
  const names = pictureFonts();
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const step = (WIDTH - 90) / characters.length;
  let at = 45 + dice.between(0, 20);
  for (const character of characters) {
    pen.save();
    pen.translate(at + step / 2, HEIGHT / 2 + dice.between(-14, 14));
    pen.rotate(dice.between(-0.3, 0.3));
    pen.transform(dice.between(0.9, 1.2), dice.between(-0.1, 0.1), dice.between(-0.22, 0.22), 1, 0, 0);
    pen.font = `${Math.round(dice.between(84, 108))}px "${dice.pick(names)}"`;
    pen.fillStyle = ink();
    pen.fillText(character, 0, 0);
    pen.restore();
    at += step * dice.between(0.86, 1.06);
  }
}

function line(pen: SKRSContext2D, dice: Dice, color: string, width: number): void {
  const height = () => dice.between(0, HEIGHT);
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(dice.between(-20, WIDTH * 0.2), height());
  pen.bezierCurveTo(WIDTH * dice.between(0.2, 0.5), height(), WIDTH * dice.between(0.5, 0.8), height(), dice.between(WIDTH * 0.8, WIDTH + 20), height());
  pen.stroke();
}

/** Moves each point by two waves, so that no line stays straight. */
function bend(pen: SKRSContext2D, dice: Dice): void {
  const from = pen.getImageData(0, 0, WIDTH, HEIGHT),
    to = pen.createImageData(WIDTH, HEIGHT);
  const [source, target] = [new Uint32Array(from.data.buffer), new Uint32Array(to.data.buffer)];
  const wave = () => ({ reach: dice.between(3, 6.5), length: dice.between(55, 120), phase: dice.between(0, 6.3) });
  const [across, down] = [wave(), wave()];
  const moved = ({ reach, length, phase }: ReturnType<typeof wave>, place: number) => reach * Math.sin((place / length) * 2 * Math.PI + phase);
  const clamp = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)));
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) target[y * WIDTH + x] = source[clamp(y + moved(down, x), HEIGHT) * WIDTH + clamp(x + moved(across, y), WIDTH)] ?? 0;
  pen.putImageData(to, 0, 0);
}

function speckle(pen: SKRSContext2D, dice: Dice): void {
  for (let n = 0; n < 420; n++) {
    pen.fillStyle = dice.next() < 0.5 ? 'rgb(255 255 255 / 70%)' : 'rgb(40 40 60 / 45%)';
    pen.fillRect(dice.between(0, WIDTH), dice.between(0, HEIGHT), dice.between(1, 3.5), dice.between(1, 3.5));
  }
}
