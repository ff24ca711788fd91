import { RequestInvalid, TooManyRequests } from '../../../core/problems.ts';
import { Email } from '../../../core/person.ts';
import { foldEmail } from '../../../core/text.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { parsePhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { answerChallenge, hashPassword, openSession, passwordFault } from '../../identity/acts.ts';
import { spendRecoveryCode, spendTotp, totpStep } from '../../identity/acts/secondFactors.ts';
import { knock, knockAt, passkeysOf, proveHuman, unknock } from '../../identity/acts/proving.ts';
import { CodeExpired, PASSWORD_MIN, SecondFactorWrong } from '../../identity/contract.ts';
import { proofRules, type WayKind } from '../../identity/policy.ts';
import { findAuthenticator } from '../../identity/queries.ts';
import { listProvedWays, recoveryCodesSince } from '../../identity/queries/ways.ts';
import type { Lost } from '../../identity/acts/lostFactors.ts';
import { addProof, askAdminsOf, askRecoveryCode, beginRecovery, keepsSecondFactor, recoveryPurpose, regainAccess } from '../acts/funnel.ts';
import { type funnelEndpoints, type Recovery, RecoveryNotEnough } from '../contract/funnel.ts';
import { wayOf } from '../jobs/funnel.ts';
import { presentRecovery } from '../presentFunnel.ts';
import { getInsight, getRecovery, NO_PERSON, numberedWays, type RecoveryRow } from '../queries/funnel.ts';
import type { RecoveryParts } from '../handlers.ts';

type Asking = Pick<Context, 'tx' | 'now' | 'request' | 'apart'>;
type Shown = { kind: WayKind; key: string; since?: Date };
/** Gives codes that nobody's app would give, so that it takes as long for a person who has none. */
const nobodysSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

// oxlint-disable-next-line max-lines-per-function -- short functions over one configuration, not one long one
export const funnelHandlers = ({ config, secrets }: RecoveryParts): HandlersOf<typeof funnelEndpoints> => {
  const passkeys = passkeysOf({ config, secrets });

  /** The recovery, and whose rows are to be looked at: nobody's where nobody was found. Counts the try. @throws RecoveryGone, TooManyRequests */
  async function begin({ apart, now, request }: Asking, token: string) {
    const row = await apart((t) => getRecovery(t, now, token));
    // The look-up takes a moment, for every address.
    if (!row.lookedUpAt) throw new TooManyRequests({ retryAfterSeconds: 2 });
    const tried = knockAt(secrets, 'recovery_proof', row.emailFolded, request.address);
    return { row, tried, personId: row.foundPersonId ?? NO_PERSON };
  }
  /** Keeps a proof that was right, and says where one stands now. */
  async function prove({ tx, now }: Asking, row: RecoveryRow, proof: Shown, tried: ReturnType<typeof knockAt>): Promise<Recovery> {
    await addProof(tx, now, row.recoveryId, proof);
    await unknock(tx, now, tried);
    return presentRecovery(tx, { ...row, proofs: [...row.proofs, { ...proof, at: now.toISOString() }] });
  }

  return {
    async startRecovery(context, { email, trouble, human, locale }) {
      const { tx, now, request, apart } = context;
      const { mailbox } = await proveHuman(context, secrets, human, email);
      await apart((t) => knock(t, now, knockAt(secrets, 'recovery', foldEmail(email), request.address)));
      return beginRecovery(tx, now, { email, trouble, locale, mailbox, address: request.address, userAgent: request.userAgent });
    },

    getRecovery: async ({ tx, now }, { token }) => presentRecovery(tx, await getRecovery(tx, now, token)),

    async sendRecoveryCode({ tx, now, request, apart }, { token, way, value }) {
      const row = await apart((t) => getRecovery(t, now, token));
      const typed = way === 'typed' ? typedValue(value) : undefined;
      const waits = secondsToWait(row, way, now);
      if (waits > 0) throw new TooManyRequests({ retryAfterSeconds: waits });
      await apart((t) => knock(t, now, knockAt(secrets, 'recovery_code', row.emailFolded, request.address)));
      const kind = typed?.kind ?? (way === 'mailbox' ? 'email' : await kindOf(tx, row, way));
      await askRecoveryCode(tx, now, row, { way, kind, ...(typed ? { value: typed.value } : {}) });
      return presentRecovery(tx, await getRecovery(tx, now, token));
    },

    async proveByCode(context, { token, way, code }) {
      const { row, tried } = await begin(context, token);
      await context.apart((t) => knock(t, context.now, tried));
      const sent = row.challenges[way];
      if (!sent) throw new CodeExpired({});
      await answerChallenge(context.apart, secrets, context.now, { id: sent.id, purpose: recoveryPurpose, code });
      // Only a code that was sent can be right, and only to somebody who was found.
      if (!row.foundPersonId) throw new CodeExpired({});
      await enter(context.tx, { personId: row.foundPersonId });
      const to = wayOf(row, way, await listProvedWays(context.tx, row.foundPersonId));
      if (!to) throw new CodeExpired({});
      return prove(context, row, { kind: to.kind, key: to.key }, tried);
    },

    async proveByTotp(context, { token, code }) {
      const { tx, now, apart } = context;
      const { row, tried, personId } = await begin(context, token);
      const app = await apart(async (t) => {
        await knock(t, now, tried);
        await enter(t, { personId });
        return findAuthenticator(t, personId);
      });
      const step = await totpStep(app ? secrets.open(app.secret) : nobodysSecret, code, now);
      if (!app || step === undefined) throw new SecondFactorWrong({});
      await enter(tx, { personId });
      await spendTotp(tx, personId, step);
      return prove(context, row, { kind: 'totp', key: 'totp' }, tried);
    },

    async proveByRecoveryCode(context, { token, code }) {
      const { tx, now, apart } = context;
      const { row, tried, personId } = await begin(context, token);
      const since = await apart(async (t) => {
        await knock(t, now, tried);
        return savedCodesSince(t, personId);
      });
      await spendRecoveryCode(tx, context.actor, now, secrets, personId, code);
      return prove(context, row, { kind: 'recovery_code', key: 'recovery_codes', ...(since ? { since } : {}) }, tried);
    },

    async recoveryPasskeyOptions({ tx, now }, { token }) {
      const { recoveryId } = await getRecovery(tx, now, token);
      // Any passkey of the center fits, none is named: the same for every address.
      return { passkey: passkeys.askOptions(`recover ${recoveryId}`, now) };
    },
    async proveByPasskey(context, { token, response }) {
      const { tx, now, apart } = context;
      const { row, tried, personId } = await begin(context, token);
      const shown = await passkeys.verifyShown(apart, `recover ${row.recoveryId}`, now, response, tried, personId);
      await enter(tx, { personId });
      await passkeys.spend(tx, now, shown);
      return prove(context, row, { kind: 'passkey', key: shown.passkeyId }, tried);
    },

    async askMyAdmins({ tx, now }, { token }) {
      await askAdminsOf(tx, now, await getRecovery(tx, now, token));
      return presentRecovery(tx, await getRecovery(tx, now, token));
    },

    async finishRecovery(context, { token, password, lost, signInWay }) {
      const { actor, tx, now, request, apart } = context;
      const keeps = password === undefined ? undefined : await judged(apart, now, token, password, lost);
      const done = await regainAccess(tx, actor, now, token, { password: keeps, lost, signInWay });
      // A second factor that is still theirs is asked for where sign-ins are: nothing here stands in for it.
      if (done.hasSecondFactor && !done.showsSecondFactor) return { signedIn: false, lacksSecondFactor: false };
      const { token: session, until } = await openSession(tx, actor, now, {
        personId: done.personId,
        proofs: done.proofs,
        secondFactor: done.showsSecondFactor,
        address: request.address,
        userAgent: request.userAgent,
      });
      request.giveSession?.(session, until);
      return { signedIn: true, lacksSecondFactor: !done.hasSecondFactor };
    },
  };
};

/** Since when the person's saved codes are theirs; the Tx must be told whose. */
async function savedCodesSince(tx: Tx, personId: string): Promise<Date | undefined> {
  await enter(tx, { personId });
  return (await recoveryCodesSince(tx, personId)) ?? undefined;
}

function secondsToWait(row: RecoveryRow, way: string, now: Date): number {
  const sentAt = row.challenges[way]?.sentAt;
  return sentAt ? Math.ceil(proofRules.code.resendSeconds - (now.getTime() - sentAt.getTime()) / 1000) : 0;
}

/** A mail address, or a number with its country code. @throws RequestInvalid */
function typedValue(value: string | undefined): { kind: 'email' | 'phone'; value: string } {
  const email = Email.safeParse(value);
  if (email.success) return { kind: 'email', value: foldEmail(email.data) };
  const phone = value && /^(\+|00)/.test(value.trim()) ? parsePhone(value, 'US') : undefined;
  if (!phone) throw new RequestInvalid({ fields: { value: value ? 'invalid_format' : 'required' } });
  return { kind: 'phone', value: phone.e164 };
}

/** Of a way that is called by a number: only after the first proof. @throws RecoveryNotEnough */
async function kindOf(tx: Tx, row: RecoveryRow, way: string): Promise<'email' | 'phone'> {
  if (!row.foundPersonId || !row.proofs.length) throw new RecoveryNotEnough({ missing: 1 });
  const { ways } = await getInsight(tx, row, row.foundPersonId);
  return numberedWays(ways).find((each) => each.way === way)?.kind === 'phone' ? 'phone' : 'email';
}

/** Hashes the new password once it may be set. @throws RecoveryNotEnough, RequestInvalid with the password's fault */
async function judged(apart: Context['apart'], now: Date, token: string, password: string, lost: Lost | undefined) {
  const { insight, center } = await apart(async (t) => {
    const [row, { name }] = await Promise.all([getRecovery(t, now, token), getCenter(t)]);
    if (!row.foundPersonId || !row.proofs.length) throw new RecoveryNotEnough({ missing: 1 });
    return { center: name, insight: await getInsight(t, row, row.foundPersonId) };
  });
  if (insight.standing.missing) throw new RecoveryNotEnough({ missing: insight.standing.missing });
  const hasSecondFactor = keepsSecondFactor(insight, lost);
  const fault = await passwordFault(password, { hasSecondFactor, words: [insight.person.name, insight.person.email, center] });
  if (fault) throw new RequestInvalid({ fields: { password: fault } });
  return { hash: await hashPassword(password), short: [...password.normalize('NFKC')].length < PASSWORD_MIN.alone };
}
