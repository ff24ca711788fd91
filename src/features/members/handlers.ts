import { may } from '../../core/access.ts';
import type { Locale, Translate } from '../../core/locale.ts';
import { accountRoles } from '../../core/roles.ts';
import { cursorKey, idKey, instantKey, page } from '../../core/page.ts';
import { fullName } from '../../core/person.ts';
import { NotFound } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { HandlersOf } from '../../server/call.ts';
import { enter } from '../../server/db.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { Tx } from '../../server/tx.ts';
import { findAccount } from '../accounts/queries.ts';
import { activateMember, deactivateMember, leaveAccount, removeMember, restoreMember, setRoles } from './acts.ts';
import { decideJoinRequest } from './acts/joinRequests.ts';
import { type Member, type MemberState, type members, restorableDays } from './contract.ts';
import { lettersOf } from './contract/letters.ts';
import { exportHandlers } from './handlers/exports.ts';
import { grantHandlers } from './handlers/grants.ts';
import { leavingHandlers } from './handlers/leaving.ts';
import { importHandlers } from './handlers/imports.ts';
import { invitationHandlers } from './handlers/invitations.ts';
import { roleRequestHandlers } from './handlers/roleRequests.ts';
import { passwordHandlers } from './handlers/passwords.ts';
import { roleHandlers } from './handlers/roles.ts';
import { secondFactorHandlers } from './handlers/secondFactors.ts';
import { endSeeing, seeAs } from './acts/seeAs.ts';
import { asSeen } from './policy/seeAs.ts';
import { companyOfSignOn } from '../../core/signOn.ts';
import { findSeen, listMyAccounts } from './queries/myAccounts.ts';
import { canWith, givableRoles, isLastAdmin } from './policy.ts';
import {
  listOverrides,
  countMembers,
  findMember,
  type JoinRequestRow,
  listDeskRequests,
  listEffectiveAdmins,
  listHolders,
  listJoinRequests,
  listMembers,
  type MemberRow,
} from './queries.ts';

const counted = 10_000;

export const membersHandlers = (secrets: Secrets, translator: (locale: Locale) => Translate): HandlersOf<typeof members> => ({
  ...invitationHandlers(secrets),
  ...roleHandlers(translator),
  ...grantHandlers,
  ...leavingHandlers,
  ...passwordHandlers(secrets),
  ...secondFactorHandlers(translator),
  ...importHandlers(translator),
  ...exportHandlers(translator),
  ...roleRequestHandlers,
  async listMembers({ tx, actor, now }, { search, role, state, from, after, limit }) {
    const letter = lettersOf[actor.locale].find(({ id }) => id === from);
    const [family, given, personId] = cursorKey(after) ?? (letter ? [letter.start, '', ''] : []);
    const rows = await listMembers(tx, {
      now,
      locale: actor.locale,
      limit: limit + 1,
      words: wordsOf(search),
      role,
      state,
      after: personId === undefined ? undefined : { family: String(family), given: String(given), personId: idKey(personId) },
    });
    return {
      ...page(
        rows,
        limit,
        (row) => [row.familyName, row.givenName, row.personId],
        (row) => present(row, actor),
      ),
      can: { invite: may(actor.rights, 'users', 'edit') && actor.rights.gives.size > 0 },
    };
  },
  async countMembers({ tx, actor, now }, { search, role, state }) {
    const count = await countMembers(tx, { now, locale: actor.locale, limit: counted + 1, words: wordsOf(search), role, state });
    return { count: Math.min(count, counted), isExact: count <= counted };
  },
  async getMember({ tx, actor, now }, { personId }) {
    const row = await findMember(tx, now, personId);
    if (!row) throw new NotFound({});
    return inFull(tx, row, actor, now);
  },
  async listAdmins({ tx, now }) {
    const rows = await listHolders(
      tx,
      now,
      accountRoles.filter((role) => role !== 'default_user'),
      50,
    );
    const rank = (row: (typeof rows)[number]) => Math.min(...row.roles.map((role) => accountRoles.indexOf(role)));
    return {
      items: rows.toSorted((a, b) => rank(a) - rank(b)).map((row) => ({ personId: row.personId, name: fullName(row), email: row.email, roles: row.roles })),
    };
  },
  deactivateMember: async ({ tx, actor, now }, { personId }) => inFull(tx, await deactivateMember(tx, actor, now, personId), actor, now),
  activateMember: async ({ tx, actor, now }, { personId }) => inFull(tx, await activateMember(tx, actor, now, personId), actor, now),
  removeMember: async ({ tx, actor, now }, { personId }) => inFull(tx, await removeMember(tx, actor, now, personId), actor, now),
  restoreMember: async ({ tx, actor, now }, { personId }) => inFull(tx, await restoreMember(tx, actor, now, personId), actor, now),
  setRoles: async ({ tx, actor, now }, { personId, version, roles }) => inFull(tx, await setRoles(tx, actor, now, personId, version, roles), actor, now),
  async leaveAccount({ tx, actor, now }) {
    await leaveAccount(tx, actor, now, actor.personId);
    return {};
  },
  async listMyAccounts({ tx, actor, now }) {
    const [items, seen] = await Promise.all([listMyAccounts(tx, now), actor.seeing && findSeen(tx, now, actor.sessionId)]);
    const only = companyOfSignOn(actor.proofs);
    if (only !== null) return { items: items.filter(({ accountId }) => accountId === only), seeing: null };
    return actor.seeing ? asSeen(items, actor.seeing, seen, await listOverrides(tx), now) : { items, seeing: null };
  },
  seeAs: async ({ tx, actor, now }, whom) => seeAs(tx, actor, now, whom),
  endSeeing: async ({ tx, actor, now }) => ({ accountId: await endSeeing(tx, actor, now) }),
  async listJoinRequests({ tx, actor }, { after, limit }) {
    const decide = may(actor.rights, 'users', 'edit');
    return page(
      await listJoinRequests(tx, limit + 1, instantKey(after)),
      limit,
      (row) => [row.createdAt.toISOString(), row.requestId],
      (row) => presentRequest(row, decide),
    );
  },
  async decideJoinRequest({ tx, actor, now }, { requestId, ...decision }) {
    return presentRequest(await decideJoinRequest(tx, actor, now, requestId, decision), true);
  },
  async listDeskRequests({ tx, actor }, { after, limit }) {
    const decide = may(actor.rights, 'op.accounts', 'edit');
    return page(
      await listDeskRequests(tx, limit + 1, instantKey(after)),
      limit,
      (row) => [row.dueAt.toISOString(), row.requestId],
      (row) => presentDesk(row, row, decide),
    );
  },
  async decideDeskRequest({ tx, actor, now }, { accountId, requestId, ...decision }) {
    await enter(tx, { accountId });
    const account = await findAccount(tx);
    if (!account) throw new NotFound({});
    return presentDesk(await decideJoinRequest(tx, actor, now, requestId, decision), { partnerId: account.partnerId, company: account.name }, true);
  },
});

const wordsOf = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter(Boolean);

const present = (row: MemberRow, actor: MemberActor): Member => {
  const { phone: _, ...shown } = row;
  return { ...shown, state: row.state as MemberState, can: canWith(actor, row) };
};

async function inFull(tx: Tx, row: MemberRow, actor: MemberActor, now: Date) {
  return {
    ...present(row, actor),
    givable: may(actor.rights, 'roles', 'edit') ? givableRoles(actor, row) : [],
    isSelf: row.personId === actor.personId,
    isLastAdmin: isLastAdmin(await listEffectiveAdmins(tx, now), row.personId),
    restorableUntil: row.state === 'removed' && row.removedAt ? new Date(row.removedAt.getTime() + restorableDays * 86_400_000) : null,
  };
}

const isOpen = (row: JoinRequestRow): boolean => row.state === 'open' || row.state === 'at_desk';
const presentRequest = (row: JoinRequestRow, decide: boolean) => ({
  requestId: row.requestId,
  email: row.email,
  givenName: row.givenName,
  familyName: row.familyName,
  message: row.message,
  state: row.state as 'open',
  createdAt: row.createdAt,
  dueAt: row.dueAt,
  reason: row.reason,
  can: { decide: decide && isOpen(row) },
});
const presentDesk = (row: JoinRequestRow, { partnerId, company }: { readonly partnerId: string; readonly company: string }, decide: boolean) => ({
  ...presentRequest(row, decide),
  accountId: row.accountId,
  partnerId,
  company,
  deskAt: row.deskAt ?? row.dueAt,
});
