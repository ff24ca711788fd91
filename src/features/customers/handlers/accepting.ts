import type { Locale } from '../../../core/locale.ts';
import { RequestInvalid } from '../../../core/problems.ts';
import { domainOf } from '../../../core/text.ts';
import type { VisitorActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { addPerson, answerChallenge, hashPassword, keepPassword, openSession, passwordFault, startChallenge } from '../../identity/acts.ts';
import { findPersonByEmail, getPerson } from '../../identity/queries.ts';
import { acceptFor, type Acceptor, foundAndAccept, foundsDomain, type NewCompany } from '../acts/accepting.ts';
import { declineCustomerInvitation, enterInvitation, enterOpenInvitation, noteOpened, noteProof, provedEmail } from '../acts/invitations.ts';
import { InvitationUnproved, NotItsAdmin, type RelationshipKind, SignInFirst } from '../contract.ts';
import type { relationshipEndpoints } from '../contract/relationship.ts';
import { customerCodeMail } from '../mails/relationship.ts';
import { invitationState } from '../policy.ts';
import { listTenantsOfPerson, listViewsOfTenant } from '../queries/relationship.ts';
import { rightsOf } from './relationship.ts';

type Part = 'openCustomerInvitation' | 'proveCustomerMailbox' | 'checkCustomerCode' | 'acceptCustomerInvitation' | 'declineCustomerInvitation';
const purpose = 'customer_invitation';
const codeMinutes = 15;

interface Given {
  readonly token: string;
  readonly withRights: boolean;
  readonly tenantId?: string | undefined;
  readonly company?: NewCompany | undefined;
}

export const acceptingHandlers = (secrets: Secrets): Pick<HandlersOf<typeof relationshipEndpoints>, Part> => ({
  async openCustomerInvitation({ tx, actor, now }, { token }) {
    const me = actor.kind === 'nobody' ? null : await seen(tx, actor.personId, actor.email);
    const row = await enterInvitation(tx, token);
    const { name, partnerId, country } = await getAccount(tx);
    await noteOpened(tx, now, row);
    return {
      state: invitationState(row, now),
      partner: { name, partnerId, country },
      invitedBy: row.invitedByName,
      company: row.company,
      relationship: row.relationship as RelationshipKind,
      rights: rightsOf(row),
      message: row.message,
      locale: row.locale as Locale,
      expiresAt: row.expiresAt,
      me,
    };
  },
  async proveCustomerMailbox({ tx, now, request }, { token, email }) {
    const row = await enterOpenInvitation(tx, now, token);
    const { accountId, invitationId } = row;
    const challengeId = await startChallenge(tx, now, { purpose, email, data: { invitationId, email }, minutes: codeMinutes });
    await askMail(tx, now, customerCodeMail, { to: email, locale: request.locale, accountId, ids: { challengeId, accountId } });
    return { attempt: challengeId, resendAfterSeconds: 60 };
  },
  async checkCustomerCode({ tx, now, apart }, { token, attempt, code }) {
    const { data } = await answerChallenge(apart, secrets, now, { id: attempt, purpose, code });
    const row = await enterOpenInvitation(tx, now, token);
    const { invitationId, email = '' } = data as { invitationId?: string; email?: string };
    // A code that was mailed for another invitation proves nothing here.
    if (invitationId !== row.invitationId) throw new InvitationUnproved({});
    const isKnown = (await findPersonByEmail(tx, email)) !== undefined;
    if (!isKnown && (await foundsDomain(tx, email)) === null) throw new NotItsAdmin({ domain: domainOf(email) });
    return { proof: await noteProof(tx, now, row, email), email, domain: domainOf(email), isKnown };
  },
  acceptCustomerInvitation: (context, { newPerson, ...given }) => (newPerson ? acceptAsNew(context, given, newPerson) : acceptAs(context, given)),
  async declineCustomerInvitation({ tx, actor, now }, { token, reason }) {
    await declineCustomerInvitation(tx, actor, now, token, reason);
    return {};
  },
});

/** What whoever is signed in may accept for. Before the Tx enters the partner's account, which would hide it. */
async function seen(tx: Tx, personId: string, email: string) {
  await enter(tx, { personId });
  const [tenants, founds] = [await listTenantsOfPerson(tx, personId), await foundsDomain(tx, email)];
  return {
    email,
    founds,
    tenants: tenants.filter(({ isAdmin }) => isAdmin).map(({ tenantId, name, domain, country }) => ({ tenantId, name, domain, country })),
  };
}

/** Someone who is signed in, and administers the directory or founds it. */
async function acceptAs({ tx, actor, now }: Context<VisitorActor>, { token, withRights, tenantId, company }: Given) {
  if (actor.kind === 'nobody') throw new InvitationUnproved({});
  await enter(tx, { personId: actor.personId });
  const who: Acceptor = await getPerson(tx, actor.personId);
  if (!tenantId) {
    const row = await enterOpenInvitation(tx, now, token);
    if (!company) throw new RequestInvalid({ fields: { 'company.name': 'required' } });
    return { tenantId: await foundAndAccept(tx, actor, now, row, who, company, withRights) };
  }
  const tenant = (await listTenantsOfPerson(tx, actor.personId)).find((each) => each.tenantId === tenantId && each.isAdmin);
  if (!tenant) throw new NotItsAdmin({ domain: '' });
  const [view] = await listViewsOfTenant(tx, tenantId);
  await acceptFor(tx, actor, now, await enterOpenInvitation(tx, now, token), who, tenant, view, withRights);
  return { tenantId };
}

interface NewPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly proof: string;
  readonly password: string;
  readonly locale: Locale;
}

/** Someone who is new here: the code has proved the mailbox; the password is judged and hashed before the transaction begins. */
async function acceptAsNew({ tx, actor, now, request, apart }: Context<VisitorActor>, given: Given, { proof, password, ...named }: NewPerson) {
  const { token, company, withRights } = given;
  if (!company) throw new RequestInvalid({ fields: { 'company.name': 'required' } });
  const words = await apart(async (short) => {
    const email = provedEmail(await enterOpenInvitation(short, now, token), proof, now);
    if (await findPersonByEmail(short, email)) throw new SignInFirst({});
    return [email, named.givenName, named.familyName, company.name];
  });
  const fault = await passwordFault(password, { hasSecondFactor: false, words });
  if (fault) throw new RequestInvalid({ fields: { 'newPerson.password': fault } });
  const hash = await hashPassword(password);
  const row = await enterOpenInvitation(tx, now, token);
  const email = provedEmail(row, proof, now);
  const { personId } = await addPerson(tx, actor, now, { ...named, email });
  await keepPassword(tx, actor, now, personId, hash);
  const tenantId = await foundAndAccept(tx, actor, now, row, { personId, ...named, email }, company, withRights);
  const session = await openSession(tx, actor, now, {
    personId,
    proofs: ['password', 'mail_code'],
    secondFactor: false,
    address: actor.address,
    userAgent: actor.userAgent,
  });
  request.giveSession?.(session.token, session.until);
  return { tenantId };
}
