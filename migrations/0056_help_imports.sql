-- Articles that an operator brought along. What comes with the program stays in its files.

create table help_texts (
  article        text not null,
  locale         text not null,
  -- The file that it came from, and what stood before its first line.
  path           text not null,
  head           jsonb not null,
  subject        text not null,
  title          text not null,
  summary        text not null,
  words          text[] not null,
  blocks         jsonb not null,
  -- The source as the translator had it: it may be another in each language.
  source_title   text not null,
  source_summary text not null,
  source_blocks  jsonb not null,
  -- Of title and sentences, block by block, so that they go out as they came in.
  ids            jsonb not null,
  imported_at    timestamptz not null,
  -- Of the help, when this was last changed: a process reads only what came since.
  edition        bigint not null,
  primary key (article, locale)
);
create index help_texts_newest on help_texts (imported_at desc);
create index help_texts_edition on help_texts (edition);

-- One row; it moves on with each change, so that every process knows whether what it has made searchable is still what there is.
create table help_edition (
  only_one boolean primary key default true check (only_one),
  edition  bigint not null default 0
);
insert into help_edition default values;
