import { RequestInvalid, NotFound } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { Actor, PersonActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { askMail, askText } from '../../../server/mail.ts';
import { parsePhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { renewSessions } from '../acts.ts';
import { startChallenge } from '../challenges.ts';
import { EmailChanged, SignInNameTaken, TooManyWays, WayAdded, WayKnown, WayNotProved, WayRemoved } from '../contract.ts';
import { tellPerson, wayCodeMail } from '../mails.ts';
import { maskEmail, maskPhone, proofRules, WAYS_AT_MOST } from '../policy.ts';
import { getPerson } from '../queries.ts';
import { type ContactWayRow, findContactWayForUpdate, listContactWays } from '../queries/ways.ts';
import { voidResetLinks } from './resetLinks.ts';

/** What the code of a way is good for. */
export const wayPurpose = 'contact_way';

type ContactKind = 'email' | 'phone';
export type NewWay = { readonly kind: 'email'; readonly value: string } | { readonly kind: 'phone'; readonly value: string; readonly country: string };
/** Locks the person, so that two changes of ways at once see each other. */
const lockPerson = (tx: Tx, personId: string) => tx.selectFrom('people').select('personId').where('personId', '=', personId).forUpdate().execute();

const maskOf = (kind: ContactKind, value: string) => (kind === 'phone' ? maskPhone(value) : maskEmail(value));
const about = (personId: string) => ({ accountId: null, personId, subjectId: personId });

/** As it is kept. A number with an extension gets no text messages. @throws RequestInvalid */
function plainWay(given: NewWay): { kind: ContactKind; value: string; valueFolded: string } {
  if (given.kind === 'email') return { kind: 'email', value: given.value, valueFolded: foldEmail(given.value) };
  const phone = parsePhone(given.value, given.country);
  if (!phone || phone.extension) throw new RequestInvalid({ fields: { value: 'phone' } });
  return { kind: 'phone', value: phone.e164, valueFolded: phone.e164 };
}

/** Notes an address or number; it counts for nothing until its code is confirmed. @returns its id @throws WayKnown, TooManyWays, RequestInvalid */
export async function addWay(tx: Tx, actor: PersonActor, now: Date, given: NewWay): Promise<string> {
  const { personId } = actor;
  const wanted = plainWay(given);
  await lockPerson(tx, personId);
  const [person, rows] = await Promise.all([getPerson(tx, personId), listContactWays(tx, personId)]);
  const same = rows.find((row) => row.kind === wanted.kind && row.valueFolded === wanted.valueFolded);
  if ((same?.verifiedAt && !same.lostAt) || (wanted.kind === 'email' && foldEmail(person.email) === wanted.valueFolded)) throw new WayKnown({});
  if (same) return same.wayId;
  if (rows.filter((row) => row.kind === wanted.kind).length >= WAYS_AT_MOST) throw new TooManyWays({ most: WAYS_AT_MOST });
  const wayId = crypto.randomUUID();
  await tx
    .insertInto('contactWays')
    .values({ personId, wayId, ...wanted, createdAt: now })
    .execute();
  return wayId;
}

/**
 * Sends a code to one of the person's addresses or numbers. The Tx must be the person's.
 * @param key `sign_in`, or the id of a way @throws NotFound · TooManyRequests within a minute of the last one
 */
export async function sendWayCode(tx: Tx, now: Date, personId: string, key: string): Promise<{ attempt: string; minutes: number }> {
  const person = await getPerson(tx, personId);
  const way =
    key === 'sign_in'
      ? { kind: 'email', value: person.email, lastTestedAt: person.emailTestedAt }
      : (await listContactWays(tx, personId)).find((row) => row.wayId === key);
  if (!way) throw new NotFound({});
  const { minutes } = way.kind === 'phone' ? proofRules.textCode : proofRules.mailCode;
  // Not by its address: whoever else adds the same one must not be able to tell from being told to wait. A code that was confirmed
  // is not waited after.
  const from = `${personId} ${key} ${way.lastTestedAt?.getTime() ?? ''}`;
  const attempt = await startChallenge(tx, now, { purpose: wayPurpose, email: from, data: { personId, key, value: way.value }, minutes });
  const wanted = { to: way.value, locale: person.locale, personId, ids: { challengeId: attempt, minutes } };
  await (way.kind === 'phone' ? askText(tx, now, wayCodeMail, wanted) : askMail(tx, now, wayCodeMail, wanted));
  return { attempt, minutes };
}

/** The code was right: the way is proved, or works still. The first time, the person is told by every other way. @throws NotFound */
export async function confirmWay(tx: Tx, actor: PersonActor, now: Date, { key, value }: { readonly key: string; readonly value: string }): Promise<void> {
  const { personId } = actor;
  if (key === 'sign_in') {
    const tested = await tx.updateTable('people').set({ emailTestedAt: now }).where('personId', '=', personId).where('email', '=', value).executeTakeFirst();
    if (!tested.numUpdatedRows) throw new NotFound({});
    return;
  }
  const before = await findContactWayForUpdate(tx, personId, key);
  if (before?.value !== value) throw new NotFound({});
  const isKnown = before.verifiedAt !== null && !before.lostAt;
  await setWay(tx, before, { verifiedAt: isKnown ? before.verifiedAt : now, lastTestedAt: now, lostAt: null });
  if (isKnown) return;
  const details = { kind: before.kind as ContactKind, hint: maskOf(before.kind as ContactKind, value) };
  const announcementId = await announce(tx, actor, now, WayAdded, { ...about(personId), details });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId, { except: key });
}

const setWay = (tx: Tx, { personId, wayId }: ContactWayRow, values: { readonly verifiedAt: Date | null; readonly lastTestedAt: Date; readonly lostAt: null }) =>
  tx.updateTable('contactWays').set(values).where('personId', '=', personId).where('wayId', '=', wayId).execute();

/** An address or number that its person came back without: whoever reads it by now gets nowhere with it. */
export const noteLost = (tx: Tx, now: Date, personId: string, key: string) =>
  tx.updateTable('contactWays').set({ lostAt: now }).where('personId', '=', personId).where('wayId', '=', key).execute();

/** Removes one; the person is told by every way that stays and by the one that goes. @throws NotFound */
export async function removeWay(tx: Tx, actor: PersonActor, now: Date, key: string): Promise<void> {
  const { personId } = actor;
  const row = await tx.deleteFrom('contactWays').where('personId', '=', personId).where('wayId', '=', key).returningAll().executeTakeFirst();
  if (!row) throw new NotFound({});
  // Nobody was ever reached there.
  if (!row.verifiedAt) return;
  const removed = { kind: row.kind as ContactKind, value: row.value };
  const announcementId = await announce(tx, actor, now, WayRemoved, {
    ...about(personId),
    details: { kind: removed.kind, hint: maskOf(removed.kind, row.value) },
  });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId, { removed });
}

/**
 * Makes a proved address the sign-in name; the former one takes its place among the ways, as old as it is. The Tx must be the person's.
 * @throws NotFound · WayNotProved · SignInNameTaken when another person signs in with it
 */
export async function changeSignInEmail(tx: Tx, actor: Actor, now: Date, personId: string, key: string): Promise<void> {
  await lockPerson(tx, personId);
  const [before, way] = await Promise.all([getPerson(tx, personId), findContactWayForUpdate(tx, personId, key)]);
  if (way?.kind !== 'email') throw new NotFound({});
  if (!way.verifiedAt || way.lostAt) throw new WayNotProved({});
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('signInNames')
    .values({ emailFolded: way.valueFolded, personId })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new SignInNameTaken({});
  await tx.deleteFrom('signInNames').where('personId', '=', personId).where('emailFolded', '=', foldEmail(before.email)).execute();
  const since = before.emailChangedAt ?? before.createdAt;
  await tx
    .updateTable('contactWays')
    .set({ value: before.email, valueFolded: foldEmail(before.email), createdAt: since, verifiedAt: since, lastTestedAt: before.emailTestedAt })
    .where('personId', '=', personId)
    .where('wayId', '=', key)
    .execute();
  await tx
    .updateTable('people')
    .set((eb) => ({ email: way.value, emailChangedAt: now, emailTestedAt: way.lastTestedAt, version: eb('version', '+', 1) }))
    .where('personId', '=', personId)
    .execute();
  await renewSessions(tx, personId);
  // A link that lies in the former mailbox must not outlive the change.
  await voidResetLinks(tx, now, before.email);
  const announcementId = await announce(tx, actor, now, EmailChanged, {
    ...about(personId),
    details: { email: way.value },
    before: { email: before.email },
    after: { email: way.value },
  });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId, { except: 'sign_in' });
}
