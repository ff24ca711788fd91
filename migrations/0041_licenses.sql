-- Licenses of the people of customers: a directory has one pool for each product, whoever has sold the seats in it.

-- What a product is made of; each part can be switched off for a user. Written with the catalog, from what its version says.
create table service_plans (
  sku_id   text not null references skus on delete cascade,
  plan_id  text not null check (plan_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  position integer not null,
  titles   jsonb not null,
  -- Plans of the same product that it does not work without.
  requires text[] not null default '{}',
  primary key (sku_id, plan_id)
);

-- Locked by whoever gives licenses of a product, so that two who want the last seat follow each other. How many seats there are
-- stands in the subscriptions alone.
create table license_pools (
  tenant_id uuid not null references tenants on delete cascade,
  sku_id    text not null references skus,
  primary key (tenant_id, sku_id)
);

-- Who has a license. When there are fewer seats than licenses, those that were given last are locked out until there are seats again.
create table license_assignments (
  tenant_id      uuid not null,
  user_id        uuid not null,
  sku_id         text not null,
  excluded_plans text[] not null default '{}',
  assigned_at    timestamptz not null,
  primary key (tenant_id, user_id, sku_id),
  foreign key (tenant_id, user_id) references customer_users on delete cascade,
  foreign key (tenant_id, sku_id) references license_pools on delete cascade
);
create index license_assignments_order on license_assignments (tenant_id, sku_id, assigned_at, user_id);

do $$
declare t text;
begin
  foreach t in array array['license_pools', 'license_assignments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy related on %I to entente_app using (
      exists (select from customers c where c.account_id = current_account() and c.customer_id = tenant_id and c.state = ''active''))', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Seats of a directory's products that are licensed to people, of every partner together: to one of its partners only.
-- `ending`: they end within thirty days and are not renewed. `kept`: over, their data still there.
create index subscriptions_of_tenant on subscriptions (customer_id) where state in ('active', 'suspended', 'expired', 'canceled');
create function seats_of_tenant(wanted uuid, today date)
  returns table (sku_id text, active integer, ending integer, suspended integer, kept integer) stable security definer set search_path = public language sql as $$
  select s.sku_id,
         coalesce(sum(s.quantity) filter (where s.state = 'active' and not e.ends), 0)::integer,
         coalesce(sum(s.quantity) filter (where s.state = 'active' and e.ends), 0)::integer,
         coalesce(sum(s.quantity) filter (where s.state = 'suspended'), 0)::integer,
         coalesce(sum(s.quantity) filter (where s.state in ('expired', 'canceled') and s.data_deleted_on > today), 0)::integer
    from subscriptions s join skus k on k.sku_id = s.sku_id
   cross join lateral (select not s.auto_renews and s.renews_on is not null and s.renews_on <= today + 30 as ends) e
   where s.customer_id = wanted and s.state in ('active', 'suspended', 'expired', 'canceled') and k.billing = 'license' and k.unit in ('license', 'user')
     and exists (select from customers c where c.account_id = current_account() and c.customer_id = wanted and c.state = 'active')
   group by s.sku_id
$$;

-- Ends the sessions of people who have left a directory of the running account's customers, and work nowhere else.
create function end_sessions_of_gone(people uuid[], at timestamptz) returns integer volatile security definer set search_path = public language sql as $$
  with ended as (
    update sessions s set ended_at = at, version = s.version + 1
     where s.person_id = any(people) and s.ended_at is null
       and exists (select from customer_users u join customers c on c.customer_id = u.tenant_id and c.account_id = current_account() and c.state = 'active'
                    where u.person_id = s.person_id and u.state <> 'active')
       and not exists (select from customer_users u where u.person_id = s.person_id and u.state = 'active')
       and not exists (select from members m where m.person_id = s.person_id and m.state = 'active')
       and not exists (select from operators o where o.person_id = s.person_id and (o.ends_at is null or o.ends_at > at))
    returning 1)
  select count(*)::int from ended
$$;
