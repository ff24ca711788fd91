import { Readable } from 'node:stream';
import { giversOf, guestRoles, holdersOf, isBrought, levelHeld, may } from '../../../core/access.ts';
import { areaOf, permissionsInOrder } from '../../../core/areas.ts';
import { csvText } from '../../../core/csv.ts';
import { type Permission, permissions } from '../../../core/grants.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import { Problem } from '../../../core/problem.ts';
import { NotFound, RequestInvalid } from '../../../core/problems.ts';
import { type AccountRole, accountRoles, factsOf } from '../../../core/roles.ts';
import { fold } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Contexts, HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { listLocationNames } from '../../accounts/queries/locations.ts';
import { giveRoles, planRoles, withRoles } from '../acts.ts';
import { type AbilityShown, type HeldRole, type members, type MemberState, RecordCounts } from '../contract.ts';
import { abilitiesThrough, type Ground, previewOf, waiting } from '../policy/roles.ts';
import { countForHome, findMember } from '../queries.ts';
import { countRoleSets, findHolder, listPlaceNames, listProgramNames, listRoleHolders } from '../queries/roles.ts';

type Part = 'listRoles' | 'listRoleHolders' | 'getPersonRights' | 'exportRoles' | 'listRolePlaces' | 'previewRoles' | 'giveRoles';
type Translator = (locale: Locale) => Translate;

const groundOf = ({ rights }: MemberActor, now: Date): Ground => ({ overrides: rights.overrides, sections: rights.sections, now });

export const roleHandlers = (translator: Translator): Pick<HandlersOf<typeof members>, Part> => ({
  listRoles: ({ tx, actor, now }) => rolesAndPermissions(tx, actor, now),
  async listRoleHolders({ tx, actor, now }, { role, permission, search, after, limit }) {
    const [family, given, personId] = cursorKey(after) ?? [];
    const rows = await listRoleHolders(tx, {
      now,
      locale: actor.locale,
      limit: limit + 1,
      words: fold(search ?? '')
        .split(' ')
        .filter(Boolean),
      roles: role ? [role] : permission && holdersHere(permission, actor),
      after: personId === undefined ? undefined : { family: String(family), given: String(given), personId: idKey(personId) },
    });
    return page(
      rows,
      limit,
      (row) => [row.familyName, row.givenName, row.personId],
      ({ state: _, ...row }) => row,
    );
  },
  async getPersonRights({ tx, actor, now }, { personId }) {
    const person = await findHolder(tx, now, personId);
    if (!person) throw new NotFound({});
    const ground = groundOf(actor, now);
    const { sections } = actor.rights;
    const held = person.held.map((one) => {
      const [lacks] = waiting([one.role], sections);
      return { ...one, works: !lacks, sections: lacks?.sections ?? [] };
    });
    // Of no use while someone is kept out; it is what they would have.
    const roles = person.held.map(({ role, scope, endsAt }) => ({ role, scope, endsAt }));
    const preview = previewOf([], roles, ground);
    return {
      personId,
      name: fullName(person),
      email: person.email,
      isGuest: person.isGuest,
      state: person.state as MemberState,
      held,
      can: abilitiesThrough(roles, ground).map((ability) => ({ ...ability, area: areaOf(ability.permission) })),
      gives: preview.givesMore,
      places: await listPlaceNames(tx, actor.locale, scopesOf(person.held)),
    };
  },
  async exportRoles({ tx, actor, now }, { what }) {
    const t = translator(actor.locale);
    const rows = what === 'permissions' ? permissionRows(t, await rolesAndPermissions(tx, actor, now)) : await peopleRows(t, tx, actor, now);
    return {
      type: 'text/csv; charset=utf-8',
      name: `${what === 'permissions' ? 'permissions' : 'roles'}-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from([csvText(rows)]),
    };
  },
  async listRolePlaces({ tx, actor }) {
    const [locations, programs] = await Promise.all([listLocationNames(tx), listProgramNames(tx, actor.locale)]);
    return { locations: locations.map(({ locationId, name }) => ({ locationId, name })), programs };
  },
  previewRoles: preview,
  giveRoles: async ({ tx, actor, now }, { personIds, roles }) => ({ people: await giveRoles(tx, actor, now, personIds, roles) }),
});

const scopesOf = (held: readonly Pick<HeldRole, 'scope'>[]) => held.map(({ scope }) => scope);
const ofCompany = (roles: readonly string[]) => accountRoles.filter((role) => roles.includes(role));
const holdersHere = (permission: Permission, { rights }: MemberActor): AccountRole[] =>
  ofCompany((['view', 'own', 'edit'] as const).flatMap((level) => holdersOf(permission, level, rights.overrides)));

async function rolesAndPermissions(tx: Tx, { rights }: MemberActor, now: Date) {
  const { overrides, sections } = rights;
  const sets = await countRoleSets(tx, now);
  const peopleWith = (wanted: readonly AccountRole[]) =>
    sets.reduce((sum, { roles, people }) => (roles.some((role) => wanted.includes(role)) ? sum + people : sum), 0);
  return {
    roles: accountRoles.map((role) => {
      const { kind, scopes, sections: needed = [] } = factsOf(role);
      return {
        role,
        kind: kind as Exclude<typeof kind, 'operator'>,
        scopes: [...scopes],
        forGuests: guestRoles.includes(role),
        sections: [...needed],
        works: !needed.length || needed.some((section) => sections.has(section)),
        people: peopleWith([role]),
        givenBy: ofCompany(giversOf([role], overrides)),
        can: { give: may(rights, 'roles', 'edit') && rights.gives.has(role), seeAs: may(rights, 'users.see_as', 'edit') },
      };
    }),
    permissions: permissionsInOrder('account').map((permission) => {
      const holders = accountRoles.flatMap((role) => {
        const level = levelHeld(role, permission, overrides);
        return level ? [{ role, level }] : [];
      });
      return {
        permission,
        area: areaOf(permission),
        sections: [...(permissions[permission].sections ?? [])],
        works: isBrought(permission, sections),
        holders,
        people: peopleWith(holders.map(({ role }) => role)),
      };
    }),
  };
}

/** Two full evaluations for each person, and the checks of saving; nothing is written. */
async function preview(
  { tx, actor, now, ask }: Contexts['account'],
  { personIds, set, give }: { personIds: string[]; set?: HeldRole[] | undefined; give?: HeldRole[] | undefined },
) {
  const ground = groundOf(actor, now);
  const people = [];
  for (const personId of new Set(personIds)) {
    const member = await findMember(tx, now, personId);
    if (!member) throw new NotFound({});
    const after = set ?? withRoles(member.roles, give ?? []);
    const refused = await refusalOf(planRoles(tx, actor, now, member, after), set ?? give ?? [], after);
    people.push({ personId, name: fullName(member), ...previewOf(member.roles, after, ground), refused });
  }
  const told = people.flatMap(({ gains, loses }) => [...gains, ...loses]);
  const places = await listPlaceNames(tx, actor.locale, told.map(scopeOf));
  return { people, places, counts: await countsOf(tx, now, ask, [...new Set(told.map(({ permission }) => permission))]) };
}
const scopeOf = ({ at }: AbilityShown): HeldRole['scope'] =>
  at === 'company' ? at : { locations: at.map(({ location }) => location), ...(at.some(({ program }) => program) ? { programs: [''] } : {}) };

/** What saving would be refused with; a wrong field is the caller's mistake and named by its place in what was sent. */
async function refusalOf(plan: Promise<unknown>, sent: readonly HeldRole[], after: readonly HeldRole[]) {
  try {
    await plan;
    return null;
  } catch (error) {
    if (error instanceof RequestInvalid) {
      const { fields } = error.details as { fields: Record<string, string> };
      const moved = Object.entries(fields).map(([path, code]) => [
        path.replace(/^roles\.(\d+)/, (_, at: string) => `roles.${sent.indexOf(after[Number(at)] as HeldRole)}`),
        code,
      ]);
      throw new RequestInvalid({ fields: Object.fromEntries(moved) });
    }
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, role: ((error.details as { role?: AccountRole }).role ?? null) as AccountRole | null };
  }
}

async function countsOf(tx: Tx, now: Date, ask: Contexts['account']['ask'], wanted: readonly Permission[]) {
  if (!wanted.length) return [];
  const [own, locations, others] = await Promise.all([
    wanted.includes('users') ? countForHome(tx, now) : undefined,
    wanted.includes('locations') ? listLocationNames(tx) : undefined,
    ask(RecordCounts, { permissions: wanted }),
  ]);
  return [
    ...(own ? [{ permission: 'users' as const, count: own.people }] : []),
    ...(locations ? [{ permission: 'locations' as const, count: locations.length }] : []),
    ...others.flat(),
  ].filter(({ count }) => count > 0);
}

type Shown = Awaited<ReturnType<typeof rolesAndPermissions>>;
const nameOf = (t: Translate, role: AccountRole) => t(`roles.${role}`);

function permissionRows(t: Translate, { permissions: rows }: Shown): string[][] {
  const head = [
    t('rights.column.area'),
    t('rights.column.permission'),
    t('rights.column.key'),
    t('rights.column.program'),
    ...accountRoles.map((role) => nameOf(t, role)),
  ];
  const body = rows.map(({ permission, area, sections, holders }) => [
    t(`permission_areas.${area}`),
    t(`permissions.${permission}` as MessageKey),
    permission,
    sections.map((section) => t(`sections.${section}`)).join('; '),
    ...accountRoles.map((role) => {
      const level = holders.find((holder) => holder.role === role)?.level;
      return level ? t(`rights.level.${level}`) : '';
    }),
  ]);
  return [head, ...body];
}

const exported = 1000;
async function peopleRows(t: Translate, tx: Tx, { locale }: MemberActor, now: Date): Promise<string[][]> {
  const rows = [(['name', 'email', 'guest', 'role', 'where', 'until', 'given_by', 'given_on'] as const).map((column) => t(`rights.column.${column}`))];
  const [locations, programs] = await Promise.all([listLocationNames(tx), listProgramNames(tx, locale)]);
  const names = new Map([...locations.map((one) => [one.locationId, one.name] as const), ...programs.map((one) => [one.program, one.name] as const)]);
  const where = ({ scope }: Pick<HeldRole, 'scope'>) =>
    scope === 'company' ? t('rights.everywhere') : [...scope.locations, ...(scope.programs ?? [])].map((id) => names.get(id) ?? id).join('; ');
  let after: { family: string; given: string; personId: string } | undefined;
  for (;;) {
    const people = await listRoleHolders(tx, { now, locale, limit: exported, words: [], after });
    for (const person of people)
      for (const held of person.held) {
        // A role ends at an instant; a reader thinks of the last day on which it holds.
        const last = held.endsAt ? new Date(held.endsAt.getTime() - 1).toISOString().slice(0, 10) : '';
        const guest = person.isGuest ? t('members.guest') : '';
        rows.push([
          fullName(person),
          person.email,
          guest,
          nameOf(t, held.role),
          where(held),
          last,
          held.givenBy ?? '',
          held.givenAt.toISOString().slice(0, 10),
        ]);
      }
    const end = people.at(-1);
    if (!end || people.length < exported) return rows;
    after = { family: end.familyName, given: end.givenName, personId: end.personId };
  }
}
