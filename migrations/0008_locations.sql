-- Places of business of a company, on one flat level below it. Their ids come from the register of PartnerIds and are never used twice.

create table locations (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  location_id  text not null check (location_id ~ '^[0-9]{7}$'),
  name         text not null,
  -- Two names that fold to the same are one name.
  name_folded  text not null,
  -- What the search by part of a name, id or contact reads.
  search_text  text not null,
  -- Stays what it was when the location was added: what is tied to the id is tied to the country.
  country      text not null check (country ~ '^[A-Z]{2}$'),
  -- Its own address, or whose it shares: the company's, or that of a location which has its own.
  address      jsonb,
  shares_with  text check (shares_with ~ '^([0-9]{7}|company)$'),
  contact      jsonb not null,
  registration_number text,
  created_at   timestamptz not null,
  version      integer not null default 1,
  primary key (account_id, location_id),
  unique (account_id, name_folded),
  check ((address is null) = (shares_with is not null))
);
create index locations_country on locations (account_id, country);
create index locations_sharing on locations (account_id, shares_with) where shares_with is not null;
-- The list in the order of each language, as people have it.
create index locations_name on locations (account_id, name collate "und-x-icu", location_id);
create index locations_name_es on locations (account_id, name collate "es-x-icu", location_id);
create index locations_name_hans on locations (account_id, name collate "zh-Hans-x-icu", location_id);
create index locations_name_hant on locations (account_id, name collate "zh-Hant-x-icu", location_id);

alter table locations enable row level security;
create policy own_account on locations to entente_app using (account_id = current_account());
create policy across on locations to entente_across using (true);

-- Locations of the running account that have all of the words; here, because row-level security would keep LIKE from being planned well.
create function search_locations(words text[]) returns table (location_id text) stable security definer set search_path = public language sql
  as $$ select l.location_id from locations l where l.account_id = current_account() and (select bool_and(l.search_text like '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%') from unnest(words) w) $$;
