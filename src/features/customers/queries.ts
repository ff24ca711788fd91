import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Address } from '../../core/country.ts';
import type { Locale } from '../../core/locale.ts';
import { fold } from '../../core/text.ts';
import { hot, run, type Tx } from '../../server/tx.ts';
import type { Customer } from './contract.ts';

/** The account of the running transaction; written out, because an operator's transaction sees them all. */
const here = sql<string>`current_account()`;

/** Which order of names a reader expects; each has its index. English and French share the root order. */
const collations: Record<Locale, string> = { en: 'und-x-icu', fr: 'und-x-icu', es: 'es-x-icu', 'zh-CN': 'zh-Hans-x-icu', 'zh-TW': 'zh-Hant-x-icu' };

type Contact = NonNullable<Customer['billing']>['contact'];

/** A line of the list. */
const lineColumns = [
  'c.customerId',
  'c.name',
  'c.domain',
  'c.country',
  'c.relationship',
  'c.state',
  'c.qualification',
  'c.qualificationState',
  'c.agreement',
  'c.otherPartnerId',
  'c.otherName',
  'c.responsibleId',
  'c.responsibleName',
  'c.createdAt',
] as const;
export interface CustomerSeen {
  readonly customerId: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly relationship: string;
  readonly state: string;
  readonly qualification: string;
  readonly qualificationState: string;
  readonly agreement: string;
  readonly otherPartnerId: string | null;
  readonly otherName: string | null;
  readonly responsibleId: string | null;
  readonly responsibleName: string | null;
  readonly createdAt: Date;
}
export interface CustomerRow extends CustomerSeen {
  readonly accountId: string;
  readonly tenantName: string;
  readonly createdVia: string;
  readonly createdByName: string;
  readonly removedAt: Date | null;
  readonly removedReason: string | null;
  readonly qualificationGround: string | null;
  readonly qualificationReason: string | null;
  readonly agreedOn: string | null;
  readonly address: Address;
  readonly addressCheck: string;
  readonly contact: Contact;
  readonly registrationNumber: string | null;
  readonly locale: string;
  readonly otherAccountId: string | null;
  readonly version: number;
}

/** By name, not all: a prepared statement is refused once a migration has added a column to what it meant by "all". */
const wholeColumns = [
  ...lineColumns,
  'c.accountId',
  'c.tenantName',
  'c.createdVia',
  'c.createdByName',
  'c.removedAt',
  'c.removedReason',
  'c.qualificationGround',
  'c.qualificationReason',
  'c.agreedOn',
  'c.address',
  'c.addressCheck',
  'c.contact',
  'c.registrationNumber',
  'c.locale',
  'c.otherAccountId',
  'c.version',
] as const;
const readCustomer = hot<{ customerId: string }, unknown>('customers.find', (db, p) =>
  db
    .selectFrom('customers as c')
    .select([...wholeColumns])
    .where('c.accountId', '=', here)
    .where('c.customerId', '=', p('customerId')),
);
/** One customer of the running account, also one whose relationship was removed. */
export const findCustomer = async (tx: Tx, customerId: string) => (await readCustomer(tx, { customerId }))[0] as CustomerRow | undefined;

/** Locks the running account's view of a customer until the transaction ends. */
export const findCustomerForUpdate = async (tx: Tx, customerId: string) =>
  (await tx.selectFrom('customers').selectAll().where('accountId', '=', here).where('customerId', '=', customerId).forUpdate().executeTakeFirst()) as
    | CustomerRow
    | undefined;

export interface CustomersWanted {
  readonly locale: Locale;
  readonly limit: number;
  /** The newest first, instead of by name. */
  readonly newest?: boolean;
  /** Behind this one; its name, or when it came as ISO text. */
  readonly after?: { readonly name: string; readonly customerId: string } | undefined;
  readonly words?: readonly string[] | undefined;
  readonly country?: string | undefined;
  readonly relationship?: string | undefined;
  readonly qualification?: string | undefined;
  readonly agreement?: string | undefined;
  readonly partner?: string | undefined;
  /** A colleague's id, or `nobody`. */
  readonly responsible?: string | undefined;
  /** These alone. */
  readonly ids?: readonly string[] | undefined;
  readonly state?: string | undefined;
  /** What the name, or the domain, begins with. */
  readonly nameStarts?: string | undefined;
  readonly domainStarts?: string | undefined;
}
type Values = { name: string; customerId: string; words: string[]; narrowed: string; collation: string; wanted: number; state: string };
type Hole = <K extends keyof Values & string>(key: K) => RawBuilder<Values[K]>;
const filters = ['country', 'relationship', 'qualification', 'agreement', 'partner', 'responsible', 'nameStarts', 'domainStarts'] as const;

interface Shape {
  readonly after: boolean;
  /** The page is found by a function: the one of the order for words alone, the one for everything else. */
  readonly search: 'no' | 'words' | 'filters';
}
const isFiltered = (wanted: CustomersWanted): boolean => filters.some((key) => wanted[key]);
const isNarrowed = (wanted: CustomersWanted): boolean => (wanted.words?.length ?? 0) > 0 || isFiltered(wanted);
const shapeOf = (wanted: CustomersWanted): Shape => ({
  after: wanted.after !== undefined,
  search: isFiltered(wanted) ? 'filters' : wanted.words?.length ? 'words' : 'no',
});
/** The functions that find words, by the order that their names stand for. */
const finders: Readonly<Record<string, string>> = {
  'und-x-icu': 'search_customers_root',
  'es-x-icu': 'search_customers_es',
  'zh-Hans-x-icu': 'search_customers_hans',
  'zh-Hant-x-icu': 'search_customers_hant',
  newest: 'search_customers_newest',
};
/** A text as the index of pieces has it, taken word for word. */
const pieceOf = (text: string): string => fold(text).replace(/[\\%_]/g, '\\$&');
/** As `search_customers` reads it. */
const narrowedOf = ({ state, country, relationship, qualification, agreement, partner, responsible, nameStarts, domainStarts }: CustomersWanted): string =>
  JSON.stringify({
    ...(nameStarts ? { name_starts: nameStarts, name_piece: pieceOf(nameStarts) } : {}),
    ...(domainStarts ? { domain_starts: domainStarts, domain_piece: pieceOf(domainStarts) } : {}),
    state: state ?? 'active',
    country,
    relationship,
    qualification,
    agreement,
    other_partner_id: partner,
    ...(responsible === 'nobody' ? { unassigned: true } : { responsible_id: responsible }),
  });
/** The order as `search_customers` knows it. */
const orderOf = ({ newest, locale }: CustomersWanted): string => (newest ? 'newest' : collations[locale]);
const valuesOf = (wanted: CustomersWanted, limit: number): Values => ({
  wanted: limit,
  name: wanted.after?.name ?? (wanted.newest ? new Date(0).toISOString() : ''),
  customerId: wanted.after?.customerId ?? '00000000-0000-0000-0000-000000000000',
  words: [...(wanted.words ?? [])],
  narrowed: narrowedOf(wanted),
  collation: orderOf(wanted),
  state: wanted.state ?? 'active',
});

/** The whole list is the index of names, walked; what is narrowed is found by the function, and read here. */
function inOrder(db: Tx, p: Hole, shape: Shape, collation: string, limit: number) {
  const newest = collation === 'newest';
  // Raw, as it stands in the migration: the plugin for names would take its capitals apart.
  const name = newest ? sql<string>`c.created_at` : sql<string>`c.name ${sql.raw(`collate "${collation}"`)}`;
  let query = db
    .selectFrom('customers as c')
    .select([...lineColumns])
    .where('c.accountId', '=', here);
  if (shape.search !== 'no') {
    const after = shape.after ? sql`${p('name')}, ${p('customerId')}::uuid` : sql`null, null`;
    const found =
      shape.search === 'words'
        ? sql`${sql.raw(finders[collation] ?? '')}(${p('words')}, ${p('state')}, ${after}, ${p('wanted')})`
        : sql`search_customers(${p('words')}, ${p('narrowed')}::jsonb, ${p('collation')}, ${after}, ${p('wanted')})`;
    query = query.where(sql<boolean>`c.customer_id in (select ${found})`);
  } else {
    query = query.where('c.state', '=', p('state'));
    if (shape.after)
      query = query.where(
        newest
          ? sql<boolean>`(${name}, c.customer_id) < (${p('name')}::timestamptz, ${p('customerId')}::uuid)`
          : sql<boolean>`(${name}, c.customer_id) > (${p('name')}, ${p('customerId')}::uuid)`,
      );
  }
  const way = newest ? 'desc' : 'asc';
  return query.orderBy(name, way).orderBy('c.customerId', way).limit(sql.lit(limit));
}

/** Each way of narrowing is a statement of its own, prepared under its own name. */
const statements = new Map<string, (tx: Tx, values: Values) => Promise<unknown[]>>();
function statement(name: string, build: (db: Tx, p: Hole) => { compile(): CompiledQuery<unknown> }) {
  const known = statements.get(name) ?? hot<Values, unknown>(name, build);
  statements.set(name, known);
  return known;
}
/** Lengths are written into the statement, so that its plan is made once; see the list of people. */
const lengths = [21, 51, 101, 501];

/** Customers of the running account by name in the reader's order, or the newest first; one more than `limit` tells that there is a next page. */
export async function listCustomers(tx: Tx, wanted: CustomersWanted): Promise<CustomerSeen[]> {
  if (wanted.ids) return listChosen(tx, wanted.ids, wanted.locale);
  const shape = shapeOf(wanted);
  const limit = lengths.find((length) => length >= wanted.limit) ?? wanted.limit;
  const collation = orderOf(wanted);
  const name = `customers.list.${collation}.${limit}.${shape.search}${shape.after ? '.after' : ''}`;
  const rows = await statement(name, (db, p) => inOrder(db, p, shape, collation, limit))(tx, valuesOf(wanted, limit));
  return rows.slice(0, wanted.limit) as CustomerSeen[];
}

/** Some that were chosen one by one. */
async function listChosen(tx: Tx, ids: readonly string[], locale: Locale): Promise<CustomerSeen[]> {
  return tx
    .selectFrom('customers as c')
    .select([...lineColumns])
    .where('c.accountId', '=', here)
    .where('c.customerId', 'in', [...ids])
    .orderBy(sql<string>`c.name ${sql.raw(`collate "${collations[locale]}"`)}`)
    .orderBy('c.customerId')
    .execute();
}

/** How many there are, counting no further than `limit`. */
export async function countCustomers(tx: Tx, wanted: CustomersWanted): Promise<number> {
  if (isNarrowed(wanted)) {
    const { rows } = await run(tx, 'select count(*)::int as count from search_customers($1, $2::jsonb, null, null, null, $3)', [
      [...(wanted.words ?? [])],
      narrowedOf(wanted),
      wanted.limit,
    ]);
    return rows[0]?.['count'] as number;
  }
  const query = tx
    .selectFrom('customers as c')
    .select(sql`1`.as('one'))
    .where('c.accountId', '=', here)
    .where('c.state', '=', wanted.state ?? 'active');
  const { count } = await tx
    .selectFrom(query.limit(wanted.limit).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Which ones they are, no more than `limit`, in no order. */
export async function listMatchingIds(tx: Tx, wanted: CustomersWanted, limit: number): Promise<string[]> {
  const { rows } = await run(tx, 'select s.customer_id from search_customers($1, $2::jsonb, null, null, null, $3) s', [
    [...(wanted.words ?? [])],
    narrowedOf(wanted),
    limit,
  ]);
  return rows.map((row) => row['customer_id'] as string);
}

/** The countries that customers of the running account are in; each found by a jump along the index, however many customers there are. */
export async function listCustomerCountries(tx: Tx): Promise<string[]> {
  const { rows } = await run(
    tx,
    `with recursive found as (
       (select country from customers where account_id = current_account() order by country limit 1)
       union all
       select (select c.country from customers c where c.account_id = current_account() and c.country > f.country order by c.country limit 1) from found f where f.country is not null)
     select country from found where country is not null`,
    [],
    'customers.countries',
  );
  return rows.map((row) => row['country'] as string);
}

/** Who holds a domain in the whole center, whoever's customer it is. */
export async function findTenantByDomain(tx: Tx, domain: string): Promise<{ tenantId: string; name: string; country: string } | undefined> {
  const { rows } = await run(tx, 'select tenant_id, name, country from find_tenant_by_domain($1)', [domain]);
  const row = rows[0];
  return row && { tenantId: row['tenant_id'] as string, name: row['name'] as string, country: row['country'] as string };
}

export interface Alike {
  readonly customerId: string;
  readonly name: string;
  readonly domain: string;
  readonly why: 'name' | 'domain' | 'registrationNumber';
}
/** Customers of the running account with the same name, domain or number; at most five of each. */
export async function findAlike(
  tx: Tx,
  { nameFolded, domain, registrationNumber }: { readonly nameFolded: string; readonly domain: string; readonly registrationNumber: string },
): Promise<Alike[]> {
  const { rows } = await run(
    tx,
    `(select customer_id, name, domain, 'domain' as why from customers where $2 <> '' and account_id = current_account() and state = 'active' and domain = $2 limit 5)
     union all
     (select customer_id, name, domain, 'registrationNumber' from customers where $3 <> '' and account_id = current_account() and state = 'active' and registration_number = $3 limit 5)
     union all
     (select customer_id, name, domain, 'name' from customers where $1 <> '' and account_id = current_account() and state = 'active' and name_folded = $1 limit 5)`,
    [nameFolded, domain, registrationNumber],
  );
  const seen = new Set<string>();
  return rows
    .map((row) => ({ customerId: row['customer_id'] as string, name: row['name'] as string, domain: row['domain'] as string, why: row['why'] as Alike['why'] }))
    .filter(({ customerId }) => !seen.has(customerId) && seen.add(customerId));
}

/** Who has changed a customer since, the last one first. */
export const listCustomerChanges = (tx: Tx, customerId: string) =>
  tx
    .selectFrom('announcements')
    .select(['actorName', 'at', 'details'])
    .where('accountId', '=', here)
    .where('name', '=', 'customers.changed')
    .where('subjectId', '=', customerId)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();

/** What a customer has agreed to, the newest first. */
export const listAgreements = (tx: Tx, customerId: string) =>
  tx.selectFrom('customerAgreements').selectAll().where('accountId', '=', here).where('customerId', '=', customerId).orderBy('createdAt', 'desc').execute();

/** The rights that the running account has in a customer's directory now. */
export async function listDelegatedRoles(tx: Tx, now: Date, customerId: string): Promise<string[]> {
  const { rows } = await run(
    tx,
    `select distinct unnest(roles) as role from customer_delegations
      where account_id = current_account() and customer_id = $1 and state = 'active' and ends_at > $2 order by 1`,
    [customerId, now],
    'customers.delegated_roles',
  );
  return rows.map((row) => row['role'] as string);
}

/** What waits for the operator, the longest-waiting first; across accounts. */
export function listInReview(tx: Tx, limit: number, after?: { readonly at: Date; readonly id: string }) {
  let query = tx
    .selectFrom('customers as c')
    .innerJoin('accounts as a', 'a.accountId', 'c.accountId')
    .select(['c.accountId', 'a.name as partner', 'c.customerId', 'c.name', 'c.domain', 'c.country', 'c.qualification', 'c.qualificationGround', 'c.version'])
    .select(sql<Date>`c.qualification_at`.as('qualificationAt'))
    .where('c.qualificationState', '=', 'in_review');
  if (after) query = query.where(sql<boolean>`(c.qualification_at, c.customer_id) > (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('c.qualificationAt').orderBy('c.customerId').limit(limit).execute();
}
