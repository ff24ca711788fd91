import { Worker } from 'node:worker_threads';
import type { Question, Verdict } from './strengthRule.ts';

/** The packs take 100 MB and a check up to half a second: both stay off the server's own thread, and go when nobody asks. */
const IDLE_MS = 60_000;
const PATIENCE_MS = 15_000;
const WAITING_AT_MOST = 200;

let worker: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let serial = 0;
const waiting = new Map<number, { resolve(verdict: Verdict): void; reject(error: Error): void; timer: NodeJS.Timeout }>();

function hire(): Worker {
  if (worker) return worker;
  const hired = new Worker(new URL('./strengthWorker.ts', import.meta.url));
  hired.on('message', ({ id, verdict }: { id: number; verdict: Verdict }) => {
    waiting.get(id)?.resolve(verdict);
    settle(id);
  });
  hired.on('error', (error: Error) => {
    if (worker === hired) worker = undefined;
    for (const [id, { reject }] of waiting) {
      reject(error);
      settle(id);
    }
  });
  return (worker = hired);
}

function settle(id: number): void {
  clearTimeout(waiting.get(id)?.timer);
  waiting.delete(id);
  if (waiting.size) return;
  // Nothing of a test or of a stopping server hangs on it.
  worker?.unref();
  clearTimeout(idle);
  idle = setTimeout(() => {
    void worker?.terminate();
    worker = undefined;
  }, IDLE_MS).unref();
}

/** How strong a password is, 0 to 4, and why it may not be used, if so. Never inside a transaction. */
export function judgePassword(question: Question): Promise<Verdict> {
  if (waiting.size >= WAITING_AT_MOST) return Promise.reject(new Error('too many passwords wait to be judged'));
  clearTimeout(idle);
  const hired = hire();
  hired.ref();
  const id = ++serial;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('a password took too long to judge'));
      settle(id);
      void hired.terminate();
      if (worker === hired) worker = undefined;
    }, PATIENCE_MS);
    waiting.set(id, { resolve, reject, timer });
    hired.postMessage({ id, question });
  });
}

/**
 * Why a password may not be used (`fields.<code>`), or undefined. Never inside a transaction: it may take half a second.
 * @param about.words names, addresses and companies that the person stands for
 */
export async function passwordFault(
  password: string,
  about: { readonly hasSecondFactor: boolean; readonly words: readonly string[] },
): Promise<string | undefined> {
  return (await judgePassword({ password, ...about })).fault ?? undefined;
}
