import type pg from 'pg';

/** A table with its columns that are stored, not computed, in their order. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** A partition: which part of its parent's rows it takes. */
export interface Partition {
  readonly schema: string;
  readonly name: string;
  readonly parent: string;
  readonly bound: string;
  readonly guarded: boolean;
}

export interface Sequence {
  readonly schema: string;
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

export interface Migration {
  readonly name: string;
  readonly sha256: string;
}

/** What the target of a restore knows by itself: which migrations it has, and the job queue's own version. */
const ownTables = ['public.migrations', 'pgboss.version'];
const schemas = "('public', 'pgboss')";

export const nameOf = (of: { readonly schema: string; readonly name: string }): string => `${of.schema}.${of.name}`;

export const quote = (...names: readonly string[]): string => names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');

/** Every table whose rows belong into a backup; a partitioned one stands for its partitions. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name,
           (select json_agg(a.attname order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ${schemas} and c.relkind in ('r', 'p') and not c.relispartition
     order by 1 desc, 2`);
  return rows.filter((table) => table.columns && !ownTables.includes(nameOf(table)));
}

/** The partitions of our own tables; the job queue makes its own. In the order in which they were made. */
export async function listPartitions(client: pg.Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select n.nspname as schema, c.relname as name, p.relname as parent,
           pg_get_expr(c.relpartbound, c.oid) as bound, c.relrowsecurity as guarded
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
      join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relispartition and c.relkind in ('r', 'p') order by c.oid`);
  return rows;
}

export async function listSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ${schemas} and c.relkind = 'S' order by 1, 2`);
  const sequences: Sequence[] = [];
  for (const row of rows) {
    const { rows: values } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quote(row.schema, row.name)}`,
    );
    sequences.push({ ...row, last: values[0]?.last ?? '1', called: values[0]?.called ?? false });
  }
  return sequences;
}

/** The migrations that this database has had, in order; none when it was never migrated. */
export async function listMigrations(client: pg.Client): Promise<Migration[]> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.migrations') is not null as there");
  if (!rows[0]?.there) return [];
  return (await client.query<Migration>('select name, sha256 from public.migrations order by name')).rows;
}

/** Foreign keys as statements to take them off and to put them back, checking all rows at once. */
export async function listForeignKeys(client: pg.Client): Promise<{ readonly drop: string; readonly add: string }[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, k.conname) as drop,
           format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as add
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname in ${schemas} order by k.oid`);
  return rows;
}
