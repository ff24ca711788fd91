import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = path.resolve(import.meta.dirname, '..');

/** A server process of ours. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a program of the project as a process of its own and waits until it says where it is. Its log goes to a file, as a service's would. */
export async function startServer(file: string, args: readonly string[], env: NodeJS.ProcessEnv, says: RegExp, log: string): Promise<Server> {
  const into = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, [...extraWords(), path.join(root, file), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', into],
  });
  closeSync(into);
  const url = await said(child, says).catch((error: Error) => {
    throw new Error(`${error.message}\n${readFileSync(log, 'utf8').slice(-3000)}`);
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** E.g. `BENCH_NODE="--cpu-prof --cpu-prof-dir=/tmp/prof"`, to see where a server's time goes. */
const extraWords = (): string[] => process.env['BENCH_NODE']?.split(' ').filter(Boolean) ?? [];

/** The first group of the first line on its standard output that matches. @throws Error with what was said, when the process ends before */
export function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        const found = pattern.exec(line)?.[1];
        if (found) resolve(found);
      });
    child.once('exit', (code) => reject(new Error(`it ended with code ${code}:\n${lines.join('\n')}`)));
  });
}

/** Keeps the thread that answers on one core, away from the load; the others (garbage, compiling, hashing) go where there is room. */
export async function pin(pid: number, cores: string): Promise<void> {
  if (availableParallelism() < 2) return;
  await run('taskset', ['-cp', cores, String(pid)]).catch(() => {});
}
export const everyCore = `0-${Math.max(1, availableParallelism()) - 1}`;

/** How long an address is asked, or how often. */
export type Amount = { readonly seconds: number } | { readonly requests: number };

/** Requests a second that an address answers, asked by 32 connections from a process on the last core. @throws Error when any is refused */
export async function load(url: string, headers: Readonly<Record<string, string>>, amount: Amount): Promise<number> {
  const cannon = path.join(root, 'node_modules/autocannon/autocannon.js');
  const words = [
    '-j',
    '-c',
    '32',
    ...('seconds' in amount ? ['-d', String(amount.seconds)] : ['-a', String(amount.requests)]),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]),
    url,
  ];
  const [program, args] = (await hasTaskset())
    ? ['taskset', ['-c', String(availableParallelism() - 1), process.execPath, cannon, ...words]]
    : [process.execPath, [cannon, ...words]];
  const { stdout } = await run(program, args, { maxBuffer: 10_000_000 });
  const answer = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as { '2xx': number; non2xx: number; errors: number; duration: number };
  if (answer.non2xx || answer.errors) throw new Error(`${url}: ${answer.non2xx} refused, ${answer.errors} failed`);
  return answer['2xx'] / answer.duration;
}

let taskset: Promise<boolean> | undefined;
const hasTaskset = (): Promise<boolean> =>
  (taskset ??=
    availableParallelism() < 2
      ? Promise.resolve(false)
      : run('taskset', ['-V']).then(
          () => true,
          () => false,
        ));

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
