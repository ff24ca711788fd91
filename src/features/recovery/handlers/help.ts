import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Contexts, HandlersOf } from '../../../server/call.ts';
import type { Side } from '../../relations/contract.ts';
import { findMember } from '../../members/queries.ts';
import { findRelation } from '../../relations/queries.ts';
import { refuseResetRequest } from '../acts/help.ts';
import { agreeToHelp, endHelp, helpAdmin } from '../acts/helpConsents.ts';
import type { Help, helpEndpoints, ResetRequest } from '../contract/help.ts';
import type { RecoveryParts } from '../handlers.ts';
import { isOpen, mayAgree, mayAnswer, mayHelp } from '../policy/help.ts';
import { type ConsentRow, listConsents, listGlobalAdmins, type ResetRequestRow, resetRequests } from '../queries/help.ts';

export const helpHandlers = (_parts: RecoveryParts): HandlersOf<typeof helpEndpoints> => ({
  listResetRequests: async ({ tx, actor, now }) => ({ items: (await resetRequests(tx, now).execute()).filter((row) => mayAnswer(actor, row)).map(present) }),
  async findResetRequest({ tx, actor, now }, { personId }) {
    const [member, row] = await Promise.all([findMember(tx, now, personId), resetRequests(tx, now).where('r.personId', '=', personId).executeTakeFirst()]);
    if (!member) throw new NotFound({});
    return { request: row && mayAnswer(actor, row) ? present(row) : null };
  },
  async refuseResetRequest({ tx, actor, now }, refusal) {
    await refuseResetRequest(tx, actor, now, refusal);
    return {};
  },

  getHelp: (context, { relationId }) => help(context, relationId),
  async agreeToHelp(context, wanted) {
    await agreeToHelp(context.tx, context.actor, context.now, wanted);
    return help(context, wanted.relationId);
  },
  async endHelp(context, { relationId }) {
    await endHelp(context.tx, context.actor, context.now, relationId);
    return help(context, relationId);
  },
  async helpAdmin(context, wanted) {
    await helpAdmin(context.tx, context.actor, context.now, wanted);
    return help(context, wanted.relationId);
  },
});

const present = ({ requestId, personId, email, askedAt, expiresAt, ...row }: ResetRequestRow): ResetRequest => ({
  requestId,
  personId,
  name: fullName(row),
  email,
  askedAt,
  expiresAt,
});

const presentWindow = ({ givenBy, givenAt, endsAt, endedAt }: ConsentRow) => ({ givenBy, givenAt, endsAt, endedAt });

async function help({ tx, actor, now, apart }: Contexts['account'], relationId: string): Promise<Help> {
  const [relation, consents] = await Promise.all([findRelation(tx, relationId), listConsents(tx, relationId)]);
  if (!relation) throw new NotFound({});
  const isActive = relation.state === 'active';
  const open = isActive ? consents.find((consent) => isOpen(consent, now)) : undefined;
  const isReseller = relation.side === 'reseller';
  const helps = open !== undefined && !isReseller && mayHelp(actor);
  // Names alone, and only of those whom the distributor may help, as the reseller has them now.
  const admins = helps ? await apart((t) => listGlobalAdmins(t, now), { accountId: relation.otherAccountId }) : [];
  return {
    side: relation.side as Side,
    partner: relation.otherName ?? '',
    open: open ? presentWindow(open) : null,
    past: consents.filter((consent) => consent !== open).map(presentWindow),
    admins: admins.map((admin) => ({ personId: admin.personId, name: fullName(admin) })),
    can: { agree: isActive && isReseller && !open && mayAgree(actor), end: open !== undefined && (isReseller ? mayAgree(actor) : mayHelp(actor)), help: helps },
  };
}
