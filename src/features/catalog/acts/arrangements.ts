import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import {
  type ArrangedGroup,
  type ArrangedItem,
  ArrangementChanged,
  ArrangementChosen,
  ArrangementMade,
  ArrangementNotShared,
  ArrangementRemoved,
  arrangementsAtMost,
  TooManyArrangements,
} from '../contract.ts';
import { mayArrange } from '../policy/arrangements.ts';
import { countArrangements, findArrangementForUpdate } from '../queries/arrangements.ts';

/** What is one person's own taste nobody else has to read of. */
const tell = (
  tx: Tx,
  actor: MemberActor,
  now: Date,
  what: typeof ArrangementMade,
  { personId, name, arrangementId }: { personId: string | null; name: string; arrangementId: string },
) => (personId === null ? announce(tx, actor, now, what, { subjectId: arrangementId, details: { arrangement: name } }) : Promise.resolve(''));

async function lock(tx: Tx, actor: MemberActor, arrangementId: string) {
  const found = await findArrangementForUpdate(tx, actor.personId, arrangementId);
  if (!found) throw new NotFound({});
  if (!mayArrange(actor, found)) throw new ArrangementNotShared({});
  return found;
}

/** Begins an arrangement. @throws ArrangementNotShared, TooManyArrangements, NotFound for a copy of one that is not there */
export async function makeArrangement(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  input: { readonly name: string; readonly market: string | null; readonly isShared: boolean; readonly copyOf: string | null },
): Promise<string> {
  const personId = input.isShared ? null : actor.personId;
  if (!mayArrange(actor, { personId })) throw new ArrangementNotShared({});
  if ((await countArrangements(tx, personId)) >= arrangementsAtMost) throw new TooManyArrangements({ most: arrangementsAtMost });
  const { arrangementId } = await tx
    .insertInto('arrangements')
    .values({ accountId: actor.accountId, name: input.name, market: input.market, personId, createdAt: now, changedAt: now })
    .returning('arrangementId')
    .executeTakeFirstOrThrow();
  if (input.copyOf) await copyInto(tx, actor, arrangementId, input.copyOf);
  await tell(tx, actor, now, ArrangementMade, { personId, name: input.name, arrangementId });
  return arrangementId;
}

async function copyInto(tx: Tx, actor: MemberActor, arrangementId: string, from: string): Promise<void> {
  if (!(await findArrangementForUpdate(tx, actor.personId, from))) throw new NotFound({});
  await run(
    tx,
    `with groups as (select group_id as old, gen_random_uuid() as new, position, name from arrangement_groups where account_id = current_account() and arrangement_id = $2),
     made as (insert into arrangement_groups (account_id, arrangement_id, group_id, position, name) select current_account(), $1, new, position, name from groups)
     insert into arrangement_items (account_id, arrangement_id, product_id, position, group_id, is_pinned, is_hidden, own_name)
     select current_account(), $1, i.product_id, i.position, g.new, i.is_pinned, i.is_hidden, i.own_name
       from arrangement_items i left join groups g on g.old = i.group_id where i.account_id = current_account() and i.arrangement_id = $2`,
    [arrangementId, from],
  );
}

export interface Arranged {
  readonly name: string;
  readonly market: string | null;
  readonly groups: readonly ArrangedGroup[];
  readonly items: readonly ArrangedItem[];
  readonly version: number;
}

/** Keeps an arrangement as it was laid out, whole. @throws ArrangementNotShared, ChangedMeanwhile */
export async function saveArrangement(tx: Tx, actor: MemberActor, now: Date, arrangementId: string, wanted: Arranged): Promise<number> {
  const before = await lock(tx, actor, arrangementId);
  if (before.version !== wanted.version) throw new ChangedMeanwhile({});
  const groups = new Set(wanted.groups.map(({ groupId }) => groupId));
  if (wanted.items.some(({ groupId }) => groupId !== null && !groups.has(groupId))) throw new RequestInvalid({ fields: { items: 'not_one_of' } });
  if (groups.size !== wanted.groups.length || new Set(wanted.items.map(({ productId }) => productId)).size !== wanted.items.length)
    throw new RequestInvalid({ fields: { items: 'twice' } });
  await run(tx, 'delete from arrangement_items where account_id = current_account() and arrangement_id = $1', [arrangementId]);
  await run(tx, 'delete from arrangement_groups where account_id = current_account() and arrangement_id = $1', [arrangementId]);
  await run(
    tx,
    `insert into arrangement_groups (account_id, arrangement_id, group_id, position, name)
     select current_account(), $1, x."groupId", x.n, x.name from jsonb_to_recordset($2::jsonb) as x("groupId" uuid, name text, n integer)`,
    [arrangementId, JSON.stringify(wanted.groups.map((group, n) => ({ ...group, n })))],
  );
  await run(
    tx,
    `insert into arrangement_items (account_id, arrangement_id, product_id, position, group_id, is_pinned, is_hidden, own_name)
     select current_account(), $1, x."productId", x.n, x."groupId", x."isPinned", x."isHidden", x."ownName"
       from jsonb_to_recordset($2::jsonb) as x("productId" text, n integer, "groupId" uuid, "isPinned" boolean, "isHidden" boolean, "ownName" text)
      where x."productId" in (select product_id from products)`,
    [arrangementId, JSON.stringify(wanted.items.map((item, n) => ({ ...item, n })))],
  );
  const version = before.version + 1;
  // In another market another arrangement may be the default already.
  const stays = wanted.market === before.market && before.isDefault;
  await setArrangement(tx, arrangementId, { name: wanted.name, market: wanted.market, isDefault: stays, changedAt: now, version });
  await tell(tx, actor, now, ArrangementChanged, { ...before, name: wanted.name });
  return version;
}

const setArrangement = (
  tx: Tx,
  arrangementId: string,
  set: { name?: string; market?: string | null; changedAt?: Date; version?: number; isDefault?: boolean },
) =>
  tx
    .updateTable('arrangements')
    .set(set)
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('arrangementId', '=', arrangementId)
    .execute();

/** Puts one product on top of what is pinned, or takes it down. @throws ArrangementNotShared */
export async function pinProduct(tx: Tx, actor: MemberActor, now: Date, input: { arrangementId: string; productId: string; isPinned: boolean }): Promise<void> {
  const before = await lock(tx, actor, input.arrangementId);
  if (!(await tx.selectFrom('products').select('productId').where('productId', '=', input.productId).executeTakeFirst())) throw new NotFound({});
  await run(
    tx,
    `insert into arrangement_items (account_id, arrangement_id, product_id, position, is_pinned)
     select current_account(), $1, $2, coalesce(max(position) + 1, 0), $3 from arrangement_items where account_id = current_account() and arrangement_id = $1
     on conflict (account_id, arrangement_id, product_id) do update set is_pinned = $3`,
    [input.arrangementId, input.productId, input.isPinned],
  );
  await setArrangement(tx, input.arrangementId, { changedAt: now, version: before.version + 1 });
  await tell(tx, actor, now, ArrangementChanged, before);
}

/** Makes an arrangement the one that the catalog opens with, for whomever it is and in its market. @throws ArrangementNotShared */
export async function setDefaultArrangement(tx: Tx, actor: MemberActor, now: Date, arrangementId: string, isDefault: boolean): Promise<void> {
  const before = await lock(tx, actor, arrangementId);
  if (before.isDefault === isDefault) return;
  if (isDefault)
    await run(
      tx,
      'update arrangements set is_default = false where account_id = current_account() and is_default and person_id is not distinct from $1::uuid and market is not distinct from $2::text',
      [before.personId, before.market],
    );
  await setArrangement(tx, arrangementId, { isDefault });
  await tell(tx, actor, now, ArrangementChosen, before);
}

/** @throws ArrangementNotShared */
export async function removeArrangement(tx: Tx, actor: MemberActor, now: Date, arrangementId: string): Promise<void> {
  const before = await lock(tx, actor, arrangementId);
  await tx
    .deleteFrom('arrangements')
    .where('accountId', '=', (eb) => eb.fn('current_account'))
    .where('arrangementId', '=', arrangementId)
    .execute();
  await tell(tx, actor, now, ArrangementRemoved, before);
}
