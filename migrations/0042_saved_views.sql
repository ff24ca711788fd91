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

-- Customers of a company's own colleagues, in two orders.

alter table customers
  -- Who of the company looks after the customer; the name as it was when it was said.
  add column responsible_id uuid references people on delete set null,
  add column responsible_name text,
  -- When its administrators were last asked to accept the agreement.
  add column reminded_at timestamptz;
create index customers_responsible on customers (account_id, responsible_id) where responsible_id is not null;
create index customers_not_agreed on customers (account_id) where agreement = 'none';
create index customers_newest on customers (account_id, state, created_at desc, customer_id desc);

-- As in 0038; with who looks after a customer and what it agreed to among the filters, and the newest first as a second order.
create or replace function search_customers(words text[], narrowed jsonb, collation_name text, after_name text, after_id uuid, wanted integer)
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
  if collation_name not in ('newest', 'und-x-icu', 'es-x-icu', 'zh-Hans-x-icu', 'zh-Hant-x-icu') then raise exception 'no such order'; end if;
  foreach w in array words loop
    cond := cond || format(' and c.search_text like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  end loop;
  foreach f in array array['country', 'relationship', 'qualification', 'agreement', 'other_partner_id', 'responsible_id'] loop
    if narrowed ->> f is not null then cond := cond || format(' and c.%I = %L', f, narrowed ->> f); end if;
  end loop;
  if narrowed ->> 'unassigned' = 'true' then cond := cond || ' and c.responsible_id is null'; end if;
  -- Only counted, or all of them meant.
  if collation_name is null then
    return query execute format('select c.customer_id from customers c where %s%s limit %s', base, cond, wanted);
    return;
  end if;
  if collation_name = 'newest' then
    sorted := 'c.created_at desc, c.customer_id desc';
    if after_id is not null then base := base || format(' and (c.created_at, c.customer_id) < (%L::timestamptz, %L::uuid)', after_name, after_id); end if;
  else
    sorted := format('c.name collate %I, c.customer_id', collation_name);
    if after_id is not null then
      base := base || format(' and (c.name collate %I, c.customer_id) > (%L collate %I, %L::uuid)', collation_name, after_name, collation_name, after_id);
    end if;
  end if;
  execute format(
    'with c as materialized (select c.* from customers c where %s order by %s limit 2000)
     select coalesce(array_agg(c.customer_id order by %s) filter (where true%s), ''{}''), count(*) from c', base, sorted, sorted, cond) into ids, walked;
  if cardinality(ids) >= wanted or walked < 2000 then
    return query select unnest(ids[1:wanted]);
    return;
  end if;
  return query execute format(
    'with c as materialized (select c.customer_id, c.name, c.created_at from customers c where %s%s) select c.customer_id from c order by %s limit %s', base, cond, sorted, wanted);
end $$;
