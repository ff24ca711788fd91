import { type Endpoint, isRead, opensToPrograms } from '../../src/core/endpoint.ts';
import type { ProblemClass } from '../../src/core/problem.ts';
import {
  AccessDenied,
  IdempotencyKeyTaken,
  NotByToken,
  NotFound,
  NotReadable,
  ProofNotAccepted,
  RequestInvalid,
  ScopeMissing,
  SecondFactorRequired,
  SeeingAs,
  SignInRequired,
  StepUpRequired,
  TooLarge,
  TooManyRequests,
} from '../../src/core/problems.ts';

/** What `call` and `http` may answer for this endpoint by themselves, and what its contract lists. */
export function refusalsOf(endpoint: Endpoint, has: { readonly body: boolean; readonly parameters: boolean }): ProblemClass[] {
  const { within, permission, stepUp } = endpoint;
  const needsPermission = permission !== 'public' && permission !== 'signed-in';
  const isChange = !isRead(endpoint);
  const found: [boolean, ProblemClass][] = [
    [has.body, NotReadable],
    [within !== 'public', SignInRequired],
    [needsPermission, AccessDenied],
    [within !== 'public', ProofNotAccepted],
    [within !== 'public', NotByToken],
    [within === 'account' && needsPermission, ScopeMissing],
    [within === 'account', SecondFactorRequired],
    [within !== 'public' && !endpoint.whileSeeing && (isChange || within !== 'account' || !needsPermission), SeeingAs],
    [stepUp !== undefined, StepUpRequired],
    // A change that comes from a page of another site is not found, wherever it is.
    [isChange || within === 'account' || endpoint.path.includes(':'), NotFound],
    [has.body, TooLarge],
    [has.body || has.parameters, RequestInvalid],
    [within === 'account' && isChange && (endpoint.answers ?? 'json') === 'json', IdempotencyKeyTaken],
    [endpoint.perMinute !== undefined || opensToPrograms(endpoint), TooManyRequests],
  ];
  return [...found.flatMap(([isHere, problem]) => (isHere ? [problem] : [])), ...(endpoint.problems ?? [])];
}
