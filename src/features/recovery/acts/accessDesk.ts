import type { Locale, Translate } from '../../../core/locale.ts';
import { PersonName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { thaw } from '../../identity/acts/freezing.ts';
import { findPersonByEmail } from '../../identity/queries.ts';
import { addMessage, closeRequest } from '../../support/acts/requests.ts';
import {
  AccessApproved,
  AccessAsked,
  AccessBlocked,
  AccessCalledBack,
  AccessFileOpened,
  AccessItemChecked,
  AccessLookedAt,
  AccessNotNow,
  AccessNotOnFile,
  type AccessOutcome,
  AccessPrepared,
  AccessRedirected,
  AccessSentBack,
  type AccessState,
  type CallBackResult,
  type ChecklistItem,
  checklistItems,
  type EvidenceKind,
  type ItemDecision,
  type RefusalReason,
} from '../contract/access.ts';
import { answerDays, blocksApproving, blocksPreparing, moveOf, waitHoursOf } from '../policy/access.ts';
import { agentFacts, caseFacts, type CaseRow, listAdmins } from '../queries/access.ts';
import { finish } from './access.ts';
import { about, change, listGuardians, type Locked, move, take, tellRefused, touched } from './accessCases.ts';
import { startElevation } from './elevations.ts';

const DAY = 86_400_000;
const LOOK_MINUTES = 10;

/** An item of the checklist, as an agent found it. @throws AccessNotNow, AccessBlocked */
export async function check(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  given: { readonly requestId: string; readonly version: number; readonly item: ChecklistItem; readonly decision: ItemDecision; readonly note: string | null },
): Promise<void> {
  const locked = await take(tx, actor, given);
  const { row } = locked;
  needChecking(row);
  const { item, decision, note } = given;
  const found = { decision, by: actor.personId, name: actor.name, at: now, note };
  await change(tx, row, { checklist: JSON.stringify({ ...(row.checklist as object), [item]: found }), touchedBy: touched(row, actor) });
  const told = about(locked);
  await announce(tx, actor, now, AccessItemChecked, { ...told, details: { ...told.details, item, decision } });
}

/** Items are checked while the case is the desk's, also while admins still have time. */
function needChecking({ state }: CaseRow): void {
  if (!['admins', 'checking', 'asked'].includes(state)) throw new AccessNotNow({ state });
}

/** What a call back to old data has brought; `value`: the number or address that was called or written to. @throws AccessNotNow, AccessBlocked */
export async function callBack(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  given: { readonly requestId: string; readonly version: number; readonly value: string | null; readonly result: CallBackResult; readonly note: string | null },
): Promise<void> {
  const locked = await take(tx, actor, given);
  const { row } = locked;
  needChecking(row);
  const { value, result, note } = given;
  await change(tx, row, {
    calledBack: JSON.stringify({ value, result, by: actor.personId, name: actor.name, at: now, note }),
    touchedBy: touched(row, actor),
  });
  const told = about(locked);
  await announce(tx, actor, now, AccessCalledBack, { ...told, details: { ...told.details, result } });
}

/** A note between agents. @throws AccessBlocked */
export async function writeNote(tx: Tx, actor: OperatorActor, now: Date, { requestId, text }: { readonly requestId: string; readonly text: string }) {
  await take(tx, actor, { requestId });
  await addMessage(tx, actor, now, { requestId, side: 'note', text });
}

interface Step {
  readonly requestId: string;
  readonly version: number;
}
/** Asks the asker, who has fourteen days. @throws AccessNotNow, AccessBlocked */
export async function askAsker(tx: Tx, actor: OperatorActor, now: Date, { text, ...step }: Step & { readonly text: string }): Promise<void> {
  const locked = await take(tx, actor, step);
  await move(tx, now, locked.row, 'ask_back', { askedUntil: new Date(now.getTime() + answerDays * DAY), remindedAt: null });
  await addMessage(tx, actor, now, { requestId: step.requestId, side: 'desk', text, asksBack: true });
  await announce(tx, actor, now, AccessAsked, about(locked));
}

/** Turns the request down. @throws AccessNotNow, AccessBlocked */
export async function refuse(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { reason, note, ...step }: Step & { readonly reason: RefusalReason; readonly note: string | null },
  say: (locale: Locale) => Translate,
): Promise<void> {
  const locked = await take(tx, actor, step);
  await move(tx, now, locked.row, 'refuse', { refusal: reason });
  const t = say(locked.request.locale as Locale);
  const text = [t(`access_requests.refusal.${reason}`), note].filter(Boolean).join('\n\n');
  await closeRequest(tx, actor, now, { requestId: step.requestId, outcome: 'refused', text, side: 'desk' });
  await tellRefused(tx, actor, now, locked, reason);
}

/** Sends the asker to the admins that the company has. @throws AccessNotNow, AccessNotOnFile, AccessBlocked */
export async function redirect(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { note, ...step }: Step & { readonly note: string | null },
  say: (locale: Locale) => Translate,
): Promise<void> {
  const locked = await take(tx, actor, step);
  if (!locked.row.accountId || (await listGuardians(tx, now)).length === 0) throw new AccessNotOnFile({});
  await move(tx, now, locked.row, 'redirect');
  const t = say(locked.request.locale as Locale);
  await closeRequest(tx, actor, now, {
    requestId: step.requestId,
    outcome: 'redirected',
    text: [t('access_requests.say.redirected'), note].filter(Boolean).join('\n\n'),
    side: 'desk',
  });
  await announce(tx, actor, now, AccessRedirected, about(locked));
}

/** The first agent proposes; a second one decides. @throws AccessNotNow, AccessBlocked */
export async function prepare(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { outcome, grounds, ...step }: Step & { readonly outcome: AccessOutcome; readonly grounds: string },
): Promise<void> {
  const locked = await take(tx, actor, step);
  const { row } = locked;
  if (!moveOf(row.state as AccessState, 'prepare') && row.state !== 'admins') throw new AccessNotNow({ state: row.state });
  const [block] = blocksPreparing(caseFacts(row), await agentFacts(tx, actor, row, locked.request), checklistItems);
  if (block) throw new AccessBlocked({ block });
  if (outcome === 'thaw' && !(await isFrozen(tx, row.personId))) throw new AccessNotNow({ state: row.state });
  await move(tx, now, row, 'prepare', { outcome, grounds, preparedBy: actor.personId, preparedAt: now, approvedBy: null, approvedAt: null });
  const told = about(locked);
  await announce(tx, actor, now, AccessPrepared, { ...told, details: { ...told.details, outcome } });
}
const isFrozen = async (tx: Tx, personId: string | null): Promise<boolean> =>
  personId !== null &&
  (await tx.selectFrom('people').select('personId').where('personId', '=', personId).where('frozenAt', 'is not', null).executeTakeFirst()) !== undefined;

/** The second agent's hand is as free as for approving. @throws AccessNotNow, AccessBlocked */
async function takePrepared(tx: Tx, actor: OperatorActor, step: Step): Promise<Locked> {
  const locked = await take(tx, actor, step);
  if (!moveOf(locked.row.state as AccessState, 'approve')) throw new AccessNotNow({ state: locked.row.state });
  return locked;
}

/** The second agent does not approve; back to the first. @throws AccessNotNow, AccessBlocked */
export async function sendBack(tx: Tx, actor: OperatorActor, now: Date, { text, ...step }: Step & { readonly text: string }): Promise<void> {
  const locked = await takePrepared(tx, actor, step);
  await move(tx, now, locked.row, 'send_back', { preparedBy: null, preparedAt: null, outcome: null });
  await addMessage(tx, actor, now, { requestId: step.requestId, side: 'note', text });
  await announce(tx, actor, now, AccessSentBack, about(locked));
}

/** How long an elevation of this case waits, as things stand. `tx` must be in the company. */
export async function waitHoursFor(tx: Tx, now: Date, row: CaseRow): Promise<number> {
  if (!row.accountId) return 0;
  const admins = await listAdmins(tx, row.accountId, now);
  const others = admins.filter(({ personId }) => personId !== row.personId);
  return waitHoursOf({
    others: others.length,
    othersSignedIn: others.some(({ signedInLately }) => signedInLately),
    isAdmin: admins.length > others.length,
    callBack: caseFacts(row).callBack,
  });
}

/** The second agent approves: the waiting time begins, or the frozen identity is opened. @throws AccessNotNow, AccessBlocked */
export async function approve(tx: Tx, actor: OperatorActor, now: Date, step: Step, say: (locale: Locale) => Translate): Promise<void> {
  const locked = await takePrepared(tx, actor, step);
  const { row, request } = locked;
  const [block] = blocksApproving(caseFacts(row), await agentFacts(tx, actor, row, request));
  if (block) throw new AccessBlocked({ block });
  const { accountId } = row;
  if (!accountId) throw new AccessBlocked({ block: 'no_company' });
  const values = { approvedBy: actor.personId, approvedAt: now };
  const told = about(locked);
  if (row.outcome === 'thaw' && row.personId) {
    await thaw(tx, actor, now, row.personId);
    await move(tx, now, row, 'approve', values);
    await announce(tx, actor, now, AccessApproved, { ...told, details: { ...told.details, outcome: 'thaw', hours: 0 } });
    return finish(tx, actor, now, row.requestId, 'granted');
  }
  const hours = await waitHoursFor(tx, now, row);
  const known = row.personId ?? (await findPersonByEmail(tx, request.email));
  const name = PersonName.parse(row.claims);
  const { elevationId } = await startElevation(tx, actor, now, {
    accountId,
    who: known ? { personId: known } : { ...name, email: request.email, locale: request.locale as Locale },
    source: 'desk',
    originId: row.requestId,
    waitHours: hours,
    reason: row.grounds,
  });
  await enter(tx, { accountId });
  await move(tx, now, row, 'approve', { ...values, elevationId });
  const t = say(request.locale as Locale);
  await addMessage(tx, actor, now, {
    requestId: row.requestId,
    side: 'desk',
    text: hours > 0 ? t('access_requests.say.approved_waits', { hours, email: request.email }) : t('access_requests.say.approved', { email: request.email }),
  });
  await announce(tx, actor, now, AccessApproved, { ...told, details: { ...told.details, outcome: 'elevate', hours } });
}

/** Notes that an agent looked at the case, once in ten minutes, or opened a file of it: every time, and then they may not approve. */
export async function noteLook(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  locked: Locked,
  file: { readonly fileId: string; readonly shows: EvidenceKind } | null,
): Promise<void> {
  const { row } = locked;
  if (!file) {
    const since = new Date(now.getTime() - LOOK_MINUTES * 60_000);
    const recent = await tx
      .selectFrom('accessLooks')
      .select('lookId')
      .where('requestId', '=', row.requestId)
      .where('byPerson', '=', actor.personId)
      .where('fileId', 'is', null)
      .where('at', '>', since)
      .executeTakeFirst();
    if (recent) return;
  }
  await tx
    .insertInto('accessLooks')
    .values({ requestId: row.requestId, byPerson: actor.personId, name: actor.name, fileId: file?.fileId ?? null, at: now })
    .execute();
  const told = about(locked);
  if (!file) return void (await announce(tx, actor, now, AccessLookedAt, told));
  await tx
    .updateTable('accessCases')
    .set({ touchedBy: touched(row, actor) })
    .where('requestId', '=', row.requestId)
    .execute();
  await announce(tx, actor, now, AccessFileOpened, { ...told, details: { ...told.details, shows: file.shows } });
}

/** A file that an agent may open. @throws NotFound, AccessBlocked */
export async function openFile(tx: Tx, actor: OperatorActor, now: Date, requestId: string, fileId: string) {
  const locked = await take(tx, actor, { requestId });
  const file = await tx
    .selectFrom('serviceFiles as s')
    .innerJoin('files as f', 'f.fileId', 's.fileId')
    .select(['s.fileId', 's.shows', 'f.name'])
    .where('s.requestId', '=', requestId)
    .where('s.fileId', '=', fileId)
    .executeTakeFirst();
  if (!file) throw new NotFound({});
  await noteLook(tx, actor, now, locked, { fileId, shows: file.shows as EvidenceKind });
  return file;
}
