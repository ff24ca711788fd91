import { may } from '../../../core/access.ts';
import type { OperatorRole } from '../../../core/roles.ts';
import { fullName } from '../../../core/person.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { addOperator, removeOperator } from '../acts/operators.ts';
import type { identity } from '../contract.ts';
import { listOperators } from '../queries.ts';

type OperatorHandlers = Pick<HandlersOf<typeof identity>, 'listOperators' | 'addOperator' | 'removeOperator'>;

export const operatorHandlers: OperatorHandlers = {
  async listOperators({ tx, actor, now }) {
    const rows = await listOperators(tx, now);
    const roots = rows.filter((r) => r.role === 'op_root').length;
    const mayChange = may(actor.rights, 'op.staff', 'edit');
    const items = [...Map.groupBy(rows, (r) => r.personId).values()].flatMap((of) => {
      const [first] = of;
      if (!first) return [];
      return [
        {
          personId: first.personId,
          name: fullName(first),
          email: first.email,
          roles: of.map((r) => ({ role: r.role as OperatorRole, givenAt: r.givenAt, can: { remove: mayChange && !(r.role === 'op_root' && roots === 1) } })),
        },
      ];
    });
    return { items, can: { add: mayChange } };
  },
  addOperator: ({ tx, actor, now }, given) => addOperator(tx, actor, now, given),
  async removeOperator({ tx, actor, now }, which) {
    await removeOperator(tx, actor, now, which);
    return {};
  },
};
