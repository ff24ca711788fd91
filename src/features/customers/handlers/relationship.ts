import { may, type Rights } from '../../../core/access.ts';
import type { Locale } from '../../../core/locale.ts';
import { instantKey, idKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Config } from '../../../server/config.ts';
import type { Tx } from '../../../server/tx.ts';
import { askDelegation, endDelegation } from '../acts/delegations.ts';
import { inviteCustomer, makeInvitationLink, resendCustomerInvitation, withdrawCustomerInvitation } from '../acts/invitations.ts';
import { removeCustomer } from '../acts/removal.ts';
import { type CustomerInvitation, CustomerUses } from '../contract.ts';
import type { relationshipEndpoints } from '../contract/relationship.ts';
import { delegationState, invitationState } from '../policy.ts';
import { findCustomer } from '../queries.ts';
import { type CustomerInvitationRow, type DelegationRow, listCustomerInvitations, listDelegations } from '../queries/relationship.ts';

type Public = 'openCustomerInvitation' | 'proveCustomerMailbox' | 'checkCustomerCode' | 'acceptCustomerInvitation' | 'declineCustomerInvitation';

export const relationshipHandlers = (config: Config): Omit<HandlersOf<typeof relationshipEndpoints>, Public> => ({
  async listCustomerInvitations({ tx, actor, now }, { after, limit, state }) {
    const place = instantKey(after);
    const rows = await listCustomerInvitations(tx, { now, limit: limit + 1, state, after: place && { at: place.at, id: idKey(place.id) } });
    return {
      ...page(
        rows,
        limit,
        (row) => [row.createdAt.toISOString(), row.invitationId],
        (row) => presentInvitation(row, actor.rights, now),
      ),
      can: { invite: may(actor.rights, 'customers.relationship', 'edit') },
    };
  },
  inviteCustomer: async ({ tx, actor, now }, wanted) => presentInvitation(await inviteCustomer(tx, actor, now, wanted), actor.rights, now),
  async makeInvitationLink({ tx, actor, now }, { invitationId }) {
    const { token, row } = await makeInvitationLink(tx, actor, now, invitationId);
    // After the #, so that neither the server's log nor a page's referrer ever holds it.
    return { link: `${config.publicUrl}/customer-invitation#${token}`, expiresAt: row.expiresAt };
  },
  resendCustomerInvitation: async ({ tx, actor, now }, { invitationId }) =>
    presentInvitation(await resendCustomerInvitation(tx, actor, now, invitationId), actor.rights, now),
  withdrawCustomerInvitation: async ({ tx, actor, now }, { invitationId }) =>
    presentInvitation(await withdrawCustomerInvitation(tx, actor, now, invitationId), actor.rights, now),
  async listDelegations({ tx, now }, { customerId }) {
    if (!(await findCustomer(tx, customerId))) throw new NotFound({});
    return delegationsOf(tx, customerId, now);
  },
  async askDelegation({ tx, actor, now }, { customerId, ...asked }) {
    await askDelegation(tx, actor, now, customerId, asked);
    return delegationsOf(tx, customerId, now);
  },
  async endDelegation({ tx, actor, now }, which) {
    await endDelegation(tx, actor, now, which);
    return delegationsOf(tx, which.customerId, now);
  },
  async getRemoval({ tx, now, ask }, { customerId }) {
    const [customer, uses, delegations] = await Promise.all([findCustomer(tx, customerId), ask(CustomerUses, { customerId }), listDelegations(tx, customerId)]);
    if (!customer) throw new NotFound({});
    return {
      uses: uses.flat().filter(({ count }) => count > 0),
      delegations: delegations.filter((row) => ['asked', 'active'].includes(delegationState(row, now))).length,
      version: customer.version,
    };
  },
  async removeCustomer({ tx, actor, now, ask }, { customerId, reason, version }) {
    await removeCustomer(tx, actor, now, { customerId, reason, version, usesOf: async () => (await ask(CustomerUses, { customerId })).flat() });
    return {};
  },
});

const delegationsOf = async (tx: Tx, customerId: string, now: Date) => ({
  items: (await listDelegations(tx, customerId)).map((row) => presentDelegation(row, now)),
});

export const presentDelegation = (row: DelegationRow, now: Date) => ({
  delegationId: row.delegationId,
  roles: row.roles,
  days: row.days,
  state: delegationState(row, now),
  why: row.why,
  askedAt: row.askedAt,
  askedBy: row.askedByName,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  endedAt: row.endedAt,
  endedBy: row.endedBy as 'customer' | null,
  version: row.version,
});

export const rightsOf = ({ roles, days }: Pick<CustomerInvitationRow, 'roles' | 'days'>) => (days === null ? null : { roles, days });

function presentInvitation(row: CustomerInvitationRow, rights: Rights, now: Date): CustomerInvitation {
  const edit = may(rights, 'customers.relationship', 'edit') && row.state === 'open';
  return {
    invitationId: row.invitationId,
    company: row.company,
    email: row.email,
    locale: row.locale as Locale,
    relationship: row.relationship as CustomerInvitation['relationship'],
    rights: rightsOf(row),
    message: row.message,
    state: invitationState(row, now),
    invitedBy: row.invitedByName,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    openedAt: row.openedAt,
    expiresAt: row.expiresAt,
    endedAt: row.endedAt,
    reason: row.reason,
    customerId: row.customerId,
    can: { resend: edit, withdraw: edit },
  };
}
