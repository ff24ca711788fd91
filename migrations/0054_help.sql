-- The help center: whether articles helped, and what was looked for in vain. Nobody's name stands beside it.

create table help_votes (
  vote_id  uuid primary key default gen_random_uuid(),
  article  text not null,
  locale   text not null,
  helped   boolean not null,
  -- Of who was not helped.
  reason   text check (reason in ('missing', 'wrong', 'unclear', 'other')),
  remark   text,
  voted_at timestamptz not null,
  check (not helped or reason is null)
);
create index help_votes_of_article on help_votes (article, voted_at desc);

create table help_misses (
  locale        text not null,
  -- Folded, so that one question is one row however it is typed.
  asked_folded  text not null,
  asked         text not null,
  times         integer not null default 1,
  first_at      timestamptz not null,
  last_at       timestamptz not null,
  primary key (locale, asked_folded)
);
create index help_misses_oldest on help_misses (last_at);
create index help_misses_most on help_misses (times desc, last_at desc);
