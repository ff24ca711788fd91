import { may } from '../../../core/access.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { Locale } from '../../../core/locale.ts';
import { instantKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import { RequestInvalid } from '../../../core/problems.ts';
import { foldEmail } from '../../../core/text.ts';
import type { VisitorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { getAccount } from '../../accounts/queries.ts';
import { addPerson, answerChallenge, hashPassword, keepPassword, openSession, passwordFault, startChallenge } from '../../identity/acts.ts';
import { findPersonByEmail, getPerson } from '../../identity/queries.ts';
import {
  acceptInvitation,
  checkAddress,
  checkProof,
  enterInvitation,
  enterOpenInvitation,
  invite,
  noteProof,
  resendInvitation,
  withdrawInvitation,
} from '../acts/invitations.ts';
import { InvitationNotProved, type members, SignInToAccept } from '../contract.ts';
import { invitationCodeMail } from '../mails.ts';
import { maskEmail, invitableRoles, stateOfInvitation } from '../policy.ts';
import { type InvitationRow, listInvitations } from '../queries.ts';

type Part =
  | 'listGivableRoles'
  | 'invite'
  | 'listInvitations'
  | 'resendInvitation'
  | 'withdrawInvitation'
  | 'openInvitation'
  | 'proveInvitation'
  | 'checkInvitationCode'
  | 'acceptInvitation';

const purpose = 'invitation';
const codeMinutes = 15;

export const invitationHandlers = (secrets: Secrets): Pick<HandlersOf<typeof members>, Part> => ({
  async listGivableRoles({ tx, actor }) {
    // Reads, so that the session and its rights are looked up as for every answer.
    await getAccount(tx);
    return { roles: invitableRoles(actor, { isGuest: false }), forGuests: invitableRoles(actor, { isGuest: true }) };
  },
  async invite({ tx, actor, now }, { people }) {
    return { items: (await invite(tx, actor, now, people)).map((row) => present(row, actor, now)) };
  },
  async listInvitations({ tx, actor, now }, { state, after, limit }) {
    return page(
      await listInvitations(tx, { now, limit: limit + 1, state, after: instantKey(after) }),
      limit,
      (row) => [row.createdAt.toISOString(), row.invitationId],
      (row) => present(row, actor, now),
    );
  },
  resendInvitation: async ({ tx, actor, now }, { invitationId }) => present(await resendInvitation(tx, actor, now, invitationId), actor, now),
  withdrawInvitation: async ({ tx, actor, now }, { invitationId }) => present(await withdrawInvitation(tx, actor, now, invitationId), actor, now),
  async openInvitation({ tx, actor, now }, { token }) {
    const row = await enterInvitation(tx, token);
    const { name } = await getAccount(tx);
    const session = actor.kind === 'nobody' ? 'none' : foldEmail(actor.email) === row.emailFolded ? 'invited' : 'other';
    return {
      state: stateOfInvitation(row, now),
      company: name,
      invitedBy: row.invitedByName,
      maskedEmail: maskEmail(row.email),
      roles: row.roles as AccountRole[],
      locale: row.locale as Locale,
      expiresAt: row.expiresAt,
      session,
      signedInAs: actor.kind === 'nobody' ? null : actor.email,
    };
  },
  async proveInvitation({ tx, now, request }, { token }) {
    const row = await enterOpenInvitation(tx, now, token);
    const challengeId = await startChallenge(tx, now, { purpose, email: row.email, data: { invitationId: row.invitationId }, minutes: codeMinutes });
    await askMail(tx, now, invitationCodeMail, {
      to: row.email,
      locale: request.locale,
      accountId: row.accountId,
      ids: { challengeId, accountId: row.accountId },
    });
    return { attempt: challengeId, maskedEmail: maskEmail(row.email), resendAfterSeconds: 60 };
  },
  async checkInvitationCode({ tx, now, apart }, { token, attempt, code }) {
    const { data } = await answerChallenge(apart, secrets, now, { id: attempt, purpose, code });
    const row = await enterOpenInvitation(tx, now, token);
    // A code that was mailed for another invitation proves nothing here.
    if ((data as { invitationId?: string }).invitationId !== row.invitationId) throw new InvitationNotProved({});
    const isKnown = (await findPersonByEmail(tx, row.email)) !== undefined;
    return { proof: await noteProof(tx, now, row), email: row.email, givenName: row.givenName, familyName: row.familyName, isKnown };
  },
  acceptInvitation: (context, { token, newPerson }) => (newPerson ? acceptAsNew(context, token, newPerson) : acceptAs(context, token)),
});

interface NewPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly proof: string;
  readonly password: string;
  readonly locale: Locale;
}

/** Someone who is new here: the code has proved the mailbox; the password is judged and hashed before the transaction begins. */
async function acceptAsNew({ tx, actor, now, request, apart }: Context<VisitorActor>, token: string, { proof, password, ...given }: NewPerson) {
  const words = await apart(async (short) => {
    const row = await enterOpenInvitation(short, now, token);
    checkProof(row, proof, now);
    if (await findPersonByEmail(short, row.email)) throw new SignInToAccept({});
    return [row.email, given.givenName, given.familyName, (await getAccount(short)).name];
  });
  const fault = await passwordFault(password, { hasSecondFactor: false, words });
  if (fault) throw new RequestInvalid({ fields: { 'newPerson.password': fault } });
  const hash = await hashPassword(password);
  const row = await enterOpenInvitation(tx, now, token);
  checkProof(row, proof, now);
  const { personId } = await addPerson(tx, actor, now, { ...given, email: row.email });
  await keepPassword(tx, actor, now, personId, hash);
  await acceptInvitation(tx, actor, now, row, { personId, ...given, email: row.email });
  const session = await openSession(tx, actor, now, {
    personId,
    proofs: ['password', 'mail_code'],
    secondFactor: false,
    address: actor.address,
    userAgent: actor.userAgent,
  });
  request.giveSession?.(session.token, session.until);
  return { accountId: row.accountId };
}

/** Someone who is signed in as the invited address. */
async function acceptAs({ tx, actor, now }: Context<VisitorActor>, token: string) {
  const row = await enterOpenInvitation(tx, now, token);
  if (actor.kind === 'nobody') throw new InvitationNotProved({});
  checkAddress(row, actor.email);
  await enter(tx, { personId: actor.personId });
  const { givenName, familyName, email } = await getPerson(tx, actor.personId);
  await acceptInvitation(tx, actor, now, row, { personId: actor.personId, givenName, familyName, email });
  return { accountId: row.accountId };
}

function present(row: InvitationRow, actor: Parameters<HandlersOf<typeof members>['invite']>[0]['actor'], now: Date) {
  const state = stateOfInvitation(row, now),
    edit = may(actor.rights, 'users', 'edit');
  return {
    invitationId: row.invitationId,
    email: row.email,
    givenName: row.givenName,
    familyName: row.familyName,
    roles: row.roles as AccountRole[],
    isGuest: row.isGuest,
    state,
    invitedBy: row.invitedByName || fullName(row),
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    expiresAt: row.expiresAt,
    can: {
      resend: edit && row.state === 'open' && (row.roles as AccountRole[]).every((role) => invitableRoles(actor, row).includes(role)),
      withdraw: edit && row.state === 'open',
    },
  };
}
