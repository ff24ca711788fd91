import { z } from 'zod';
import { foldEmail } from '../../../core/text.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter, needNotLast } from '../../../server/db.ts';
import { enqueue } from '../../../server/jobs.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { lastly, type Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { endSessions, openSession } from '../acts.ts';
import { countWrongPassword, forgetWrongPasswords } from '../acts/passwordTries.ts';
import { hashTemporaryPassword, spendTemporaryPassword } from '../acts/temporaryPasswords.ts';
import { spendRecoveryCode, spendTotp, totpStep } from '../acts/secondFactors.ts';
import { answerChallenge, findByToken, type Held, insertChallenge, renderToken, startChallenge, useUp } from '../challenges.ts';
import { AttemptExpired, type identity, SecondFactorWrong, type SignInAnswer, SignInWrong } from '../contract.ts';
import { mailSignInCode, signInCodePurpose } from '../jobs.ts';
import type { Passkeys } from '../passkeys.ts';
import { verifyPassword } from '../passwords.ts';
import { PAUSED_AFTER, proofRules } from '../policy.ts';
import { findAuthenticator, findPassword, findPersonByEmail, hasSecondFactor } from '../queries.ts';
import { judgePassword } from '../strength.ts';
import { knock, knockAt, unknock } from '../throttle.ts';
import { waysOf } from './secondWays.ts';

const secondStepPurpose = 'second_step';
const SECOND_STEP_MINUTES = 10;
const { minutes: CODE_MINUTES } = proofRules.mailCode;
/** What a half-way sign-in has proved. */
const HalfWay = z.object({ personId: z.uuid(), proofs: z.array(z.string()) });

type SignInHandlers = Pick<
  HandlersOf<typeof identity>,
  | 'startSignIn'
  | 'passkeyOptions'
  | 'signInWithPasskey'
  | 'signInWithPassword'
  | 'requestMailCode'
  | 'signInWithMailCode'
  | 'signInWithTotp'
  | 'signInWithRecoveryCode'
  | 'signOut'
  | 'checkPassword'
>;
type Entering = Pick<Context, 'actor' | 'tx' | 'now' | 'request'>;

/** Opens the session and gives it to the browser. */
export async function open({ tx, actor, now, request }: Entering, personId: string, proofs: readonly string[], secondFactor: boolean): Promise<SignInAnswer> {
  const { token, until } = await openSession(tx, actor, now, { personId, proofs, secondFactor, address: request.address, userAgent: request.userAgent });
  request.giveSession?.(token, until);
  return { signedIn: true, second: null, newPassword: null };
}

export function signInHandlers({ secrets, passkeys }: { readonly secrets: Secrets; readonly passkeys: Passkeys }): SignInHandlers {
  /** After the first step: in, or on to the second, whose ways may be named now. */
  async function goOn(context: Entering, personId: string, proofs: readonly string[], hasSecondFactor?: boolean): Promise<SignInAnswer> {
    const { tx, now } = context;
    if (hasSecondFactor === false) return open(context, personId, proofs, false);
    await enter(tx, { personId });
    const second = await waysOf(tx, passkeys, 'sign_in', now, personId);
    if (!second) return open(context, personId, proofs, false);
    const challengeId = await insertChallenge(tx, now, { purpose: secondStepPurpose, email: '', data: { personId, proofs }, minutes: SECOND_STEP_MINUTES });
    return { signedIn: false, second: { attempt: await renderToken(tx, challengeId), ...second }, newPassword: null };
  }

  /** The half-way sign-in that a second step belongs to; counts the try. @throws AttemptExpired, TooManyRequests */
  async function halfWay(
    tx: Tx,
    now: Date,
    attempt: string,
    address: string | null,
  ): Promise<{ held: Held; of: z.output<typeof HalfWay>; tried: ReturnType<typeof knockAt> }> {
    const held = await findByToken(tx, now, secondStepPurpose, attempt);
    if (!held) throw new AttemptExpired({});
    const of = HalfWay.parse(held.data);
    const tried = knockAt(secrets, 'second_factor', of.personId, address);
    await knock(tx, now, tried);
    await enter(tx, { personId: of.personId });
    return { held, of, tried };
  }

  return {
    // No look at the database: nothing of the answer, and nothing of the time it takes, depends on the address.
    startSignIn: async ({ now }) => ({ ways: ['passkey', 'password', 'mail_code'], passkey: passkeys.askOptions('sign_in', now) }),
    passkeyOptions: async ({ now }) => ({ passkey: passkeys.askOptions('sign_in', now) }),

    async signInWithPasskey(context, { response }) {
      const { tx, now, request, apart } = context;
      const tried = knockAt(secrets, 'passkey', null, request.address);
      const shown = await passkeys.verifyShown(apart, 'sign_in', now, response, tried);
      await enter(tx, { personId: shown.personId });
      await Promise.all([passkeys.spend(tx, now, shown), unknock(tx, now, tried)]);
      return open(context, shown.personId, ['passkey'], true);
    },

    async signInWithPassword(context, { email, password }) {
      const { actor, tx, now, request, apart } = context;
      const name = foldEmail(email);
      const tried = knockAt(secrets, 'password', name, request.address);
      const temporary = hashTemporaryPassword(secrets, password);
      const [found] = await apart((t) => lastly(t, () => Promise.all([findPassword(t, name, temporary), knock(t, now, tried)])));
      const paused = (found?.failedInRow ?? 0) >= PAUSED_AFTER;
      if (!(await verifyPassword(paused ? null : found?.hash, password)) || !found) {
        const token = found?.isTemporary ? await spendTemporaryPassword(tx, actor, now, secrets, found.personId, password) : null;
        if (token) {
          await unknock(tx, now, tried);
          return { signedIn: false, second: null, newPassword: { token } };
        }
        await apart((t) => countWrongPassword(t, actor, now, found?.personId ?? null));
        throw new SignInWrong({});
      }
      if (found.failedInRow) {
        await enter(tx, { personId: found.personId });
        await forgetWrongPasswords(tx, found.personId);
      }
      // The address's row is locked last and shortest.
      const rest = (): Promise<[SignInAnswer, ...unknown[]]> =>
        Promise.all([goOn(context, found.personId, ['password'], found.hasSecondFactor), unknock(tx, now, tried)]);
      if (found.hasSecondFactor) return (await rest())[0];
      // A session that a power cut takes along is opened anew by whoever has the password. Not so what is spent: a code, a passkey's count.
      const [answer] = await lastly(tx, () => Promise.all([needNotLast(tx), rest()]).then(([, done]) => done));
      return answer;
    },

    async requestMailCode({ tx, now, request, apart }, { email }) {
      await apart((t) => knock(t, now, knockAt(secrets, 'mail_code_sent', foldEmail(email), request.address)));
      const attempt = await startChallenge(tx, now, { purpose: signInCodePurpose, email, minutes: CODE_MINUTES });
      // Whether somebody has this address is looked up by the job: here everything is the same for all of them.
      await enqueue(tx, mailSignInCode, { challengeId: attempt });
      return { attempt, resendAfterSeconds: proofRules.code.resendSeconds, minutes: CODE_MINUTES };
    },

    async signInWithMailCode(context, { attempt, code }) {
      const { tx, now, request, apart } = context;
      const tried = knockAt(secrets, 'mail_code', null, request.address);
      await apart((t) => knock(t, now, tried));
      const { email } = await answerChallenge(apart, secrets, now, { id: attempt, purpose: signInCodePurpose, code });
      const personId = await findPersonByEmail(tx, email);
      if (!personId) throw new AttemptExpired({});
      await unknock(tx, now, tried);
      return goOn(context, personId, ['mail_code']);
    },

    async signInWithTotp(context, { attempt, code }) {
      const { tx, now, request, apart } = context;
      const { held, of, tried, app } = await apart(async (t) => {
        const half = await halfWay(t, now, attempt, request.address);
        return { ...half, app: await findAuthenticator(t, half.of.personId) };
      });
      const step = app && (await totpStep(secrets.open(app.secret), code, now));
      if (step === undefined) throw new SecondFactorWrong({});
      await enter(tx, { personId: of.personId });
      await spendTotp(tx, of.personId, step);
      if (!(await useUp(tx, now, held.challengeId))) throw new AttemptExpired({});
      await unknock(tx, now, tried);
      return open(context, of.personId, [...of.proofs, 'totp'], true);
    },

    async signInWithRecoveryCode(context, { attempt, code }) {
      const { actor, tx, now, request, apart } = context;
      const { held, of, tried } = await apart((t) => halfWay(t, now, attempt, request.address));
      await spendRecoveryCode(tx, actor, now, secrets, of.personId, code);
      if (!(await useUp(tx, now, held.challengeId))) throw new AttemptExpired({});
      await unknock(tx, now, tried);
      return open(context, of.personId, [...of.proofs, 'recovery_code'], true);
    },

    async signOut({ actor, tx, now, request }) {
      if (actor.kind === 'person') {
        await enter(tx, { personId: actor.personId });
        await endSessions(tx, now, actor.personId, { only: actor.sessionId });
      }
      request.giveSession?.(null, null);
      return {};
    },

    async checkPassword({ actor, apart }, { password, email, words = [] }) {
      // A public door does not confirm the session: what it says of second factors may be from yesterday.
      const { center, own, beside } = await apart(async (t) => {
        const { name } = await getCenter(t);
        if (actor.kind !== 'person') return { center: name, own: [], beside: false };
        await enter(t, { personId: actor.personId });
        return { center: name, own: [actor.name, actor.email], beside: await hasSecondFactor(t, actor.personId) };
      });
      return judgePassword({ password, hasSecondFactor: beside, words: [center, ...own, ...(email ? [email] : []), ...words] });
    },
  };
}
