import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import { join } from 'node:path';
import { alone, type Measure, median, type Result } from './measure.ts';

const files = 10_000;

/** An article of some twenty sentences, with a table, a list and a note, in the form that comes along. */
function article(n: number): string {
  let id = 103;
  const pair = (own: string, source: string) => {
    const each = `${(n % 0xfffff).toString(16).padStart(5, '0')}-${id++}`;
    return `<span data-ttu-id="${each}">${own}</span><span class="sxs-lookup"><span data-stu-id="${each}">${source}</span></span>`;
  };
  const sentence = (k: number) =>
    pair(
      `La porte **${n}** s’ouvre à l’heure ${k}, voir [l’horaire](https://freight.example/${k}).`,
      `Gate **${n}** opens at ${k}, see [the hours](https://freight.example/${k}).`,
    );
  const row = (k: number) => `|${pair(`Porte ${k}`, `Gate ${k}`)}|[${pair('Ouvrir', 'Open')}](gate-${(n + k) % files}.md)|`;
  return [
    `---\ntitle: Porte ${n}\nms.topic: article\ndescription: La porte ${n}.\nms.contentlocale: fr-FR\n---`,
    `# <a name="gate-${n}"></a>${pair(`Porte ${n}`, `Gate ${n}`)}`,
    [1, 2, 3, 4].map(sentence).join(' '),
    `## <a name="steps"></a>${pair('Étapes', 'Steps')}`,
    [1, 2, 3, 4].map((k) => `${k}. ${sentence(k)}`).join('\n'),
    `>[!NOTE]\n>${sentence(9)}`,
    `|${pair('Porte', 'Gate')}|${pair('Lien', 'Link')}|\n|---|---|\n${[1, 2, 3].map(row).join('\n')}`,
  ].join('\n\n');
}

/** `entente help import` of ten thousand files into an empty center, from the first file read to the last row kept. */
export const helpImportMeasure: Measure = {
  name: 'help_import',
  about: 'Ten thousand bilingual files become articles, and are searched',
  async run({ quick, say }) {
    const count = quick ? files / 10 : files;
    const root = await mkdtemp(join(os.tmpdir(), 'entente-import-'));
    const entente = (...args: string[]): Promise<number | null> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.cli.ts'), ...args], {
          env: { ...process.env, DATA_DIR: join(root, 'data'), DATABASE_URL: '' },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let said = '';
        child.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-500)));
        child.on('error', reject).on('exit', (code) => {
          say(`  ${said.trim().split('\n').at(-1) ?? ''}`);
          resolve(code);
        });
      });
    try {
      await mkdir(join(root, 'articles', 'fr-fr'), { recursive: true });
      for (let n = 0; n < count; n++) await writeFile(join(root, 'articles', 'fr-fr', `gate-${n}.md`), article(n));
      await entente('migrate');
      const begun = performance.now();
      const code = await entente('help', 'import', join(root, 'articles'));
      const seconds = (performance.now() - begun) / 1000;
      if (code !== 0) throw new Error('files were refused');
      const many = quick ? '1,000' : '10,000';
      return [
        alone(`help.import, ${many} files`, 's', Math.round(seconds * 10) / 10, quick ? 6 : 60),
        ...(await reading(join(root, 'data'), count, many, say)),
      ];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Megabytes that a process has of the machine's memory; its database is another one. Linux says so. */
const megabytes = async ({ pid }: ChildProcess): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1024;

/** Questions over HTTP to a center that has just been started: the first reads every article and makes the language searchable. */
async function reading(dataDir: string, count: number, many: string, say: (line: string) => void): Promise<Result[]> {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', PORT: String(port), PUBLIC_URL: `http://localhost:${port}`, LOG_LEVEL: 'error' };
  const server = spawn(process.execPath, [join(import.meta.dirname, '../src/main.cli.ts'), 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const search = async (text: string): Promise<number> => {
    const begun = performance.now();
    const answer = await fetch(`http://localhost:${port}/api/public/help/search?locale=fr&text=${encodeURIComponent(text)}`);
    const { items } = (await answer.json()) as { items: unknown[] };
    if (items.length === 0) throw new Error(`nothing found for ${text}`);
    return performance.now() - begun;
  };
  try {
    await new Promise<void>((resolve) => server.stdout.on('data', (chunk: Buffer) => /Entente is at/.test(chunk.toString()) && resolve()));
    const before = await megabytes(server);
    const first = await search('porte');
    // Each has its number, and words that all of them have; one in three with a mistake.
    const times: number[] = [];
    for (let n = 0; n < 120; n++) times.push(await search(n % 3 ? `porte ${(n * 79) % count}` : `prte horaire ${(n * 79) % count}`));
    const after = await megabytes(server);
    say(`  before the first search ${Math.round(before)} MB, after it ${Math.round(after)} MB; half of the searches within ${median(times).toFixed(1)} ms`);
    const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99) - 1] ?? 0;
    return [
      alone(`help.first_search, ${many} imported`, 's', Math.round(first / 100) / 10, 10),
      alone(`help.search_p99, ${many} imported, over HTTP`, 'ms', Math.round(p99 * 10) / 10, 100),
      alone(`help.memory, ${many} imported, one language searched`, 'MB', Math.round(after), 1_000),
    ];
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}
