-- Business profiles, the public directory of partners that is made of the published ones, and what visitors write to partners.

create table business_profiles (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  profile_id   uuid not null default gen_random_uuid(),
  country      text not null check (country ~ '^[A-Z]{2}$'),
  locale       text not null check (locale in ('en', 'fr', 'es', 'zh-CN', 'zh-TW')),
  -- Names the page of a company in a country, whatever its languages; random, so that it says nothing else.
  page_id      text not null check (page_id ~ '^[0-9a-z]{12}$'),
  -- What is being written, and what the public sees of it; see profiles/contract.ts.
  draft        jsonb not null,
  published    jsonb,
  published_at timestamptz,
  -- The version that was published: a newer one holds changes that the public does not see.
  published_version integer,
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  version      integer not null default 1,
  primary key (account_id, profile_id),
  unique (account_id, country, locale),
  check ((published is null) = (published_at is null) and (published is null) = (published_version is null))
);
alter table business_profiles enable row level security;
create policy own_account on business_profiles to entente_app using (account_id = current_account());
create policy across on business_profiles to entente_across using (true);

-- One row for each published profile, narrow, made at publishing: what the search reads. Everyone may read it.
create table directory_entries (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  profile_id   uuid not null,
  page_id      text collate "C" not null,
  country      text not null,
  locale       text not null,
  -- Languages of the center, a bit for each in the order of core/locale.ts: those in which this profile is the one that is shown
  -- (of a company and country each has one), and those spoken there. As numbers, because each search looks at thousands.
  shown_in     smallint not null,
  spoken_in    smallint not null,
  name_folded  text not null,
  -- What the order knows beforehand: how soon they answer, and whether their tags are few.
  standing     smallint not null,
  -- Days until visitors were answered, on average; null as long as nobody is known.
  answer_days  numeric(6, 2),
  is_listed    boolean not null,
  words        tsvector not null,
  published_at timestamptz not null,
  primary key (account_id, profile_id),
  foreign key (account_id, profile_id) references business_profiles on delete cascade
);
-- The words are of a fixed list of fields, see profiles/directoryWords.ts; updates are rare, readers many.
create index directory_entries_words on directory_entries using gin (words) with (fastupdate = off);
create index directory_entries_page on directory_entries (page_id, account_id);
-- The whole directory without a search reads this index alone.
create index directory_entries_order on directory_entries (locale, name_folded collate "C", account_id, profile_id) include (shown_in, spoken_in, standing) where is_listed;
alter table directory_entries enable row level security;
create policy everyone on directory_entries for select to entente_app using (true);
create policy own_account on directory_entries to entente_app using (account_id = current_account());
create policy across on directory_entries to entente_across using (true);

-- What a page of the directory shows, kept apart so that the search need not read past it.
create table directory_pages (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  profile_id   uuid not null,
  content      jsonb not null,
  primary key (account_id, profile_id),
  foreign key (account_id, profile_id) references directory_entries on delete cascade
);
alter table directory_pages enable row level security;
create policy everyone on directory_pages for select to entente_app using (true);
create policy own_account on directory_pages to entente_app using (account_id = current_account());
create policy across on directory_pages to entente_across using (true);

-- Which of these companies may be shown now. The directory's own mark follows within moments; this is asked for each page that is shown.
create function shown_in_directory(accounts uuid[]) returns setof uuid stable security definer set search_path = public language sql
  as $$ select a.account_id from accounts a where a.account_id = any(shown_in_directory.accounts) and a.state = 'active' and a.vetting_status = 'authorized' $$;

-- What visitors of the directory wrote to a company.
create table leads (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  lead_id      uuid not null default gen_random_uuid(),
  source       text not null default 'directory' check (source in ('directory')),
  country      text not null check (country ~ '^[A-Z]{2}$'),
  -- The location that was written to; null: the company itself.
  location_id  text check (location_id ~ '^[0-9]{7}$'),
  name         text not null,
  company      text,
  email        text not null,
  phone        text,
  message      text not null,
  -- The language it was written in.
  locale       text not null,
  state        text not null default 'new' check (state in ('new', 'answered')),
  received_at  timestamptz not null,
  answered_at  timestamptz,
  answered_by  uuid,
  answered_by_name text,
  primary key (account_id, lead_id),
  check ((state = 'answered') = (answered_at is not null))
);
create index leads_received on leads (account_id, received_at desc, lead_id);
alter table leads enable row level security;
create policy own_account on leads to entente_app using (account_id = current_account());
create policy across on leads to entente_across using (true);
