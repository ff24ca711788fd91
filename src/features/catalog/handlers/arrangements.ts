import { may } from '../../../core/access.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { makeArrangement, pinProduct, removeArrangement, saveArrangement, setDefaultArrangement } from '../acts/arrangements.ts';
import type { Arrangement, arrangementEndpoints } from '../contract.ts';
import { mayArrange } from '../policy/arrangements.ts';
import { type ArrangementRow, findArrangement, listArranged, listArrangedGroups, listArrangements } from '../queries/arrangements.ts';

export const arrangementHandlers: HandlersOf<typeof arrangementEndpoints> = {
  async listArrangements({ tx, actor }) {
    const rows = await listArrangements(tx, actor.personId, actor.locale);
    return { items: rows.map((row) => present(row, actor)), can: { share: may(actor.rights, 'catalog', 'edit') } };
  },
  async getArrangement({ tx, actor }, { arrangementId }) {
    const row = await findArrangement(tx, actor.personId, arrangementId);
    if (!row) throw new NotFound({});
    const [items, groupList] = await Promise.all([listArranged(tx, row, actor.locale), listArrangedGroups(tx, arrangementId)]);
    return { ...present(row, actor), items, groupList };
  },
  async makeArrangement({ tx, actor, now }, input) {
    return { arrangementId: await makeArrangement(tx, actor, now, input) };
  },
  async saveArrangement({ tx, actor, now }, { arrangementId, ...wanted }) {
    return { version: await saveArrangement(tx, actor, now, arrangementId, wanted) };
  },
  async pinProduct({ tx, actor, now }, input) {
    await pinProduct(tx, actor, now, input);
    return {};
  },
  async setDefaultArrangement({ tx, actor, now }, { arrangementId, isDefault }) {
    await setDefaultArrangement(tx, actor, now, arrangementId, isDefault);
    return {};
  },
  async removeArrangement({ tx, actor, now }, { arrangementId }) {
    await removeArrangement(tx, actor, now, arrangementId);
    return {};
  },
};

const present = ({ personId, ...row }: ArrangementRow, actor: MemberActor): Arrangement => ({
  ...row,
  isShared: personId === null,
  can: { edit: mayArrange(actor, { personId }) },
});
