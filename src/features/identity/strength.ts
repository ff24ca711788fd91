import { Worker } from 'node:worker_threads';
import { TooManyRequests } from '../../core/problems.ts';
import type { Question, Verdict } from './strengthRule.ts';

/** The packs take 100 MB and a check up to half a second: both stay off the server's own thread, and go when nobody asks. */
const IDLE_MS = 60_000;
/** For one, from when it is its turn; the first one waits for the packs too, which a busy machine may take long to read. */
const PATIENCE_MS = 60_000;
const WAITING_AT_MOST = 500;

interface Waiting {
  readonly question: Question;
  resolve(verdict: Verdict): void;
  reject(error: Error): void;
}
/** The first one is being judged. */
const queue: Waiting[] = [];
let worker: Worker | undefined;
let timer: NodeJS.Timeout | undefined;

function hire(): Worker {
  if (worker) return worker;
  const hired = new Worker(new URL('./strengthWorker.ts', import.meta.url));
  hired.on('message', (verdict: Verdict) => end((first) => first.resolve(verdict)));
  hired.on('error', (error: Error) => {
    if (worker === hired) dismiss(error);
  });
  return (worker = hired);
}

/** Only the one that was being judged fails; the next one gets a new worker. */
function dismiss(error: Error): void {
  void worker?.terminate();
  worker = undefined;
  end((first) => first.reject(error));
}

function end(settle: (first: Waiting) => void): void {
  const first = queue.shift();
  if (first) settle(first);
  clearTimeout(timer);
  if (queue.length) return next();
  // Nothing of a test or of a stopping server hangs on it.
  worker?.unref();
  timer = setTimeout(() => {
    void worker?.terminate();
    worker = undefined;
  }, IDLE_MS).unref();
}

function next(): void {
  clearTimeout(timer);
  const hired = hire();
  hired.ref();
  timer = setTimeout(() => dismiss(new Error('a password took too long to judge')), PATIENCE_MS);
  hired.postMessage(queue[0]?.question);
}

/**
 * How strong a password is, 0 to 4, and why it may not be used, if so. Never inside a transaction: it may have to wait.
 * @throws TooManyRequests when 500 wait already
 */
export function judgePassword(question: Question): Promise<Verdict> {
  if (queue.length >= WAITING_AT_MOST) return Promise.reject(new TooManyRequests({ retryAfterSeconds: 10 }));
  return new Promise((resolve, reject) => {
    queue.push({ question, resolve, reject });
    if (queue.length === 1) next();
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
