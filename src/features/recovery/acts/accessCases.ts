import { holdersOf } from '../../../core/access.ts';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import { factsOf } from '../../../core/roles.ts';
import type { Actor, OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { listHolders, listOverrides } from '../../members/queries.ts';
import { findRequest, type RequestRow } from '../../support/queries/requests.ts';
import { AccessBlocked, AccessClaims, AccessNotNow, AccessRefused, type AccessState, type RefusalReason } from '../contract/access.ts';
import { type AccessEvent, moveOf } from '../policy/access.ts';
import { agentFacts, type CaseRow, findCaseForUpdate } from '../queries/access.ts';

/** A case with its service request; every `tx` here sees across accounts. */
export interface Locked {
  readonly row: CaseRow;
  readonly request: RequestRow;
}
export const claimsOf = (row: CaseRow): AccessClaims => AccessClaims.parse(row.claims);
export const about = ({ row, request }: Locked) => ({
  accountId: row.accountId,
  personId: row.personId,
  subjectId: row.requestId,
  details: { request: request.number, name: request.name },
});

/** Who may be asked for help in a company: whoever can change its people. */
const GUARDIANS = 20;
/** `tx` must be in the company. */
export async function listGuardians(tx: Tx, now: Date) {
  const roles = holdersOf('users', 'edit', await listOverrides(tx)).filter((role) => factsOf(role).kind !== 'operator');
  return listHolders(tx, now, roles, GUARDIANS);
}

/** Locks a case, and the request after it. @throws NotFound, ChangedMeanwhile */
export async function lock(tx: Tx, requestId: string, version?: number): Promise<Locked> {
  const row = await findCaseForUpdate(tx, requestId);
  const request = row && (await findRequest(tx, requestId));
  if (!row || !request) throw new NotFound({});
  if (version !== undefined && row.version !== version) throw new ChangedMeanwhile({});
  return { row, request };
}

export type Changes = Partial<Omit<CaseRow, 'requestId' | 'version' | 'state' | 'claims' | 'answers' | 'checklist' | 'calledBack'>> &
  Readonly<Partial<Record<'answers' | 'checklist' | 'calledBack', string>>>;
export const change = (tx: Tx, { requestId }: CaseRow, values: Changes & { readonly state?: AccessState }) =>
  tx
    .updateTable('accessCases')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('requestId', '=', requestId)
    .execute();

/** @throws AccessNotNow when it cannot happen there */
export async function move(tx: Tx, now: Date, row: CaseRow, event: AccessEvent, values: Changes = {}): Promise<AccessState> {
  const state = moveOf(row.state as AccessState, event);
  if (!state) throw new AccessNotNow({ state: row.state });
  await change(tx, row, { ...values, state, ...(state === row.state ? {} : { stateSince: now }) });
  return state;
}

/** An agent acts on no company that they belong to, and on no request of their own. @throws AccessBlocked */
export async function refuseOwn(tx: Tx, actor: OperatorActor, locked: Locked): Promise<void> {
  const { isMember, isAsker } = await agentFacts(tx, actor, locked.row, locked.request);
  if (isMember) throw new AccessBlocked({ block: 'own_company' });
  if (isAsker) throw new AccessBlocked({ block: 'own_request' });
}

/** A case that the agent may act on. @throws NotFound, ChangedMeanwhile, AccessBlocked */
export async function take(tx: Tx, actor: OperatorActor, { requestId, version }: { readonly requestId: string; readonly version?: number }): Promise<Locked> {
  const locked = await lock(tx, requestId, version);
  await refuseOwn(tx, actor, locked);
  if (locked.row.accountId) await enter(tx, { accountId: locked.row.accountId });
  return locked;
}
export const touched = ({ touchedBy }: CaseRow, { personId }: OperatorActor): string[] => [...new Set([...touchedBy, personId])];
/** Says that it was turned down, and why. */
export async function tellRefused(tx: Tx, actor: Actor, now: Date, locked: Locked, why: RefusalReason): Promise<void> {
  const told = about(locked);
  await announce(tx, actor, now, AccessRefused, { ...told, details: { ...told.details, why } });
}
