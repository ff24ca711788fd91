-- One's own learning profile at a provider outside, the certificates that come from there, and the one company they count for.

create table learning_profiles (
  -- As the provider calls it; nobody else here can have the same.
  profile_id text primary key,
  person_id  uuid not null unique references people on delete cascade,
  -- Null: for no company, since its person left the one they had chosen.
  counts_for uuid references accounts on delete set null,
  linked_at  timestamptz not null,
  -- When the provider last told what there is, and since when it has not answered.
  fetched_at timestamptz,
  failed_at  timestamptz
);

-- Each time that certificates began to count for a company: there are few in a year.
create table learning_starts (
  person_id  uuid not null references people on delete cascade,
  start_id   uuid not null default gen_random_uuid(),
  started_at timestamptz not null,
  -- Kept when the company is gone: to come back to the last one is no new start.
  counts_for uuid not null,
  primary key (person_id, start_id)
);

create table certificates (
  person_id   uuid not null references learning_profiles (person_id) on delete cascade,
  number      text not null,
  name        text not null,
  skill       text not null,
  competency  text not null,
  valid_from  date not null,
  -- Null: it does not expire. The day named is the last one.
  valid_until date,
  primary key (person_id, number)
);

-- The company's side of `counts_for`: written together with it, gone with the member.
create table counted_learners (
  account_id uuid not null default current_account(),
  person_id  uuid not null,
  since      timestamptz not null,
  primary key (account_id, person_id),
  foreign key (account_id, person_id) references members on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['learning_profiles', 'learning_starts', 'certificates'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_person on %I to entente_app using (person_id = current_person())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
alter table counted_learners enable row level security;
create policy own_account on counted_learners to entente_app using (account_id = current_account());
create policy across on counted_learners to entente_across using (true);

-- A company sees the certificates of those who chose it, as long as they are at work there: who leaves is gone from its view at once.
create policy of_account on certificates for select to entente_app using (exists (
  select from counted_learners c join members m using (account_id, person_id)
   where c.account_id = current_account() and c.person_id = certificates.person_id and m.state = 'active'));
