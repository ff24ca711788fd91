import type { World } from './world.ts';

/**
 * Notes every row that is written from now on, in whatever table, and forgets it when the transaction does: so that a test can say
 * that nothing was, without looking through a hundred tables. That someone was here counts as nothing.
 * @returns the tables that were written since it was asked last, by name
 */
export async function watchWrites(world: Pick<World, 'admin'>): Promise<() => Promise<string[]>> {
  await world.admin.query(`
    create schema watch;
    create unlogged table watch.written (of text not null);
    create function watch.note() returns trigger security definer language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_argv[0] in ('members', 'sessions') and to_jsonb(old) - 'last_used_at' = to_jsonb(new) - 'last_used_at' then return null; end if;
      insert into watch.written values (tg_argv[0]);
      return null;
    end $$;
    do $$
    declare t record;
    begin
      for t in select nspname, relname from pg_class c join pg_namespace n on n.oid = relnamespace
                where (nspname = 'public' or (nspname = 'pgboss' and relname = 'job')) and relkind in ('r', 'p') and not relispartition
      loop
        execute format('create trigger watch_writes after insert or update or delete on %I.%I for each row execute function watch.note(%L)', t.nspname, t.relname, t.relname);
      end loop;
    end $$`);
  return async () => {
    const { rows } = await world.admin.query<{ of: string }>('delete from watch.written returning of');
    return [...new Set(rows.map(({ of }) => of))].toSorted();
  };
}
