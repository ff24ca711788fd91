import { evaluate, type GrantOverride, levelHeld, may } from '../../../core/access.ts';
import { areaOf, permissionsInOrder } from '../../../core/areas.ts';
import { type Difference, differenceOf } from '../../../core/difference.ts';
import { cellOf, type Level, levelsOf, type Permission, permissions } from '../../../core/grants.ts';
import { fullName } from '../../../core/person.ts';
import { type Role, roles } from '../../../core/roles.ts';
import type { OperatorActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { planGrants, setGrants } from '../acts/grants.ts';
import type { GrantChange, members } from '../contract.ts';
import { listOverrides } from '../queries.ts';
import { type Bundle, countHolders, listBundles, listChangedGrants } from '../queries/grants.ts';

export const grantHandlers: Pick<HandlersOf<typeof members>, 'listGrants' | 'previewGrants' | 'setGrants'> = {
  listGrants: ({ tx, actor, now }) => table(tx, actor, now),
  previewGrants: ({ tx, now }, { changes }) => preview(tx, now, changes),
  async setGrants({ tx, actor, now }, { changes }) {
    await setGrants(tx, actor, now, changes);
    return table(tx, actor, now);
  },
};

async function table(tx: Tx, { rights }: OperatorActor, now: Date) {
  const [changed, counts] = await Promise.all([listChangedGrants(tx), countHolders(tx, now)]);
  const overrides = changed as unknown as GrantOverride[];
  const byCell = new Map(changed.map((one) => [`${one.role} ${one.permission}`, one]));
  const cell = (role: Role, permission: Permission) => {
    const { level: shipped, open } = cellOf(role, permission);
    const own = open ? byCell.get(`${role} ${permission}`) : undefined;
    const by = own?.givenName && own.familyName ? fullName({ givenName: own.givenName, familyName: own.familyName }) : null;
    const choices = open ? [null, ...levelsOf(permission)] : [];
    return { role, level: levelHeld(role, permission, overrides) ?? null, shipped, choices, changedAt: own?.changedAt ?? null, changedBy: by };
  };
  const row = (permission: Permission) => ({
    permission,
    side: permissions[permission].side,
    area: areaOf(permission),
    sections: [...(permissions[permission].sections ?? [])],
    cells: roles.map((role) => cell(role, permission)).filter(({ level, choices }) => level !== null || choices.length > 0),
  });
  const found = new Map(counts.map((one) => [one.role, one]));
  return {
    roles: roles.map((role) => found.get(role) ?? { role, people: 0, companies: 0 }),
    rows: [...permissionsInOrder('account'), ...permissionsInOrder('operator')].map(row),
    can: { edit: may(rights, 'op.rights', 'edit') },
  };
}

/** Counts people and companies that something happens to. */
function openTally() {
  let people = 0;
  const companies = new Set<string>();
  return {
    add(bundle: Bundle): void {
      people += bundle.people;
      companies.add(bundle.accountId);
    },
    shown: () => ({ people, companies: companies.size }),
  };
}
type Tally = ReturnType<typeof openTally>;

async function preview(tx: Tx, now: Date, changes: readonly GrantChange[]) {
  const before = await listOverrides(tx);
  const after = planGrants(before, changes);
  const bundles = await listBundles(tx, now, [...new Set(changes.map(({ role }) => role))]);
  // Companies that have joined the same are alike: what an evaluation says is worked out once for all of them.
  const known = new Map<string, Difference>();
  const differenceFor = ({ assignments, sections }: Bundle): Difference => {
    const key = JSON.stringify([assignments, sections]);
    const found = known.get(key) ?? differenceOf(evaluate(assignments, before, now, sections), evaluate(assignments, after, now, sections));
    known.set(key, found);
    return found;
  };
  const touched = openTally(),
    gain = new Map<string, Tally>(),
    lose = new Map<string, Tally>();
  const count = (tallies: Map<string, Tally>, keys: ReadonlySet<string>, bundle: Bundle) => {
    for (const key of keys) {
      const tally = tallies.get(key) ?? openTally();
      tallies.set(key, tally);
      tally.add(bundle);
    }
  };
  for (const bundle of bundles) {
    const { gained, lost, gives } = differenceFor(bundle);
    const keys = (abilities: typeof gained, given: readonly Role[]) =>
      new Set([...abilities.map(({ permission, level }) => `${permission} ${level}`), ...given.map((role) => `gives ${role}`)]);
    const [more, less] = [keys(gained, gives.gained), keys(lost, gives.lost)];
    if (more.size || less.size) touched.add(bundle);
    count(gain, more, bundle);
    count(lose, less, bundle);
  }
  const none = openTally();
  const both = (key: string) => ({ gain: (gain.get(key) ?? none).shown(), lose: (lose.get(key) ?? none).shown() });
  const all = [...new Set([...gain.keys(), ...lose.keys()])];
  return {
    touched: touched.shown(),
    abilities: permissionsInOrder('account').flatMap((permission) =>
      (['view', 'own', 'edit'] as const satisfies readonly Level[])
        .filter((level) => all.includes(`${permission} ${level}`))
        .map((level) => ({ permission, level, ...both(`${permission} ${level}`) })),
    ),
    gives: roles.filter((role) => all.includes(`gives ${role}`)).map((role) => ({ role, ...both(`gives ${role}`) })),
  };
}
