import { clipsOf } from '../../src/features/identity/humanCheck/sound.ts';
import { RATE } from '../../src/features/identity/humanCheck/wav.ts';

/** One moment of a sound: how loud it is in each band, beside the others. */
type Frame = Float64Array;

const WINDOW = 200,
  HOP = 80;
/** Centers of the bands in hertz, closer together where speech is told apart. */
const bands = Array.from({ length: 18 }, (_, n) => 700 * (10 ** ((250 + n * 105) / 2595) - 1));
const waves = bands.map((hertz) =>
  Array.from({ length: WINDOW }, (_, i) => {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW),
      angle = (2 * Math.PI * hertz * i) / RATE;
    return [hann * Math.cos(angle), hann * Math.sin(angle)] as const;
  }),
);

/** The loudness in each band, a hundred times a second. */
function framesOf(samples: Float32Array): Frame[] {
  return Array.from({ length: Math.max(0, Math.floor((samples.length - WINDOW) / HOP)) }, (_, n) =>
    Float64Array.from(waves, (wave) => {
      let re = 0,
        im = 0;
      for (let i = 0; i < WINDOW; i++) {
        const [c = 0, s = 0] = wave[i] ?? [];
        re += c * (samples[n * HOP + i] ?? 0);
        im += s * (samples[n * HOP + i] ?? 0);
      }
      return Math.log(re * re + im * im + 2);
    }),
  );
}

/** Without what a microphone or a filter adds to all of it alike. */
function centered(frames: readonly Frame[]): Frame[] {
  const mean = bands.map((_, band) => frames.reduce((sum, frame) => sum + (frame[band] ?? 0), 0) / frames.length);
  return frames.map((frame) => frame.map((value, band) => value - (mean[band] ?? 0)));
}

/** How unlike two sounds are when either may be stretched to fit the other (dynamic time warping). */
function unlike(a: readonly Frame[], b: readonly Frame[]): number {
  let row = new Float64Array(b.length + 1).fill(Number.POSITIVE_INFINITY);
  row[0] = 0;
  for (const frame of a) {
    const next = new Float64Array(b.length + 1).fill(Number.POSITIVE_INFINITY);
    for (let j = 1; j <= b.length; j++) {
      let distance = 0;
      const other = b[j - 1] ?? frame;
      for (let band = 0; band < frame.length; band++) distance += ((frame[band] ?? 0) - (other[band] ?? 0)) ** 2;
      next[j] = Math.sqrt(distance) + Math.min(row[j] ?? 0, next[j - 1] ?? 0, row[j - 1] ?? 0);
    }
    row = next;
  }
  return (row[b.length] ?? 0) / (a.length + b.length);
}

const higher = (clip: Float32Array, speed: number): Float32Array =>
  Float32Array.from({ length: Math.floor(clip.length / speed) }, (_, at) => clip[Math.round(at * speed)] ?? 0);

const known = new Map<string, { readonly digit: number; readonly frames: readonly Frame[] }[]>();
/** Our own clips, each in five pitches, as the reader of the sound would have them: they are in the public source. */
function templatesOf(language: Parameters<typeof clipsOf>[0]) {
  let templates = known.get(language);
  if (!templates) {
    templates = clipsOf(language).flatMap((speaker) =>
      speaker.flatMap((clip, digit) => [0.89, 0.95, 1.01, 1.07, 1.13].map((speed) => ({ digit, frames: centered(framesOf(higher(clip, speed))) }))),
    );
    known.set(language, templates);
  }
  return templates;
}

/** Where somebody speaks: the stretches that stand out of the noise, the `count` longest of them in their order. */
function spoken(samples: Float32Array, count: number): [from: number, to: number][] {
  const step = 80,
    energy = Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
      let sum = 0;
      for (let i = n * step - 160; i < n * step + 240; i++) sum += (samples[i] ?? 0) ** 2;
      return Math.sqrt(sum / 400);
    });
  const sorted = energy.toSorted((a, b) => a - b);
  const quiet = sorted[Math.floor(sorted.length * 0.3)] ?? 0;
  let best: [number, number][] = [];
  // The threshold that gives as many stretches as there are digits.
  for (let factor = 1.4; factor < 6; factor += 0.1) {
    const found: [number, number][] = [];
    let from = -1;
    energy.forEach((value, n) => {
      const loud = value > quiet * factor;
      if (loud && from < 0) from = n;
      if ((!loud || n === energy.length - 1) && from >= 0) {
        const last = found.at(-1);
        if (last && from - last[1] < 24) last[1] = n;
        else found.push([from, n]);
        from = -1;
      }
    });
    const long = found.filter(([a, b]) => b - a >= 12);
    if (long.length >= best.length) best = long;
    if (long.length === count) break;
  }
  return best
    .toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))
    .slice(0, count)
    .toSorted((a, b) => a[0] - b[0])
    .map(([a, b]) => [a * step, b * step]);
}

/** What a program reads of a sound that has only our source code: it compares each word with our clips. */
export function readSound(wav: Buffer, language: Parameters<typeof clipsOf>[0], count: number): string {
  const samples = Float32Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + i * 2) / 32_768);
  return spoken(samples, count)
    .map(([from, to]) => {
      const frames = centered(framesOf(samples.subarray(Math.max(0, from - 80), to + 160)));
      let [best, least] = [0, Number.POSITIVE_INFINITY];
      for (const { digit, frames: template } of templatesOf(language)) {
        const distance = unlike(frames, template);
        if (distance < least) [best, least] = [digit, distance];
      }
      return best;
    })
    .join('');
}
