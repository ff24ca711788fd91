-- Views of long lists: what a list is narrowed to, its order and its columns, under a name; one's own, or shared with the company.

create table saved_views (
  account_id uuid not null default current_account() references accounts on delete cascade,
  view_id    uuid not null default gen_random_uuid(),
  list       text not null check (list in ('customers', 'orders', 'subscriptions', 'members')),
  person_id  uuid not null references people on delete cascade,
  -- Whose it is, in words: colleagues read it although they may not see people.
  made_by_name text not null,
  name       text not null,
  name_folded text not null,
  is_shared  boolean not null default false,
  -- The words of the page's address, as they stand there: { "q": "bay", "country": "FR" }.
  narrowed   jsonb not null,
  -- Columns that are hidden. New ones of a later edition are shown.
  hidden     text[] not null default '{}',
  created_at timestamptz not null,
  version    integer not null default 1,
  primary key (account_id, view_id)
);
create unique index saved_views_name on saved_views (account_id, person_id, list, name_folded);

-- What a person's list opens with.
create table default_views (
  account_id uuid not null default current_account(),
  person_id  uuid not null references people on delete cascade,
  list       text not null,
  view_id    uuid not null,
  primary key (account_id, person_id, list),
  foreign key (account_id, view_id) references saved_views on delete cascade
);
create index default_views_view on default_views (account_id, view_id);

alter table saved_views enable row level security;
-- What a colleague keeps for themselves is not there for anybody else.
create policy own_or_shared on saved_views to entente_app using (account_id = current_account() and (is_shared or person_id = current_person()));
create policy across on saved_views to entente_across using (true);
alter table default_views enable row level security;
create policy own_person on default_views to entente_app using (account_id = current_account() and person_id = current_person());
create policy across on default_views to entente_across using (true);
