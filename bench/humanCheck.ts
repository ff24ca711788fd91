import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { TooManyRequests } from '../src/core/problems.ts';
import type { HumanProof } from '../src/features/identity/contract/humanChecks.ts';
import { HUMAN_CHARACTERS, humanChecks } from '../src/features/identity/contract/humanChecks.ts';
import { drawPicture } from '../src/features/identity/humanCheck/picture.ts';
import { drawSound } from '../src/features/identity/humanCheck/sound.ts';
import { checkOfWork, makeWork, WORK_MOST } from '../src/features/identity/humanCheck/work.ts';
import { proveHuman } from '../src/features/identity/humanCheck.ts';
import { readConfig } from '../src/server/config.ts';
import { connectDatabase } from '../src/server/connect.ts';
import { inNobody, openDatabase } from '../src/server/db.ts';
import { migrate } from '../src/server/migrate.ts';
import { secretsOf } from '../src/server/secrets.ts';
import { readPicture } from './humanCheck/readPicture.ts';
import { readSound } from './humanCheck/readSound.ts';

/**
 * What the human check is worth: what 10,000 tries by a program cost, and what a program reads of its picture and its sound
 * that has nothing but our own source code, fonts and clips. Not part of `npm run bench`: it takes minutes.
 *
 *     node bench/humanCheck.ts [--tries 100]
 */
const { values } = parseArgs({ options: { tries: { type: 'string', default: '100' } } });
const TRIES = Number(values.tries),
  MANY = 10_000;
const secrets = secretsOf(Buffer.alloc(32, 7));

const line = (what: string, value: string) => console.log(`| ${what} | ${value} |`);
const number = (value: number, digits = 1) => value.toLocaleString('en-US', { maximumFractionDigits: digits });
const digits = () => Array.from({ length: HUMAN_CHARACTERS }, () => randomInt(10)).join('');

/** Seconds of processor time that one round takes. */
async function cpuOf(rounds: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const began = process.cpuUsage();
  for (let n = 0; n < rounds; n++) await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6 / rounds;
}

async function workCosts(): Promise<void> {
  const ours = await cpuOf(TRIES, () => makeWork(secrets, crypto.randomUUID()));
  const theirs = await cpuOf(Math.min(TRIES, 60), async () => {
    const challenge = await makeWork(secrets, crypto.randomUUID());
    const solution = await solveChallenge({ challenge: challenge as Parameters<typeof solveChallenge>[0]['challenge'], deriveKey });
    const payload = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    if (!(await checkOfWork(secrets, payload))) throw new Error('what was worked out was not accepted');
  });
  line('One task (processor time), for whoever solves it', `${number(theirs, 2)} s, at most ${number((theirs * WORK_MOST) / (WORK_MOST / 2), 1)} s`);
  line('The same for our server', `${number(ours * 1000, 2)} ms`);
  line('10,000 tasks', `${number((theirs * MANY) / 3600)} processor hours`);
  const { perMinute = 1 } = humanChecks.newHumanCheck;
  line('10,000 tasks from one address', `${number(MANY / perMinute / 60)} hours, because of ${perMinute} checks a minute`);
  line('One picture drawn by our server', `${number((await cpuOf(TRIES, () => drawPicture(digits(), crypto.randomUUID()))) * 1000)} ms`);
  line('One sound mixed by our server', `${number((await cpuOf(TRIES, () => drawSound(digits(), 'fr', crypto.randomUUID()))) * 1000)} ms`);
}

/** Tries with wrong characters from one address, each as early as it is let in, on a clock of our own. */
async function guessCosts(): Promise<void> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'entente-human-'));
  const connection = await connectDatabase(readConfig({ DATA_DIR: dataDir }), () => {});
  const db = await (async () => {
    if (connection.owner) await migrate(connection.owner, { now: new Date(), say: () => {} });
    return openDatabase(connection.app, 4);
  })();
  const begun = Date.parse('2026-11-21T09:00:00Z');
  let now = begun,
    letIn = 0,
    refused = 0,
    inFirstHour = 0;
  const proof = (): HumanProof => ({ kind: 'characters', checkId: crypto.randomUUID(), characters: digits() });
  while (letIn < 200) {
    const at = new Date(now);
    const request = { requestId: 'bench', address: '192.0.2.1', userAgent: null, locale: 'en', sessionToken: null, accountId: null, now: at } as const;
    try {
      await proveHuman({ apart: (work) => inNobody(db, work), now: at, request }, secrets, proof(), 'ana@contoso.example');
    } catch (error) {
      if (error instanceof TooManyRequests) {
        refused++;
        now += error.details.retryAfterSeconds * 1000;
        continue;
      }
      letIn++;
      if (now - begun < 3_600_000) inFirstHour++;
      now += 100;
    }
  }
  const [hours, pause] = [(now - begun) / 3_600_000, (now - begun) / 1000 / letIn];
  line('Wrong answers let in from one address: first hour', number(inFirstHour));
  line('… 200 of them', `${number(hours)} hours, ${number(refused)} requests refused on the way`);
  line('… 10,000 of them at that pace', `${number((pause * MANY) / 86_400)} days; from ${number((pause * MANY) / 86_400, 0)} addresses one day`);
  line('Chance that 10,000 blind guesses hold a right one', `${number((MANY / 10 ** HUMAN_CHARACTERS) * 100, 2)} %`);
  await db.close();
  await connection.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function reading(what: string, tries: number, read: (characters: string) => Promise<string> | string): Promise<void> {
  let [whole, single] = [0, 0];
  for (let n = 0; n < tries; n++) {
    const characters = digits(),
      answer = await read(characters);
    if (answer === characters) whole++;
    for (let at = 0; at < characters.length; at++) if (answer[at] === characters[at]) single++;
  }
  line(what, `${number((whole / tries) * 100)} % whole, ${number((single / tries / HUMAN_CHARACTERS) * 100)} % of the digits (${tries} tries)`);
}

console.log('| what | measured |\n| --- | --- |');
await workCosts();
await guessCosts();
await reading('The picture, by our own glyphs laid over it', TRIES, async (characters) =>
  readPicture(await drawPicture(characters, crypto.randomUUID()), characters.length),
);
for (const language of ['en', 'fr', 'es', 'zh'] as const)
  await reading(`The sound in ${language}, by our own clips`, TRIES, (characters) =>
    readSound(drawSound(characters, language, crypto.randomUUID()), language, characters.length),
  );
