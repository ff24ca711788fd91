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
