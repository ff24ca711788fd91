-- The company's own affairs: what was compared for its verification and with which papers, what more its profile says,
-- and locations that come by a file or that it asks the operator to remove.

-- Papers that the company sent for its verification; none disappears, whatever becomes of it.
create table verification_papers (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  file_id        uuid not null references files,
  kind           text not null check (kind in ('register', 'tax', 'domain', 'employment', 'other')),
  added_at       timestamptz not null,
  added_by_name  text,
  -- What the verifier made of it; null: not looked at yet.
  verdict        text check (verdict in ('accepted', 'refused')),
  reason         text,
  note           text,
  judged_at      timestamptz,
  judged_by_name text,
  primary key (account_id, file_id),
  check ((verdict is null) = (judged_at is null)),
  check ((verdict is not distinct from 'refused') = (reason is not null))
);

-- What the verifier read elsewhere, word by word, beside what the company said then. The last comparison of each field.
create table verification_findings (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  field         text not null,
  claimed       text not null,
  found         text not null,
  outcome       text not null check (outcome in ('same', 'folded', 'differs')),
  source        text not null check (source in ('register', 'paper', 'website', 'call')),
  found_at      timestamptz not null,
  found_by_name text,
  primary key (account_id, field)
);

do $$
declare t text;
begin
  foreach t in array array['verification_papers', 'verification_findings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- A rejection that one verifier proposes waits for a second. `proposed_of`: what the company said then; when it says something
-- else by now, the proposal is void.
alter table verifications
  add proposed_reason  text,
  add proposed_note    text,
  add proposed_of      text,
  add proposed_at      timestamptz,
  add proposed_by      uuid,
  add proposed_by_name text;

-- The queues are read one state at a time, the longest-waiting first: each is a walk along this, however many others there are.
create index accounts_vetting_queue on accounts (vetting_status, vetting_changed_at, account_id) where vetting_status <> 'authorized' and state <> 'closed';
drop index accounts_vetting;

-- What a company says of itself beyond its legal data. No row: nothing yet.
create table company_details (
  account_id    uuid primary key default current_account() references accounts on delete cascade,
  legal_contact jsonb,
  -- In which the company is best written to; the first before the others.
  languages     text[] not null default '{}',
  -- Nine digits of Dun & Bradstreet.
  duns          text check (duns ~ '^[0-9]{9}$'),
  -- What kind of business it is; seen by the company and the operator alone.
  business      jsonb not null default '{}',
  version       integer not null default 1
);
alter table company_details enable row level security;
create policy own_account on company_details to entente_app using (account_id = current_account());
create policy across on company_details to entente_across using (true);

-- Changes of a company's profile, found among everything that ever happened in it.
create index announcements_profile on announcements (account_id, at desc, turn desc)
  where name in ('accounts.created', 'accounts.legal_profile_changed', 'accounts.primary_contact_changed', 'accounts.support_details_changed', 'accounts.details_changed');

-- A company asks the operator to remove a location; only the operator does, and what is tied to the id is gone then.
create table location_removals (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  removal_id      uuid not null default gen_random_uuid(),
  location_id     text not null,
  name            text not null,
  why             text not null,
  -- What was tied to it when it was asked: [{ key, count }].
  uses            jsonb not null,
  state           text not null default 'open' check (state in ('open', 'removed', 'refused', 'withdrawn')),
  asked_at        timestamptz not null,
  asked_by_name   text,
  decided_at      timestamptz,
  decided_by_name text,
  note            text,
  version         integer not null default 1,
  primary key (account_id, removal_id)
);
create unique index location_removals_open on location_removals (account_id, location_id) where state = 'open';
create index location_removals_queue on location_removals (asked_at, removal_id) where state = 'open';

-- Locations that come by a file: read when it is handed in, added row by row once somebody has said yes.
create table location_imports (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  import_id       uuid not null default gen_random_uuid(),
  created_at      timestamptz not null,
  created_by_name text not null,
  file_name       text not null,
  state           text not null default 'ready' check (state in ('ready', 'adding', 'done')),
  row_count       integer not null,
  -- Who said yes, and from where: what is announced later is theirs.
  confirmed       jsonb,
  ended_at        timestamptz,
  version         integer not null default 1,
  primary key (account_id, import_id)
);
create index location_imports_newest on location_imports (account_id, created_at desc, import_id);
create table location_import_rows (
  account_id  uuid not null default current_account(),
  import_id   uuid not null,
  -- As a spreadsheet counts: the headings are row 1.
  row         integer not null,
  name        text not null,
  -- What the row says of the location, or null where it cannot be understood.
  said        jsonb,
  -- [{ column, code, value }]
  faults      jsonb not null default '[]',
  -- The location that came of it, or that the row named as known already.
  location_id text,
  is_known    boolean not null default false,
  primary key (account_id, import_id, row),
  foreign key (account_id, import_id) references location_imports on delete cascade
);
create index location_import_rows_todo on location_import_rows (account_id, import_id, row) where location_id is null and faults = '[]';

do $$
declare t text;
begin
  foreach t in array array['location_removals', 'location_imports', 'location_import_rows'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
