import { fullName } from '../../../core/person.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { assignCustomers, listColleagues, remindOfAgreement, removeCustomers } from '../acts/bulk.ts';
import { CustomerUses } from '../contract.ts';
import type { bulkEndpoints } from '../contract/bulk.ts';
import type { Selected } from '../queries/bulk.ts';
import { wantedBy, wordsOf } from './customers.ts';

type Of = Parameters<HandlersOf<typeof bulkEndpoints>['remindOfAgreement']>[1]['of'];

/** What a reader means by a list, as it is looked up. */
function selectedBy(actor: MemberActor, { customerIds, matching }: Of): Selected {
  if (!matching) return { customerIds: [...new Set(customerIds)] };
  const { search, ...narrowed } = matching;
  return { matching: { ...wantedBy(actor, narrowed), words: wordsOf(search), locale: actor.locale, limit: 0 } };
}

export const bulkHandlers: HandlersOf<typeof bulkEndpoints> = {
  async listCustomerColleagues({ tx, actor, now }) {
    const rows = await listColleagues(tx, actor, now);
    return { items: rows.map((row) => ({ personId: row.personId, name: fullName(row) })) };
  },
  assignCustomers: ({ tx, actor, now }, { of, ...wanted }) => assignCustomers(tx, actor, now, { ...wanted, of: selectedBy(actor, of) }),
  remindOfAgreement: ({ tx, actor, now }, { of, ...wanted }) => remindOfAgreement(tx, actor, now, { ...wanted, of: selectedBy(actor, of) }),
  removeCustomers: ({ tx, actor, now, ask }, { of, ...wanted }) =>
    removeCustomers(tx, actor, now, {
      ...wanted,
      of: selectedBy(actor, of),
      usesOf: async (customerId) => (await ask(CustomerUses, { customerId })).flat(),
    }),
};
