-- Applications at the token endpoint, as before, but each row is found by its key whatever the planner thinks, and the plan is made
-- once for a connection. A plan made while the tables were small read all of `applications`, `application_keys` and `attempts` for
-- each look; the limits of the two inner looks (`offset 0`, `filter`) leave it no other index than that of the key (decision 0076).
create or replace function find_clients(clients uuid[], tenants text[], from_keys text[], of_keys text[], at timestamptz)
  returns table (place bigint, found json)
  stable security definer set search_path = public set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off language plpgsql as $$
begin
  return query select q.place, json_build_object(
    'applicationId', p.application_id, 'ownerId', p.account_id, 'name', p.name, 'description', p.description, 'company', o.name, 'partnerId', o.partner_id, 'redirects', p.redirects, 'asks', p.asks,
    'keys', (select coalesce(json_agg(json_build_object('hash', k.value_hash, 'certificate', k.certificate)) filter (where k.ended_at is null and k.expires_at > at), '[]')
              from application_keys k where k.account_id = p.account_id and k.application_id = p.application_id),
    'accountId', c.account_id, 'consentId', n.consent_id, 'consented', n.grants,
    'grantId', (select g.grant_id from access_grants g
                 where g.account_id = c.account_id and g.application_id = p.application_id and g.kind = 'app' and g.token_hash is null and g.ended_at is null
                   and (g.expires_at is null or g.expires_at > at) and g.application_account_id = p.account_id
                   and (c.account_id = p.account_id or g.consent_id = n.consent_id and o.state = 'active' and 'integrator' = any(sections_of(p.account_id)))),
    'shutUntil', (select max(a.free_at) from attempts a
                   where (a.door, a.key_hash) in (('client_secret from', q.from_key), ('client_secret of', q.of_key)) and a.free_at > at))
    from unnest(clients, tenants, from_keys, of_keys) with ordinality q(client, tenant, from_key, of_key, place)
    cross join lateral (select * from applications a where a.application_id = q.client and a.state = 'active' offset 0) p
    join accounts o on o.account_id = p.account_id and o.state <> 'closed'
    left join lateral (
      select a.account_id from accounts a
       where a.state <> 'closed' and a.account_id = case
         when q.tenant is null then p.account_id
         when q.tenant ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then q.tenant::uuid
         -- Two companies can have proved one domain: its own comes first.
         else (select d.account_id from account_domains d where d.domain = q.tenant and d.proved_at is not null
                order by d.account_id = p.account_id desc, d.proved_at limit 1) end) c on true
    left join application_consents n on n.account_id = c.account_id and n.side = 'partner' and n.application_id = p.application_id
      and n.other_account_id = p.account_id and n.ended_at is null;
end $$;
