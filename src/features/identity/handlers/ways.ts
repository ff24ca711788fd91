import { z } from 'zod';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { PersonActor } from '../../../server/actor.ts';
import { enter } from '../../../server/db.ts';
import { showPhone } from '../../../server/phone.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { freeze } from '../acts/freezing.ts';
import { addWay, changeSignInEmail, confirmWay, removeWay, sendWayCode, wayPurpose } from '../acts/ways.ts';
import { answerChallenge, findByToken, findChallengeData, useUp } from '../challenges.ts';
import { CodeExpired, LinkNotUsable, type WayLine, type ways } from '../contract.ts';
import { notMePurpose } from '../mails.ts';
import { countMethods, maskEmail, proofRules, WAYS_AT_MOST } from '../policy.ts';
import { countRecoveryCodes, findAuthenticator, getPerson, listPasskeys } from '../queries.ts';
import { listContactWays, listProvedWays } from '../queries/ways.ts';
import { knock, knockAt, unknock } from '../throttle.ts';
import { freshOrFirst } from './security.ts';

/** What a code was sent for. */
const Sent = z.object({ personId: z.uuid(), key: z.string(), value: z.string() });
/** What a link "this was not me" is about. */
const Disputed = z.object({ personId: z.uuid(), changeAt: z.coerce.date() });
const STEP_SECONDS = 30;

export function wayHandlers({ secrets }: { readonly secrets: Secrets }): HandlersOf<typeof ways> {
  /** Texts cost money, and mails to strangers are a nuisance: what one person may have sent is counted. */
  async function send({ tx, actor, now, request, apart }: Context<PersonActor>, key: (t: Tx) => Promise<string>) {
    await apart((t) => knock(t, now, knockAt(secrets, 'way_sent', actor.personId, request.address)));
    const to = await key(tx);
    return { key: to, ...(await sendWayCode(tx, now, actor.personId, to)), resendAfterSeconds: proofRules.code.resendSeconds };
  }
  async function disputed(tx: Tx, now: Date, token: string) {
    const held = await findByToken(tx, now, notMePurpose, token);
    if (!held) throw new LinkNotUsable({});
    const about = Disputed.parse(held.data);
    await enter(tx, { personId: about.personId });
    return { held, about };
  }

  return {
    async listWays({ tx, actor: { personId } }) {
      const items = await linesOf(tx, personId);
      const room = (kind: WayLine['kind']) => items.filter((item) => item.kind === kind && !item.isSignIn).length < WAYS_AT_MOST;
      return {
        items,
        methods: countMethods(items.filter(({ isProved }) => isProved)),
        wanted: proofRules.ways.wanted,
        can: { addEmail: room('email'), addPhone: room('phone') },
      };
    },
    addWay: (context, given) =>
      send(context, async (tx) => {
        await freshOrFirst(context);
        return addWay(tx, context.actor, context.now, given);
      }),
    sendWayCode: (context, { key }) => send(context, async () => key),
    async confirmWay({ tx, actor, now, request, apart }, { key, attempt, code }) {
      const { data: sent } = Sent.safeParse(await findChallengeData(tx, wayPurpose, attempt));
      // Somebody else's attempt is as one that never was, and loses none of its tries.
      if (sent?.personId !== actor.personId || sent.key !== key) throw new CodeExpired({});
      const tried = knockAt(secrets, 'way_code', actor.personId, request.address);
      await apart((t) => knock(t, now, tried));
      await answerChallenge(apart, secrets, now, { id: attempt, purpose: wayPurpose, code });
      await confirmWay(tx, actor, now, sent);
      await unknock(tx, now, tried);
      return {};
    },
    async removeWay({ tx, actor, now }, { key }) {
      await removeWay(tx, actor, now, key);
      return {};
    },
    async useForSignIn({ tx, actor, now }, { key }) {
      await changeSignInEmail(tx, actor, now, actor.personId, key);
      return {};
    },

    async openNotMe({ tx, now }, { token }) {
      const { held, about } = await disputed(tx, now, token);
      const { email, frozenAt } = await getPerson(tx, about.personId);
      return { email: maskEmail(email), changeAt: about.changeAt, expiresAt: held.expiresAt, isFrozen: frozenAt !== null };
    },
    async sayNotMe({ tx, actor, now }, { token }) {
      const { held, about } = await disputed(tx, now, token);
      if (!(await useUp(tx, now, held.challengeId))) throw new LinkNotUsable({});
      await freeze(tx, actor, now, about.personId, about.changeAt);
      return {};
    },
  };
}

/** Every way of a person as its owner sees it; the sign-in mailbox first, what waits for its code among the others. */
async function linesOf(tx: Tx, personId: string): Promise<WayLine[]> {
  const [person, proved, contacts, keys, app, codes] = await Promise.all([
    getPerson(tx, personId),
    listProvedWays(tx, personId),
    listContactWays(tx, personId),
    listPasskeys(tx, personId),
    findAuthenticator(tx, personId),
    countRecoveryCodes(tx, personId),
  ]);
  const nothing = { isSignIn: false, isProved: true, testedAt: null, left: null, can: { test: false, remove: false, useForSignIn: false } };
  const [signIn, ...others] = proved.map(({ key, kind, value, since }): WayLine => {
    const line = { ...nothing, key, kind, value, since };
    if (key === 'sign_in') return { ...line, isSignIn: true, testedAt: person.emailTestedAt, can: { ...line.can, test: true } };
    if (kind === 'passkey') {
      const passkey = keys.find(({ passkeyId }) => passkeyId === key);
      return { ...line, value: passkey?.name ?? null, testedAt: passkey?.lastUsedAt ?? null, can: { ...line.can, test: true } };
    }
    if (kind === 'totp') return { ...line, testedAt: app?.lastStep ? new Date(app.lastStep * STEP_SECONDS * 1000) : null, can: { ...line.can, test: true } };
    if (kind === 'recovery_code') return { ...line, left: codes.left };
    const contact = contacts.find(({ wayId }) => wayId === key);
    return {
      ...line,
      value: shown(kind, value ?? ''),
      testedAt: contact?.lastTestedAt ?? null,
      can: { test: true, remove: true, useForSignIn: kind === 'email' },
    };
  });
  const waiting = contacts
    .filter(({ wayId }) => !proved.some(({ key }) => key === wayId))
    .map(({ wayId, kind, value, createdAt }): WayLine => {
      const of = kind === 'phone' ? 'phone' : 'email';
      return {
        ...nothing,
        key: wayId,
        kind: of,
        value: shown(of, value),
        isProved: false,
        since: createdAt,
        can: { test: true, remove: true, useForSignIn: false },
      };
    });
  return [...(signIn ? [signIn] : []), ...waiting, ...others];
}

/** A number as one dials it from anywhere: no country is the reader's for certain. */
const shown = (kind: WayLine['kind'], value: string) => (kind === 'phone' ? showPhone(value, '001') : value);
