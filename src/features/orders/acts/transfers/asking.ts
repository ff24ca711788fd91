import { NotFound } from '../../../../core/problems.ts';
import { enter } from '../../../../server/db.ts';
import type { Tx } from '../../../../server/tx.ts';
import { getAccount } from '../../../accounts/queries.ts';
import { currencyOf } from '../../../catalog/policy/markets.ts';
import { AgreementMissing } from '../../../customers/contract.ts';
import { mayBuy, segmentOf } from '../../../customers/policy.ts';
import { findCustomer, findCustomerForUpdate } from '../../../customers/queries.ts';
import { findPartner } from '../../../relations/queries.ts';
import { NotMovable, NotYourProvider, PullNotReady, TransferPartnerUnknown } from '../../contract/transfers.ts';
import { factsOf } from '../../facts.ts';
import { type Part, partsOf } from '../../movable.ts';
import { answerDays } from '../../policy/transfers.ts';
import { isRestricted } from '../../queries/carts.ts';
import type { SubscriptionRow } from '../../queries/subscriptions.ts';
import { findOpenPull, findTransfer, hasUsagePlan, listProviders, type TransferRow } from '../../queries/transfers.ts';
import type { Doer } from '../carts.ts';
import { forOther, say } from './writing.ts';
import { tellCustomer } from './telling.ts';

const day = 86_400_000;

/** What was chosen of a customer's subscriptions. @throws NotMovable */
export function chosenOf(parts: readonly Part[], subscriptionIds: readonly string[], currency: string): Part[] {
  const wanted = new Set(subscriptionIds);
  const chosen = parts.filter(({ row }) => wanted.has(row.subscriptionId));
  if (chosen.length === 0 || chosen.length !== wanted.size) throw new NotMovable({ fault: 'none_chosen' });
  for (const { fault, row } of chosen) {
    if (fault) throw new NotMovable({ fault });
    if (row.currency !== currency) throw new NotMovable({ fault: 'other_currency' });
  }
  return chosen;
}

/** The lines of what was chosen, each base before its add-ons. */
export function linesOfParts(parts: readonly Part[]) {
  const lines: { readonly row: SubscriptionRow; readonly lineNo: number; readonly parentLineNo: number | null }[] = [];
  for (const { row, addOns } of parts) {
    const base = lines.length + 1;
    lines.push({ row, lineNo: base, parentLineNo: null });
    for (const addOn of addOns) lines.push({ row: addOn, lineNo: lines.length + 1, parentLineNo: base });
  }
  return lines;
}

/** As both companies read it; what it cost the source stays with the source. */
const columnsOfLine = (transferId: string, { row, lineNo, parentLineNo }: ReturnType<typeof linesOfParts>[number]) => ({
  transferId,
  lineNo,
  parentLineNo,
  offerId: row.offerId,
  titles: JSON.stringify(row.titles),
  unit: row.unit,
  nickname: row.nickname,
  quantity: row.quantity,
  term: row.term,
  billingCycle: row.billingCycle,
  termFrom: row.termFrom,
  renewsOn: row.renewsOn,
  autoRenews: row.autoRenews,
});

/** Writes the lines on both sides; the running account is the source, and is so again afterwards. */
export async function insertLines(tx: Tx, { transferId, accountId, otherAccountId }: TransferRow, parts: readonly Part[]): Promise<void> {
  const lines = linesOfParts(parts);
  const own = lines.map((line) => ({
    ...columnsOfLine(transferId, line),
    subscriptionId: line.row.subscriptionId,
    unitPrice: factsOf(line.row).unitPrice.amount,
  }));
  await tx.insertInto('transferLines').values(own).execute();
  await enter(tx, { accountId: otherAccountId });
  await tx
    .insertInto('transferLines')
    .values(lines.map((line) => columnsOfLine(transferId, line)))
    .execute();
  await enter(tx, { accountId });
}

export interface Handing {
  readonly customerId: string;
  readonly relationId: string;
  readonly subscriptionIds: readonly string[];
}

/** What is to be handed over, looked at but not written. @throws NotFound, NotYourProvider, NotMovable */
export async function lookedAt(tx: Tx, { customerId, relationId, subscriptionIds }: Handing, customer = findCustomer(tx, customerId)) {
  const [found, providers, parts] = await Promise.all([customer, listProviders(tx), partsOf(tx, customerId, { kind: 'handed_over', areRelated: true })]);
  if (found?.state !== 'active') throw new NotFound({});
  const provider = providers.find((each) => each.relationId === relationId);
  if (!provider) throw new NotYourProvider({});
  return { customer: found, provider, parts, chosen: chosenOf(parts, subscriptionIds, currencyOf(found.country)) };
}

/** Hands subscriptions over to a provider, which answers. @throws NotFound, NotYourProvider, NotMovable */
export async function startTransfer(tx: Tx, actor: Doer, now: Date, wanted: Handing & { readonly message?: string | undefined }): Promise<string> {
  // Two who hand over the same at once follow each other.
  const locked = await findCustomerForUpdate(tx, wanted.customerId);
  const { customer, provider, chosen } = await lookedAt(tx, wanted, Promise.resolve(locked));
  const mine = await getAccount(tx);
  const transferId = crypto.randomUUID();
  const shared = {
    transferId,
    kind: 'handed_over',
    relationId: wanted.relationId,
    customerId: customer.customerId,
    customerName: customer.name,
    market: customer.country,
    currency: currencyOf(customer.country),
    segment: segmentOf(customer),
    agreement: customer.agreement,
    message: wanted.message || null,
    askedAt: now,
    expiresAt: new Date(now.getTime() + answerDays * day),
  };
  const others = { otherAccountId: provider.accountId, otherPartnerId: provider.partnerId, otherName: provider.name };
  await tx
    .insertInto('transfers')
    .values({ ...shared, ...others, side: 'source', askedByName: actor.name })
    .execute();
  await enter(tx, { accountId: provider.accountId });
  await tx
    .insertInto('transfers')
    .values({ ...shared, side: 'target', otherAccountId: mine.accountId, otherPartnerId: mine.partnerId, otherName: mine.name })
    .execute();
  await enter(tx, { accountId: mine.accountId });
  const row = await findTransfer(tx, transferId);
  if (row) await insertLines(tx, row, chosen);
  await tellBoth(tx, actor, now, transferId, { from: mine.accountId, to: provider.accountId });
  return transferId;
}

async function tellBoth(tx: Tx, actor: Doer, now: Date, transferId: string, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await say(tx, actor, now, 'asked', transferId);
  await enter(tx, { accountId: to });
  const theirs = await findTransfer(tx, transferId);
  await say(tx, forOther(to), now, 'asked', transferId);
  await enter(tx, { accountId: from });
  // Who asks a partner that does not have the customer asks nobody.
  const row = theirs && (await findTransfer(tx, transferId));
  if (row) await tellCustomer(tx, now, row, 'asked');
}

/** Why the company cannot get what is metered for a customer. @throws NotFound, PullNotReady */
async function readyToPull(tx: Tx, customerId: string) {
  const [customer, isHeld, hasPlan] = await Promise.all([findCustomerForUpdate(tx, customerId), isRestricted(tx), hasUsagePlan(tx, customerId)]);
  if (!customer) throw new NotFound({});
  const refusal = mayBuy(customer);
  if (refusal) throw new PullNotReady({ why: refusal instanceof AgreementMissing ? 'agreement' : 'customer' });
  if (isHeld) throw new PullNotReady({ why: 'restricted' });
  if (!hasPlan) throw new PullNotReady({ why: 'plan' });
  return customer;
}

/**
 * Asks a customer's present partner for what is metered. A partner that does not have the customer is told nothing, and whoever asks
 * reads the same as when nobody answers: two partners of one customer learn of each other only from each other.
 * @throws NotFound, TransferPartnerUnknown, PullNotReady
 */
export async function askForTransfer(
  tx: Tx,
  actor: Doer,
  now: Date,
  { customerId, partnerId, message }: { readonly customerId: string; readonly partnerId: string; readonly message?: string | undefined },
): Promise<string> {
  const customer = await readyToPull(tx, customerId);
  const [mine, partner] = await Promise.all([getAccount(tx), findPartner(tx, partnerId)]);
  if (!partner || partner.accountId === mine.accountId) throw new TransferPartnerUnknown({ partnerId });
  if (await findOpenPull(tx, customerId, partner.accountId)) throw new PullNotReady({ why: 'exists' });
  const transferId = crypto.randomUUID();
  const shared = {
    transferId,
    kind: 'pulled',
    customerId,
    market: customer.country,
    currency: currencyOf(customer.country),
    segment: segmentOf(customer),
    message: message || null,
    askedAt: now,
    expiresAt: new Date(now.getTime() + answerDays * day),
  };
  await tx
    .insertInto('transfers')
    .values({
      ...shared,
      side: 'target',
      customerName: customer.name,
      otherAccountId: partner.accountId,
      otherPartnerId: partner.partnerId,
      askedByName: actor.name,
    })
    .execute();
  await enter(tx, { accountId: partner.accountId });
  const theirs = await findCustomer(tx, customerId);
  if (theirs?.state === 'active' && theirs.relationship !== 'advisor')
    await tx
      .insertInto('transfers')
      .values({
        ...shared,
        side: 'source',
        customerName: theirs.name,
        otherAccountId: mine.accountId,
        otherPartnerId: mine.partnerId,
        otherName: mine.name,
      })
      .execute();
  await enter(tx, { accountId: mine.accountId });
  await tellBoth(tx, actor, now, transferId, { from: mine.accountId, to: partner.accountId });
  return transferId;
}
