-- What the desk knows of someone who asks for access without being able to sign in, beside their service request.
create table access_cases (
  request_id     uuid primary key references service_requests on delete cascade,
  -- forgot: nothing works any more; left: the admin left; lost: nobody can get in.
  trouble        text not null check (trouble in ('forgot', 'left', 'lost')),
  -- What is claimed: company name, PartnerId, sign-in name, job, country, website, registration number.
  claims         jsonb not null,
  -- Of the ticket with which the asker's browser adds evidence for a while; only the hash is kept.
  ticket_hash    text unique,
  ticket_until   timestamptz,
  -- Matched by what was claimed, or by an agent. Null for the person: a new identity, under the mail address of the request.
  account_id     uuid,
  person_id      uuid,
  -- Admins who could help are asked first, until then; null: of this company nobody is asked any more.
  admins_until   timestamptz,
  -- What admins said, by the company that was asked: {accountId: {answer, by, name, at}}.
  answers        jsonb not null default '{}',
  -- {item: {decision, by, name, at, note}}
  checklist      jsonb not null default '{}',
  called_back    jsonb,
  -- Whoever opened the evidence, checked an item or called back may not approve.
  touched_by     uuid[] not null default '{}',
  state          text not null default 'new'
    check (state in ('new', 'admins', 'checking', 'asked', 'prepared', 'approved', 'refused', 'redirected', 'done')),
  -- Since when it is in this state.
  state_since    timestamptz not null,
  -- By when the asker's answer must be there, and whether they were reminded.
  asked_until    timestamptz,
  reminded_at    timestamptz,
  -- elevate: becomes global admin; thaw: a frozen identity is opened again.
  outcome        text check (outcome in ('elevate', 'thaw')),
  grounds        text,
  prepared_by    uuid,
  prepared_at    timestamptz,
  approved_by    uuid,
  approved_at    timestamptz,
  refusal        text,
  elevation_id   uuid,
  version        integer not null default 1
);
create index access_cases_state on access_cases (state, admins_until);
create index access_cases_account on access_cases (account_id, request_id) where account_id is not null;
create index access_cases_elevation on access_cases (elevation_id) where elevation_id is not null;

-- Every look of an agent at a case or at one of its files.
create table access_looks (
  request_id uuid not null references access_cases on delete cascade,
  look_id    uuid not null default gen_random_uuid(),
  by_person  uuid not null,
  name       text not null,
  -- Null: at the case.
  file_id    uuid,
  at         timestamptz not null,
  primary key (request_id, look_id)
);
create index access_looks_at on access_looks (request_id, at desc);

alter table access_cases enable row level security;
alter table access_looks enable row level security;
create policy across on access_cases to entente_across using (true);
create policy across on access_looks to entente_across using (true);
-- A company sees that it is asked, for what waits on its Home; all else is told to it by the feature.
create policy asked_admins on access_cases for select to entente_app using (account_id = current_account() and state = 'admins');
