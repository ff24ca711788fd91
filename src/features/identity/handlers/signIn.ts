import { z } from 'zod';
import { RequestInvalid } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter, needNotLast } from '../../../server/db.ts';
import { enqueue } from '../../../server/jobs.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { lastly, type Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { endSessions, keepPassword, openSession } from '../acts.ts';
import { credentialLinkPurpose } from '../acts/operators.ts';
import { countWrongPassword, forgetWrongPasswords } from '../acts/passwordTries.ts';
import { spendRecoveryCode, spendTotp, totpStep } from '../acts/secondFactors.ts';
import { answerChallenge, findByToken, type Held, insertChallenge, renderToken, startChallenge, useUp } from '../challenges.ts';
import { AttemptExpired, type identity, LinkNotUsable, SecondFactorWrong, type SignInAnswer, SignInWrong, type Way } from '../contract.ts';
import { mailSignInCode, signInCodePurpose } from '../jobs.ts';
import type { Passkeys } from '../passkeys.ts';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { PAUSED_AFTER } from '../policy.ts';
import {
  countRecoveryCodes,
  findAuthenticator,
  findPassword,
  findPasswordOf,
  findPersonByEmail,
  getPerson,
  hasSecondFactor,
  listPasskeys,
} from '../queries.ts';
import { judgePassword, passwordFault } from '../strength.ts';
import { knock, knockAt, unknock } from '../throttle.ts';

const secondStepPurpose = 'second_step';
const SECOND_STEP_MINUTES = 10;
const CODE_MINUTES = 15;
/** What a half-way sign-in has proved. */
const HalfWay = z.object({ personId: z.uuid(), proofs: z.array(z.string()) });
const LinkData = z.object({ personId: z.uuid() });

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
  | 'openCredentialLink'
  | 'setFirstPassword'
>;
type Entering = Pick<Context, 'actor' | 'tx' | 'now' | 'request'>;

export function signInHandlers({ secrets, passkeys }: { readonly secrets: Secrets; readonly passkeys: Passkeys }): SignInHandlers {
  /** Opens the session and gives it to the browser. */
  async function open({ tx, actor, now, request }: Entering, personId: string, proofs: readonly string[], secondFactor: boolean): Promise<SignInAnswer> {
    const { token, until } = await openSession(tx, actor, now, { personId, proofs, secondFactor, address: request.address, userAgent: request.userAgent });
    request.giveSession?.(token, until);
    return { signedIn: true, second: null };
  }

  /** After the first step: in, or on to the second, whose ways may be named now. */
  async function goOn(context: Entering, personId: string, proofs: readonly string[], hasSecondFactor?: boolean): Promise<SignInAnswer> {
    const { tx, now } = context;
    if (hasSecondFactor === false) return open(context, personId, proofs, false);
    await enter(tx, { personId });
    const [keys, authenticator, codes] = await Promise.all([listPasskeys(tx, personId), findAuthenticator(tx, personId), countRecoveryCodes(tx, personId)]);
    if (!keys.length && !authenticator) return open(context, personId, proofs, false);
    const ways: Way[] = [
      ...(keys.length ? ['passkey' as const] : []),
      ...(authenticator ? ['totp' as const] : []),
      ...(codes.left ? ['recovery_code' as const] : []),
    ];
    const challengeId = await insertChallenge(tx, now, { purpose: secondStepPurpose, email: '', data: { personId, proofs }, minutes: SECOND_STEP_MINUTES });
    return {
      signedIn: false,
      second: { attempt: await renderToken(tx, challengeId), ways, passkey: keys.length ? passkeys.askOptions('sign_in', now, keys) : null },
    };
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

  async function openLink(tx: Tx, now: Date, token: string) {
    const held = await findByToken(tx, now, credentialLinkPurpose, token);
    if (!held) throw new LinkNotUsable({});
    const { personId } = LinkData.parse(held.data);
    await enter(tx, { personId });
    // Whoever has a password by now has no use for a link that lay in a mailbox for days.
    if (await findPasswordOf(tx, personId)) throw new LinkNotUsable({});
    return { held, person: await getPerson(tx, personId) };
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
      const [found] = await apart((t) => lastly(t, () => Promise.all([findPassword(t, name), knock(t, now, tried)])));
      const paused = (found?.failedInRow ?? 0) >= PAUSED_AFTER;
      if (!(await verifyPassword(paused ? null : found?.hash, password)) || !found) {
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
      return { attempt, resendAfterSeconds: 60, minutes: CODE_MINUTES };
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

    async openCredentialLink({ tx, now }, { token }) {
      const {
        person: { givenName, familyName, email, locale },
      } = await openLink(tx, now, token);
      return { givenName, familyName, email, locale };
    },

    async setFirstPassword(context, { token, password }) {
      const { actor, tx, now, apart } = context;
      const { person, center } = await apart(async (t) => ({ center: await getCenter(t), ...(await openLink(t, now, token)) }));
      const fault = await passwordFault(password, { hasSecondFactor: false, words: [person.name, person.email, center.name] });
      if (fault) throw new RequestInvalid({ fields: { password: fault } });
      const hash = await hashPassword(password);
      const { held } = await openLink(tx, now, token);
      if (!(await useUp(tx, now, held.challengeId))) throw new LinkNotUsable({});
      await keepPassword(tx, actor, now, person.personId, hash);
      return goOn(context, person.personId, ['password']);
    },
  };
}
