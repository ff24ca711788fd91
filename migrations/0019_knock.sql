-- As before, but a knock that is refused undoes by itself what it counted at a door that was open: its transaction is committed
-- in the piece that it leaves in, before anyone has seen the answer.
create or replace function knock(doors text[], keys text[], allowed integer[], at timestamptz) returns timestamptz language plpgsql as $$
declare counted integer; shut_until timestamptz;
begin
  perform set_config('synchronous_commit', 'off', true);
  begin
    insert into attempts as a (door, key_hash, failures, last_at, free_at)
      select k.door, k.key_hash, 1, at, free_after(1 - k.allow, at) from unnest(doors, keys, allowed) k(door, key_hash, allow)
      on conflict (door, key_hash) do update
        set failures = case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end, last_at = greatest(a.last_at, at),
            free_at = free_after(case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end - allowed[array_position(doors, a.door)], at)
        where a.free_at <= at;
    get diagnostics counted = row_count;
    if counted < cardinality(doors) then raise exception using errcode = 'EN001'; end if;
    return null;
  exception when sqlstate 'EN001' then
    select max(a.free_at) into shut_until from attempts a join unnest(doors, keys) k(door, key_hash) using (door, key_hash) where a.free_at > at;
    return coalesce(shut_until, at + interval '1 second');
  end;
end $$;
