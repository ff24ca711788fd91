-- As before, but for two things. A knock that is refused undoes by itself what it counted at a door that was open: its
-- transaction is committed in the piece that it leaves in, before anyone has seen the answer. And both find their rows by the
-- primary key whatever the planner thinks: `attempts` is often empty, and a plan made then reads it from end to end for a
-- minute after it has filled up.
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
    select max((select a.free_at from attempts a where a.door = k.door and a.key_hash = k.key_hash and a.free_at > at)) into shut_until
      from unnest(doors, keys) k(door, key_hash);
    return coalesce(shut_until, at + interval '1 second');
  end;
end $$;

-- A try that proved right: whoever knocked is forgiven all, the address this one try only, so that knowing one password does not
-- open the way to guess at others. In the same order as knock: two tries of one person from one place must not wait for each other.
create or replace function unknock(doors text[], keys text[], allowed integer[], at timestamptz) returns void language plpgsql as $$
begin
  insert into attempts as a (door, key_hash, failures, last_at, free_at)
    select k.door, k.key_hash, 0, at, '-infinity' from unnest(doors, keys) k(door, key_hash)
    on conflict (door, key_hash) do update
      set failures = case when a.door like '% of' then 0 else greatest(a.failures - 1, 0) end,
          free_at = case when a.door like '% of' then '-infinity' else free_after(a.failures - 1 - allowed[array_position(doors, a.door)], at) end;
end $$;
