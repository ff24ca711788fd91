import type { z } from 'zod';
import { evaluate, type GrantOverride, may, meet } from '../../../core/access.ts';
import { permissionKeys } from '../../../core/grants.ts';
import { lackingIn } from '../../../core/portal.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { Seeing } from '../../../server/actor.ts';
import type { MyAccount } from '../contract/myAccounts.ts';
import type { SeenAs } from '../contract/seeAs.ts';

type Item = z.output<typeof MyAccount>;

/** The one company that is seen as someone else, with what both may open there; nothing of the reader's own waits in it. */
export function asSeen(
  items: readonly Item[],
  seeing: Seeing,
  seen: { readonly name: string; readonly roles: readonly AccountRole[] } | null | undefined,
  overrides: readonly GrantOverride[],
  now: Date,
): { items: Item[]; seeing: SeenAs } {
  const roles = seeing.role ? [seeing.role] : [...(seen?.roles ?? [])];
  const rightsOf = (held: readonly string[], account: Item) =>
    evaluate(
      held.map((role) => ({ role: role as AccountRole, scope: 'company', endsAt: null })),
      overrides,
      now,
      account.programs.filter(({ state }) => state === 'active' || state === 'restricted').flatMap(({ sections }) => sections),
    );
  return {
    items: items
      .filter(({ accountId }) => accountId === seeing.accountId)
      .map((account) => {
        const rights = meet(rightsOf(account.roles, account), rightsOf(roles, account));
        return {
          ...account,
          roles,
          permissions: permissionKeys.filter((key) => may(rights, key)),
          programs: account.programs.map((program) => ({ ...program, lacks: lackingIn(rights, program.sections) })),
          waiting: { requests: 0, notices: 0 },
        };
      }),
    seeing: { accountId: seeing.accountId, name: seen?.name ?? null, role: seeing.role, endsAt: seeing.endsAt },
  };
}
