import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { secretsOf } from '../src/server/secrets.ts';
import type { Center } from './center.ts';
import type { Bench, Measure, Result } from './measure.ts';
import { emailOf } from './people.ts';

/**
 * Whether a stranger can tell by the clock, or by what comes back, that somebody has an address: tries with known and unknown
 * addresses in random order, and how often the time of a known one is longer than that of an unknown one (AUC; 0.5 is a coin).
 */
export const strangers: Measure = {
  name: 'strangers',
  about: 'Whether a known address can be told from an unknown one, by answer or by time',
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    const people = await openPeople(center);
    try {
      const results: Result[] = [];
      for (const door of doors) results.push(...(await tryDoor(door, people, bench.quick ? 300 : 2_000)));
      return results;
    } finally {
      await people.end();
    }
  },
};

/** From the middle: AUC between 0.47 and 0.53. */
const AUC_GOAL = 0.03;

const LANES = 6;

interface Door {
  readonly name: string;
  /** What is done before the clock runs: its answer goes into the request. */
  prepare?(people: People, email: string): Promise<Record<string, unknown>>;
  readonly path: string;
  body(email: string, prepared: Record<string, unknown>): unknown;
}
const doors: readonly Door[] = [
  { name: 'password', path: '/sign-in/password', body: (email) => ({ email, password: 'eleven brass kettles sing' }) },
  { name: 'mail code', path: '/sign-in/mail-code-request', body: (email) => ({ email }) },
  {
    name: 'recovery',
    path: '/recovery',
    prepare: async (people) => ({ human: await people.human() }),
    body: (email, prepared) => ({ email, trouble: 'password', locale: 'en', ...prepared }),
  },
  {
    name: 'saved code',
    path: '/recovery/proofs/recovery-code',
    prepare: async (people, email) => ({ token: await people.recoveryOf(email) }),
    body: (_email, prepared) => ({ ...prepared, code: '0123-4567-89AB-CDEF' }),
  },
];

async function tryDoor(door: Door, people: People, each: number): Promise<Result[]> {
  // As many of either, in an order that nobody foresees; names of the same length.
  const tries = Array.from({ length: 2 * each }, (_, i) => ({ known: i % 2 === 0, n: 1000 + Math.floor(i / 2), at: Math.random() })).toSorted(
    (a, b) => a.at - b.at,
  );
  const times = { known: [] as number[], unknown: [] as number[] };
  const answers = { known: new Set<string>(), unknown: new Set<string>() };
  const one = async ({ known, n }: (typeof tries)[number]): Promise<void> => {
    const email = known ? emailOf(n) : emailOf(n).replace('person', 'nobody');
    const prepared = (await door.prepare?.(people, email)) ?? {};
    const body = JSON.stringify(door.body(email, prepared));
    const began = performance.now();
    const answer = await people.post(door.path, body);
    const took = performance.now() - began;
    const kind = known ? 'known' : 'unknown';
    times[kind].push(took);
    answers[kind].add(shapeOf(answer));
  };
  // A few at a time: an answer that waits for its beat keeps nobody else waiting.
  const lane = async () => {
    for (let next = tries.pop(); next; next = tries.pop()) await one(next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const auc = aucOf(times.known, times.unknown);
  const different = [...answers.known].filter((a) => !answers.unknown.has(a)).length + [...answers.unknown].filter((a) => !answers.known.has(a)).length;
  const result = (name: string, unit: string, value: number, goal: number): Result => ({ name, unit, value, limit: null, ratio: null, goal });
  return [
    result(`${door.name}, by time`, 'from 0.5', Math.round(Math.abs(auc - 0.5) * 1000) / 1000, AUC_GOAL),
    result(`${door.name}, by answer`, 'differences', different, 0),
  ];
}

/** The chance that a time of the first kind is longer than one of the second; ties count half. */
function aucOf(known: readonly number[], unknown: readonly number[]): number {
  const all = [...known.map((t) => ({ t, known: true })), ...unknown.map((t) => ({ t, known: false }))].toSorted((a, b) => a.t - b.t);
  let rankSum = 0;
  for (const [i, { known: isKnown }] of all.entries()) if (isKnown) rankSum += i + 1;
  return (rankSum - (known.length * (known.length + 1)) / 2) / (known.length * unknown.length);
}

/** An answer without what is random or a time in every answer. */
const shapeOf = ({ status, headers, body }: Answer): string =>
  JSON.stringify({
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(date|x-request-id|keep-alive|etag|ratelimit|x-ratelimit)/.test(name))),
    body: body
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
      .replace(/[\w-]{43}/g, '<token>')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replace(/"requestId":"[^"]*"/g, '<request>'),
  });

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface People {
  /** Posts to a public endpoint, each time from another address. */
  post(path: string, body: string): Promise<Answer>;
  /** A human check, answered: the characters are read from its row, with the key in DATA_DIR. */
  human(): Promise<{ kind: 'characters'; checkId: string; characters: string }>;
  /** A recovery that was begun and whose look-up is done. */
  recoveryOf(email: string): Promise<string>;
  /** The code that was last mailed to an address; waits for it. */
  codeFor(email: string): Promise<string>;
  readonly owner: pg.Pool;
  end(): Promise<void>;
}

/** Visitors of a running center, with a look behind it. */
export async function openPeople(center: Center): Promise<People> {
  const owner = new pg.Pool(center.owner);
  const secrets = secretsOf(Buffer.from(readFileSync(path.join(center.dataDir, 'keys', 'secret'), 'utf8'), 'base64'));
  let count = 0;
  const post = async (to: string, body: string): Promise<Answer> => {
    count++;
    const from = `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
    const answer = await fetch(`${center.url}/api/public${to}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  };
  const human = async () => {
    const { checkId } = JSON.parse((await post('/human-check', '{"locale":"en"}')).body) as { checkId: string };
    const { rows } = await owner.query<{ answer: Buffer }>('select answer from human_checks where check_id = $1', [checkId]);
    return { kind: 'characters' as const, checkId, characters: secrets.open(rows[0]?.answer ?? Buffer.alloc(0)) };
  };
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (let turn = 0; turn < 600; turn++) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('what was waited for did not come');
  };
  return {
    post,
    human,
    owner,
    async recoveryOf(email) {
      const { body, status } = await post('/recovery', JSON.stringify({ email, trouble: 'password', locale: 'en', human: await human() }));
      if (status !== 200) throw new Error(`recovery: ${status} ${body}`);
      const { token } = JSON.parse(body) as { token: string };
      await until(async () => {
        const { rows } = await owner.query('select 1 from recoveries where email_folded = $1 and looked_up_at is not null', [email]);
        return rows.length ? true : undefined;
      });
      return token;
    },
    codeFor: (email) =>
      until(async () => {
        const { rows } = await owner.query<{ content: Buffer }>(
          "select content from mails where recipient = $1 and state = 'kept' order by asked_at desc limit 1",
          [email],
        );
        return rows[0] ? (JSON.parse(secrets.open(rows[0].content)) as { code?: string }).code : undefined;
      }),
    end: () => owner.end(),
  };
}
