import type { Locale } from '../../core/locale.ts';
import { SignInRequired } from '../../core/problems.ts';
import { foldEmail } from '../../core/text.ts';
import { type Actor, personIdOf } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { hashToken, newToken } from '../../server/secrets.ts';
import { run, type Tx } from '../../server/tx.ts';
import { IdentityFrozen, PasswordChanged, PasswordSet, PersonAdded, ProfileChanged, SessionEnded, SignInNameTaken } from './contract.ts';
import { voidResetLinks } from './acts/resetLinks.ts';
import { voidTemporaryPasswords } from './acts/temporaryPasswords.ts';
import { tellPerson } from './mails.ts';
import { getPerson } from './queries.ts';

export { answerChallenge, renderCode, startChallenge } from './challenges.ts';
export { hashPassword } from './passwords.ts';
export { passwordFault } from './strength.ts';

export interface NewPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly locale: Locale;
}

/**
 * Adds a person under a sign-in name that is theirs alone; from here on the Tx is that person's.
 * The mailbox must have been proved, or be proved before anything can be signed in to. @throws SignInNameTaken
 */
export async function addPerson(tx: Tx, actor: Actor, now: Date, given: NewPerson): Promise<{ personId: string }> {
  const personId = crypto.randomUUID();
  await enter(tx, { personId });
  await tx
    .insertInto('people')
    .values({ personId, givenName: given.givenName, familyName: given.familyName, email: given.email, locale: given.locale, createdAt: now })
    .execute();
  // Two sign-ups at once: the second waits for the first one's commit and then adds nothing.
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('signInNames')
    .values({ emailFolded: foldEmail(given.email), personId })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new SignInNameTaken({});
  await announce(tx, actor, now, PersonAdded, {
    accountId: null,
    personId,
    subjectId: personId,
    details: { email: given.email },
    after: { givenName: given.givenName, familyName: given.familyName, email: given.email, locale: given.locale },
  });
  return { personId };
}

/**
 * Keeps the hash of a password. The first one is merely noted; a changed one is told to the person by mail, and every other
 * session ends. @param options.short it is long enough only beside a second factor
 */
export async function keepPassword(tx: Tx, actor: Actor, now: Date, personId: string, hash: string, options: { readonly short?: boolean } = {}): Promise<void> {
  const before = await tx.selectFrom('passwords').select('setAt').where('personId', '=', personId).forUpdate().executeTakeFirst();
  await stillOpen(tx, actor, personId);
  const row = { hash, setAt: now, failedInRow: 0, lastFailedAt: null, needsSecondFactor: options.short ?? false };
  await tx
    .insertInto('passwords')
    .values({ personId, ...row })
    .onConflict((oc) => oc.column('personId').doUpdateSet(row))
    .execute();
  const announcementId = await announce(tx, actor, now, before ? PasswordChanged : PasswordSet, {
    accountId: null,
    personId,
    subjectId: personId,
    details: {},
  });
  // What else was on its way to a password ends with this one: links in mailboxes, and what an admin handed out.
  const person = await getPerson(tx, personId);
  await voidResetLinks(tx, now, person.email);
  await voidTemporaryPasswords(tx, now, personId);
  if (!before) return;
  await endSessions(tx, now, personId, { except: 'sessionId' in actor ? actor.sessionId : null });
  await tellPerson(tx, now, person, announcementId);
}

/** A change that waited for another one, which ended its session: the first wins. @throws SignInRequired */
async function stillOpen(tx: Tx, actor: Actor, personId: string): Promise<void> {
  if (!('sessionId' in actor) || !actor.sessionId || actor.personId !== personId) return;
  const open = await tx.selectFrom('sessions').select('sessionId').where('sessionId', '=', actor.sessionId).where('endedAt', 'is', null).executeTakeFirst();
  // A session ended while it waited for the lock above.
  if (!open) throw new SignInRequired({});
}

export interface NewSession {
  readonly personId: string;
  /** How it was proved: password, passkey, totp, recovery_code, mail_code, idp:<tenant>. */
  readonly proofs: readonly string[];
  /** Whether one of them counts as a second factor shown now. */
  readonly secondFactor: boolean;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/**
 * Opens a session; from here on the Tx is that person's. Give the token to the browser with `request.giveSession`.
 * It lasts 30 days at most and 12 idle hours; for the operator's people 24 hours and one.
 * @throws IdentityFrozen when someone said "this was not me"; after the right proof only
 */
export async function openSession(tx: Tx, _actor: Actor, now: Date, given: NewSession): Promise<{ token: string; until: Date }> {
  const token = newToken();
  const [, { rows }] = await Promise.all([
    enter(tx, { personId: given.personId }),
    run(
      tx,
      `insert into sessions (token_hash, person_id, proofs, second_factor_at, created_at, last_used_at, address, user_agent, expires_at, idle_minutes)
      select $1, $2, $3, $4, $5, $5, $6, $7, $5::timestamptz + case when o.is_operator then interval '24 hours' else interval '30 days' end, case when o.is_operator then 60 else 720 end
        from (select exists (select 1 from operators where person_id = $2 and (ends_at is null or ends_at > $5)) as is_operator
                from people where person_id = $2 and frozen_at is null for key share of people) o
      returning expires_at as until`,
      [hashToken(token), given.personId, [...given.proofs], given.secondFactor ? now : null, now, given.address, given.userAgent],
      'identity.open_session',
    ),
  ]);
  if (!rows[0]) throw new IdentityFrozen({ goTo: '/recover' });
  return { token, until: rows[0]['until'] as Date };
}

/** Ends sessions of a person; the number that were open. Each is refused from the commit on, in every process. */
export async function endSessions(tx: Tx, now: Date, personId: string, which: { readonly only?: string; readonly except?: string | null }): Promise<number> {
  let query = tx.updateTable('sessions').set({ endedAt: now }).where('personId', '=', personId).where('endedAt', 'is', null).where('expiresAt', '>', now);
  if (which.only) query = query.where('sessionId', '=', which.only);
  if (which.except) query = query.where('sessionId', '!=', which.except);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Ends every session of a person, and every key and token that they have let in, e.g. when an administrator resets them. */
export async function endAllSessions(tx: Tx, now: Date, personId: string): Promise<void> {
  await endSessions(tx, now, personId, {});
  await run(tx, 'select end_grants_of($1, $2)', [personId, now]);
}

/** What is in memory of a person's sessions must be read anew: names, proofs, second factors or operator roles changed. */
export async function renewSessions(tx: Tx, personId: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .execute();
}

/** Ends one or all others of one's own sessions, and says so. */
export async function endOwnSessions(
  tx: Tx,
  actor: Actor,
  now: Date,
  personId: string,
  which: { readonly only?: string; readonly except?: string },
): Promise<number> {
  const count = await endSessions(tx, now, personId, which);
  if (count) await announce(tx, actor, now, SessionEnded, { accountId: null, personId, ...(which.only ? { subjectId: which.only } : {}), details: { count } });
  return count;
}

export interface ProfileChanges {
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly theme?: string | undefined;
}

/** Changes a person's name, language or look. */
export async function changeProfile(tx: Tx, actor: Actor, now: Date, changes: ProfileChanges): Promise<void> {
  const personId = personIdOf(actor) as string;
  const before = await getPerson(tx, personId);
  const set = Object.fromEntries(Object.entries(changes).filter(([key, value]) => value !== undefined && value !== before[key as keyof typeof before]));
  if (!Object.keys(set).length) return;
  await tx
    .updateTable('people')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .where('personId', '=', personId)
    .execute();
  await renewSessions(tx, personId);
  const after = await getPerson(tx, personId);
  await announce(tx, actor, now, ProfileChanged, {
    accountId: null,
    personId,
    subjectId: personId,
    details: { name: after.name },
    before: pick(before, set),
    after: set,
  });
}

const pick = (row: object, keys: object) => Object.fromEntries(Object.entries(row).filter(([key]) => key in keys));
