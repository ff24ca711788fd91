import { Problem } from '../core/problem.ts';
import { AccessDenied, ChangedMeanwhile, NotFound, NotReadable, RequestInvalid, ScopeMissing, SignInRequired, TooManyRequests } from '../core/problems.ts';
import { faultNumbers } from './faultNumbers.ts';

/** Statuses that no client repeats without end. */
export type FaultStatus = 400 | 401 | 403 | 404 | 409 | 417 | 429 | 500;

/** A refusal as the documents number it. */
export class Fault extends Error {
  readonly status: FaultStatus;
  readonly code: number;
  readonly data: readonly unknown[];
  constructor(status: FaultStatus, code: number, description: string, data: readonly unknown[] = []) {
    super(description);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

/** A property of the request will not do; `member` is its documented name. */
export const invalid = (member: string, why: string): Fault => new Fault(400, 3000, `${member}: ${why}`, [member]);

/** Comes again in so many seconds, which are the fault's data. */
export const tooMany = (seconds: number): Fault => new Fault(429, 429, `Rate limit is exceeded. Try again in ${seconds} seconds.`, [seconds]);

/** How one says a problem in the reader's language. */
export type Say = (problem: Problem) => string;

/** What happens to be missing, where the documents have a number of its own for it. */
export interface MissingAs {
  readonly status?: FaultStatus;
  readonly code: number;
}

/** The documented refusal for whatever was thrown; undefined for a bug. */
export function faultOf(error: unknown, say: Say, missing?: MissingAs): Fault | undefined {
  if (error instanceof Fault) return error;
  if (!(error instanceof Problem)) return undefined;
  const words = say(error);
  if (error instanceof SignInRequired) return new Fault(401, 400, words);
  if (error instanceof NotFound) return new Fault(missing?.status ?? 404, missing?.code ?? 1000, words);
  if (error instanceof ChangedMeanwhile) return new Fault(400, 2055, words);
  if (error instanceof NotReadable) return new Fault(400, 3000, words);
  if (error instanceof AccessDenied && error.details.suspended) return new Fault(403, 800_039, words, [error.details.permission]);
  if (error instanceof AccessDenied) return new Fault(403, 900_150, words, [error.details.permission, ...error.details.roles]);
  if (error instanceof ScopeMissing) return new Fault(403, 900_150, words, [error.details.permission]);
  if (error instanceof RequestInvalid) return new Fault(400, 3000, words, Object.keys(error.details.fields));
  if (error instanceof TooManyRequests) return tooMany(error.details.retryAfterSeconds);
  const known = faultNumbers[`${error.code}:${kindOf(error)}`] ?? faultNumbers[error.code];
  if (known) return new Fault(known[0], known[1], words);
  return new Fault(statusOf(error.status), error.status === 403 ? 2032 : 3000, words);
}

/** Which of its kinds a problem is, where it has several with numbers of their own. */
function kindOf({ details }: Problem): unknown {
  const { reason, code, fault, why } = details as Readonly<Record<string, unknown>>;
  return reason ?? code ?? fault ?? why;
}

/** What the house says with a status that some clients repeat without end. */
function statusOf(status: number): FaultStatus {
  if (status === 401 || status === 403 || status === 404 || status === 409 || status === 429) return status;
  return 400;
}

/** The body of a refusal. */
export const bodyOf = ({ code, message, data }: Fault) => ({ code, description: message.slice(0, 1024), data, source: 'Entente' });
