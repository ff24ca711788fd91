import { z } from 'zod';
import { RequestInvalid } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { endSessions, keepPassword } from '../acts.ts';
import { credentialLinkPurpose } from '../acts/operators.ts';
import { newPasswordPurpose, resetLinkPurpose, startNewPassword } from '../acts/resetLinks.ts';
import { spendRecoveryCode, spendTotp, totpStep } from '../acts/secondFactors.ts';
import { findByToken, useUp } from '../challenges.ts';
import { type identity, LinkNotUsable, PASSWORD_MIN, SecondFactorFirst, SecondFactorWrong, type SignInAnswer } from '../contract.ts';
import type { Passkeys } from '../passkeys.ts';
import { hashPassword } from '../passwords.ts';
import { findAuthenticator, findPasswordOf, getPerson, hasSecondFactor } from '../queries.ts';
import { passwordFault } from '../strength.ts';
import { knock, knockAt, unknock } from '../throttle.ts';
import { type SecondWays, waysOf } from './secondWays.ts';

type LinkHandlers = Pick<HandlersOf<typeof identity>, 'openCredentialLink' | 'proveCredentialLink' | 'setFirstPassword'>;

const LinkData = z.object({
  personId: z.uuid(),
  proofs: z.array(z.string()).default([]),
  secondFactor: z.boolean().default(false),
  from: z.uuid().nullable().default(null),
});

export interface LinkParts {
  readonly secrets: Secrets;
  readonly passkeys: Passkeys;
  /** Opens the session and gives it to the browser. */
  open(context: Pick<Context, 'actor' | 'tx' | 'now' | 'request'>, personId: string, proofs: readonly string[], secondFactor: boolean): Promise<SignInAnswer>;
}

export function credentialLinkHandlers({ secrets, passkeys, open }: LinkParts): LinkHandlers {
  /** What a link, mailed or reached by a proof, stands for; from here on the Tx is its person's. @throws LinkNotUsable */
  async function openLink(tx: Tx, now: Date, token: string) {
    const [first, reset, proved] = [
      await findByToken(tx, now, credentialLinkPurpose, token),
      await findByToken(tx, now, resetLinkPurpose, token),
      await findByToken(tx, now, newPasswordPurpose, token),
    ];
    const held = first ?? reset ?? proved;
    if (!held) throw new LinkNotUsable({});
    const data = LinkData.parse(held.data);
    await enter(tx, { personId: data.personId });
    const [person, password, hasSecond] = await Promise.all([
      getPerson(tx, data.personId),
      findPasswordOf(tx, data.personId),
      hasSecondFactor(tx, data.personId),
    ]);
    // Whoever has a password by now has no use for a first one that lay in a mailbox for days; nor is a link good for another name.
    if ((first && password) || foldEmail(person.email) !== held.email) throw new LinkNotUsable({});
    return { held, ...data, person, isFirst: first !== undefined, hasSecond, needsSecond: hasSecond && !data.secondFactor };
  }

  /** Checks the second factor that is shown, and gives back what uses it up in the transaction that believes it. */
  async function shown({ apart, now, request, actor }: Context, challengeId: string, personId: string, proof: Proof): Promise<(tx: Tx) => Promise<void>> {
    const tried = knockAt(secrets, 'second_factor', personId, request.address);
    if (proof.way === 'passkey') {
      const passkey = await passkeys.verifyShown(apart, `link ${challengeId}`, now, proof.response, tried, personId);
      return (tx) => passkeys.spend(tx, now, passkey).then(() => unknock(tx, now, tried));
    }
    const app = await apart(async (tx) => {
      await knock(tx, now, tried);
      await enter(tx, { personId });
      return findAuthenticator(tx, personId);
    });
    if (proof.way === 'recovery_code') return (tx) => spendRecoveryCode(tx, actor, now, secrets, personId, proof.code).then(() => unknock(tx, now, tried));
    const step = app && (await totpStep(secrets.open(app.secret), proof.code, now));
    if (step === undefined) throw new SecondFactorWrong({});
    return (tx) => spendTotp(tx, personId, step).then(() => unknock(tx, now, tried));
  }

  return {
    async openCredentialLink({ tx, now }, { token }) {
      const { person, needsSecond, held } = await openLink(tx, now, token);
      const { givenName, familyName, email, locale } = person;
      const second: SecondWays | null = needsSecond ? await waysOf(tx, passkeys, `link ${held.challengeId}`, now, person.personId) : null;
      return { givenName, familyName, email, locale, second };
    },

    async proveCredentialLink(context, { token, proof }) {
      const { tx, now, apart } = context;
      const { held, personId, proofs } = await apart((t) => openLink(t, now, token));
      const spend = await shown(context, held.challengeId, personId, proof);
      await enter(tx, { personId });
      await spend(tx);
      // The mailed link stays good until the password is set: who closes the page by mistake may begin anew.
      return { token: await startNewPassword(tx, now, personId, { proofs: [...proofs, proof.way], secondFactor: true, from: held.challengeId }) };
    },

    async setFirstPassword(context, { token, password }) {
      const { actor, tx, now, apart } = context;
      const { person, center, hasSecond, needsSecond } = await apart(async (t) => ({ center: await getCenter(t), ...(await openLink(t, now, token)) }));
      if (needsSecond) throw new SecondFactorFirst({});
      const fault = await passwordFault(password, { hasSecondFactor: hasSecond, words: [person.name, person.email, center.name] });
      if (fault) throw new RequestInvalid({ fields: { password: fault } });
      const hash = await hashPassword(password);
      const link = await openLink(tx, now, token);
      if (link.needsSecond) throw new SecondFactorFirst({});
      if (!(await useUp(tx, now, link.held.challengeId))) throw new LinkNotUsable({});
      // The step before it is used up with it; when another was faster there, this one comes too late.
      if (link.from && !(await useUp(tx, now, link.from))) throw new LinkNotUsable({});
      await keepPassword(tx, actor, now, person.personId, hash, { short: [...password.normalize('NFKC')].length < PASSWORD_MIN.alone });
      if (!link.isFirst) await endSessions(tx, now, person.personId, {});
      return open(context, person.personId, ['password', ...link.proofs.filter((proof) => proof !== 'password')], link.secondFactor);
    },
  };
}

type Proof =
  | { readonly way: 'totp' | 'recovery_code'; readonly code: string }
  | { readonly way: 'passkey'; readonly response: Parameters<Passkeys['verifyShown']>[3] };
