-- Agreements of the operator with its partners, as texts, and who accepted which.

create table agreement_texts (
  text_id      uuid primary key default gen_random_uuid(),
  -- The key that programs name.
  agreement    text not null check (agreement ~ '^[a-z][a-z0-9_]{1,39}$'),
  -- Of core/regions.ts, or `all`.
  region       text not null check (region ~ '^[a-z_]{2,40}$'),
  -- Counts the published texts of an agreement and region; null while it is a draft.
  number       integer check (number > 0),
  -- Title and Markdown by language. English is there once it is published, and binds; the others are a courtesy.
  texts        jsonb not null,
  -- Of the exact text, by language, fixed when it is published.
  sha256       jsonb,
  valid_from   date,
  -- Came with the house, for an operator's lawyer to replace.
  is_shipped   boolean not null default false,
  created_at   timestamptz not null,
  created_by   uuid,
  changed_at   timestamptz not null,
  published_at timestamptz,
  published_by_name text,
  version      integer not null default 1,
  check ((number is null) = (published_at is null) and (number is null) = (sha256 is null) and (number is null or valid_from is not null))
);
create unique index agreement_texts_number on agreement_texts (agreement, region, number) where number is not null;
create unique index agreement_texts_draft on agreement_texts (agreement, region) where number is null;
-- A published text never changes: the database itself lets nobody but its owner touch one.
alter table agreement_texts enable row level security;
create policy read on agreement_texts for select to entente_app, entente_across using (true);
create policy draft on agreement_texts for insert to entente_app, entente_across with check (true);
create policy change on agreement_texts for update to entente_app, entente_across using (number is null) with check (true);
create policy remove on agreement_texts for delete to entente_app, entente_across using (number is null);

create table agreement_acceptances (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  acceptance_id  uuid not null default gen_random_uuid(),
  text_id        uuid not null references agreement_texts,
  agreement      text not null,
  region         text not null,
  number         integer not null,
  -- Of the English text, which binds, and of the one that was read.
  sha256         text not null,
  read_locale    text not null,
  read_sha256    text not null,
  accepted_at    timestamptz not null,
  accepted_by    uuid not null,
  accepted_name  text not null,
  accepted_email text not null,
  address        text,
  primary key (account_id, acceptance_id),
  unique (account_id, text_id)
);
create index agreement_acceptances_text on agreement_acceptances (text_id, accepted_at desc, account_id);
alter table agreement_acceptances enable row level security;
create policy own_account on agreement_acceptances to entente_app using (account_id = current_account());
create policy across on agreement_acceptances to entente_across using (true);

-- Agreements that the house itself has brought once; what an operator took out does not come back.
create table shipped_agreements (agreement text primary key);
