import { sql } from 'kysely';
import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import type { AccountRole, Role } from '../../../core/roles.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { findLocations } from '../../accounts/queries/locations.ts';
import type { HeldRole } from '../contract.ts';
import { nameOrder } from '../queries.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** Distinct sets of roles that active people of the company hold, with how many hold exactly these: a few dozen rows for any number of people. */
export async function countRoleSets(tx: Tx, now: Date): Promise<{ roles: AccountRole[]; people: number }[]> {
  const { rows } = await run(
    tx,
    `select roles, count(*)::int as people from (
       select array_agg(distinct r.role order by r.role) as roles from members m join role_assignments r using (account_id, person_id)
        where m.account_id = current_account() and m.state = 'active' and (r.ends_at is null or r.ends_at > $1) group by m.person_id) held
     group by roles`,
    [now],
    'members.count_role_sets',
  );
  return rows.map((row) => ({ roles: row['roles'] as AccountRole[], people: row['people'] as number }));
}

interface Held {
  readonly role: AccountRole;
  readonly scope: HeldRole['scope'];
  readonly endsAt: string | null;
  readonly givenAt: string;
  readonly giver: { readonly givenName: string; readonly familyName: string } | null;
}
const asHeld = ({ giver, endsAt, givenAt, ...held }: Held) => ({
  ...held,
  endsAt: endsAt ? new Date(endsAt) : null,
  givenAt: new Date(givenAt),
  givenBy: giver ? fullName(giver) : null,
});
export type RoleHeld = ReturnType<typeof asHeld>;

/** Roles that have not ended, with who gave them as far as that is someone of the company. */
const heldOf = (now: Date, wanted: readonly Role[] | undefined) => sql<Held[]>`(select coalesce(jsonb_agg(jsonb_build_object(
    'role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'givenAt', r.given_at,
    'giver', (select jsonb_build_object('givenName', g.given_name, 'familyName', g.family_name) from members g where g.account_id = r.account_id and g.person_id = r.given_by)
  ) order by r.role, r.given_at), '[]')
  from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > ${now})
   and (${wanted === undefined} or r.role = any(${[...(wanted ?? [])]})))`;

const people = (tx: Tx, now: Date, wanted: readonly Role[] | undefined) =>
  tx
    .selectFrom('members as m')
    .where('m.accountId', '=', here)
    .select(['m.personId', 'm.givenName', 'm.familyName', 'm.email', 'm.isGuest', 'm.state', heldOf(now, wanted).as('held')]);

export interface HoldersWanted {
  readonly now: Date;
  readonly locale: Locale;
  readonly limit: number;
  /** Absent: everyone, also who holds none. */
  readonly roles?: readonly Role[] | undefined;
  readonly words: readonly string[];
  readonly after?: { readonly family: string; readonly given: string; readonly personId: string } | undefined;
}

/** Active people with what they hold of these roles, in the reader's order of names. */
export async function listRoleHolders(tx: Tx, { now, locale, limit, roles, words, after }: HoldersWanted) {
  const [family, given] = nameOrder(locale);
  let query = people(tx, now, roles).where('m.state', '=', 'active');
  if (roles)
    query = query.where(
      sql<boolean>`exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = any(${[...roles]}) and (r.ends_at is null or r.ends_at > ${now}))`,
    );
  if (words.length) query = query.where(sql<boolean>`m.person_id in (select search_members(${[...words]}))`);
  if (after) query = query.where(sql<boolean>`(${family}, ${given}, m.person_id) > (${after.family}, ${after.given}, ${after.personId})`);
  const rows = await query.orderBy(family).orderBy(given).orderBy('m.personId').limit(limit).execute();
  return rows.map((row) => ({ ...row, held: row.held.map(asHeld) }));
}

/** One person with all that they hold. */
export async function findHolder(tx: Tx, now: Date, personId: string) {
  const row = await people(tx, now, undefined).where('m.personId', '=', personId).executeTakeFirst();
  return row && { ...row, held: row.held.map(asHeld) };
}

/** Programs that the company takes part in, by their name in the reader's language or else in English, in the catalog's order. */
export async function listProgramNames(tx: Tx, locale: Locale): Promise<{ program: string; name: string }[]> {
  const { rows } = await run(
    tx,
    `select p.program, coalesce(p.definition #>> array['texts', $1, 'name'], p.definition #>> '{texts,en,name}', p.program) as name
       from enrollments e join programs p using (program)
      where e.account_id = current_account() and e.state in ('active', 'restricted') order by p.position, p.program`,
    [locale],
  );
  return rows.map((row) => ({ program: row['program'] as string, name: row['name'] as string }));
}

/** The names of places that scopes speak of. */
export async function listPlaceNames(tx: Tx, locale: Locale, scopes: readonly HeldRole['scope'][]) {
  const ids = [...new Set(scopes.flatMap((scope) => (scope === 'company' ? [] : scope.locations)))];
  const named = scopes.some((scope) => scope !== 'company' && scope.programs);
  const [locations, programs] = await Promise.all([ids.length ? findLocations(tx, ids) : [], named ? listProgramNames(tx, locale) : []]);
  return { locations: locations.map(({ locationId, name }) => ({ locationId, name })), programs };
}

/** Accounts in which some role has ended by now. */
export const listEndedRoles = (tx: Tx, now: Date) =>
  tx.selectFrom('roleAssignments').select(['accountId', 'personId', 'role']).where('endsAt', '<=', now).limit(5000).execute();
