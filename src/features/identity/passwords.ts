import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { TooManyRequests } from '../../core/problems.ts';

/** argon2id, 19 MiB, two passes, one lane: OWASP's first choice, and the library's own defaults; said here so that they stay. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Verified against when there is no password, so that the answer takes as long. Nobody knows its password. */
const dummyHash = '$argon2id$v=19$m=19456,t=2,p=1$ztQ50qwCoepgtDlfK3KuEA$ma2PnhEt2ZWGQCtbv/eSkfMfUIsGzBQUpZTHEzw8r5E';
const WAITING_AT_MOST = 500;

/** NIST 800-63B-4: the same characters count as the same, however a keyboard composed them. */
const normalised = (text: string): string => text.normalize('NFKC');

/** One more than there are cores: one that is done goes on at once, and need not wait until the main thread hands it the next. */
const AT_ONCE = availableParallelism() + 1;
/** Those that go on together; the more there are, the longer the first waits for the last. */
const TOGETHER = 8;
let running = 0;
const waiting: (() => void)[] = [];
const done: (() => void)[] = [];

/** No more at once: more would only take memory, and time from each other. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++;
  else {
    if (waiting.length >= WAITING_AT_MOST) throw new TooManyRequests({ retryAfterSeconds: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
    await onwards();
  }
}

/**
 * While a whole round waits for its turn, those that are done go on together: argon2 sweeps the caches, and what comes after it (a
 * session, an answer) costs a third when several do it one behind the other.
 */
function onwards(): Promise<void> | undefined {
  if (waiting.length >= AT_ONCE && done.length < TOGETHER - 1) return new Promise((resolve) => done.push(resolve));
  for (const go of done.splice(0)) go();
  return undefined;
}

/** Hashes a password for keeping. Takes about 20 ms of a core: never inside a transaction. */
export const hashPassword = (text: string): Promise<string> => inTurn(() => hash(normalised(text), cost));

/** Whether the password is the one that was hashed; without a hash, false after the same time. */
export async function verifyPassword(kept: string | null | undefined, text: string): Promise<boolean> {
  const right = await inTurn(() => verify(kept ?? dummyHash, normalised(text)));
  return right && kept !== null && kept !== undefined;
}
