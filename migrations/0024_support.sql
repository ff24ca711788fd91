-- Whom to turn to, and the service requests of partners and of people who cannot sign in.

-- The support directory: one row a way of reaching somebody, for a country (or *), a product and a purpose.
create table support_contacts (
  contact_id  uuid primary key default gen_random_uuid(),
  country     text not null check (country = '*' or country ~ '^[A-Z]{2}$'),
  -- signin, a program's id, or *
  product     text not null,
  purpose     text not null,
  kind        text not null check (kind in ('phone', 'email', 'chat', 'web', 'postal', 'callback')),
  value       text not null,
  -- In each language in which the operator has said it: what it is called, and what a call costs.
  label       jsonb not null default '{}',
  cost_note   jsonb not null default '{}',
  toll_free   boolean not null default false,
  languages   text[] not null,
  time_zone   text not null,
  -- [{days: ['mon', …], open: 'HH:MM', close: 'HH:MM'}]; empty: always
  hours       jsonb not null default '[]',
  sort        integer not null default 0,
  checked_on  date,
  version     integer not null default 1
);
create index support_contacts_country on support_contacts (country, sort, contact_id);

create sequence service_request_numbers start 20418 increment 3;

-- Asked for by someone signed in (account and person known) or by a stranger (neither, until the desk has matched them).
create table service_requests (
  request_id     uuid primary key default gen_random_uuid(),
  number         text not null unique,
  kind           text not null check (kind in ('question', 'access')),
  account_id     uuid,
  person_id      uuid,
  name           text not null,
  email          text not null,
  phone          text,
  locale         text not null,
  topic          text not null,
  subject        text not null,
  severity       text not null check (severity in ('critical', 'moderate', 'minimal')),
  -- Colleagues who may see requests see it too; otherwise only who wrote it and who administers them.
  for_team       boolean not null default false,
  -- open: the desk's turn; attention_needed: the asker's turn; closed.
  state          text not null check (state in ('open', 'attention_needed', 'closed')),
  outcome        text,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  -- By when the desk has promised a first answer.
  promised_at    timestamptz,
  answered_at    timestamptz,
  closed_at      timestamptz,
  assigned_to    uuid,
  -- What a search by part of a text reads: folded number, name, mail address, subject.
  search_text    text not null default '',
  version        integer not null default 1
);
create index service_requests_queue on service_requests (state, promised_at, request_id);
create index service_requests_person on service_requests (person_id, created_at) where person_id is not null;
create index service_requests_account on service_requests (account_id, changed_at desc, request_id) where account_id is not null;

create table service_messages (
  request_id uuid not null references service_requests on delete cascade,
  message_id uuid not null default gen_random_uuid(),
  -- note: between agents, never shown to the asker
  side       text not null check (side in ('asker', 'desk', 'note', 'system')),
  person_id  uuid,
  author     text not null,
  text       text not null,
  at         timestamptz not null,
  -- In the order in which it was written: two things may happen at one time.
  place      bigint generated always as identity,
  primary key (request_id, message_id)
);
create index service_messages_place on service_messages (request_id, place);

-- Which uploaded file (see `files`) belongs to a request; the bytes are given out for download only.
create table service_files (
  request_id uuid not null references service_requests on delete cascade,
  file_id    uuid not null references files on delete cascade,
  message_id uuid,
  -- identity, company or other
  shows      text not null default 'other' check (shows in ('identity', 'company', 'other')),
  added_at   timestamptz not null,
  primary key (request_id, file_id)
);

-- The private links by which a request is followed without signing in: each mail has its own, made when it is rendered.
create table service_links (
  token_hash text primary key,
  request_id uuid not null references service_requests on delete cascade,
  made_at    timestamptz not null
);
create index service_links_request on service_links (request_id);

-- Who of the operator's people looked at a request, once a day each; the company sees it.
create table service_looks (
  request_id uuid not null references service_requests on delete cascade,
  person_id  uuid not null,
  day        date not null,
  name       text not null,
  at         timestamptz not null,
  primary key (request_id, person_id, day)
);

-- When somebody sits at the desk: promised times of answer are counted in these hours, Monday to Friday.
alter table center
  add column desk_time_zone text not null default 'UTC',
  add column desk_opens     text not null default '09:00' check (desk_opens ~ '^[0-2][0-9]:[0-5][0-9]$'),
  add column desk_closes    text not null default '18:00' check (desk_closes ~ '^[0-2][0-9]:[0-5][0-9]$' and desk_closes > desk_opens);

alter table service_requests enable row level security;
create policy own_account on service_requests to entente_app using (account_id = current_account());
create policy across on service_requests to entente_across using (true);
do $$
declare t text;
begin
  foreach t in array array['service_messages', 'service_files', 'service_links', 'service_looks'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (exists (select 1 from service_requests r where r.request_id = %I.request_id))', t, t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
