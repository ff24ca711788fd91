import type { Locale } from '../../../core/locale.ts';
import { foldEmail } from '../../../core/text.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { enqueue } from '../../../server/jobs.ts';
import { hashToken, newToken } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { endAllSessions, keepPassword } from '../../identity/acts.ts';
import { changeSignInEmail, noteLost } from '../../identity/acts/ways.ts';
import { thaw } from '../../identity/acts/freezing.ts';
import { keepAddressAge, type Lost, takeAwayLost, takeAwayYounger } from '../../identity/acts/lostFactors.ts';
import { insertChallenge, tellPerson } from '../../identity/acts/proving.ts';
import { proofRules, type WayKind } from '../../identity/policy.ts';
import { getPerson } from '../../identity/queries.ts';
import { AccessRegained, NewPasswordNeeded, RECOVERY_MINUTES, RecoveryGone, RecoveryNotEnough, type Trouble } from '../contract/funnel.ts';
import { lookUpRecovery, sendRecoveryCode } from '../jobs/funnel.ts';
import { sessionProofs, showsSecondFactor } from '../policy/funnel.ts';
import { getInsight, getRecovery, type Insight, otherAddresses, type RecoveryRow } from '../queries/funnel.ts';
import { askAdmins } from './help.ts';

export const recoveryPurpose = 'recovery';

export interface NewRecovery {
  readonly email: string;
  readonly trouble: Trouble;
  readonly locale: Locale;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** The human check was a code to this very mailbox. */
  readonly mailbox: boolean;
}

/** Writes down that somebody is stuck, the same for every address; who it may be is found out by the job. */
export async function beginRecovery(tx: Tx, now: Date, given: NewRecovery): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const recoveryId = crypto.randomUUID();
  const expiresAt = new Date(now.getTime() + RECOVERY_MINUTES * 60_000);
  // Whoever cannot read that mailbox, or has just shown that they can, is sent nothing.
  const sends = given.trouble !== 'mailbox' && !given.mailbox;
  const code = sends ? await newCode(tx, now, { email: given.email, kind: 'email', recoveryId, way: 'mailbox' }) : null;
  await tx
    .insertInto('recoveries')
    .values({
      recoveryId,
      tokenHash: hashToken(token),
      email: given.email,
      emailFolded: foldEmail(given.email),
      trouble: given.trouble,
      locale: given.locale,
      address: given.address,
      userAgent: given.userAgent,
      createdAt: now,
      expiresAt,
      proofs: JSON.stringify(given.mailbox ? [{ kind: 'email', key: 'mailbox', at: now }] : []),
      challenges: JSON.stringify(code ? { mailbox: code } : {}),
    })
    .execute();
  await enqueue(tx, lookUpRecovery, { recoveryId });
  return { token, expiresAt };
}

/** Makes the challenge of a code; the code itself is made when its message is rendered, if anybody is to have it. */
async function newCode(tx: Tx, now: Date, to: { email: string; kind: 'email' | 'phone'; recoveryId: string; way: string }) {
  const { minutes } = to.kind === 'phone' ? proofRules.textCode : proofRules.mailCode;
  const id = await insertChallenge(tx, now, { purpose: recoveryPurpose, email: to.email, data: { recoveryId: to.recoveryId, way: to.way }, minutes });
  return { id, sentAt: now, minutes };
}

/** Has a code sent by a way. Whether there is anyone to send it to is found out by the job. @param to.value what was typed, for `typed` */
export async function askRecoveryCode(tx: Tx, now: Date, row: RecoveryRow, to: { way: string; kind: 'email' | 'phone'; value?: string }): Promise<void> {
  const { recoveryId } = row;
  const code = await newCode(tx, now, { email: to.value ?? row.emailFolded, kind: to.kind, recoveryId, way: to.way });
  await run(tx, 'update recoveries set challenges = challenges || $2::jsonb where recovery_id = $1', [
    recoveryId,
    JSON.stringify({ [to.way]: { ...code, ...(to.value ? { value: to.value } : {}) } }),
  ]);
  await enqueue(tx, sendRecoveryCode, { recoveryId, way: to.way, challengeId: code.id });
}

/** Notes what was shown, each way once. @throws RecoveryGone when the recovery ended meanwhile */
export async function addProof(tx: Tx, now: Date, recoveryId: string, { since, ...proof }: { kind: WayKind; key: string; since?: Date }): Promise<void> {
  const { rowCount } = await run(
    tx,
    `update recoveries set proofs = case when proofs @> $2::jsonb then proofs else proofs || $3::jsonb end where recovery_id = $1 and used_at is null and expires_at > $4`,
    [recoveryId, JSON.stringify([proof]), JSON.stringify([{ ...proof, at: now, since }]), now],
  );
  if (!rowCount) throw new RecoveryGone({});
}

/** Asks whoever may reset the person, once a recovery. @throws RecoveryNotEnough before the first proof */
export async function askAdminsOf(tx: Tx, now: Date, row: RecoveryRow): Promise<void> {
  if (!row.foundPersonId || !row.proofs.length) throw new RecoveryNotEnough({ missing: 1 });
  if (row.adminsAskedAt) return;
  const asked = await askAdmins(tx, now, row.foundPersonId);
  await tx.updateTable('recoveries').set({ adminsAskedAt: now, adminsAsked: asked }).where('recoveryId', '=', row.recoveryId).execute();
}

export interface Wish {
  /** The hash of a new password, and whether it is long enough only beside a second factor. */
  readonly password?: { readonly hash: string; readonly short: boolean } | undefined;
  readonly lost?: Lost | undefined;
  /** An address to sign in with instead, by its opaque number. */
  readonly signInWay?: string | undefined;
}
export interface Regained {
  readonly personId: string;
  readonly proofs: readonly string[];
  readonly showsSecondFactor: boolean;
  readonly hasSecondFactor: boolean;
}

/**
 * Gives access back: whoever commits first, this or another recovery or a change of the password, wins; the others end.
 * From here on the Tx is the person's. @throws RecoveryGone, RecoveryNotEnough, NewPasswordNeeded, SignInNameTaken
 */
export async function regainAccess(tx: Tx, actor: Actor, now: Date, token: string, wish: Wish): Promise<Regained> {
  const { row, insight } = await holdRecovery(tx, now, token);
  const { person, standing } = insight;
  const { personId, frozenAt, frozenChangeAt } = person;
  const address = otherAddresses(insight).find(({ way }) => way === wish.signInWay);
  if (standing.missing || (wish.signInWay && !address) || (insight.signInIsDisputed && !address))
    throw new RecoveryNotEnough({ missing: standing.missing || 1 });
  if (!wish.password && passwordRule(row, insight) === 'needed') throw new NewPasswordNeeded({});
  await tx.updateTable('recoveries').set({ usedAt: now }).where('foundPersonId', '=', personId).where('usedAt', 'is', null).execute();

  if (address) await changeSignInEmail(tx, actor, now, personId, address.key);
  if (frozenAt) {
    if (address) await keepAddressAge(tx, personId, address.since);
    await takeAwayYounger(tx, actor, now, personId, frozenChangeAt ?? frozenAt);
    await thaw(tx, actor, now, personId);
  }
  const { left } = await takeAwayLost(tx, actor, now, personId, wish.lost ?? { authenticator: false, passkeys: [] });
  if (!left && (wish.password ? wish.password.short : insight.password?.needsSecondFactor)) throw new NewPasswordNeeded({});
  if (wish.password) await keepPassword(tx, actor, now, personId, wish.password.hash, { short: wish.password.short });
  await endAllSessions(tx, now, personId);
  const announcementId = await announce(tx, actor, now, AccessRegained, {
    accountId: null,
    personId,
    subjectId: personId,
    details: { count: standing.counting.length },
  });
  // The former address has taken the place of the chosen one; it was left behind because nobody could show it.
  if (address && !standing.counting.some(({ key }) => key === 'sign_in')) await noteLost(tx, now, personId, address.key);
  // A changed password and a thawed identity are told of by themselves.
  if (!frozenAt && !(wish.password && insight.password)) await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
  return {
    personId,
    proofs: sessionProofs(standing.counting, { withPassword: wish.password !== undefined }),
    showsSecondFactor: showsSecondFactor(standing.counting),
    hasSecondFactor: left,
  };
}

/** Locks the person first, then looks at everything anew: two recoveries, or one and a change of the password, come one after the other. */
async function holdRecovery(tx: Tx, now: Date, token: string): Promise<{ row: RecoveryRow; insight: Insight }> {
  const { foundPersonId, proofs } = await getRecovery(tx, now, token);
  if (!foundPersonId || !proofs.length) throw new RecoveryNotEnough({ missing: 1 });
  await enter(tx, { personId: foundPersonId });
  await tx.selectFrom('people').select('personId').where('personId', '=', foundPersonId).forUpdate().execute();
  await tx.selectFrom('passwords').select('personId').where('personId', '=', foundPersonId).forUpdate().execute();
  const row = await getRecovery(tx, now, token);
  const insight = await getInsight(tx, row, foundPersonId);
  if (isOvertaken(row, insight)) throw new RecoveryGone({});
  return { row, insight };
}

/** The password was changed since this began: by its owner, or by another recovery. */
export const isOvertaken = (row: Pick<RecoveryRow, 'createdAt'>, { password }: Insight): boolean => password !== undefined && password.setAt > row.createdAt;

/** Whether a new password must be set. */
export const passwordRule = ({ trouble }: Pick<RecoveryRow, 'trouble'>, { person }: Insight): 'needed' | 'possible' =>
  person.frozenAt || trouble === 'password' || trouble === 'nobody' ? 'needed' : 'possible';

/** Whether a second factor stays with the person after what is lost, and what is disputed, is taken away. */
export const keepsSecondFactor = ({ ways, standing }: Insight, lost: Lost | undefined): boolean => {
  const kept = new Set(standing.good.map(({ key }) => key));
  return ways.some(({ kind, key }) => kept.has(key) && ((kind === 'totp' && !lost?.authenticator) || (kind === 'passkey' && !lost?.passkeys.includes(key))));
};
