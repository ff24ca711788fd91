import { evaluate, type GrantOverride, heldLevels } from '../../../core/access.ts';
import type { OperatorRole } from '../../../core/roles.ts';
import { NotFound, RequestInvalid, StepUpRequired, ProofNotAccepted } from '../../../core/problems.ts';
import { companyOfSignOn, ownWays } from '../../../core/signOn.ts';
import type { PersonActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { changeProfile, endOwnSessions, keepPassword } from '../acts.ts';
import {
  addPasskey,
  keepAuthenticator,
  makeRecoveryCodes,
  markSecondFactor,
  newAuthenticator,
  removeAuthenticator,
  removePasskey,
  renamePasskey,
  spendRecoveryCode,
  spendTotp,
  totpStep,
} from '../acts/secondFactors.ts';
import { AttemptExpired, type identity, MayLoseSecondFactor, type Me, OwnPages, PASSWORD_MIN, SecondFactorWrong, type Way } from '../contract.ts';
import type { Passkeys } from '../passkeys.ts';
import { hashPassword } from '../passwords.ts';
import { deviceOf, PAUSED_AFTER } from '../policy.ts';
import {
  countRecoveryCodes,
  findAuthenticator,
  findPasswordOf,
  getPerson,
  hasSecondFactor,
  listOperatorRoles,
  listOverrides,
  listPasskeys,
  listSessions,
} from '../queries.ts';
import { passwordFault } from '../strength.ts';
import { knock, knockAt, unknock } from '../throttle.ts';

const FRESH_MINUTES = 10;
const SECRET_MINUTES = 30;

type SecurityHandlers = Pick<
  HandlersOf<typeof identity>,
  | 'getMe'
  | 'updateMe'
  | 'listSessions'
  | 'endSession'
  | 'endOtherSessions'
  | 'getSecurityInfo'
  | 'setPassword'
  | 'startPasskey'
  | 'addPasskey'
  | 'renamePasskey'
  | 'removePasskey'
  | 'startAuthenticator'
  | 'confirmAuthenticator'
  | 'removeAuthenticator'
  | 'makeRecoveryCodes'
  | 'stepUpOptions'
  | 'stepUpWithPasskey'
  | 'stepUpWithTotp'
  | 'stepUpWithRecoveryCode'
>;

/** Who has a second factor must show it to add another; the first one may be added without. @throws StepUpRequired */
export async function freshOrFirst({ tx, actor, now }: Context<PersonActor>): Promise<void> {
  // The first statement confirms the actor: before it, a second factor shown a moment ago may not be known here.
  await getPerson(tx, actor.personId);
  const fresh = actor.secondFactorAt && now.getTime() - actor.secondFactorAt.getTime() <= FRESH_MINUTES * 60_000;
  if (actor.hasSecondFactor && !fresh) throw new StepUpRequired({ enrolled: true, withinMinutes: FRESH_MINUTES });
}

const presentPasskey = ({ passkeyId, name, createdAt, lastUsedAt }: { passkeyId: string; name: string; createdAt: Date; lastUsedAt: Date | null }) => ({
  passkeyId,
  name,
  createdAt,
  lastUsedAt,
});

const isOwn = ({ proofs }: PersonActor): boolean => companyOfSignOn(proofs) === null;

async function presentMe(tx: Tx, actor: PersonActor, now: Date): Promise<Me> {
  const [person, roles, overrides] = await Promise.all([getPerson(tx, actor.personId), listOperatorRoles(tx, actor.personId), listOverrides(tx)]);
  const rights = evaluate(
    roles.map((r) => ({ role: r.role as OperatorRole, scope: 'company', endsAt: r.endsAt })),
    overrides as GrantOverride[],
    now,
  );
  return {
    personId: person.personId,
    givenName: person.givenName,
    familyName: person.familyName,
    email: person.email,
    locale: person.locale,
    theme: person.theme as Me['theme'],
    // A session that a company's directory opened opens no page of the operator's.
    operator: isOwn(actor) ? { roles: [...rights.roles] as OperatorRole[], permissions: heldLevels(rights) } : { roles: [], permissions: [] },
    session: { sessionId: actor.sessionId, proofs: [...actor.proofs], secondFactorAt: actor.secondFactorAt, hasSecondFactor: actor.hasSecondFactor },
  };
}

export function securityHandlers({ secrets, passkeys }: { readonly secrets: Secrets; readonly passkeys: Passkeys }): SecurityHandlers {
  const asking =
    ({ ask, actor }: Context<PersonActor>) =>
    () =>
      ask(MayLoseSecondFactor, { personId: actor.personId });

  return {
    async getMe({ tx, actor, now, ask }) {
      const [person, pages] = await Promise.all([presentMe(tx, actor, now), ask(OwnPages, { personId: actor.personId })]);
      return { ...person, ownPages: pages.flat() };
    },
    async updateMe({ tx, actor, now }, changes) {
      // The name is the person's, in every company.
      if (!isOwn(actor) && (changes.givenName ?? changes.familyName) !== undefined) throw new ProofNotAccepted({ accepted: [...ownWays] });
      await changeProfile(tx, actor, now, changes);
      return presentMe(tx, actor, now);
    },

    async listSessions({ tx, actor, now }) {
      const rows = await listSessions(tx, actor.personId, now);
      return { items: rows.map(({ userAgent, idleMinutes: _, ...s }) => ({ ...s, device: deviceOf(userAgent), current: s.sessionId === actor.sessionId })) };
    },
    async endSession({ tx, actor, now, request }, { sessionId }) {
      if (!(await endOwnSessions(tx, actor, now, actor.personId, { only: sessionId }))) throw new NotFound({});
      if (sessionId === actor.sessionId) request.giveSession?.(null, null);
      return {};
    },
    endOtherSessions: async ({ tx, actor, now }) => ({ ended: await endOwnSessions(tx, actor, now, actor.personId, { except: actor.sessionId }) }),

    async getSecurityInfo({ tx, actor: { personId, email } }) {
      const [password, keys, app, codes] = await Promise.all([
        findPasswordOf(tx, personId),
        listPasskeys(tx, personId),
        findAuthenticator(tx, personId),
        countRecoveryCodes(tx, personId),
      ]);
      const second = keys.length > 0 || app !== undefined;
      return {
        email,
        hasSecondFactor: second,
        passwordMinimum: second ? PASSWORD_MIN.withSecondFactor : PASSWORD_MIN.alone,
        password: password ? { setAt: password.setAt, paused: password.failedInRow >= PAUSED_AFTER } : null,
        passkeys: keys.map(presentPasskey),
        authenticator: app ? { addedAt: app.createdAt } : null,
        recoveryCodes: codes.made ? { left: codes.left } : null,
      };
    },
    async setPassword({ tx, actor, now, apart }, { password }) {
      const [center, beside] = await apart((t) => Promise.all([getCenter(t), hasSecondFactor(t, actor.personId)]));
      const fault = await passwordFault(password, { hasSecondFactor: beside, words: [actor.name, actor.email, center.name] });
      if (fault) throw new RequestInvalid({ fields: { password: fault } });
      const hash = await hashPassword(password);
      await keepPassword(tx, actor, now, actor.personId, hash, { short: [...password.normalize('NFKC')].length < PASSWORD_MIN.alone });
      return {};
    },

    async startPasskey(context) {
      await freshOrFirst(context);
      const { tx, actor, now } = context;
      const [center, known] = await Promise.all([getCenter(tx), listPasskeys(tx, actor.personId)]);
      return {
        passkey: passkeys.makeOptions(`add ${actor.sessionId}`, now, {
          personId: actor.personId,
          email: actor.email,
          name: actor.name,
          center: center.name,
          known,
        }),
      };
    },
    async addPasskey(context, { response, name }) {
      const { tx, actor, now, request } = context;
      const made = await passkeys.verifyNew(`add ${actor.sessionId}`, now, response);
      await freshOrFirst(context);
      const { browser, system } = deviceOf(request.userAgent);
      return presentPasskey(await addPasskey(tx, actor, now, { ...made, name: name ?? ([browser, system].filter(Boolean).join(' · ') || 'FIDO2') }));
    },
    renamePasskey: async ({ tx, actor, now }, { passkeyId, name }) => presentPasskey(await renamePasskey(tx, actor, now, passkeyId, name)),
    async removePasskey(context, { passkeyId }) {
      await removePasskey(context.tx, context.actor, context.now, passkeyId, asking(context));
      return {};
    },

    async startAuthenticator(context) {
      await freshOrFirst(context);
      const { tx, actor, now } = context;
      const made = newAuthenticator((await getCenter(tx)).name, actor.email);
      // The secret waits with the browser, sealed: nothing is kept of an app that is never confirmed.
      const attempt = secrets
        .seal(JSON.stringify({ secret: made.secret, sessionId: actor.sessionId, until: now.getTime() + SECRET_MINUTES * 60_000 }))
        .toString('base64url');
      return { attempt, ...made };
    },
    async confirmAuthenticator(context, { attempt, code }) {
      const { tx, actor, now } = context;
      const secret = waitingSecret(secrets, attempt, actor, now);
      const step = await totpStep(secret, code, now);
      if (step === undefined) throw new SecondFactorWrong({});
      await freshOrFirst(context);
      await keepAuthenticator(tx, actor, now, secrets.seal(secret), step);
      return {};
    },
    async removeAuthenticator(context) {
      await removeAuthenticator(context.tx, context.actor, context.now, asking(context));
      return {};
    },
    makeRecoveryCodes: async ({ tx, actor, now }) => ({ codes: await makeRecoveryCodes(tx, actor, now, secrets) }),

    async stepUpOptions({ tx, actor: { personId, sessionId }, now }) {
      const [keys, app, codes] = await Promise.all([listPasskeys(tx, personId), findAuthenticator(tx, personId), countRecoveryCodes(tx, personId)]);
      const ways: Way[] =
        keys.length || app
          ? [...(keys.length ? ['passkey' as const] : []), ...(app ? ['totp' as const] : []), ...(codes.left ? ['recovery_code' as const] : [])]
          : [];
      return { ways, passkey: keys.length ? passkeys.askOptions(`step_up ${sessionId}`, now, keys) : null };
    },
    async stepUpWithPasskey({ tx, actor, now, request, apart }, { response }) {
      const tried = knockAt(secrets, 'passkey', null, request.address);
      const shown = await passkeys.verifyShown(apart, `step_up ${actor.sessionId}`, now, response, tried, actor.personId);
      await passkeys.spend(tx, now, shown);
      await Promise.all([markSecondFactor(tx, actor, now, 'passkey'), unknock(tx, now, tried)]);
      return {};
    },
    async stepUpWithTotp({ tx, actor, now, request, apart }, { code }) {
      const tried = knockAt(secrets, 'second_factor', actor.personId, request.address);
      const app = await apart(async (t) => {
        await knock(t, now, tried);
        return findAuthenticator(t, actor.personId);
      });
      const step = app && (await totpStep(secrets.open(app.secret), code, now));
      if (step === undefined) throw new SecondFactorWrong({});
      await spendTotp(tx, actor.personId, step);
      await Promise.all([markSecondFactor(tx, actor, now, 'totp'), unknock(tx, now, tried)]);
      return {};
    },
    async stepUpWithRecoveryCode({ tx, actor, now, request, apart }, { code }) {
      const tried = knockAt(secrets, 'second_factor', actor.personId, request.address);
      await apart((t) => knock(t, now, tried));
      await spendRecoveryCode(tx, actor, now, secrets, actor.personId, code);
      await Promise.all([markSecondFactor(tx, actor, now, 'recovery_code'), unknock(tx, now, tried)]);
      return {};
    },
  };
}

/** The secret that `startAuthenticator` gave to this session. @throws AttemptExpired */
function waitingSecret(secrets: Secrets, attempt: string, actor: PersonActor, now: Date): string {
  let waiting: { secret: string; sessionId: string; until: number };
  try {
    waiting = JSON.parse(secrets.open(Buffer.from(attempt, 'base64url'))) as typeof waiting;
  } catch {
    throw new AttemptExpired({}); // not sealed by this center
  }
  if (waiting.sessionId !== actor.sessionId || waiting.until <= now.getTime()) throw new AttemptExpired({});
  return waiting.secret;
}
