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

-- As in 0038; with who looks after a customer and what it agreed to among the filters, and the newest first as a second order. The
-- first 1,000 of the order are walked only until there are enough: what many customers have is found there in no time.
create or replace function search_customers(words text[], narrowed jsonb, collation_name text, after_name text, after_id uuid, wanted integer)
  returns table (customer_id uuid) stable security definer rows 50 set search_path = public language plpgsql as $$
declare
  base text := format('c.account_id = %L and c.state = %L', current_account(), coalesce(narrowed ->> 'state', 'active'));
  cond text := '';
  sorted text;
  ids uuid[];
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
    'select array(select c.customer_id from (select * from customers c where %s order by %s limit 1000) c where true%s order by %s limit %s)',
    base, sorted, cond, sorted, wanted) into ids;
  if cardinality(ids) = wanted then
    return query select unnest(ids);
    return;
  end if;
  return query execute format(
    'with c as materialized (select c.customer_id, c.name, c.created_at from customers c where %s%s) select c.customer_id from c order by %s limit %s', base, cond, sorted, wanted);
end $$;

-- What is looked for by words alone, for each order a function of its own, whose statements are planned once: the first 300 of the order are
-- walked; what is rare is found by the index of pieces, and sorted.
do $do$
declare
  o record;
  body constant text := $f$
    create function search_customers_%1$s(words text[], in_state text, after_name text, after_id uuid, wanted integer) returns table (customer_id uuid)
      stable security definer rows 50 set search_path = public set plan_cache_mode = force_generic_plan language plpgsql as $$
    declare
      -- The longest first: the index looks for these.
      p text[] := array(select '%%' || replace(replace(replace(w, '\', '\\'), '%%', '\%%'), '_', '\_') || '%%' from unnest(words) w order by length(w) desc);
      p1 text := coalesce(p[1], '%%');
      p2 text := coalesce(p[2], '%%');
      p3 text := coalesce(p[3], '%%');
      ids uuid[];
    begin
      if after_id is null then
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state order by %2$s limit 300) x
          where x.search_text like all(p) limit wanted);
      else
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state and %3$s order by %2$s limit 300) x
          where x.search_text like all(p) limit wanted);
      end if;
      if cardinality(ids) = wanted then
        return query select unnest(ids);
        return;
      end if;
      return query
        with c as materialized (select c.customer_id, c.name, c.created_at from customers c
          where c.account_id = current_account() and c.state = in_state and c.search_text like p1 and c.search_text like p2 and c.search_text like p3 and c.search_text like all(p[4:]))
        select c.customer_id from c where after_id is null or %3$s order by %2$s limit wanted;
    end $$
  $f$;
begin
  for o in select n, 'c.name collate ' || quote_ident(i) as name, i from (values ('root', 'und-x-icu'), ('es', 'es-x-icu'), ('hans', 'zh-Hans-x-icu'), ('hant', 'zh-Hant-x-icu')) v(n, i) loop
    execute format(body, o.n, o.name || ', c.customer_id', format('(%s, c.customer_id) > (after_name collate %I, after_id)', o.name, o.i));
  end loop;
  execute format(body, 'newest', 'c.created_at desc, c.customer_id desc', '(c.created_at, c.customer_id) < (after_name::timestamptz, after_id)');
end $do$;
