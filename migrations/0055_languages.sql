-- The operator's own words, laid over the sentences that come with Entente, and what people suggest for them.

-- `sentence`: the id of its words (`orders.title`), or an article and the place of the sentence in it (`sign-in~3.0`).
create table sentence_overrides (
  locale      text not null,
  sentence    text not null,
  text        text not null,
  -- What Entente said when this was written, in this language and in English: when it says something else, somebody must look again.
  shipped     text not null,
  source      text not null,
  set_at      timestamptz not null,
  set_by_name text not null,
  version     integer not null default 1,
  primary key (locale, sentence)
);

-- Who said what when; `text` is null where the shipped sentence was taken back.
create table sentence_changes (
  change_id       uuid primary key default gen_random_uuid(),
  locale          text not null,
  sentence        text not null,
  text            text,
  before          text not null,
  suggestion_id   uuid,
  changed_at      timestamptz not null,
  changed_by_name text not null
);
create index sentence_changes_newest on sentence_changes (locale, sentence, changed_at desc, change_id);

create table suggestions (
  person_id       uuid not null references people on delete cascade,
  suggestion_id   uuid not null default gen_random_uuid(),
  locale          text not null,
  sentence        text not null,
  text            text not null,
  reason          text,
  -- The sentence that its author had before them, and on which page (ids left out).
  present         text not null,
  page            text,
  person_name     text not null,
  state           text not null default 'open' check (state in ('open', 'accepted', 'refused')),
  suggested_at    timestamptz not null,
  decided_at      timestamptz,
  decided_by_name text,
  -- Why it was refused, in the words that its author is told.
  answer          text,
  -- What is said since: the suggestion, or what the operator made of it.
  accepted        text,
  primary key (person_id, suggestion_id),
  check ((state = 'open') = (decided_at is null))
);
-- Whoever thinks again suggests instead, not once more.
create unique index suggestions_open on suggestions (person_id, locale, sentence) where state = 'open';
create index suggestions_by_id on suggestions (suggestion_id);
create index suggestions_waiting on suggestions (state, suggested_at, suggestion_id);
create index suggestions_waiting_in on suggestions (state, locale, suggested_at, suggestion_id);
alter table suggestions enable row level security;
create policy own_person on suggestions to entente_app using (person_id = current_person());
create policy across on suggestions to entente_across using (true);
