-- Distributor and reseller: one relation is two rows with one id, one in each account, written together by one act.
-- Neither side reads the other's row; what it may know of the other stands in its own.

create table relations (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  relation_id      uuid not null,
  -- What this account is in it.
  side             text not null check (side in ('distributor', 'reseller')),
  other_account_id uuid not null,
  other_partner_id text not null,
  -- Known once the reseller has accepted; the reseller sees from the start who asks.
  other_name       text,
  other_country    text,
  state            text not null check (state in ('invited', 'active', 'declined', 'withdrawn', 'ended')),
  message          text,
  invited_at       timestamptz not null,
  invited_by       text not null,
  expires_at       timestamptz not null,
  answered_at      timestamptz,
  ended_at         timestamptz,
  ended_by         text check (ended_by in ('distributor', 'reseller', 'operator')),
  reason           text,
  version          integer not null default 1,
  primary key (account_id, relation_id)
);
create unique index relations_open on relations (account_id, side, other_account_id) where state in ('invited', 'active');
create index relations_newest on relations (account_id, invited_at desc, relation_id);
-- The operator's list: each relation once.
create index relations_all on relations (invited_at desc, relation_id) where side = 'distributor';
alter table relations enable row level security;
create policy own_account on relations to entente_app using (account_id = current_account());
create policy across on relations to entente_across using (true);

-- The company behind a PartnerId or LocationId that one was given, as far as a relation needs it.
create function find_partner(id text) returns table (account_id uuid, partner_id text, name text, country text, sections text[]) stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country, sections_of(a.account_id)
    from partner_ids i join accounts a using (account_id) where i.partner_id = id and a.state = 'active'
$$;
