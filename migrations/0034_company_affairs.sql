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
