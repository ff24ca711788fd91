-- What programs of others ask of customers, people and companies.

-- Whether a company that the running account works with has accepted an agreement which one of its programs for resellers asks for, and
-- which still holds. Null: there is no such company.
create function partner_has_agreed(partner text, today date) returns boolean stable security definer set search_path = public language sql as $$
  select exists (
    select from agreement_acceptances c
     where c.account_id = r.other_account_id
       and c.agreement in (
         select p.definition ->> 'agreement' from enrollments e join programs p using (program)
          where e.account_id = r.other_account_id and e.state in ('active', 'restricted') and p.sections && array['reseller', 'distributor'])
       and not exists (
         select from agreement_texts t
          where t.agreement = c.agreement and t.region = c.region and t.number > c.number and t.valid_from <= today and t.earlier_until < today))
    from relations r
   where r.account_id = current_account() and r.state = 'active' and r.other_partner_id = partner
   limit 1
$$;

-- What the running account has sold of each product of licenses, and how many of these its customers' people have: of a directory that
-- has seats of several partners no more than the account's own count.
create function deployment_of_licenses() returns table (sku_id text, customers integer, sold integer, deployed integer) stable security definer set search_path = public language sql as $$
  select x.sku_id, count(*)::integer, sum(x.sold)::integer, sum(least(x.sold, x.given))::integer
    from (
      select s.sku_id, s.customer_id, sum(s.quantity) as sold,
             (select count(*) from license_assignments a join customer_users u on u.tenant_id = a.tenant_id and u.user_id = a.user_id
               where a.tenant_id = s.customer_id and a.sku_id = s.sku_id and u.state <> 'deleted') as given
        from subscriptions s join skus k on k.sku_id = s.sku_id
       where s.account_id = current_account() and s.state = 'active' and k.billing = 'license' and k.unit in ('license', 'user')
         and exists (select from customers c where c.account_id = current_account() and c.customer_id = s.customer_id and c.state = 'active')
       group by s.sku_id, s.customer_id) x
   group by x.sku_id
$$;

-- The link of a company that any customer may ask it by for an invitation. One at a time; it is shown again, so it is kept, sealed.
create table customer_open_links (
  account_id   uuid primary key default current_account() references accounts on delete cascade,
  token_hash   text not null,
  sealed       bytea not null,
  -- What the company becomes to a customer that comes so.
  relationship text not null,
  made_at      timestamptz not null,
  made_by_name text not null
);
create index customer_open_links_token on customer_open_links (token_hash);
alter table customer_open_links enable row level security;
create policy own_account on customer_open_links to entente_app using (account_id = current_account());
create policy across on customer_open_links to entente_across using (true);
create function find_customer_open_link(hash text) returns uuid stable security definer set search_path = public language sql
  as $$ select account_id from customer_open_links where token_hash = hash limit 1 $$;
alter table customer_invitations add column by_open_link boolean not null default false;

-- Applications that a partner has let into a customer's directory, and what they may do there: for the partner and the customer to see.
create table tenant_consents (
  account_id     uuid not null default current_account(),
  customer_id    uuid not null,
  application_id uuid not null,
  name           text not null,
  -- [{"enterpriseApplicationId", "scopes"}]
  grants         jsonb not null,
  given_at       timestamptz not null,
  given_by_name  text not null,
  primary key (account_id, customer_id, application_id),
  foreign key (account_id, customer_id) references customers on update cascade on delete cascade
);
alter table tenant_consents enable row level security;
create policy own_account on tenant_consents to entente_app using (account_id = current_account());
create policy own_tenant on tenant_consents for select to entente_app using (current_account() is null and customer_id in (select my_tenants()));
create policy across on tenant_consents to entente_across using (true);
