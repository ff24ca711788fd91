import { randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';
import { NotFound } from '../../../core/problems.ts';
import type { Actor, PersonActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { renewSessions } from '../acts.ts';
import {
  AuthenticatorAdded,
  AuthenticatorRemoved,
  PASSWORD_MIN,
  PasskeyAdded,
  PasskeyKnown,
  PasskeyRemoved,
  PasskeyRenamed,
  PasswordNeedsSecondFactor,
  RecoveryCodesMade,
  RecoveryCodeUsed,
  SecondFactorNeeded,
  SecondFactorWrong,
} from '../contract.ts';
import { tellPerson } from '../mails.ts';
import type { NewPasskey } from '../passkeys.ts';
import { plainRecoveryCode, proofRules, recoveryCodeOf } from '../policy.ts';
import { countRecoveryCodes, findPasswordOf, getPerson, hasSecondFactor } from '../queries.ts';

const about = (personId: string) => ({ accountId: null, personId, subjectId: personId });

/** Notes that this session showed a second factor now; in force with the next request. */
export async function markSecondFactor(tx: Tx, actor: PersonActor, now: Date, proof: 'passkey' | 'totp' | 'recovery_code' | null): Promise<void> {
  const proofs = proof && !actor.proofs.includes(proof) ? [...actor.proofs, proof] : [...actor.proofs];
  await tx
    .updateTable('sessions')
    .set((eb) => ({ secondFactorAt: now, proofs, version: eb('version', '+', 1) }))
    .where('personId', '=', actor.personId)
    .where('sessionId', '=', actor.sessionId)
    .execute();
}

/** The first second factor counts as shown: it was there a moment ago. */
async function noteAdded(tx: Tx, actor: PersonActor, now: Date, proof: 'passkey' | 'totp', announcementId: string): Promise<void> {
  await renewSessions(tx, actor.personId);
  if (!actor.hasSecondFactor) await markSecondFactor(tx, actor, now, proof);
  await tellPerson(tx, now, await getPerson(tx, actor.personId), announcementId);
}

/** Adds a passkey that was verified. @throws PasskeyKnown */
export async function addPasskey(tx: Tx, actor: PersonActor, now: Date, passkey: NewPasskey & { readonly name: string }) {
  const row = await tx
    .insertInto('passkeys')
    .values({ personId: actor.personId, ...passkey, createdAt: now })
    .onConflict((oc) => oc.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new PasskeyKnown({});
  const announcementId = await announce(tx, actor, now, PasskeyAdded, { ...about(actor.personId), details: { name: row.name }, after: { passkey: row.name } });
  await noteAdded(tx, actor, now, 'passkey', announcementId);
  return row;
}

/** Names a passkey. @throws NotFound */
export async function renamePasskey(tx: Tx, actor: PersonActor, now: Date, passkeyId: string, name: string) {
  const before = await tx
    .selectFrom('passkeys')
    .select('name')
    .where('personId', '=', actor.personId)
    .where('passkeyId', '=', passkeyId)
    .forUpdate()
    .executeTakeFirst();
  const row = await tx
    .updateTable('passkeys')
    .set({ name })
    .where('personId', '=', actor.personId)
    .where('passkeyId', '=', passkeyId)
    .returningAll()
    .executeTakeFirst();
  if (!row || !before) throw new NotFound({});
  await announce(tx, actor, now, PasskeyRenamed, { ...about(actor.personId), details: { name }, before: { passkey: before.name }, after: { passkey: name } });
  return row;
}

/** Asks later features whether the person may be without a second factor; the names of the companies against it. */
export type AskMayLose = () => Promise<readonly (readonly string[])[]>;

/** Locks the person, so that two removals at once do not each count on what the other takes. */
const lockPerson = (tx: Tx, personId: string) => tx.selectFrom('people').select('personId').where('personId', '=', personId).forUpdate().execute();

/** After one was removed: may it be so? @throws SecondFactorNeeded, PasswordNeedsSecondFactor when none is left and something depends on it */
async function mayLose(tx: Tx, personId: string, ask: AskMayLose): Promise<void> {
  if (await hasSecondFactor(tx, personId)) return;
  const against = (await ask()).flat();
  if (against.length) throw new SecondFactorNeeded({ accounts: [...new Set(against)].join(', ') });
  if ((await findPasswordOf(tx, personId))?.needsSecondFactor) throw new PasswordNeedsSecondFactor({ minimum: PASSWORD_MIN.alone });
  await tx.deleteFrom('recoveryCodes').where('personId', '=', personId).execute();
}

/** Removes a passkey. @throws NotFound, SecondFactorNeeded, PasswordNeedsSecondFactor */
export async function removePasskey(tx: Tx, actor: PersonActor, now: Date, passkeyId: string, ask: AskMayLose): Promise<void> {
  await lockPerson(tx, actor.personId);
  const row = await tx.deleteFrom('passkeys').where('personId', '=', actor.personId).where('passkeyId', '=', passkeyId).returning('name').executeTakeFirst();
  if (!row) throw new NotFound({});
  await mayLose(tx, actor.personId, ask);
  const announcementId = await announce(tx, actor, now, PasskeyRemoved, {
    ...about(actor.personId),
    details: { name: row.name },
    before: { passkey: row.name },
  });
  await renewSessions(tx, actor.personId);
  await tellPerson(tx, now, await getPerson(tx, actor.personId), announcementId);
}

const STEP_SECONDS = 30;
/** Twenty random bytes, as RFC 4226 recommends, and the address that apps read from a QR code. */
export function newAuthenticator(center: string, email: string): { secret: string; uri: string } {
  const secret = generateSecret({ length: 20 });
  return { secret, uri: generateURI({ issuer: center, label: email, secret }) };
}

/** The time step whose code this is, one step early or late included; undefined for a wrong one. */
export async function totpStep(secret: string, code: string, now: Date): Promise<number | undefined> {
  const token = code.normalize('NFKC').replace(/\D/g, '');
  if (token.length !== 6) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token, epoch, epochTolerance: STEP_SECONDS });
  return result.valid ? Math.floor(epoch / STEP_SECONDS) + result.delta : undefined;
}

/** Adds (or replaces) the authenticator app whose code was right. */
export async function keepAuthenticator(tx: Tx, actor: PersonActor, now: Date, sealed: Buffer, step: number): Promise<void> {
  const row = { secret: sealed, createdAt: now, confirmedAt: now, lastStep: step };
  await tx
    .insertInto('authenticators')
    .values({ personId: actor.personId, ...row })
    .onConflict((oc) => oc.column('personId').doUpdateSet(row))
    .execute();
  const announcementId = await announce(tx, actor, now, AuthenticatorAdded, { ...about(actor.personId), details: {} });
  await noteAdded(tx, actor, now, 'totp', announcementId);
}

/** Removes the authenticator app. @throws NotFound, SecondFactorNeeded, PasswordNeedsSecondFactor */
export async function removeAuthenticator(tx: Tx, actor: PersonActor, now: Date, ask: AskMayLose): Promise<void> {
  await lockPerson(tx, actor.personId);
  const { numDeletedRows } = await tx.deleteFrom('authenticators').where('personId', '=', actor.personId).executeTakeFirst();
  if (!numDeletedRows) throw new NotFound({});
  await mayLose(tx, actor.personId, ask);
  const announcementId = await announce(tx, actor, now, AuthenticatorRemoved, { ...about(actor.personId), details: {} });
  await renewSessions(tx, actor.personId);
  await tellPerson(tx, now, await getPerson(tx, actor.personId), announcementId);
}

/** Uses a code of the app up: neither it nor an earlier one works again. The Tx must be the person's. @throws SecondFactorWrong */
export async function spendTotp(tx: Tx, personId: string, step: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('authenticators')
    .set({ lastStep: step })
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('lastStep', 'is', null), eb('lastStep', '<', step)]))
    .executeTakeFirst();
  if (!numUpdatedRows) throw new SecondFactorWrong({});
}

const CODES = 10;
const hashOf = (secrets: Secrets, personId: string, code: string) => secrets.hash(`recovery ${personId} ${plainRecoveryCode(code)}`);

/** Ten new recovery codes of 80 bits; older ones stop working. They are shown now and never again. */
export async function makeRecoveryCodes(tx: Tx, actor: PersonActor, now: Date, secrets: Secrets): Promise<string[]> {
  const { personId } = actor;
  const codes = Array.from({ length: CODES }, () => recoveryCodeOf(randomBytes(proofRules.savedCode.bits / 8)));
  await tx.deleteFrom('recoveryCodes').where('personId', '=', personId).execute();
  await tx
    .insertInto('recoveryCodes')
    .values(codes.map((code) => ({ personId, codeHash: hashOf(secrets, personId, code), createdAt: now })))
    .execute();
  const announcementId = await announce(tx, actor, now, RecoveryCodesMade, { ...about(personId), details: {} });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
  return codes;
}

/** Uses a recovery code up, once; from here on the Tx is the person's. @throws SecondFactorWrong */
export async function spendRecoveryCode(tx: Tx, actor: Actor, now: Date, secrets: Secrets, personId: string, code: string): Promise<void> {
  await enter(tx, { personId });
  const { numUpdatedRows } = await tx
    .updateTable('recoveryCodes')
    .set({ usedAt: now })
    .where('personId', '=', personId)
    .where('codeHash', '=', hashOf(secrets, personId, code))
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  if (!numUpdatedRows) throw new SecondFactorWrong({});
  const { left } = await countRecoveryCodes(tx, personId);
  const announcementId = await announce(tx, actor, now, RecoveryCodeUsed, { ...about(personId), details: { left } });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
}
