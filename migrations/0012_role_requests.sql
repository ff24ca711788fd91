-- Who asks for which role, and what they were answered. A granted role stands in role_assignments; here stands how it came to be.

create table role_requests (
  account_id      uuid not null default current_account(),
  request_id      uuid not null default gen_random_uuid(),
  person_id       uuid not null,
  role            text not null check (role not like 'op\_%'),
  -- Where it is wanted; null leaves it to the one who decides.
  scope           jsonb,
  -- What the asker was refused, so that another role that holds it can be granted instead; both or neither.
  permission      text,
  needs           text check (needs in ('view', 'own', 'edit')),
  reason          text not null,
  -- For so many days from the day it is granted, or until an instant; neither: for good.
  wished_days     integer check (wished_days between 1 and 366),
  wished_until    timestamptz,
  state           text not null default 'open' check (state in ('open', 'granted', 'refused', 'withdrawn', 'expired')),
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  closed_at       timestamptz,
  decided_by      uuid,
  decided_by_name text,
  granted_role    text,
  granted_scope   jsonb,
  granted_until   timestamptz,
  -- What the one who decided says about it.
  answer          text,
  primary key (account_id, request_id),
  foreign key (account_id, person_id) references members on delete cascade,
  check ((permission is null) = (needs is null)),
  check (wished_days is null or wished_until is null),
  check ((state = 'open') = (closed_at is null))
);
-- A person has one open request for a role.
create unique index role_requests_open on role_requests (account_id, person_id, role) where state = 'open';
create index role_requests_newest on role_requests (account_id, created_at desc, request_id);
create index role_requests_of_person on role_requests (account_id, person_id, created_at desc);
-- The job that ends what nobody answered looks across accounts.
create index role_requests_due on role_requests (expires_at) where state = 'open';

alter table role_requests enable row level security;
create policy own_account on role_requests to entente_app using (account_id = current_account());
create policy across on role_requests to entente_across using (true);
