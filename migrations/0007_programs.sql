-- Programs that companies can join, and who has joined them. What the company's programs bring decides which permissions are of use.

create table programs (
  program        text primary key check (program ~ '^[a-z][a-z0-9_]{1,39}$'),
  position       integer not null,
  is_open        boolean not null default true,
  settings_group text not null check (settings_group in ('partner', 'developer')),
  -- Parts of the portal that it brings; the keys are those of core/roles.ts.
  sections       text[] not null,
  -- Names and words by language, requirements, agreement, review: checked by the feature's schema.
  definition     jsonb not null,
  changed_by     uuid,
  changed_at     timestamptz not null,
  version        integer not null default 1
);

create table enrollments (
  account_id uuid not null default current_account() references accounts on delete cascade,
  program    text not null references programs,
  state      text not null check (state in ('applied', 'asked_back', 'qualified', 'active', 'restricted', 'suspended', 'refused', 'left')),
  applied_at timestamptz not null,
  applied_by uuid,
  -- Until when whoever is asked next has time; the screens name it, a job acts on it.
  due_at     timestamptz,
  changed_at timestamptz not null,
  reason     text,
  note       text,
  -- What the operator asked back, and what the company answered.
  question   text,
  answer     text,
  -- Keys of the statements that the company confirmed.
  statements text[] not null default '{}',
  active_since timestamptz,
  version    integer not null default 1,
  primary key (account_id, program)
);
create index enrollments_program on enrollments (program, state);
create index enrollments_queue on enrollments (due_at, account_id, program) where state = 'applied';
alter table enrollments enable row level security;
create policy own_account on enrollments to entente_app using (account_id = current_account());
create policy across on enrollments to entente_across using (true);

-- Programs that the house itself has put into the table once; what an operator took out does not come back.
create table shipped_programs (program text primary key);

-- Companies that the operator has invited to a program that asks for it, and who of its people stands for them.
create table program_invitations (
  account_id uuid not null default current_account() references accounts on delete cascade,
  program    text not null references programs on delete cascade,
  sponsor    text not null,
  invited_by uuid,
  invited_at timestamptz not null,
  primary key (account_id, program)
);
alter table program_invitations enable row level security;
create policy own_account on program_invitations to entente_app using (account_id = current_account());
create policy across on program_invitations to entente_across using (true);

-- What the operator knows of a company's business, until billing knows it.
create table account_figures (
  account_id       uuid primary key default current_account() references accounts on delete cascade,
  -- From reselling, in the last twelve months.
  revenue_amount   numeric(20,6) check (revenue_amount >= 0),
  revenue_currency text check (revenue_currency ~ '^[A-Z]{3}$'),
  months           integer check (months >= 0),
  as_of            date,
  changed_by       uuid,
  changed_at       timestamptz not null,
  version          integer not null default 1,
  check ((revenue_amount is null) = (revenue_currency is null))
);
alter table account_figures enable row level security;
create policy own_account on account_figures to entente_app using (account_id = current_account());
create policy across on account_figures to entente_across using (true);

-- Links that the operator keeps for its partners.
create table resources (
  resource_id uuid primary key default gen_random_uuid(),
  position    integer not null,
  titles      jsonb not null,
  address     text not null check (address like 'https://%'),
  -- Programs whose companies see it; empty: everyone.
  audience    text[] not null default '{}',
  version     integer not null default 1
);

-- Active people of the running account who hold one of the roles, and whether each has a second factor.
create function second_factors_of_holders(of_roles text[], at timestamptz)
  returns table (person_id uuid, given_name text, family_name text, email text, has_factor boolean)
  stable security definer set search_path = public language sql as $$
  select m.person_id, m.given_name, m.family_name, m.email,
         exists (select 1 from passkeys k where k.person_id = m.person_id)
         or exists (select 1 from authenticators t where t.person_id = m.person_id and t.confirmed_at is not null)
    from members m
   where m.account_id = current_account() and m.state = 'active'
     and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = any(of_roles) and (r.ends_at is null or r.ends_at > at))
   order by m.joined_at, m.person_id
$$;

-- The parts of the portal that an account's programs bring; suspended ones bring nothing, restricted ones all they did.
create function sections_of(of_account uuid) returns text[] stable language sql as $$
  select coalesce(array_agg(distinct s order by s), '{}') from enrollments e join programs p using (program) cross join unnest(p.sections) s
   where e.account_id = of_account and e.state in ('active', 'restricted')
$$;
