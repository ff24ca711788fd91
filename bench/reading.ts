import { against, inTurn, type Bench, type Measure, type Result } from './measure.ts';
import { location } from './people.ts';
import { load, pin } from './processes.ts';

/** A read over HTTP, signed in, with session, rights and row-level security, beside the bare limit. */
const reading = (name: string, about: string, path: string): Measure => ({
  name,
  about,
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await Promise.all([pin(center.pid, '0'), pin(center.limitPid, '0')]);
    const [ours, bare] = [`${center.url}${center.companyPath}${path}`, `${center.limitUrl}${path}`];
    await tellTheLimit(ours, bare, center.headers);
    // Both are warm before anything counts: the runtime compiles what it has seen often enough.
    for (const [url, headers] of [
      [ours, center.headers],
      [bare, {}],
    ] as const)
      await load(url, headers, { requests: bench.quick ? 6_000 : 20_000 });
    const amount = { seconds: bench.quick ? 1 : 3 };
    const [value, limit] = await inTurn(
      bench.quick ? 3 : 7,
      () => load(ours, center.headers, amount),
      () => load(bare, {}, amount),
    );
    return [against(name, 'requests/s', Math.round(value), Math.round(limit), 0.5)];
  },
});

async function tellTheLimit(ours: string, bare: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(ours, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${ours}: ${answer.status} ${body}`);
  await fetch(bare, { method: 'PUT', body });
  if ((await fetch(bare).then((same) => same.text())) !== body) throw new Error('the limit does not answer what the center answers');
}

export const readOne = reading('read', 'Read of one location', `/locations/${location}`);
export const listPeople = reading('list', 'List of 20 people out of 10,000', '/members?limit=20');
export const listLocations = reading('locations', 'List of 20 locations out of 5,000', '/locations?limit=20');
