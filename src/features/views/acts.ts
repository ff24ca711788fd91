import type { z } from 'zod';
import { NotFound } from '../../core/problems.ts';
import { foldName } from '../../core/text.ts';
import type { MemberActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { run, type Tx } from '../../server/tx.ts';
import {
  type List,
  mostViews,
  SharedByColleague,
  TooManyViews,
  ViewChangedMeanwhile,
  ViewNameTaken,
  type views,
  ViewShared,
  ViewUnshared,
} from './contract.ts';
import { mayChangeView, seesList } from './policy.ts';
import { countViews, findNamesake, findViewForUpdate, type ViewRow } from './queries.ts';

type Kept = z.output<typeof views.keepView.input>;
type Changed = Omit<z.output<typeof views.updateView.input>, 'viewId'>;

/** Keeps a view under a name that the person has not used for this list. @throws NotFound, ViewNameTaken, TooManyViews */
export async function keepView(tx: Tx, actor: MemberActor, now: Date, { list, name, narrowed, hidden, isShared, isDefault }: Kept): Promise<ViewRow> {
  if (!seesList(actor.rights, list)) throw new NotFound({});
  const { personId } = actor;
  // Two at once by one person wait for each other, so that the name and the number are checked on what stands.
  await run(tx, "select pg_advisory_xact_lock(hashtextextended('views ' || $1, 0))", [personId]);
  await refuseNamesake(tx, personId, list, name);
  if ((await countViews(tx, personId, list)) >= mostViews) throw new TooManyViews({ most: mostViews });
  const { viewId } = await tx
    .insertInto('savedViews')
    .values({
      list,
      personId,
      madeByName: actor.name,
      name,
      nameFolded: foldName(name),
      isShared,
      narrowed: JSON.stringify(narrowed),
      hidden,
      createdAt: now,
    })
    .returning('viewId')
    .executeTakeFirstOrThrow();
  if (isDefault) await chooseDefaultView(tx, actor, list, viewId);
  if (isShared) await announce(tx, actor, now, ViewShared, { subjectId: viewId, details: { view: name, list } });
  return getView(tx, personId, viewId);
}

/** @throws NotFound when it is not there or not the actor's to change, ViewChangedMeanwhile, SharedByColleague, ViewNameTaken */
export async function updateView(tx: Tx, actor: MemberActor, now: Date, viewId: string, changed: Changed): Promise<ViewRow> {
  const was = await getChangeable(tx, actor, viewId);
  const { name, isShared, narrowed, hidden } = changed;
  if (was.version !== changed.version) throw new ViewChangedMeanwhile({});
  if (!isShared && was.personId !== actor.personId) throw new SharedByColleague({ by: was.madeByName });
  await refuseNamesake(tx, was.personId, was.list, name, viewId);
  await tx
    .updateTable('savedViews')
    .set({ name, nameFolded: foldName(name), isShared, narrowed: JSON.stringify(narrowed), hidden, version: was.version + 1 })
    .where('viewId', '=', viewId)
    .execute();
  if (was.isShared !== isShared)
    await announce(tx, actor, now, isShared ? ViewShared : ViewUnshared, { subjectId: viewId, details: { view: name, list: was.list } });
  return { ...was, name, isShared, narrowed, hidden, version: was.version + 1 };
}

/** @throws NotFound */
export async function removeView(tx: Tx, actor: MemberActor, now: Date, viewId: string): Promise<void> {
  const { isShared, name, list } = await getChangeable(tx, actor, viewId);
  await tx.deleteFrom('savedViews').where('viewId', '=', viewId).execute();
  if (isShared) await announce(tx, actor, now, ViewUnshared, { subjectId: viewId, details: { view: name, list } });
}

/** What the person's list opens with; null: everything. @throws NotFound */
export async function chooseDefaultView(tx: Tx, { personId, rights }: MemberActor, list: List, viewId: string | null): Promise<void> {
  if (viewId === null) {
    await tx.deleteFrom('defaultViews').where('personId', '=', personId).where('list', '=', list).execute();
    return;
  }
  const view = await findViewForUpdate(tx, personId, viewId);
  if (!view || view.list !== list || !seesList(rights, list)) throw new NotFound({});
  await tx
    .insertInto('defaultViews')
    .values({ personId, list, viewId })
    .onConflict((oc) => oc.columns(['accountId', 'personId', 'list']).doUpdateSet({ viewId }))
    .execute();
}

async function refuseNamesake(tx: Tx, personId: string, list: List, name: string, except?: string): Promise<void> {
  const namesake = await findNamesake(tx, personId, list, foldName(name));
  if (namesake && namesake.viewId !== except) throw new ViewNameTaken({ name });
}

async function getChangeable(tx: Tx, actor: MemberActor, viewId: string): Promise<ViewRow> {
  const view = await findViewForUpdate(tx, actor.personId, viewId);
  if (!view || !mayChangeView(actor, view) || !seesList(actor.rights, view.list)) throw new NotFound({});
  return view;
}

async function getView(tx: Tx, personId: string, viewId: string): Promise<ViewRow> {
  const view = await findViewForUpdate(tx, personId, viewId);
  if (!view) throw new NotFound({});
  return view;
}
