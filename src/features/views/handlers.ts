import type { MemberActor } from '../../server/actor.ts';
import type { HandlersOf } from '../../server/call.ts';
import { chooseDefaultView, keepView, removeView, updateView } from './acts.ts';
import type { SavedView, views } from './contract.ts';
import { mayChangeView, seesList } from './policy.ts';
import { listViews, type ViewRow } from './queries.ts';

export const viewsHandlers: HandlersOf<typeof views> = {
  async listViews({ tx, actor }, { list }) {
    const rows = await listViews(tx, actor.personId, list);
    return { items: seesList(actor.rights, list) ? rows.map((row) => present(row, actor)) : [] };
  },
  keepView: async ({ tx, actor, now }, given) => present(await keepView(tx, actor, now, given), actor),
  updateView: async ({ tx, actor, now }, { viewId, ...changed }) => present(await updateView(tx, actor, now, viewId, changed), actor),
  async removeView({ tx, actor, now }, { viewId }) {
    await removeView(tx, actor, now, viewId);
    return {};
  },
  async chooseDefaultView({ tx, actor }, { list, viewId }) {
    await chooseDefaultView(tx, actor, list, viewId);
    return {};
  },
};

function present(row: ViewRow, actor: MemberActor): SavedView {
  const { personId, madeByName, ...shown } = row;
  return { ...shown, by: madeByName, isMine: personId === actor.personId, can: { change: mayChangeView(actor, row) } };
}
