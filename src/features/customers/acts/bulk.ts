import { createHash } from 'node:crypto';
import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { holdersOf } from '../../../core/access.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { askMails } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { listHolders } from '../../members/queries.ts';
import {
  AgreementReminded,
  type BulkAct,
  BulkMovedOn,
  type BulkOutcome,
  type BulkResult,
  BulkTooMany,
  ColleagueUnknown,
  CustomersAssigned,
  CustomersUnassigned,
  type CustomerUse,
  mostInBulk,
  remindedDays,
} from '../contract.ts';
import { customerNewsMail } from '../mails/relationship.ts';
import { type BulkRow, listAdminsOf, listSelected, type Selected } from '../queries/bulk.ts';
import { removeCustomer } from './removal.ts';

interface Wanted {
  readonly of: Selected;
  /** Null: only rehearsed. */
  readonly seal: string | null;
}
/** What would become of one customer, and what stands in its way. */
interface Fate {
  readonly outcome: BulkOutcome;
  readonly count?: number;
  readonly link?: string | null;
}
/** Rows of an answer; the numbers speak for the rest. */
const shown = 100;
/** More colleagues than look after customers anywhere. */
const mostColleagues = 500;

/**
 * Looks at each customer that is meant, and unless it is a rehearsal does it with those that are ready: exactly those that the
 * rehearsal named. @throws BulkTooMany, BulkMovedOn
 */
async function inBulk(
  tx: Tx,
  act: BulkAct,
  { of, seal }: Wanted,
  fateOf: (rows: readonly BulkRow[]) => Promise<(row: BulkRow) => Fate>,
  perform: (ready: readonly BulkRow[]) => Promise<void>,
): Promise<BulkResult> {
  const most = mostInBulk[act];
  const rows = await listSelected(tx, of, most + 1, { lock: seal !== null });
  if (rows.length > most) throw new BulkTooMany({ most });
  const look = await fateOf(rows);
  const fates = rows.map((row) => ({ row, fate: row.state === 'active' ? look(row) : ({ outcome: 'removed' } as Fate) }));
  const ready = fates.filter(({ fate }) => fate.outcome === 'ready').map(({ row }) => row);
  const own = sealOf(act, ready);
  if (seal !== null) {
    if (seal !== own) throw new BulkMovedOn({});
    if (ready.length > 0) await perform(ready);
  }
  const leftOut = fates.filter(({ fate }) => fate.outcome !== 'ready');
  return {
    isDone: seal !== null,
    ready: ready.length,
    leftOut: leftOut.length,
    rows: [...leftOut, ...fates.filter(({ fate }) => fate.outcome === 'ready')].slice(0, shown).map(({ row, fate }) => ({
      customerId: row.customerId,
      name: row.name,
      outcome: fate.outcome,
      count: fate.count ?? null,
      link: fate.link ?? null,
    })),
    seal: own,
  };
}

const sealOf = (act: BulkAct, ready: readonly BulkRow[]): string =>
  createHash('sha256')
    .update([act, ...ready.map(({ customerId }) => customerId).toSorted()].join(' '))
    .digest('hex');
const idsOf = (rows: readonly BulkRow[]): string[] => rows.map(({ customerId }) => customerId);
const counted = (rows: readonly BulkRow[]) => ({ customers: rows.length, customer: rows[0]?.name ?? '' });

/** Colleagues who see customers, and so can look after them. */
export const listColleagues = (tx: Tx, actor: MemberActor, now: Date) =>
  listHolders(tx, now, holdersOf('customers', 'view', actor.rights.overrides), mostColleagues);

/** Says who of the company looks after the customers; null: nobody. @throws ColleagueUnknown, BulkTooMany, BulkMovedOn */
export async function assignCustomers(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { personId, ...wanted }: Wanted & { readonly personId: string | null },
): Promise<BulkResult> {
  const colleague = personId === null ? null : (await listColleagues(tx, actor, now)).find((each) => each.personId === personId);
  if (colleague === undefined) throw new ColleagueUnknown({});
  const name = colleague && fullName(colleague);
  return inBulk(
    tx,
    'assign',
    wanted,
    async () => (row) => ({ outcome: row.responsibleId === personId ? 'same' : 'ready' }),
    async (ready) => {
      // Not a new version: whoever has the customer's form open changes something else.
      await run(tx, 'update customers set responsible_id = $2, responsible_name = $3 where account_id = current_account() and customer_id = any($1)', [
        idsOf(ready),
        personId,
        name,
      ]);
      const subjectId = ready.length === 1 ? (ready[0]?.customerId ?? null) : null;
      if (name === null) await announce(tx, actor, now, CustomersUnassigned, { subjectId, details: counted(ready) });
      else await announce(tx, actor, now, CustomersAssigned, { personId, subjectId, details: { ...counted(ready), colleague: name } });
    },
  );
}

/** Mails the administrators of customers that have not agreed. @throws BulkTooMany, BulkMovedOn */
export async function remindOfAgreement(tx: Tx, actor: MemberActor, now: Date, wanted: Wanted): Promise<BulkResult> {
  const since = now.getTime() - remindedDays * 86_400_000;
  let admins: Awaited<ReturnType<typeof listAdminsOf>> = [];
  return inBulk(
    tx,
    'remind',
    wanted,
    async (rows) => {
      admins = await listAdminsOf(tx, idsOf(rows.filter(({ state, agreement }) => state === 'active' && agreement === 'none')));
      const reachable = new Set(admins.map(({ customerId }) => customerId));
      return (row) => {
        if (row.agreement !== 'none') return { outcome: 'agreed' };
        if (row.relationship === 'indirect_reseller' || row.relationship === 'advisor') return { outcome: 'not_seller' };
        if (row.remindedAt && row.remindedAt.getTime() > since) return { outcome: 'reminded' };
        return { outcome: reachable.has(row.customerId) ? 'ready' : 'no_admin' };
      };
    },
    async (ready) => {
      const { accountId } = actor;
      const meant = new Set(idsOf(ready));
      const mails = admins
        .filter(({ customerId }) => meant.has(customerId))
        .map(({ customerId, email, locale }) => ({
          to: email,
          locale: locale as Locale,
          ids: { accountId: accountId as string, customerId, what: 'agreement' as const, delegationId: null },
        }));
      await run(tx, 'update customers set reminded_at = $2 where account_id = current_account() and customer_id = any($1)', [idsOf(ready), now]);
      await askMails(tx, now, customerNewsMail, accountId as string, mails);
      await announce(tx, actor, now, AgreementReminded, { subjectId: ready.length === 1 ? (ready[0]?.customerId ?? null) : null, details: counted(ready) });
    },
  );
}

interface Removing extends Wanted {
  readonly reason: string;
  /** What of later features hangs on a customer. */
  usesOf(customerId: string): Promise<readonly CustomerUse[]>;
}

/** Ends the relationship with customers of which nothing runs any more, each as one by itself. @throws BulkTooMany, BulkMovedOn */
export async function removeCustomers(tx: Tx, actor: MemberActor, now: Date, { reason, usesOf, ...wanted }: Removing): Promise<BulkResult> {
  return inBulk(
    tx,
    'remove',
    wanted,
    async (rows) => {
      const blocking = async ({ customerId }: BulkRow) => [customerId, (await usesOf(customerId)).find(({ blocks }) => blocks)] as const;
      const uses = new Map(await Promise.all(rows.map(blocking)));
      return ({ customerId }) => {
        const use = uses.get(customerId);
        return use ? { outcome: 'in_use', count: use.count, link: use.link } : { outcome: 'ready' };
      };
    },
    async (ready) => {
      // They are locked, and nothing blocks.
      const usesOfReady = async () => [];
      for (const { customerId, version } of ready) await removeCustomer(tx, actor, now, { customerId, version, reason, usesOf: usesOfReady });
    },
  );
}
