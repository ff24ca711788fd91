import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { clipFileOf, RATE } from '../src/features/identity/humanCheck/wav.ts';

/**
 * Makes the spoken digits that the sound of the human check is mixed from. Run once; what it writes is committed, so
 * that nobody needs the speech synthesizer (24 MB, GPL-3.0; no code or data of it is in the clips):
 *
 *     mkdir /tmp/voice && cd /tmp/voice && npm init -y && npm install @echogarden/espeak-ng-emscripten@0.3.5
 *     node scripts/clips.ts /tmp/voice/node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.js
 *
 * One file a language, digit after digit, speaker after speaker; `cuts.json` says where each begins and ends.
 */
const folder = path.resolve(import.meta.dirname, '../src/features/identity/humanCheck/clips');

const languages: Record<string, { readonly voice: string; readonly digits: readonly string[] }> = {
  en: { voice: 'en-us', digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] },
  fr: { voice: 'fr', digits: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'] },
  es: { voice: 'es', digits: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'] },
  zh: { voice: 'cmn', digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] },
};
const speakers = ['', '+f2', '+m3'];
/** Words a minute; slower than people speak. */
const SPEED = 118;
const MADE_AT = 22_050;

interface Synthesizer {
  rate: number;
  set_voice(name: string): number;
  synthesize(text: string, take: (samples: Int16Array | null) => number): void;
}

/** What is said as samples at our rate, without the silence around it, at full strength. */
function spoken(synthesizer: Synthesizer, voice: string, text: string): Float32Array {
  const pieces: number[] = [];
  synthesizer.set_voice(voice);
  synthesizer.synthesize(text, (samples) => {
    for (const sample of samples ?? []) pieces.push(sample / 32_768);
    return 0;
  });
  const samples = trimmed(slower(Float32Array.from(pieces)));
  const peak = samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
  return samples.map((s) => (s / peak) * 0.95);
}

/** From the synthesizer's rate to ours: a windowed sinc lets through what fits under half our rate. */
function slower(from: Float32Array): Float32Array {
  const step = MADE_AT / RATE,
    reach = 24;
  return Float32Array.from({ length: Math.floor(from.length / step) }, (_, at) => {
    const middle = at * step;
    let sum = 0,
      weight = 0;
    for (let i = Math.ceil(middle - reach * step); i <= middle + reach * step; i++) {
      const x = (i - middle) / step;
      const w = (x === 0 ? 1 : Math.sin(Math.PI * x * 0.92) / (Math.PI * x * 0.92)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
      sum += w * (from[i] ?? 0);
      weight += w;
    }
    return sum / weight;
  });
}

function trimmed(samples: Float32Array): Float32Array {
  const loud = (s: number) => Math.abs(s) > 0.008;
  const first = samples.findIndex(loud),
    last = samples.findLastIndex(loud);
  return samples.slice(Math.max(0, first - 80), last + 160);
}

const [, , where] = process.argv;
if (!where) throw new Error('say where the synthesizer lies: node scripts/clips.ts /tmp/voice/node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.js');
const { default: load } = (await import(where)) as { default(): Promise<{ eSpeakNGWorker: new () => Promise<Synthesizer> }> };
const engine = await load();
const synthesizer = await new engine.eSpeakNGWorker();
synthesizer.rate = SPEED;

const cuts: Record<string, [from: number, to: number][][]> = {};
for (const [language, { voice, digits }] of Object.entries(languages)) {
  const all: number[] = [];
  cuts[language] = speakers.map((speaker) =>
    digits.map((digit) => {
      const from = all.length;
      for (const sample of spoken(synthesizer, voice + speaker, digit)) all.push(sample);
      return [from, all.length];
    }),
  );
  writeFileSync(path.join(folder, `${language}.wav`), clipFileOf(Float32Array.from(all)));
}
writeFileSync(path.join(folder, 'cuts.json'), `${JSON.stringify(cuts)}\n`);
