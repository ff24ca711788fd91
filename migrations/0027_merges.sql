-- Two companies that become one, and companies that the operator has suspended.

-- Where a company that was merged into another one has gone; its own account is closed.
alter table accounts add column merged_into uuid;

-- One merge is two rows with one id, one in each account, written together by one act. The survivor keeps its account; the other
-- becomes a location of it. Neither side reads the other's row; what it may know of the other stands in its own.
create table merges (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  merge_id         uuid not null,
  -- What this account is in it.
  side             text not null check (side in ('survivor', 'joining')),
  other_account_id uuid not null,
  other_partner_id text not null,
  -- Known to the survivor once the other has accepted; the other sees from the start who asks.
  other_name       text,
  other_country    text,
  state            text not null check (state in ('invited', 'accepted', 'confirmed', 'merged', 'rejected', 'withdrawn', 'expired', 'stopped')),
  message          text,
  invited_at       timestamptz not null,
  invited_by       text not null,
  expires_at       timestamptz not null,
  answered_at      timestamptz,
  answered_by      text,
  reason           text,
  confirmed_at     timestamptz,
  confirmed_by     text,
  -- How far the work is, in parts of the center; begins anew with each try, because all of it happens at once or not at all.
  step             integer not null default 0,
  steps            integer not null default 0,
  ended_at         timestamptz,
  -- What stood in the way when it was to be carried out.
  stopped_by       text[] not null default '{}',
  -- What both have read and confirmed, as it was when it was carried out.
  plan             jsonb,
  -- Of a merge that the company brought along when it was merged itself: its PartnerId.
  came_with        text,
  version          integer not null default 1,
  primary key (account_id, merge_id)
);
create unique index merges_open on merges (account_id, other_account_id) where state in ('invited', 'accepted', 'confirmed');
create index merges_newest on merges (account_id, invited_at desc, merge_id);
alter table merges enable row level security;
create policy own_account on merges to entente_app using (account_id = current_account());
create policy across on merges to entente_across using (true);

-- The company that can be invited to a merge by this PartnerId; a LocationId finds the company too, and says that it is none.
create function find_company_to_merge(id text) returns table (account_id uuid, partner_id text, name text, country text) stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country from partner_ids i join accounts a using (account_id) where i.partner_id = id and a.state = 'active'
$$;

-- A relation may also end because its two sides became one company.
alter table relations drop constraint relations_ended_by_check;
alter table relations add constraint relations_ended_by_check check (ended_by in ('distributor', 'reseller', 'operator', 'merge'));

-- Why a company is suspended, since when, and how it came back. One at a time; the earlier ones stay.
create table suspensions (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  suspension_id  uuid not null default gen_random_uuid(),
  reason         text not null check (reason in ('unpaid_invoice', 'misuse', 'partner_harm', 'profile_rejected', 'other')),
  -- For the company to read.
  words          text not null,
  suspended_at   timestamptz not null,
  suspended_by   text not null,
  lifted_at      timestamptz,
  lifted_by      text,
  lifted_words   text,
  version        integer not null default 1,
  primary key (account_id, suspension_id)
);
create unique index suspensions_open on suspensions (account_id) where lifted_at is null;
create index suspensions_newest on suspensions (account_id, suspended_at desc);
alter table suspensions enable row level security;
create policy own_account on suspensions to entente_app using (account_id = current_account());
create policy across on suspensions to entente_across using (true);
