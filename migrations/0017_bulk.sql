-- People added by a file, row by row as it was read and as it ended; and what must be known to take someone out of a company.

create table imports (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  import_id     uuid not null default gen_random_uuid(),
  created_by    uuid not null,
  created_by_name text not null,
  created_at    timestamptz not null,
  file_name     text not null,
  -- Of the one who uploaded it: invitations without a language of their own are in this one.
  locale        text not null,
  -- The roles that the uploader could give, so that a row with another is wrong before anybody confirms it.
  givable       text[] not null,
  -- The file as text, until it has been read.
  content       text,
  -- checking: being read · ready: waits for a yes · adding · done · undone · failed: nothing was added
  state         text not null default 'checking' check (state in ('checking', 'ready', 'adding', 'done', 'undone', 'failed')),
  row_count     integer not null default 0,
  -- How many rows are done of those that the present step goes through.
  progress      integer not null default 0,
  -- Who said yes, and from where: what is announced later is theirs.
  confirmed     jsonb,
  confirmed_at  timestamptz,
  -- The one transaction that added everybody has been committed; what follows are mails.
  added_at      timestamptz,
  ended_at      timestamptz,
  undone_at     timestamptz,
  undone_by_name text,
  version       integer not null default 1,
  primary key (account_id, import_id)
);
create index imports_newest on imports (account_id, created_at desc, import_id);
-- What is out of time is looked for across accounts.
create index imports_age on imports (created_at);
-- One file at a time is carried out in a company.
create unique index imports_adding on imports (account_id) where state = 'adding';

create table import_rows (
  account_id    uuid not null default current_account(),
  import_id     uuid not null,
  -- The line's place among the rows of the file; the headings are row 1, as a spreadsheet counts.
  row           integer not null,
  given_name    text not null,
  family_name   text not null,
  email         text not null,
  email_folded  text not null,
  -- As written, and as understood.
  roles_text    text not null,
  roles         text[] not null,
  locale        text,
  locale_text   text not null,
  outcome       text not null check (outcome in ('invite', 'already_member', 'already_invited', 'wrong')),
  -- [{ column, code, value }]
  faults        jsonb not null default '[]',
  invitation_id uuid,
  -- The mail has been asked for.
  mailed        boolean not null default false,
  -- What undoing did: withdrawn, removed; null while it stands.
  undone        text check (undone in ('withdrawn', 'removed')),
  primary key (account_id, import_id, row),
  foreign key (account_id, import_id) references imports on delete cascade
);
create index import_rows_outcome on import_rows (account_id, import_id, outcome, row);
create index import_rows_unmailed on import_rows (account_id, import_id, row) where invitation_id is not null and not mailed;

alter table imports enable row level security;
create policy own_account on imports to entente_app using (account_id = current_account());
create policy across on imports to entente_across using (true);
alter table import_rows enable row level security;
create policy own_account on import_rows to entente_app using (account_id = current_account());
create policy across on import_rows to entente_across using (true);

-- Open invitations are looked up by who sent them when that person leaves.
create index invitations_sender on invitations (account_id, invited_by) where state = 'open';

-- Whether someone of the running account belongs to another company, or to the center's own people: then their sessions stay.
create function belongs_elsewhere(person uuid, at timestamptz) returns boolean stable security definer set search_path = public language sql as $$
  select exists (select 1 from members h where h.account_id = current_account() and h.person_id = person)
     and (exists (select 1 from members m join accounts a using (account_id)
                   where m.person_id = person and m.account_id <> current_account() and m.state = 'active' and a.state <> 'closed')
       or exists (select 1 from operators o where o.person_id = person and (o.ends_at is null or o.ends_at > at)))
$$;

-- As before, but each word's pattern is made once, not once for each person: 100,000 people are searched in a tenth of the time.
create or replace function search_members(words text[]) returns table (person_id uuid) stable security definer set search_path = public language sql as $$
  select m.person_id from members m
   where m.account_id = current_account()
     and m.search_text like all (array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w))
$$;
