import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dice, diceOf } from './dice.ts';
import { RATE, samplesOf, wavOf } from './wav.ts';
import cuts from './clips/cuts.json' with { type: 'json' };

type Spoken = keyof typeof cuts;
/** Chinese is spoken by the same clips on both sides of the strait: Mandarin. */
const spokenIn = (locale: string): Spoken => (locale.startsWith('zh') ? 'zh' : locale in cuts ? (locale as Spoken) : 'en');

const kept = new Map<Spoken, readonly (readonly Float32Array[])[]>();
/** The digits of a language, speaker by speaker. Made by `scripts/clips.ts`. */
export function clipsOf(language: Spoken): readonly (readonly Float32Array[])[] {
  let clips = kept.get(language);
  if (!clips) {
    const all = samplesOf(readFileSync(join(import.meta.dirname, `clips/${language}.wav`)));
    clips = cuts[language].map((speaker) => speaker.map(([from = 0, to = 0]) => all.subarray(from, to)));
    kept.set(language, clips);
  }
  return clips;
}

const seconds = (n: number): number => Math.round(n * RATE);

/** The characters said aloud in the reader's language, among noise, as a WAV file. The same seed gives the same sound. */
export function drawSound(characters: string, locale: string, seed: string): Buffer {
  const dice = diceOf(seed);
  const speakers = clipsOf(spokenIn(locale));
  const said = [...characters].map((digit) => jittered(dice.pick(speakers)[Number(digit)] ?? new Float32Array(), dice));
  const gaps = said.map(() => seconds(dice.between(0.45, 1)));
  const length = said.reduce((sum, clip, at) => sum + clip.length + (gaps[at] ?? 0), seconds(dice.between(0.5, 1.1)));
  const sound = new Float32Array(length);
  let at = gaps[0] ?? 0;
  said.forEach((clip, n) => {
    add(sound, clip, at, dice.between(0.5, 0.7));
    at += clip.length + (gaps[n + 1] ?? 0);
  });
  hiss(sound, dice);
  murmur(sound, dice);
  return wavOf(sound);
}

function add(to: Float32Array, clip: Float32Array, from: number, strength: number): void {
  for (let i = 0; i < clip.length && from + i < to.length; i++) to[from + i] = (to[from + i] ?? 0) + (clip[i] ?? 0) * strength;
}

/** A clip as another mouth would say it: higher or lower, quicker or slower, brighter or duller. */
function jittered(clip: Float32Array, dice: Dice): Float32Array {
  const voice = stretched(resampled(clip, dice.between(0.88, 1.14)), dice.between(0.95, 1.3));
  const dull = dice.between(0, 0.35);
  let before = 0;
  return voice.map((sample) => (before = sample * (1 - dull) + before * dull));
}

/** Plays it faster (above 1) or slower, and so higher or lower. */
function resampled(clip: Float32Array, speed: number): Float32Array {
  return Float32Array.from({ length: Math.floor(clip.length / speed) }, (_, at) => {
    const place = at * speed,
      left = Math.floor(place);
    const a = clip[left] ?? 0,
      b = clip[left + 1] ?? 0;
    return a + (b - a) * (place - left);
  });
}

/** Longer or shorter without another pitch: windows laid over each other where they fit best. */
function stretched(clip: Float32Array, factor: number): Float32Array {
  const window = 240,
    hop = 120,
    search = 60;
  const out = new Float32Array(Math.floor(clip.length * factor) + window);
  let from = 0;
  for (let to = 0; to + window < out.length; to += hop) {
    const wanted = Math.round(to / factor);
    from = to === 0 ? 0 : bestFit(clip, from + hop, wanted, search, hop);
    for (let i = 0; i < window; i++) out[to + i] = (out[to + i] ?? 0) + (clip[from + i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window));
  }
  return out;
}

/** Near `wanted`, the place that goes on most like `after`. */
function bestFit(clip: Float32Array, after: number, wanted: number, search: number, length: number): number {
  let best = wanted,
    most = Number.NEGATIVE_INFINITY;
  for (let place = Math.max(0, wanted - search); place <= wanted + search; place += 3) {
    let likeness = 0;
    for (let i = 0; i < length; i += 3) likeness += (clip[after + i] ?? 0) * (clip[place + i] ?? 0);
    if (likeness > most) [most, best] = [likeness, place];
  }
  return best;
}

/** Noise of a street, which swells and fades. */
function hiss(sound: Float32Array, dice: Dice): void {
  const [swell, phase, strength] = [dice.between(0.3, 0.9), dice.between(0, 6.3), dice.between(0.05, 0.07)];
  let low = 0;
  for (let i = 0; i < sound.length; i++) {
    low = low * 0.75 + dice.between(-1, 1) * 0.6;
    sound[i] = (sound[i] ?? 0) + low * strength * (1 + 0.4 * Math.sin((2 * Math.PI * swell * i) / RATE + phase));
  }
}

/** People in the background: words of every language, backwards, so that nobody takes one for a digit. */
function murmur(sound: Float32Array, dice: Dice): void {
  const languages = Object.keys(cuts) as Spoken[];
  for (let at = 0; at < sound.length; at += seconds(dice.between(0.08, 0.3))) {
    const word = dice.pick(dice.pick(clipsOf(dice.pick(languages))));
    add(sound, resampled(word.toReversed(), dice.between(0.8, 1.2)), at, dice.between(0.04, 0.1));
  }
}
