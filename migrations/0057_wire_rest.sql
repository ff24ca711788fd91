-- Webhooks have a permission of their own: a program that only registers an address need not manage applications for it.
-- Whatever was let in for both until now stays so.
update applications
   set asks = asks || jsonb_build_array(jsonb_build_object('permission', 'webhooks', 'level', (select min(a ->> 'level') from jsonb_array_elements(asks) a where a ->> 'permission' = 'app_users')))
 where asks @> '[{"permission": "app_users"}]' and not asks @> '[{"permission": "webhooks"}]';

update application_consents
   set grants = grants || jsonb_build_array(jsonb_build_object('permission', 'webhooks', 'level', (select min(a ->> 'level') from jsonb_array_elements(grants) a where a ->> 'permission' = 'app_users')))
 where grants @> '[{"permission": "app_users"}]' and not grants @> '[{"permission": "webhooks"}]';

update access_grants
   set scopes = scopes || jsonb_build_array(jsonb_build_object('permission', 'webhooks', 'level', (select min(a ->> 'level') from jsonb_array_elements(scopes) a where a ->> 'permission' = 'app_users')))
 where scopes @> '[{"permission": "app_users"}]' and not scopes @> '[{"permission": "webhooks"}]';

-- As deployment_of_licenses, by customer and product, from after one of them on.
create function deployment_by_customer(after_customer uuid, after_sku text, most integer)
  returns table (customer_id uuid, sku_id text, sold integer, deployed integer) stable security definer set search_path = public language sql as $$
  select s.customer_id, s.sku_id, sum(s.quantity)::integer,
         least(sum(s.quantity), (select count(*) from license_assignments a join customer_users u on u.tenant_id = a.tenant_id and u.user_id = a.user_id
           where a.tenant_id = s.customer_id and a.sku_id = s.sku_id and u.state <> 'deleted'))::integer
    from subscriptions s join skus k on k.sku_id = s.sku_id
   where s.account_id = current_account() and s.state = 'active' and k.billing = 'license' and k.unit in ('license', 'user')
     and exists (select from customers c where c.account_id = current_account() and c.customer_id = s.customer_id and c.state = 'active')
     and (after_customer is null or (s.customer_id, s.sku_id) > (after_customer, after_sku))
   group by s.customer_id, s.sku_id
   order by s.customer_id, s.sku_id
   limit most
$$;
