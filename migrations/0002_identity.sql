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
