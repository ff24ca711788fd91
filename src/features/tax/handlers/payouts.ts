import { may, mayTakeAway } from '../../../core/access.ts';
import { idKey, instantKey, page } from '../../../core/page.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { getAccount } from '../../accounts/queries.ts';
import { askPayoutChange, confirmPayoutChange, refusePayoutChange, renewPayout, validatePayout } from '../acts/payouts.ts';
import { type payoutEndpoints, type PayoutAccount, type PayoutChange, type Payouts, WantedAccount } from '../contract/payouts.ts';
import type { TaxParts } from '../handlers.ts';
import { isWaiting, mayConfirm, payoutStanding } from '../policy/payouts.ts';
import { type ChangeRow, listChanges, listPayoutCases, listPayouts, type PayoutRow } from '../queries/payouts.ts';

type Member = Context<MemberActor>;

export const payoutHandlers = ({ secrets }: TaxParts): HandlersOf<typeof payoutEndpoints> => ({
  listPayouts: (context) => shown(context, secrets),
  async askPayoutChange(context, asked) {
    await askPayoutChange(context.tx, secrets, context.actor, context.now, asked);
    return shown(context, secrets);
  },
  async confirmPayoutChange(context, { changeId }) {
    await confirmPayoutChange(context.tx, secrets, context.actor, context.now, changeId);
    return shown(context, secrets);
  },
  async refusePayoutChange(context, { changeId }) {
    await refusePayoutChange(context.tx, context.actor, context.now, changeId);
    return shown(context, secrets);
  },
  async renewPayout(context, { payoutId }) {
    await renewPayout(context.tx, context.actor, context.now, payoutId);
    return shown(context, secrets);
  },
  async listPayoutCases({ tx, now }, { after, limit }) {
    const place = instantKey(after);
    const rows = await listPayoutCases(tx, limit + 1, place && { at: place.at, id: idKey(place.id) });
    return page(
      rows,
      limit,
      (row) => [row.changedAt.toISOString(), row.payoutId],
      (row) => ({
        ...presentAccount(row, now),
        accountId: row.accountId,
        partnerId: row.partnerId,
        company: row.company,
      }),
    );
  },
  async validatePayout({ tx, actor, now }, { accountId, ...validated }) {
    await enter(tx, { accountId });
    return { standing: await validatePayout(tx, actor, now, validated) };
  },
});

async function shown({ tx, actor, now }: Member, secrets: Secrets): Promise<Payouts> {
  const [account, rows, changes] = await Promise.all([getAccount(tx), listPayouts(tx), listChanges(tx)]);
  const [canAsk, canEnd] = [may(actor.rights, 'payout_accounts', 'edit'), mayTakeAway(actor.rights, 'payout_accounts')];
  return {
    country: account.country,
    accounts: rows.map((row) => presentAccount(row, now)),
    changes: changes
      .filter((change) => isWaiting(change, now))
      .map((change) => presentChange(change, { secrets, personId: actor.personId, now, canAsk, canEnd })),
    editors: editorsOf('payout_accounts', actor.rights),
    can: { ask: canAsk },
  };
}

const presentAccount = (row: PayoutRow, now: Date): PayoutAccount => ({
  payoutId: row.payoutId,
  name: row.name,
  holder: row.holder,
  country: row.country,
  currency: row.currency,
  bank: row.bank,
  masked: row.masked,
  contactEmail: row.contactEmail,
  standing: payoutStanding(row, now),
  reason: row.reason as PayoutAccount['reason'],
  heldUntil: row.heldUntil,
  validUntil: row.validUntil,
  changedAt: row.changedAt,
  version: row.version,
});

interface Reader {
  readonly secrets: Secrets;
  readonly personId: string;
  readonly now: Date;
  readonly canAsk: boolean;
  /** Refusing and taking back go on while the company is suspended. */
  readonly canEnd: boolean;
}
/** The second person reads everything that the account would be; its number stays masked. */
function presentChange(change: ChangeRow, { secrets, personId, now, canAsk, canEnd }: Reader): PayoutChange {
  const wanted = change.sealedWanted && WantedAccount.parse(JSON.parse(secrets.open(change.sealedWanted)));
  const isOwn = change.askedBy === personId;
  return {
    changeId: change.changeId,
    kind: change.kind as PayoutChange['kind'],
    payoutId: change.payoutId,
    name: wanted ? wanted.name : null,
    holder: wanted ? wanted.holder : null,
    bank: wanted ? wanted.bank : null,
    country: wanted ? wanted.country : null,
    currency: wanted ? wanted.currency : null,
    contactEmail: wanted ? wanted.contactEmail : null,
    masked: change.masked,
    askedAt: change.askedAt,
    askedBy: change.askedByName,
    endsAt: change.endsAt,
    can: { confirm: canAsk && mayConfirm(change, personId, now), refuse: canEnd && !isOwn, withdraw: canEnd && isOwn },
  };
}
