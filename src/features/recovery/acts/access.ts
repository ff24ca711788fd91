import type { Locale, Translate } from '../../../core/locale.ts';
import { fullName, type PersonName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor, MemberActor, OperatorActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { closeRequest, openRequest } from '../../support/acts/requests.ts';
import { findRequest } from '../../support/queries/requests.ts';
import {
  AccessAdminAnswered,
  AccessAdminsAsked,
  AccessAdminsSilent,
  type AccessClaims,
  AccessDone,
  AccessMatched,
  AccessNotNow,
  AccessNotOnFile,
  AccessRequested,
  type AccessState,
  type AccessTrouble,
  type AdminAnswer,
} from '../contract/access.ts';
import { adminsHours, moveOf, ticketMinutes } from '../policy/access.ts';
import { cluesOf, findCaseForUpdate, findNamedCompany, listPeopleNamed } from '../queries/access.ts';
import { about, change, type Changes, claimsOf, listGuardians, lock, type Locked, move, refuseOwn, tellRefused } from './accessCases.ts';
import { stopElevation } from './elevations.ts';

const HOUR = 3_600_000;
const inHours = (now: Date, hours: number): Date => new Date(now.getTime() + hours * HOUR);

export interface AccessWanted {
  readonly name: PersonName;
  readonly email: string;
  readonly phone: string | null;
  readonly locale: Locale;
  readonly trouble: AccessTrouble;
  readonly claims: AccessClaims;
  readonly text: string;
}
/** Opens a request for access, and lets a job look the company up; `ticket` adds evidence for an hour. */
export async function openAccessRequest(tx: Tx, actor: Actor, now: Date, wanted: AccessWanted): Promise<{ requestId: string; number: string; ticket: string }> {
  const { name, email, phone, locale, trouble, claims, text } = wanted;
  const ticket = newToken();
  const { requestId, number } = await openRequest(tx, actor, now, {
    kind: 'access',
    name: fullName(name),
    email,
    phone,
    locale,
    topic: 'sign_in',
    subject: claims.company,
    text,
    severity: 'critical',
  });
  await tx
    .insertInto('accessCases')
    .values({
      requestId,
      trouble,
      claims: JSON.stringify({ ...claims, ...name }),
      ticketHash: hashToken(ticket),
      ticketUntil: new Date(now.getTime() + ticketMinutes * 60_000),
      state: 'new',
      stateSince: now,
    })
    .execute();
  await announce(tx, actor, now, AccessRequested, { accountId: null, subjectId: requestId, details: { request: number, name: fullName(name), trouble } });
  return { requestId, number, ticket };
}

/** Asks the admins of the company that a case was matched to, where there are some who have not been asked; else it is the desk's. */
async function askAdmins(tx: Tx, actor: Actor, now: Date, locked: Locked, values: Changes & { readonly accountId: string }): Promise<void> {
  const { row, request } = locked;
  const isNew = row.accountId !== values.accountId;
  const wasAsked = Object.hasOwn(row.answers as object, values.accountId);
  const guardians = isNew && !wasAsked ? await listGuardians(tx, now) : [];
  const matched = { row: { ...row, ...values }, request };
  if (!isNew) return void (await change(tx, row, values));
  if (guardians.length === 0) return void (await move(tx, now, row, 'no_admins', { ...values, adminsUntil: null }));
  const adminsUntil = inHours(now, adminsHours);
  await move(tx, now, row, 'admins_found', { ...values, adminsUntil });
  const told = about(matched);
  await announce(tx, actor, now, AccessAdminsAsked, { ...told, details: { ...told.details, until: adminsUntil.toISOString() } });
}

/** What a new request is about, as far as its claims say it for certain. */
export async function lookUp(tx: Tx, actor: Actor, now: Date, requestId: string): Promise<void> {
  const locked = await lock(tx, requestId);
  const { row, request } = locked;
  if (row.state !== 'new') return;
  const claims = claimsOf(row);
  const accountId = await findNamedCompany(tx, cluesOf(claims, request.email));
  if (!accountId) return void (await move(tx, now, row, 'no_admins'));
  await enter(tx, { accountId });
  const [person] = await listPeopleNamed(tx, accountId, [request.email, claims.signInName]);
  await askAdmins(tx, actor, now, locked, { accountId, personId: person?.personId ?? null });
}

/** An agent says which company the request is about, and who on file the asker is. @throws AccessNotNow, AccessNotOnFile, AccessBlocked */
export async function match(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { accountId, personId, ...which }: { readonly requestId: string; readonly version: number; readonly accountId: string; readonly personId: string | null },
): Promise<void> {
  const locked = await lock(tx, which.requestId, which.version);
  await refuseOwn(tx, actor, locked);
  if (!moveOf(locked.row.state as AccessState, 'no_admins')) throw new AccessNotNow({ state: locked.row.state });
  await enter(tx, { accountId });
  const [account, member] = await Promise.all([
    tx.selectFrom('accounts').select('accountId').where('accountId', '=', accountId).where('state', '<>', 'closed').executeTakeFirst(),
    personId ? tx.selectFrom('members').select('state').where('accountId', '=', accountId).where('personId', '=', personId).executeTakeFirst() : undefined,
  ]);
  if (!account || (personId && (!member || member.state === 'removed'))) throw new AccessNotOnFile({});
  const matched = { row: { ...locked.row, accountId, personId }, request: locked.request };
  await refuseOwn(tx, actor, matched);
  // What was found of one company or person says nothing of another.
  const isOther = locked.row.accountId !== accountId || locked.row.personId !== personId;
  await askAdmins(tx, actor, now, locked, { accountId, personId, ...(isOther ? { checklist: '{}', calledBack: null as never } : {}) });
  const { looks } = await tx
    .selectFrom('accessLooks')
    .select((eb) => eb.fn.countAll<number>().as('looks'))
    .where('requestId', '=', which.requestId)
    .executeTakeFirstOrThrow();
  const told = about(matched);
  await announce(tx, actor, now, AccessMatched, { ...told, details: { ...told.details, looks } });
}

/** An admin of the company says whether they know the asker. @throws NotFound, AccessNotNow */
export async function answerForCompany(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { requestId, answer }: { readonly requestId: string; readonly answer: AdminAnswer },
  say: (locale: Locale) => Translate,
): Promise<void> {
  const locked = await lock(tx, requestId);
  const { row, request } = locked;
  if (row.accountId !== actor.accountId || !row.adminsUntil) throw new NotFound({});
  const answers = JSON.stringify({ ...(row.answers as object), [actor.accountId]: { answer, by: actor.personId, name: actor.name, at: now } });
  const state = await move(tx, now, row, answer === 'helped' ? 'admin_helps' : 'admin_knows_nobody', { answers });
  const told = about(locked);
  await announce(tx, actor, now, AccessAdminAnswered, { ...told, details: { ...told.details, answer } });
  if (state === 'redirected') {
    const text = say(request.locale as Locale)('access_requests.say.helped', { name: actor.name });
    await closeRequest(tx, actor, now, { requestId, outcome: 'redirected', text, side: 'desk' });
  }
}

/** What an approved case came to. */
export async function finish(tx: Tx, actor: Actor, now: Date, requestId: string, event: 'granted' | 'stopped'): Promise<void> {
  const locked = await lock(tx, requestId);
  if (!moveOf(locked.row.state as AccessState, event)) return;
  await move(tx, now, locked.row, event, event === 'stopped' ? { refusal: 'stopped' } : {});
  if (locked.request.state !== 'closed') await closeRequest(tx, actor, now, { requestId, outcome: event === 'granted' ? 'granted' : 'refused', side: 'desk' });
  if (event === 'granted') await announce(tx, actor, now, AccessDone, about(locked));
  else await tellRefused(tx, actor, now, locked, 'stopped');
}

/** Of the service request: the asker wrote, or took it up again; or it was ended by another hand than this one. */
export async function follow(tx: Tx, actor: Actor, now: Date, requestId: string, event: 'asker_answers' | 'withdrawn'): Promise<void> {
  const row = await findCaseForUpdate(tx, requestId);
  const request = row && (await findRequest(tx, requestId));
  if (!row || !request || (event === 'asker_answers') === (request.state === 'closed')) return;
  if (!moveOf(row.state as AccessState, event)) return;
  if (event === 'asker_answers') return void (await move(tx, now, row, event, { refusal: null, askedUntil: null }));
  if (row.elevationId && row.accountId && row.state === 'approved') {
    await enter(tx, { accountId: row.accountId });
    await stopElevation(tx, actor, now, row.elevationId, null);
  }
  await move(tx, now, row, event, { refusal: 'withdrawn' });
  await tellRefused(tx, actor, now, { row, request }, 'withdrawn');
}

/** The time of admins or of the asker has passed. */
export async function letPass(tx: Tx, actor: Actor, now: Date, requestId: string): Promise<'admins_silent' | 'asker_silent' | undefined> {
  const locked = await lock(tx, requestId);
  const { row, request } = locked;
  if (row.state === 'admins' && row.adminsUntil && row.adminsUntil <= now) {
    await move(tx, now, row, 'admins_silent');
    await announce(tx, actor, now, AccessAdminsSilent, about(locked));
    return 'admins_silent';
  }
  if (row.state !== 'asked' || !row.askedUntil || row.askedUntil > now) return undefined;
  await move(tx, now, row, 'asker_silent', { refusal: 'unanswered' });
  if (request.state !== 'closed') await closeRequest(tx, actor, now, { requestId, outcome: 'no_reply', side: 'desk' });
  await tellRefused(tx, actor, now, locked, 'unanswered');
  return 'asker_silent';
}
