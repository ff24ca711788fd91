-- By what programs come in: what each token stands for, the keys that sign tokens, and what a sign-in for a program leaves until it is over.

-- One row for each thing that a company, or a person in it, has let in. `key`: a person's own API key. `person`: an application that a
-- person has let act for them. `app`: an application by itself. What tokens carry is the id of this row, so that its end ends them all.
create table access_grants (
  account_id             uuid not null default current_account() references accounts on delete cascade,
  grant_id               uuid not null default gen_random_uuid(),
  kind                   text not null check (kind in ('key', 'person', 'app')),
  -- Of an API key; tokens that are signed are nowhere kept.
  token_hash             text,
  person_id              uuid references people on delete cascade,
  application_id         uuid,
  application_account_id uuid,
  -- The consent of a company to another company's application; null for one of its own.
  consent_id             uuid,
  -- [{"permission", "level"}]; null: whatever the application may here.
  scopes                 jsonb,
  name                   text not null,
  -- The last characters of a key, to know it again.
  hint                   text,
  -- How the person had signed in when they let it in; a company's rules about that hold for it too.
  proofs                 text[] not null default '{}',
  second_factor_at       timestamptz,
  created_at             timestamptz not null,
  created_by             text not null,
  expires_at             timestamptz,
  last_used_at           timestamptz,
  ended_at               timestamptz,
  ended_by               text,
  version                integer not null default 1,
  primary key (account_id, grant_id),
  check ((kind = 'app') = (person_id is null)),
  check ((kind = 'key') = (application_id is null)),
  check ((application_id is null) = (application_account_id is null)),
  check (kind <> 'key' or token_hash is not null and scopes is not null)
);
create unique index access_grants_token on access_grants (account_id, token_hash) where token_hash is not null;
create unique index access_grants_app on access_grants (account_id, application_id) where kind = 'app' and token_hash is null and ended_at is null;
create index access_grants_person on access_grants (person_id, created_at desc) where person_id is not null;
create index access_grants_newest on access_grants (account_id, created_at desc, grant_id);

alter table access_grants enable row level security;
create policy own_account on access_grants to entente_app using (account_id = current_account());
create policy own_person on access_grants to entente_app using (person_id = current_person());
create policy across on access_grants to entente_across using (true);

-- The pairs that sign tokens. The newest signs; the others are published until the last token that they signed is over.
create table signing_keys (
  kid        text primary key,
  public_jwk jsonb not null,
  -- PKCS 8, sealed.
  private    bytea not null,
  created_at timestamptz not null
);

-- Codes, refresh tokens and sign-ins under way, by a hash of what their holder brings; see decision 0054.
create table oauth_records (
  model      text not null,
  key_hash   text not null,
  -- Sealed: what the protocol keeps with it.
  payload    bytea not null,
  -- All of one grant go together.
  grant_hash text,
  -- A second name by which it is found: what a person types for a device, the uid of a session.
  other_hash text,
  expires_at timestamptz not null,
  used_at    timestamptz,
  primary key (model, key_hash)
);
create index oauth_records_grant on oauth_records (grant_hash) where grant_hash is not null;
create index oauth_records_other on oauth_records (model, other_hash) where other_hash is not null;
create index oauth_records_old on oauth_records (expires_at);

-- Which application it was through which somebody did something, or that did it by itself.
alter table announcements add column application_id uuid, add column application_name text;

-- A grant that holds at this moment, with all that its rights rest on as one text: whatever of it changes, the text does. Of a member's
-- company the member's version tells; an application by itself has no member, so the company is looked at.
create function check_grant(in_account uuid, of_grant uuid, at timestamptz)
  returns table (person_id uuid, standing text, stale_use boolean)
  stable security definer set search_path = public language sql as $$
  select g.person_id,
         concat_ws('.', g.version, coalesce(m.rights_version::text, a.state || array_to_string(sections_of(a.account_id), ',')), coalesce(p.version, 0),
                   coalesce(k.version, 0), coalesce(n.version, 0), c.rights_version),
         coalesce(g.last_used_at, '-infinity') < at - interval '5 minutes'
    from access_grants g join accounts a on a.account_id = g.account_id cross join center c
    left join members m on m.account_id = g.account_id and m.person_id = g.person_id
    left join people p on p.person_id = g.person_id
    left join applications k on k.account_id = g.application_account_id and k.application_id = g.application_id
    left join application_consents n on n.account_id = g.account_id and n.consent_id = g.consent_id
   where g.account_id = in_account and g.grant_id = of_grant and g.ended_at is null and (g.expires_at is null or g.expires_at > at)
     and a.state <> 'closed' and (g.person_id is null or m.state = 'active')
     and (g.application_id is null or k.state = 'active' and (g.application_account_id = g.account_id
       or n.consent_id is not null and n.ended_at is null and exists (select from accounts o where o.account_id = g.application_account_id and o.state = 'active')
          and 'integrator' = any(sections_of(g.application_account_id))))
$$;

-- Everything that an evaluation of rights needs, for a grant that no process has in memory; by its id, or by the hash of a key.
create function load_grant(in_account uuid, of_grant uuid, of_hash text, at timestamptz) returns jsonb
  stable security definer set search_path = public language sql as $$
  select jsonb_build_object(
    'grantId', g.grant_id, 'kind', g.kind, 'standing', h.standing, 'name', g.name, 'scopes', g.scopes,
    'bound', case when g.application_id is null then null when g.application_account_id = g.account_id then k.asks else n.grants end,
    'application', case when g.application_id is not null then jsonb_build_object('applicationId', g.application_id, 'accountId', g.application_account_id, 'name', k.name) end,
    'proofs', g.proofs, 'secondFactorAt', g.second_factor_at, 'accountState', a.state, 'sections', to_jsonb(sections_of(a.account_id)),
    'overrides', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'permission', o.permission, 'level', o.level)) from grant_overrides o), '[]'),
    'person', case when p.person_id is not null then jsonb_build_object(
        'personId', p.person_id, 'email', p.email, 'givenName', p.given_name, 'familyName', p.family_name, 'locale', p.locale,
        'hasSecondFactor', exists (select 1 from passkeys x where x.person_id = p.person_id)
          or exists (select 1 from authenticators x where x.person_id = p.person_id and x.confirmed_at is not null),
        'acceptedProofs', a.accepted_proofs, 'signOns', sign_ons_of(g.account_id, p.person_id, at),
        'secondFactor', jsonb_build_object('asks', a.second_factor_for, 'from', a.second_factor_from, 'before', a.second_factor_before,
          'exceptedUntil', (select x.ends_at from second_factor_exceptions x where x.account_id = g.account_id and x.person_id = p.person_id)),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'elevationId', r.elevation_id, 'provisionalUntil', e.window_until))
                             from role_assignments r left join elevations e on e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted'
                            where r.account_id = g.account_id and r.person_id = p.person_id), '[]')) end)
    from access_grants g join accounts a on a.account_id = g.account_id
    cross join lateral check_grant(g.account_id, g.grant_id, at) h
    left join people p on p.person_id = g.person_id
    left join applications k on k.account_id = g.application_account_id and k.application_id = g.application_id
    left join application_consents n on n.account_id = g.account_id and n.consent_id = g.consent_id
   where g.account_id = in_account and case when of_grant is not null then g.grant_id = of_grant else g.token_hash = of_hash end
$$;

-- Notes that a grant is in use.
create function touch_grant(in_account uuid, of_grant uuid, at timestamptz) returns void volatile security definer set search_path = public language sql
  as $$ update access_grants set last_used_at = greatest(last_used_at, at) where account_id = in_account and grant_id = of_grant and ended_at is null $$;

-- An application at the token endpoint, whoever's it is, with what it can prove itself by, and what it may in the company that it comes
-- for: `tenant` is the id of a company or one of its proved domains; null means the one that registered it.
create function find_client(client uuid, tenant text, doors text[], keys text[], at timestamptz) returns jsonb
  stable security definer set search_path = public language sql as $$
  select jsonb_build_object(
    'applicationId', p.application_id, 'ownerId', p.account_id, 'name', p.name, 'description', p.description, 'company', o.name, 'partnerId', o.partner_id, 'redirects', p.redirects, 'asks', p.asks,
    'keys', coalesce((select jsonb_agg(jsonb_build_object('hash', k.value_hash, 'certificate', k.certificate)) from application_keys k
                       where k.account_id = p.account_id and k.application_id = p.application_id and k.ended_at is null and k.expires_at > at), '[]'),
    'accountId', c.account_id, 'consentId', n.consent_id, 'consented', n.grants,
    'grantId', (select g.grant_id from access_grants g cross join lateral check_grant(g.account_id, g.grant_id, at)
                 where g.account_id = c.account_id and g.application_id = p.application_id and g.kind = 'app' and g.token_hash is null and g.ended_at is null),
    'shutUntil', (select max(a.free_at) from unnest(doors, keys) d(door, key_hash) join attempts a using (door, key_hash) where a.free_at > at))
    from applications p join accounts o on o.account_id = p.account_id
    left join lateral (
      select a.account_id from accounts a
       where a.state <> 'closed' and a.account_id = case
         when tenant is null then p.account_id
         when tenant ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then tenant::uuid
         -- Two companies can have proved one domain: its own comes first.
         else (select d.account_id from account_domains d where d.domain = tenant and d.proved_at is not null
                order by d.account_id = p.account_id desc, d.proved_at limit 1) end) c on true
    left join application_consents n on n.account_id = c.account_id and n.side = 'partner' and n.application_id = p.application_id
      and n.other_account_id = p.account_id and n.ended_at is null
   where p.application_id = client and p.state = 'active' and o.state <> 'closed'
$$;

-- Whatever a person has let in ends with their sessions, when their sign-in itself is in doubt; among the rows that the caller sees.
create function end_grants_of(of_person uuid, at timestamptz) returns void volatile language sql as $$
  update access_grants set ended_at = at, ended_by = 'security', version = version + 1 where person_id = of_person and ended_at is null
$$;
