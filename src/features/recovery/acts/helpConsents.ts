import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import { type MemberActor, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail, askText } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccount, getAccountForUpdate } from '../../accounts/queries.ts';
import { reachedBy, resetLinkPurpose, sendResetLink } from '../../identity/acts/resetLinks.ts';
import { getPerson } from '../../identity/queries.ts';
import { listProvedWays } from '../../identity/queries/ways.ts';
import { NotToYourself, RoleNotYours } from '../../members/contract.ts';
import { findMember } from '../../members/queries.ts';
import { RelationNotInState, type Side } from '../../relations/contract.ts';
import { stateOf } from '../../relations/policy.ts';
import { findRelationForUpdate, holdRelation, type RelationRow } from '../../relations/queries.ts';
import { HelpAgreed, HelpAgreedAlready, HelpByAgents, HelpEnded, HelpNotAgreed, HelpUsed } from '../contract/help.ts';
import { helpUsedMail } from '../mails/help.ts';
import { isOpen, mayAgree, mayHelp } from '../policy/help.ts';
import { type ConsentRow, listConsents, listGlobalAdmins } from '../queries/help.ts';

const LINK_MINUTES = 24 * 60;
const forOther = (accountId: string) => system('relations', accountId);

/** The running account's side of a relation, held until the transaction ends. @throws NotFound */
async function hold(tx: Tx, relationId: string): Promise<RelationRow> {
  await holdRelation(tx, relationId);
  const row = await findRelationForUpdate(tx, relationId);
  if (!row) throw new NotFound({});
  return row;
}
const findOpen = async (tx: Tx, relationId: string, now: Date): Promise<ConsentRow | undefined> =>
  (await listConsents(tx, relationId)).find((consent) => isOpen(consent, now));

/** The reseller lets its distributor help for some hours; both sides keep it. @throws NotFound, RelationNotInState, RoleNotYours, HelpAgreedAlready */
export async function agreeToHelp(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { relationId, hours }: { readonly relationId: string; readonly hours: number },
): Promise<void> {
  const row = await hold(tx, relationId);
  if (row.side !== 'reseller') throw new NotFound({});
  if (row.state !== 'active') throw new RelationNotInState({ state: stateOf(row, now) });
  if (!mayAgree(actor)) throw new RoleNotYours({ role: 'global_admin' });
  if (await findOpen(tx, relationId, now)) throw new HelpAgreedAlready({});
  const mine = await getAccount(tx);
  const shared = { consentId: crypto.randomUUID(), relationId, givenBy: actor.name, givenAt: now, endsAt: new Date(now.getTime() + hours * 3_600_000) };
  const keep = async (accountId: string, side: Side, otherAccountId: string, otherName: string) => {
    await enter(tx, { accountId });
    // One that is over makes room.
    await run(tx, 'update help_consents set ended_at = ends_at where account_id = $1 and relation_id = $2 and ended_at is null and ends_at <= $3', [
      accountId,
      relationId,
      now,
    ]);
    await tx
      .insertInto('helpConsents')
      .values({ accountId, side, otherAccountId, otherName, ...shared })
      .execute();
  };
  await keep(row.otherAccountId, 'distributor', row.accountId, mine.name);
  await announce(tx, forOther(row.otherAccountId), now, HelpAgreed, {
    accountId: row.otherAccountId,
    subjectId: relationId,
    details: { partner: mine.name, hours },
  });
  await keep(row.accountId, 'reseller', row.otherAccountId, row.otherName ?? '');
  await announce(tx, actor, now, HelpAgreed, { accountId: row.accountId, subjectId: relationId, details: { partner: row.otherName ?? '', hours } });
}

/** Either side ends it, at once: links that the distributor started stop working, too. @throws NotFound, HelpNotAgreed, RoleNotYours */
export async function endHelp(tx: Tx, actor: MemberActor, now: Date, relationId: string): Promise<void> {
  const row = await hold(tx, relationId);
  if (!(await findOpen(tx, relationId, now))) throw new HelpNotAgreed({});
  if (row.side === 'reseller' ? !mayAgree(actor) : !mayHelp(actor)) throw new RoleNotYours({ role: row.side === 'reseller' ? 'global_admin' : 'admin_agent' });
  const mine = await getAccount(tx);
  await closeBoth(tx, now, row);
  await enter(tx, { accountId: row.otherAccountId });
  await announce(tx, forOther(row.otherAccountId), now, HelpEnded, { accountId: row.otherAccountId, subjectId: relationId, details: { partner: mine.name } });
  await enter(tx, { accountId: row.accountId });
  await announce(tx, actor, now, HelpEnded, { accountId: row.accountId, subjectId: relationId, details: { partner: row.otherName ?? '' } });
}

/** Writes the end to both sides, and makes the distributor's links useless. Ends in the account of `row`. */
export async function closeBoth(tx: Tx, now: Date, row: Pick<RelationRow, 'relationId' | 'accountId' | 'otherAccountId' | 'side'>): Promise<void> {
  for (const accountId of [row.otherAccountId, row.accountId]) {
    await enter(tx, { accountId });
    await run(tx, 'update help_consents set ended_at = least($3, ends_at) where account_id = $1 and relation_id = $2 and ended_at is null', [
      accountId,
      row.relationId,
      now,
    ]);
    const isResellers = (accountId === row.accountId) === (row.side === 'reseller');
    if (isResellers)
      await run(
        tx,
        `update challenges set used_at = $1 where purpose = $2 and used_at is null and data ->> 'why' = 'distributor'
            and email_folded = any(array(select lower(m.email) from members m where m.account_id = current_account()))`,
        [now, resetLinkPurpose],
      );
  }
}

/**
 * The distributor's agent starts a link, never more, for one of the reseller's global admins; the admin, the reseller's other
 * global admins by every way, and both logs say so. @throws NotFound, RelationNotInState, HelpNotAgreed, HelpByAgents, NotToYourself
 */
export async function helpAdmin(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { relationId, personId }: { readonly relationId: string; readonly personId: string },
): Promise<void> {
  const row = await hold(tx, relationId);
  if (row.side !== 'distributor') throw new NotFound({});
  if (row.state !== 'active') throw new RelationNotInState({ state: stateOf(row, now) });
  if (!mayHelp(actor)) throw new HelpByAgents({});
  if (personId === actor.personId) throw new NotToYourself({});
  const mine = await getAccount(tx);
  // What the reseller itself has written down decides.
  await enter(tx, { accountId: row.otherAccountId });
  const theirs = await getAccountForUpdate(tx);
  const consent = await findOpen(tx, relationId, now);
  if (!consent) throw new HelpNotAgreed({});
  const admins = await listGlobalAdmins(tx, now);
  const helped = await findMember(tx, now, personId);
  if (!helped || !admins.some((admin) => admin.personId === personId)) throw new NotFound({});
  const name = fullName(helped);
  const announcementId = await announce(tx, forOther(theirs.accountId), now, HelpUsed, {
    accountId: theirs.accountId,
    personId,
    subjectId: relationId,
    details: { partner: mine.name, by: actor.name, name },
  });
  for (const admin of admins.filter((one) => one.personId !== personId)) await tellByEveryWay(tx, now, admin.personId, announcementId);
  const minutes = Math.max(1, Math.min(LINK_MINUTES, Math.floor((consent.endsAt.getTime() - now.getTime()) / 60_000)));
  await sendResetLink(tx, actor, now, personId, { minutes, why: 'distributor', by: actor.name, company: mine.name });
  await enter(tx, { accountId: actor.accountId, personId: actor.personId });
  await announce(tx, actor, now, HelpUsed, {
    accountId: actor.accountId,
    subjectId: relationId,
    details: { partner: row.otherName ?? '', by: actor.name, name },
  });
}

async function tellByEveryWay(tx: Tx, now: Date, personId: string, announcementId: string): Promise<void> {
  await enter(tx, { personId });
  const { locale } = await getPerson(tx, personId);
  for (const { kind, value } of reachedBy(await listProvedWays(tx, personId))) {
    const wanted = { to: value ?? '', locale, personId, ids: { announcementId } };
    await (kind === 'phone' ? askText(tx, now, helpUsedMail, wanted) : askMail(tx, now, helpUsedMail, wanted));
  }
}
