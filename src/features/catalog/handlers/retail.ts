import { may } from '../../../core/access.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { removeRule, setFloor, setRule, tryRule } from '../acts/retail.ts';
import type { retailEndpoints } from '../contract.ts';
import { findSettings, listRules } from '../queries/retail.ts';

/** Prices that a trial shows. */
const shown = 50;

export const retailHandlers: HandlersOf<typeof retailEndpoints> = {
  async getRetail({ tx, actor }) {
    const [rules, settings] = await Promise.all([listRules(tx, actor.locale), findSettings(tx)]);
    return { rules, ...settings, can: { edit: may(actor.rights, 'pricing.retail', 'edit'), chooseCustomer: may(actor.rights, 'customers') } };
  },
  async previewRetail({ tx, actor, now }, { rule, ...at }) {
    const tried = await tryRule(tx, actor, now, rule, at, await findSettings(tx));
    return { items: tried.slice(0, shown), below: tried.filter(({ isBelowFloor }) => isBelowFloor).length };
  },
  async setRetailRule({ tx, actor, now }, input) {
    return { ruleId: await setRule(tx, actor, now, input) };
  },
  async removeRetailRule({ tx, actor, now }, { ruleId }) {
    await removeRule(tx, actor, now, ruleId);
    return {};
  },
  async setRetailFloor({ tx, actor, now }, input) {
    await setFloor(tx, actor, now, input);
    return {};
  },
};
