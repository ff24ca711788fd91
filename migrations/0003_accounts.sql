-- Partner companies and the registers in which the whole center must agree on them.

create table accounts (
  account_id          uuid primary key default gen_random_uuid(),
  partner_id          text not null check (partner_id ~ '^[0-9]{7}$'),
  name                text not null,
  name_folded         text not null,
  -- What the operator's search by part of a name or PartnerId reads; narrow, so that 100,000 of them are read at once.
  search_text         text not null generated always as (name_folded || ' ' || partner_id) stored,
  country             text not null check (country ~ '^[A-Z]{2}$'),
  address             jsonb not null,
  registration_number text,
  vat_number          text,
  website             text,
  primary_contact     jsonb not null,
  primary_contact_confirmed_at timestamptz,
  -- Of the link in the mail that asks the contact to confirm; made when the mail is rendered, only its hash is kept.
  primary_contact_token_hash text,
  support_email       text,
  support_phone       text,
  support_website     text,
  -- Until its pages come: not for us, or will be filed.
  tax_exemption       text check (tax_exemption in ('not_for_us', 'will_file')),
  -- Ways of signing in that this company accepts; empty accepts every one.
  accepted_proofs     text[] not null default '{}',
  state               text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  vetting_status      text not null default 'pending' check (vetting_status in ('pending', 'authorized', 'rejected')),
  vetting_reason      text,
  vetting_note        text,
  vetting_changed_at  timestamptz,
  terms_accepted_at   timestamptz not null,
  terms_accepted_by   uuid not null,
  created_at          timestamptz not null,
  version             integer not null default 1
);

-- One narrow index answers the operator's list and search by itself: in order of names, all filters within it.
create index accounts_list on accounts (name_folded collate "C", account_id) include (search_text, country, vetting_status, state);
create index accounts_vetting on accounts (vetting_changed_at, account_id) where vetting_status = 'pending';
create index accounts_contact_token on accounts (primary_contact_token_hash, account_id) where primary_contact_token_hash is not null;

-- PartnerIds are never used twice, not even after an account is gone.
create sequence partner_id_numbers start 4100137 increment 7;
create table partner_ids (
  partner_id text primary key,
  account_id uuid not null
);

-- Mail domains and registration numbers that a company stands under; who signs up with a known one is led, never attached.
create table account_domains (
  domain     text not null,
  account_id uuid not null,
  proved_at  timestamptz,
  primary key (domain, account_id)
);
create index account_domains_account on account_domains (account_id);
create table account_registrations (
  country    text not null,
  number     text not null,
  account_id uuid not null,
  primary key (country, number, account_id)
);
create index account_registrations_account on account_registrations (account_id);

alter table accounts enable row level security;
create policy own_account on accounts to entente_app using (account_id = current_account());
create policy across on accounts to entente_across using (true);
do $$
declare t text;
begin
  foreach t in array array['partner_ids', 'account_domains', 'account_registrations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

create function find_accounts_by_domain(name text) returns table (account_id uuid, name text) stable security definer set search_path = public language sql
  as $$ select a.account_id, a.name from account_domains d join accounts a using (account_id) where d.domain = find_accounts_by_domain.name and d.proved_at is not null and a.state <> 'closed' $$;
create function count_accounts_by_registration(in_country text, of_number text) returns integer stable security definer set search_path = public language sql
  as $$ select count(*)::int from account_registrations where country = in_country and number = of_number $$;
-- The account whose primary contact was sent this link.
create function find_account_by_contact_token(hash text) returns uuid stable security definer set search_path = public language sql
  as $$ select account_id from accounts where primary_contact_token_hash = hash $$;
