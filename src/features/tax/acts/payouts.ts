import { checkAccount, maskAccount, normaliseAccount } from '../../../core/iban.ts';
import { countryRule } from '../../../core/countries.ts';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { askMail } from '../../../server/mail.ts';
import type { Secrets } from '../../../server/secrets.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import {
  type ChangeKind,
  ChangeMoved,
  ChangeWaits,
  holdHours,
  PayoutApproved,
  PayoutChangeAsked,
  PayoutChangeConfirmed,
  PayoutChangeRefused,
  PayoutChangeWithdrawn,
  type payoutFaults,
  PayoutExpired,
  PayoutExpiring,
  PayoutQuestioned,
  PayoutRenewalAsked,
  type PayoutState,
  SecondPersonNeeded,
  validDays,
  waitDays,
  WantedAccount,
} from '../contract/payouts.ts';
import { payoutMail } from '../mails.ts';
import { daysLeft, reminderDue } from '../policy/exemptions.ts';
import { isWaiting, mayConfirm, movedPayout, payoutStanding } from '../policy/payouts.ts';
import { type ChangeRow, findChangeForUpdate, findPayoutForUpdate, listChanges } from '../queries/payouts.ts';

const DAY = 86_400_000;
const about = ({ masked, kind }: Pick<ChangeRow, 'masked' | 'kind'>) => ({ account: masked ?? '', change: kind as ChangeKind });

/** @throws RequestInvalid field by field */
function checkWanted(wanted: WantedAccount): WantedAccount {
  if (!countryRule(wanted.country)) throw new RequestInvalid({ fields: { 'account.country': 'unknown_country' } });
  const fault = checkAccount(wanted.country, wanted.number);
  if (fault) throw new RequestInvalid({ fields: { 'account.number': fault } });
  return { ...wanted, number: normaliseAccount(wanted.number) };
}

/** Writes to the contacts of the account as it was and as it would be, in the words of what happened. */
async function tellContacts(tx: Tx, now: Date, actor: MemberActor, change: ChangeRow, before: string | null, what: 'asked' | 'confirmed'): Promise<void> {
  const contacts = new Set([before, change.contactEmail].filter((email): email is string => email !== null));
  for (const to of contacts)
    await askMail(tx, now, payoutMail, {
      to,
      locale: actor.locale,
      accountId: actor.accountId,
      ids: { accountId: actor.accountId, changeId: change.changeId, what },
    });
}

interface Asked {
  readonly kind: ChangeKind;
  readonly payoutId: string | null;
  readonly account: WantedAccount | null;
}
/** Asks for a change; nothing is changed until a second person confirms it. @throws RequestInvalid, NotFound, ChangeWaits */
export async function askPayoutChange(tx: Tx, secrets: Secrets, actor: MemberActor, now: Date, { kind, payoutId, account }: Asked): Promise<void> {
  const wanted = account && checkWanted(account);
  const sealed = wanted && secrets.seal(JSON.stringify(wanted));
  await getAccountForUpdate(tx);
  const before = payoutId ? await findPayoutForUpdate(tx, payoutId) : undefined;
  if (payoutId && (!before || before.state === 'closed')) throw new NotFound({});
  for (const other of await listChanges(tx)) {
    if (!isWaiting(other, now)) await end(tx, other, 'expired');
    else if (payoutId && other.payoutId === payoutId) throw new ChangeWaits({});
  }
  const change = await tx
    .insertInto('payoutChanges')
    .values({
      kind,
      payoutId,
      sealedWanted: sealed,
      masked: wanted ? maskAccount(wanted.number) : (before?.masked ?? null),
      contactEmail: wanted?.contactEmail ?? null,
      state: 'waiting',
      askedAt: now,
      askedBy: actor.personId,
      askedByName: actor.name,
      endsAt: new Date(now.getTime() + waitDays * DAY),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, PayoutChangeAsked, { subjectId: change.changeId, details: about(change) });
  await tellContacts(tx, now, actor, change, before?.contactEmail ?? null, 'asked');
}

const end = (
  tx: Tx,
  { accountId, changeId }: ChangeRow,
  state: 'confirmed' | 'refused' | 'withdrawn' | 'expired',
  by?: { readonly actor: MemberActor; readonly now: Date },
) =>
  tx
    .updateTable('payoutChanges')
    .set({ state, ...(by ? { decidedAt: by.now, decidedBy: by.actor.personId, decidedByName: by.actor.name } : {}) })
    .where('accountId', '=', accountId)
    .where('changeId', '=', changeId)
    .execute();

/** @throws NotFound, ChangeMoved */
async function open(tx: Tx, now: Date, changeId: string): Promise<ChangeRow> {
  await getAccountForUpdate(tx);
  const change = await findChangeForUpdate(tx, changeId);
  if (!change) throw new NotFound({});
  if (!isWaiting(change, now)) throw new ChangeMoved({ state: change.state === 'waiting' ? 'expired' : change.state });
  return change;
}

/** Carries out what someone else asked for. The account waits for its validation, and nothing is paid to it for a while. @throws NotFound, ChangeMoved, SecondPersonNeeded */
export async function confirmPayoutChange(tx: Tx, secrets: Secrets, actor: MemberActor, now: Date, changeId: string): Promise<void> {
  const change = await open(tx, now, changeId);
  if (!mayConfirm(change, actor.personId, now)) throw new SecondPersonNeeded({});
  const before = change.payoutId ? await findPayoutForUpdate(tx, change.payoutId) : undefined;
  if (before)
    await tx
      .updateTable('payoutAccounts')
      .set({ state: 'closed', changedAt: now, version: before.version + 1 })
      .where('accountId', '=', before.accountId)
      .where('payoutId', '=', before.payoutId)
      .execute();
  if (change.sealedWanted) {
    const { number, ...wanted } = WantedAccount.parse(JSON.parse(secrets.open(change.sealedWanted)));
    await tx
      .insertInto('payoutAccounts')
      .values({
        ...wanted,
        sealedNumber: secrets.seal(number),
        masked: maskAccount(number),
        state: 'pending_validation',
        heldUntil: new Date(now.getTime() + holdHours * 3_600_000),
        changedAt: now,
      })
      .execute();
  }
  await end(tx, change, 'confirmed', { actor, now });
  await announce(tx, actor, now, PayoutChangeConfirmed, { subjectId: changeId, personId: change.askedBy, details: about(change) });
  await tellContacts(tx, now, actor, change, before?.contactEmail ?? null, 'confirmed');
}

/** Refuses what someone else asked for, or takes back one's own. @throws NotFound, ChangeMoved */
export async function refusePayoutChange(tx: Tx, actor: MemberActor, now: Date, changeId: string): Promise<void> {
  const change = await open(tx, now, changeId);
  const isOwn = change.askedBy === actor.personId;
  await end(tx, change, isOwn ? 'withdrawn' : 'refused', { actor, now });
  await announce(tx, actor, now, isOwn ? PayoutChangeWithdrawn : PayoutChangeRefused, {
    subjectId: changeId,
    personId: change.askedBy,
    details: about(change),
  });
}

interface Validated {
  readonly payoutId: string;
  readonly version: number;
  readonly fault: (typeof payoutFaults)[number] | null;
}
/** The operator approves an account, or says what is wrong; `tx` must be in the company. @throws NotFound, ChangedMeanwhile, ChangeMoved */
export async function validatePayout(tx: Tx, actor: Actor, now: Date, { payoutId, version, fault }: Validated): Promise<PayoutState> {
  const before = await findPayoutForUpdate(tx, payoutId);
  if (!before) throw new NotFound({});
  if (before.version !== version) throw new ChangedMeanwhile({});
  const state = movedPayout(before.state as PayoutState, fault ? 'question' : 'approve');
  if (!state) throw new ChangeMoved({ state: before.state });
  const validUntil = fault ? null : new Date(now.getTime() + validDays * DAY).toISOString().slice(0, 10);
  await tx
    .updateTable('payoutAccounts')
    .set({ state, reason: fault, validUntil, changedAt: now, version: version + 1 })
    .where('accountId', '=', before.accountId)
    .where('payoutId', '=', payoutId)
    .execute();
  const told = { accountId: before.accountId, subjectId: payoutId };
  if (fault) await announce(tx, actor, now, PayoutQuestioned, { ...told, details: { account: before.masked, fault } });
  else await announce(tx, actor, now, PayoutApproved, { ...told, details: { account: before.masked } });
  return state;
}

/** The account goes to the operator again, as it is. @throws NotFound, ChangeMoved unless its validation runs out or has */
export async function renewPayout(tx: Tx, actor: Actor, now: Date, payoutId: string): Promise<void> {
  const before = await findPayoutForUpdate(tx, payoutId);
  if (!before) throw new NotFound({});
  const standing = payoutStanding(before, now);
  const state = movedPayout(before.state as PayoutState, 'renew');
  if (!state || (standing !== 'expiring' && standing !== 'expired')) throw new ChangeMoved({ state: standing });
  await tx
    .updateTable('payoutAccounts')
    .set({ state, reminded: null, changedAt: now, version: before.version + 1 })
    .where('accountId', '=', before.accountId)
    .where('payoutId', '=', payoutId)
    .execute();
  await announce(tx, actor, now, PayoutRenewalAsked, { subjectId: payoutId, details: { account: before.masked } });
}

/** Says that the validation of an account runs out, or has: each reminder once, and the end once. */
export async function notePayoutEnd(tx: Tx, actor: Actor, now: Date, payoutId: string): Promise<void> {
  const row = await findPayoutForUpdate(tx, payoutId);
  if (row?.state !== 'approved' || row.validUntil === null) return;
  const left = daysLeft(row.validUntil, now);
  const due = left < 0 ? (row.reminded === 0 ? null : 0) : reminderDue(left, row.reminded);
  if (due === null) return;
  await tx.updateTable('payoutAccounts').set({ reminded: due }).where('accountId', '=', row.accountId).where('payoutId', '=', payoutId).execute();
  const told = { accountId: row.accountId, subjectId: payoutId };
  if (left < 0) await announce(tx, actor, now, PayoutExpired, { ...told, details: { account: row.masked } });
  else await announce(tx, actor, now, PayoutExpiring, { ...told, details: { account: row.masked, days: left } });
}
