-- Somebody is stuck and says so: one row, written the same for a name that exists and for one that nobody has.
-- Reached by the token in the browser that began it; the job that looks the name up fills `found_person_id`.
create table recoveries (
  recovery_id  uuid primary key default gen_random_uuid(),
  token_hash   text not null unique,
  email        text not null,
  email_folded text not null,
  -- What happened, in the person's words.
  trouble      text not null check (trouble in ('password', 'factor', 'mailbox', 'nobody', 'refused')),
  locale       text not null,
  address      text,
  user_agent   text,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  looked_up_at timestamptz,
  found_person_id uuid,
  -- What was shown so far: [{way, key, at}], each way and key once.
  proofs       jsonb not null default '[]',
  -- The challenge of each code that was sent, by way.
  challenges   jsonb not null default '{}',
  -- Whoever may reset the person was asked to, and in how many companies somebody could be.
  admins_asked_at timestamptz,
  admins_asked    integer,
  used_at      timestamptz
);
create index recoveries_person on recoveries (found_person_id) where used_at is null;
create index recoveries_expires on recoveries (expires_at);

-- A person asks whoever may reset them in their companies, without knowing who that is.
create table reset_requests (
  account_id  uuid not null default current_account() references accounts on delete cascade,
  request_id  uuid not null default gen_random_uuid(),
  person_id   uuid not null,
  asked_at    timestamptz not null,
  expires_at  timestamptz not null,
  state       text not null default 'open' check (state in ('open', 'done', 'refused', 'expired')),
  -- Why it was refused.
  reason      text,
  decided_at  timestamptz,
  decided_by  uuid,
  primary key (account_id, request_id)
);
create unique index reset_requests_open on reset_requests (account_id, person_id) where state = 'open';

-- A reseller lets its distributor help its admins for a while: two rows with one id, one in each account.
create table help_consents (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  consent_id       uuid not null,
  relation_id      uuid not null,
  side             text not null check (side in ('distributor', 'reseller')),
  other_account_id uuid not null,
  other_name       text not null,
  given_by         text not null,
  given_at         timestamptz not null,
  ends_at          timestamptz not null,
  ended_at         timestamptz,
  primary key (account_id, consent_id)
);
create unique index help_consents_open on help_consents (account_id, relation_id) where ended_at is null;

do $$
declare t text;
begin
  foreach t in array array['reset_requests', 'help_consents'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
