import type pg from 'pg';

interface Column {
  table: string;
  column: string;
  type: string;
  udt: string;
  nullable: boolean;
  fallback: string | null;
  identity: boolean;
}

const columnsOf = async (client: pg.ClientBase): Promise<Column[]> =>
  (
    await client.query<Column>(`
  select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, t.typname as udt, not a.attnotnull as nullable,
         pg_get_expr(d.adbin, d.adrelid) as fallback, a.attidentity <> '' as identity
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   order by c.relname, a.attnum`)
  ).rows;

const typescript: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bpchar: 'string',
  varchar: 'string',
  date: 'string',
  numeric: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  xid8: 'string',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  bytea: 'Buffer',
  jsonb: 'Json',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
  tsvector: 'string',
  point: 'string',
  _point: 'string[]',
};
const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
const pascal = (name: string) => camel(`_${name}`);

/** `src/server/tables.ts`: the migrated database as types, in camelCase. */
export async function tablesFile(client: pg.ClientBase): Promise<string> {
  const byTable = Map.groupBy(await columnsOf(client), (c) => c.table);
  const interfaces = [...byTable]
    .filter(([table]) => table !== 'migrations')
    .map(([table, columns]) => {
      const lines = columns.map((c) => {
        const base = typescript[c.udt];
        if (!base) throw new Error(`${c.table}.${c.column}: no TypeScript type for ${c.udt}`);
        if (base === 'Json') return `  ${camel(c.column)}: ${c.nullable ? 'MaybeJson' : c.fallback ? 'JsonWithDefault' : 'Json'};`;
        const type = base + (c.nullable ? ' | null' : '');
        return `  ${camel(c.column)}: ${c.fallback || c.identity ? `Generated<${type}>` : type};`;
      });
      return `export interface ${pascal(table)}Table {\n${lines.join('\n')}\n}`;
    });
  const index = [...byTable.keys()].filter((t) => t !== 'migrations').map((t) => `  ${camel(t)}: ${pascal(t)}Table;`);
  return (
    `// Written by \`npm run docs\` from the migrated database; not by hand.\nimport type { ColumnType, Generated } from 'kysely';\n\n` +
    `/** jsonb: read as a value, written as its text. */\ntype Json = ColumnType<unknown, string, string>;\ntype JsonWithDefault = ColumnType<unknown, string | undefined, string>;\ntype MaybeJson = ColumnType<unknown, string | null | undefined, string | null>;\n\n${interfaces.join('\n\n')}\n\nexport interface Tables {\n${index.join('\n')}\n}\n`
  );
}

/** The whole schema as text, in one order: for `docs/reference/schema.sql` and for comparing two databases. */
export async function schemaText(client: pg.ClientBase): Promise<string> {
  const columns = Map.groupBy(await columnsOf(client), (c) => c.table);
  const list = async (sql: string) => (await client.query<{ owner: string; text: string }>(sql)).rows;
  const constraints = Map.groupBy(
    await list(`select c.relname as owner, 'constraint ' || x.conname || ' ' || pg_get_constraintdef(x.oid) as text from pg_constraint x join pg_class c on c.oid = x.conrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition and x.contype <> 'n' order by 1, 2`),
    (r) => r.owner,
  );
  const after = Map.groupBy(
    [
      ...(await list(`select tablename as owner, indexdef as text from pg_indexes i where schemaname = 'public' and not exists (select 1 from pg_class c where c.relname = i.tablename and c.relispartition)
      and not exists (select 1 from pg_constraint x where x.conname = i.indexname) order by 1, 2`)),
      ...(await list(`select tablename as owner, 'create policy ' || policyname || ' on ' || tablename || ' for ' || lower(cmd) || ' to ' || array_to_string(roles, ', ') || coalesce(' using ' || qual, '') || coalesce(' with check ' || with_check, '') as text
      from pg_policies where schemaname = 'public' order by 1, 2`)),
    ],
    (r) => r.owner,
  );
  const tables = [...columns].map(([table, cols]) =>
    [
      `create table ${table} (`,
      [
        ...cols.map((c) => `  ${c.column} ${c.type}${c.nullable ? '' : ' not null'}${c.fallback ? ` default ${c.fallback}` : ''}`),
        ...(constraints.get(table) ?? []).map((c) => `  ${c.text}`),
      ].join(',\n'),
      ');',
      ...(after.get(table) ?? []).map((a) => `${a.text};`),
    ].join('\n'),
  );
  const functions = await list(
    `select proname as owner, pg_get_functiondef(p.oid) as text from pg_proc p where pronamespace = 'public'::regnamespace
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by proname, pg_get_function_identity_arguments(p.oid)`,
  );
  return `-- Written by \`npm run docs\` from the migrated database; not by hand.\n\n${tables.join('\n\n')}\n\n${functions.map((f) => `${f.text.trim()};`).join('\n\n')}\n`;
}
