import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildWeb } from '../scripts/build-web.ts';
import { alone, type Bench, type Measure, median, type Result } from './measure.ts';
import { freePort, root } from './processes.ts';

/** From `npm start` to the first answer, and what app and database hold in memory when nobody asks anything. */
export const starting: Measure = {
  name: 'start',
  about: 'From npm start to the first answer; memory when idle',
  async run({ quick, say }: Bench): Promise<Result[]> {
    await buildWeb({ say });
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'entente-start-'));
    try {
      const first = await start(dataDir);
      await first.stop();
      const again: number[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        const run = await start(dataDir);
        again.push(run.seconds);
        await run.stop();
      }
      const idle = await start(dataDir);
      // Long enough that what only the start needed has been given back.
      await wait(quick ? 5_000 : 30_000);
      const { house, npm } = await memoryOf(idle.child.pid ?? 0, dataDir);
      await idle.stop();
      say(`npm itself, which stays in front of the app, holds another ${npm} MB`);
      return [alone('start-first', 's', first.seconds, 2), alone('start', 's', median(again), 2), alone('memory', 'MB', house, 350)];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

interface Started {
  readonly seconds: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

async function start(dataDir: string): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: 'info',
    DATABASE_URL: '',
    DATABASE_OWNER_URL: '',
    SMTP_URL: '',
    PUBLIC_URL: '',
  };
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: 'ignore', detached: true });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/health`;
  while (
    !(await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}`);
    await wait(5);
  }
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  return {
    seconds,
    child,
    async stop() {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      await ended;
      // npm may be gone before the app has stopped its database.
      for (let left = 200; left > 0 && (await readFile(path.join(dataDir, 'postgres/postmaster.pid')).catch(() => null)); left--) await wait(50);
    },
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Proportional set sizes in MB: of the app with its database, and of npm in front of it. Memory that processes share counts once. */
async function memoryOf(npmPid: number, dataDir: string): Promise<{ house: number; npm: number }> {
  const all = await processes();
  const below = (pid: number): Process[] => all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  const postmaster = Number((await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  const started = below(npmPid),
    app = started.filter(({ command }) => command.includes('main.cli.ts'));
  const wrappers = [npmPid, ...started.filter((one) => !app.includes(one)).map(({ pid }) => pid)];
  const sum = async (pids: readonly number[]) => Math.round((await Promise.all(pids.map(pss))).reduce((total, kb) => total + kb, 0) / 1024);
  return { house: await sum([...app.map(({ pid }) => pid), postmaster, ...below(postmaster).map(({ pid }) => pid)]), npm: await sum(wrappers) };
}

async function processes(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const read = async (pid: number): Promise<Process[]> => {
    const [stat, command] = await Promise.all(['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')));
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return stat ? [{ pid, parent, command: command ?? '' }] : [];
  };
  return (await Promise.all(pids.map(read))).flat();
}

async function pss(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
}
