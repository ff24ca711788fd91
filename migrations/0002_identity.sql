-- People and how they prove who they are. A person's rows are seen inside that person's setting only.

create table people (
  person_id   uuid primary key default gen_random_uuid(),
  given_name  text not null,
  family_name text not null,
  email       text not null,
  locale      text not null,
  theme       text not null default 'system' check (theme in ('system', 'light', 'dark')),
  created_at  timestamptz not null,
  version     integer not null default 1
);

-- What the whole center must agree on: one sign-in name, one person. Reached through functions only.
create table sign_in_names (
  email_folded text primary key,
  person_id    uuid not null references people on delete cascade
);
create index sign_in_names_person on sign_in_names (person_id);

create table passwords (
  person_id      uuid primary key references people on delete cascade,
  hash           text not null,
  set_at         timestamptz not null,
  -- Too short to stand alone: the last second factor cannot go before it is changed.
  needs_second_factor boolean not null default false,
  -- Wrong tries since the last right one; at 100 the password sleeps until it is reset.
  failed_in_row  integer not null default 0,
  last_failed_at timestamptz
);

create table passkeys (
  person_id     uuid not null references people on delete cascade,
  passkey_id    uuid not null default gen_random_uuid(),
  credential_id text not null unique,
  public_key    bytea not null,
  sign_count    bigint not null,
  transports    text[] not null default '{}',
  name          text not null,
  created_at    timestamptz not null,
  last_used_at  timestamptz,
  primary key (person_id, passkey_id)
);

-- Authenticator apps; the secret is encrypted with the key in DATA_DIR. `last_step` bars using a code twice.
create table authenticators (
  person_id    uuid primary key references people on delete cascade,
  secret       bytea not null,
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint
);

create table recovery_codes (
  person_id uuid not null references people on delete cascade,
  code_hash text not null,
  used_at   timestamptz,
  primary key (person_id, code_hash)
);

-- One row a signed-in browser. The token is 256 random bits; only its hash is here.
create table sessions (
  token_hash       text primary key,
  session_id       uuid not null unique default gen_random_uuid(),
  person_id        uuid not null references people on delete cascade,
  -- How it was proved: password, passkey, totp, recovery_code, mail_code, idp:<tenant>
  proofs           text[] not null,
  second_factor_at timestamptz,
  created_at       timestamptz not null,
  last_used_at     timestamptz not null,
  expires_at       timestamptz not null,
  idle_minutes     integer not null,
  ended_at         timestamptz,
  address          text,
  user_agent       text,
  -- Grows with every change that a cached copy must not miss.
  version          integer not null default 1
);
create index sessions_person on sessions (person_id, last_used_at desc);

-- One-time codes and links sent to a mailbox, before or apart from any session. `secret_hash` is null until the mail is rendered.
create table challenges (
  challenge_id uuid primary key default gen_random_uuid(),
  purpose      text not null,
  email_folded text not null,
  secret_hash  text,
  tries        integer not null default 0,
  data         jsonb not null default '{}',
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create index challenges_email on challenges (email_folded, purpose, created_at desc);

-- How often a door was knocked at, by person or by address; the throttle reads it.
create table attempts (
  door       text not null,
  key_hash   text not null,
  failures   integer not null,
  last_at    timestamptz not null,
  free_at    timestamptz not null,
  primary key (door, key_hash)
);

-- The operator's own people.
create table operators (
  person_id  uuid not null references people on delete cascade,
  role       text not null check (role like 'op\_%'),
  ends_at    timestamptz,
  given_by   uuid,
  given_at   timestamptz not null,
  primary key (person_id, role)
);

do $$
declare t text;
begin
  foreach t in array array['people', 'passwords', 'passkeys', 'authenticators', 'recovery_codes', 'sessions', 'operators'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_person on %I to entente_app using (person_id = current_person())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
alter table sign_in_names enable row level security;
create policy own_person on sign_in_names to entente_app using (person_id = current_person());
create policy across on sign_in_names to entente_across using (true);

create function find_person_by_sign_in_name(name text) returns uuid stable security definer set search_path = public language sql
  as $$ select person_id from sign_in_names where email_folded = name $$;
create function find_person_by_passkey(credential text) returns uuid stable security definer set search_path = public language sql
  as $$ select person_id from passkeys where credential_id = credential $$;

-- What a try with a password needs, by sign-in name, in one look that is the same for names that nobody has.
create function find_password(name text) returns table (person_id uuid, hash text, failed_in_row integer, has_second_factor boolean)
  stable security definer set search_path = public language plpgsql as $$
begin
  return query select n.person_id, w.hash, w.failed_in_row,
         exists (select 1 from passkeys k where k.person_id = n.person_id) or exists (select 1 from authenticators t where t.person_id = n.person_id and t.confirmed_at is not null)
    from sign_in_names n left join passwords w on w.person_id = n.person_id where n.email_folded = name;
end $$;
-- Counts a wrong try; the new count, or nothing when there is no such password.
create function fail_password(of_person uuid, at timestamptz) returns integer
  volatile security definer set search_path = public language sql as $$
  update passwords set failed_in_row = failed_in_row + 1, last_failed_at = at where person_id = of_person returning failed_in_row
$$;

-- When a door opens again after so many failures above what is allowed: after 2, 4, 8 … seconds up to a quarter of an hour.
-- With none to wait for it was never shut: requests reach the database in another order than they were begun in.
create function free_after(above integer, at timestamptz) returns timestamptz immutable parallel safe language sql
  as $$ select case when above <= 0 then '-infinity' else at + make_interval(secs => least(power(2, least(above, 10)), 900)) end $$;
-- Counts a try at doors before it is known to be right, so that tries at the same instant count too; when to come back
-- if one of the doors is shut, else null. An hour of quiet opens a door. The doors are given in the order of their names,
-- in which they are locked. A transaction of its own: a count that a power cut takes is no loss, so nobody waits for the disk.
create function knock(doors text[], keys text[], allowed integer[], at timestamptz) returns timestamptz language plpgsql as $$
declare counted integer; shut_until timestamptz;
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into attempts as a (door, key_hash, failures, last_at, free_at)
    select k.door, k.key_hash, 1, at, free_after(1 - k.allow, at) from unnest(doors, keys, allowed) k(door, key_hash, allow)
    on conflict (door, key_hash) do update
      set failures = case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end, last_at = greatest(a.last_at, at),
          free_at = free_after(case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end - allowed[array_position(doors, a.door)], at)
      where a.free_at <= at;
  get diagnostics counted = row_count;
  if counted < cardinality(doors) then
    select max(a.free_at) into shut_until from attempts a join unnest(doors, keys) k(door, key_hash) using (door, key_hash) where a.free_at > at;
    return coalesce(shut_until, at + interval '1 second');
  end if;
  return null;
end $$;
-- A try that proved right: whoever knocked is forgiven all, the address this one try only, so that knowing one password
-- does not open the way to guess at others.
create function unknock(doors text[], keys text[], allowed integer[], at timestamptz) returns void language plpgsql as $$
begin
  -- In the same order as knock: two tries of one person from one place must not wait for each other.
  for i in 1 .. cardinality(doors) loop
    if doors[i] like '% of' then delete from attempts where door = doors[i] and key_hash = keys[i];
    else update attempts set failures = greatest(failures - 1, 0), free_at = free_after(failures - 1 - allowed[i], at) where door = doors[i] and key_hash = keys[i];
    end if;
  end loop;
end $$;
