-- Customers: the register of tenants that the whole center shares, and what each partner knows of those it works with.

-- Parts of words are found by their three-letter pieces, within one account.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- A customer's directory. Its domain is chosen once and stays; whoever asks for a taken one is led to an invitation.
create table tenants (
  tenant_id  uuid primary key,
  domain     text not null unique check (domain = lower(domain)),
  name       text not null,
  country    text not null check (country ~ '^[A-Z]{2}$'),
  created_at timestamptz not null
);

-- One partner's view of a customer. The customer's id is that of its tenant; two partners of one customer know nothing of each other.
create table customers (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  customer_id   uuid not null references tenants,
  -- As it is billed and listed; the tenant's own name stays what it was.
  name          text not null,
  tenant_name   text not null,
  name_folded   text not null,
  -- What the search by part of a name, domain or id reads.
  search_text   text not null,
  domain        text not null,
  country       text not null check (country ~ '^[A-Z]{2}$'),
  relationship  text not null check (relationship in ('direct_reseller', 'provider', 'indirect_reseller', 'advisor')),
  created_via   text not null check (created_via in ('creation', 'invitation', 'extension')),
  state         text not null default 'active' check (state in ('active', 'removed')),
  qualification text not null default 'none' check (qualification in ('none', 'education', 'government', 'state_owned', 'non_profit')),
  -- in_review: asked for · confirmed · refused: the data may be mended and asked for again
  qualification_state  text not null default 'none' check (qualification_state in ('none', 'in_review', 'confirmed', 'refused')),
  -- What speaks for it: a page of the institution, a code.
  qualification_ground text,
  qualification_reason text,
  qualification_at     timestamptz,
  address       jsonb not null,
  -- What the checker said of the address that was kept; see core/addressCheck.ts.
  address_check text not null,
  contact       jsonb not null,
  registration_number text,
  -- In which invoices and mails are written.
  locale        text not null,
  agreement     text not null default 'none' check (agreement in ('none', 'attested', 'direct')),
  agreed_on     date,
  -- Of a provider: the reseller that looks after the customer; of a reseller: the provider that it buys from.
  other_account_id uuid,
  other_partner_id text,
  other_name    text,
  created_at    timestamptz not null,
  created_by_name text not null,
  removed_at    timestamptz,
  removed_reason text,
  version       integer not null default 1,
  primary key (account_id, customer_id)
);
-- The list in the order of each language.
create index customers_name on customers (account_id, state, name collate "und-x-icu", customer_id);
create index customers_name_es on customers (account_id, state, name collate "es-x-icu", customer_id);
create index customers_name_hans on customers (account_id, state, name collate "zh-Hans-x-icu", customer_id);
create index customers_name_hant on customers (account_id, state, name collate "zh-Hant-x-icu", customer_id);
create index customers_search on customers using gin (account_id, search_text gin_trgm_ops);
create index customers_country on customers (account_id, country);
create index customers_relationship on customers (account_id, relationship);
create index customers_qualification on customers (account_id, qualification) where qualification <> 'none';
create index customers_other on customers (account_id, other_partner_id) where other_partner_id is not null;
create index customers_folded on customers (account_id, name_folded);
create index customers_number on customers (account_id, registration_number) where registration_number is not null;
create index customers_tenant on customers (customer_id);
-- What waits for the operator, the longest-waiting first.
create index customers_in_review on customers (qualification_at, account_id, customer_id) where qualification_state = 'in_review';

-- What the customer has agreed to: said by the partner for it (attested), or by its own administrator (direct).
create table customer_agreements (
  account_id   uuid not null default current_account(),
  customer_id  uuid not null,
  agreement_id uuid not null default gen_random_uuid(),
  template     text not null default 'customer_agreement',
  mode         text not null check (mode in ('attested', 'direct')),
  given_name   text not null,
  family_name  text not null,
  email        text not null,
  phone        text,
  agreed_on    date not null,
  attested_by_name text,
  created_at   timestamptz not null,
  primary key (account_id, customer_id, agreement_id),
  unique (account_id, customer_id, template),
  foreign key (account_id, customer_id) references customers on update cascade on delete cascade
);

-- A partner asks a customer for a relation. The link is made when it is asked for or mailed; only its hash is kept.
create table customer_invitations (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  invitation_id uuid not null default gen_random_uuid(),
  relationship  text not null check (relationship in ('direct_reseller', 'provider', 'indirect_reseller', 'advisor')),
  company       text not null,
  email         text not null,
  locale        text not null,
  message       text,
  -- The rights that go with it, if any, and for how many days.
  roles         text[] not null default '{}',
  days          integer,
  token_hash    text,
  state         text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  invited_by_name text not null,
  created_at    timestamptz not null,
  sent_at       timestamptz,
  opened_at     timestamptz,
  expires_at    timestamptz not null,
  ended_at      timestamptz,
  reason        text,
  customer_id   uuid,
  -- What shows for half an hour that a mailbox was proved by a mailed code; only its hash.
  proved_email  text,
  proof_hash    text,
  proved_until  timestamptz,
  version       integer not null default 1,
  primary key (account_id, invitation_id)
);
create index customer_invitations_newest on customer_invitations (account_id, created_at desc, invitation_id);
create index customer_invitations_token on customer_invitations (token_hash);

-- Rights that a partner has in a customer's directory: which, and until when. Only the customer's administrator gives them.
create table customer_delegations (
  account_id    uuid not null default current_account(),
  customer_id   uuid not null,
  delegation_id uuid not null default gen_random_uuid(),
  roles         text[] not null,
  days          integer not null check (days between 1 and 730),
  state         text not null default 'asked' check (state in ('asked', 'active', 'declined', 'ended')),
  why           text,
  asked_at      timestamptz not null,
  asked_by_name text not null,
  starts_at     timestamptz,
  ends_at       timestamptz,
  ended_at      timestamptz,
  ended_by      text check (ended_by in ('customer', 'partner', 'removal')),
  version       integer not null default 1,
  primary key (account_id, customer_id, delegation_id),
  foreign key (account_id, customer_id) references customers on update cascade on delete cascade
);

-- People of a customer's directory. Each is an identity of the center that signs in to the customer's own page and nowhere else.
create table customer_users (
  tenant_id    uuid not null references tenants on delete cascade,
  user_id      uuid not null default gen_random_uuid(),
  person_id    uuid not null references people on delete cascade,
  -- The sign-in name, a mailbox of the tenant's domain: the link to set a password goes there and nowhere else, which proves it.
  user_name    text not null,
  given_name   text not null,
  family_name  text not null,
  display_name text not null,
  search_text  text not null,
  usage_location text not null check (usage_location ~ '^[A-Z]{2}$'),
  roles        text[] not null default '{}',
  state        text not null default 'active' check (state in ('active', 'inactive', 'deleted')),
  created_at   timestamptz not null,
  deleted_at   timestamptz,
  import_id    uuid,
  version      integer not null default 1,
  primary key (tenant_id, user_id)
);
create unique index customer_users_name on customer_users (user_name);
create index customer_users_person on customer_users (person_id);
create index customer_users_order on customer_users (tenant_id, display_name collate "und-x-icu", user_id);
create index customer_users_deleted on customer_users (deleted_at) where state = 'deleted';

-- People of a customer handed in as a file: rehearsed, confirmed, undone.
create table customer_user_imports (
  account_id   uuid not null default current_account(),
  customer_id  uuid not null,
  import_id    uuid not null default gen_random_uuid(),
  file_name    text not null,
  usage_location text not null,
  state        text not null default 'ready' check (state in ('ready', 'done', 'undone')),
  -- [{ row, givenName, familyName, displayName, userName, faults: [{ column, code, value }] }]
  rows         jsonb not null,
  created_at   timestamptz not null,
  created_by_name text not null,
  ended_at     timestamptz,
  version      integer not null default 1,
  primary key (account_id, customer_id, import_id),
  foreign key (account_id, customer_id) references customers on update cascade on delete cascade
);

-- The tenants that the person of the running request administers; looked at before the tables' own policies.
create function my_tenants() returns table (tenant_id uuid) stable security definer set search_path = public language sql as $$
  select u.tenant_id from customer_users u
   where u.person_id = current_person() and u.state = 'active' and 'global_admin' = any(u.roles)
$$;

do $$
declare t text;
begin
  foreach t in array array['customers', 'customer_agreements', 'customer_invitations', 'customer_delegations', 'customer_user_imports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
  -- The customer's administrator sees what partners have of the customer; in no company's transaction.
  foreach t in array array['customers', 'customer_agreements', 'customer_delegations'] loop
    execute format('create policy own_tenant on %I for select to entente_app using (current_account() is null and customer_id in (select my_tenants()))', t);
  end loop;
end $$;

alter table tenants enable row level security;
create policy related on tenants for select to entente_app using (
  exists (select from customers c where c.account_id = current_account() and c.customer_id = tenant_id)
  or (current_account() is null and exists (select from customer_users u where u.tenant_id = tenants.tenant_id and u.person_id = current_person())));
create policy added on tenants for insert to entente_app with check (true);
create policy across on tenants to entente_across using (true);

alter table customer_users enable row level security;
create policy related on customer_users to entente_app using (
  exists (select from customers c where c.account_id = current_account() and c.customer_id = tenant_id and c.state = 'active'));
create policy own_person on customer_users for select to entente_app using (current_account() is null and person_id = current_person());
create policy across on customer_users to entente_across using (true);

-- Who holds a domain. To a partner it is merely taken or free.
create function find_tenant_by_domain(wanted text) returns table (tenant_id uuid, name text, country text) stable security definer set search_path = public language sql
  as $$ select t.tenant_id, t.name, t.country from tenants t where t.domain = wanted $$;
create function find_customer_invitation(hash text) returns table (account_id uuid, invitation_id uuid) stable security definer set search_path = public language sql
  as $$ select account_id, invitation_id from customer_invitations where token_hash = hash $$;
-- The administrators of a tenant of the running account: whom a change of the relation is told.
create function admins_of_tenant(wanted uuid) returns table (person_id uuid, email text, locale text) stable security definer set search_path = public language sql as $$
  select p.person_id, p.email, p.locale from customer_users u join people p using (person_id)
   where u.tenant_id = wanted and u.state = 'active' and 'global_admin' = any(u.roles)
     and exists (select from customers c where c.account_id = current_account() and c.customer_id = wanted)
$$;

-- Who the partners of a tenant are, for its administrator.
create function partners_of_tenant(wanted uuid) returns table (account_id uuid, partner_id text, name text, country text, support_email text)
  stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country, a.support_email from customers c join accounts a using (account_id)
   where c.customer_id = wanted and c.state = 'active' and wanted in (select m.tenant_id from my_tenants() m)
$$;

-- Customers of the running account that have all of the words and fit the filters, in order, no more than are wanted. What is asked
-- stands in the statements themselves, so that they are planned for it. First the next 2,000 names are walked: what many customers
-- have is found there. What is rare is then found by the index of pieces (of three letters and more) or of the filter, and sorted.
create function search_customers(words text[], narrowed jsonb, collation_name text, after_name text, after_id uuid, wanted integer)
  returns table (customer_id uuid) stable security definer rows 50 set search_path = public language plpgsql as $$
declare
  base text := format('c.account_id = %L and c.state = %L', current_account(), coalesce(narrowed ->> 'state', 'active'));
  cond text := '';
  sorted text;
  ids uuid[];
  walked integer;
  w text;
  f text;
begin
  if collation_name not in ('und-x-icu', 'es-x-icu', 'zh-Hans-x-icu', 'zh-Hant-x-icu') then raise exception 'no such order'; end if;
  foreach w in array words loop
    cond := cond || format(' and c.search_text like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  end loop;
  foreach f in array array['country', 'relationship', 'qualification', 'other_partner_id'] loop
    if narrowed ->> f is not null then cond := cond || format(' and c.%I = %L', f, narrowed ->> f); end if;
  end loop;
  -- Only counted.
  if collation_name is null then
    return query execute format('select c.customer_id from customers c where %s%s limit %s', base, cond, wanted);
    return;
  end if;
  sorted := format('c.name collate %I, c.customer_id', collation_name);
  if after_id is not null then
    base := base || format(' and (c.name collate %I, c.customer_id) > (%L collate %I, %L::uuid)', collation_name, after_name, collation_name, after_id);
  end if;
  execute format(
    'with c as materialized (select c.* from customers c where %s order by %s limit 2000)
     select coalesce(array_agg(c.customer_id order by %s) filter (where true%s), ''{}''), count(*) from c', base, sorted, sorted, cond) into ids, walked;
  if cardinality(ids) >= wanted or walked < 2000 then
    return query select unnest(ids[1:wanted]);
    return;
  end if;
  return query execute format(
    'with c as materialized (select c.customer_id, c.name from customers c where %s%s) select c.customer_id from c order by %s limit %s', base, cond, sorted, wanted);
end $$;
