import type { Bench, Measure, Result } from './measure.ts';
import { emailOf } from './people.ts';
import { everyCore, pin } from './processes.ts';
import { openPeople, type People } from './strangers.ts';

const atOnce = 200;

/** 200 people who lost their passwords come back at the same time: from the human check to the new password. */
export const recovering: Measure = {
  name: 'recoveries',
  about: `${atOnce} recoveries at once, from the human check to the new password`,
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await pin(center.pid, everyCore);
    const people = await openPeople(center);
    try {
      let isOver = false;
      const waits: number[] = [];
      const others = (async () => {
        while (!isOver) {
          const began = performance.now();
          await fetch(`${center.url}/sign-in`).then((answer) => answer.text());
          waits.push(performance.now() - began);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      const since = new Date();
      const began = performance.now();
      const outcomes = await Promise.all(Array.from({ length: atOnce }, (_, i) => recover(people, emailOf(5_000 + i))));
      const took = performance.now() - began;
      isOver = true;
      await others;
      const { rows } = await people.owner.query<{ most: number; fewest: number }>(
        `select max(n)::int as most, min(n)::int as fewest from (select count(*) as n from mails where asked_at >= $1 and template like 'recovery.%code%' group by recipient) x`,
        [since],
      );
      const sorted = waits.toSorted((a, b) => a - b);
      const result = (name: string, unit: string, value: number, goal: number): Result => ({ name, unit, value, limit: null, ratio: null, goal });
      return [
        result('recoveries, failed', `of ${atOnce}`, outcomes.filter((ok) => !ok).length, 0),
        result('recoveries, mails each', 'at most', rows[0]?.most ?? 0, 1),
        result('recoveries, all of them', 'ms', Math.round(took), 60_000),
        result('recoveries, others wait', 'ms (95 of 100)', Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0), 500),
      ];
    } finally {
      await people.end();
    }
  },
};

/** Whether somebody got in again, all answers being as they should. */
async function recover(people: People, email: string): Promise<boolean> {
  const token = await people.recoveryOf(email);
  const code = await people.codeFor(email);
  const proved = await people.post('/recovery/proofs/code', JSON.stringify({ token, way: 'mailbox', code }));
  const done = await people.post('/recovery/finish', JSON.stringify({ token, password: `seven copper lanterns ${crypto.randomUUID()}` }));
  if (proved.status !== 200 || done.status !== 200) console.error(`${email}: ${proved.status} ${done.status} ${done.body.slice(0, 200)}`);
  return proved.status === 200 && done.status === 200;
}
