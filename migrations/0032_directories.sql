-- Directories of a company: identity providers through which its people sign in, for the domains that it has proved.

create table directories (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  directory_id   uuid not null default gen_random_uuid(),
  -- Shown on the sign-in page to whoever types an address of one of its domains.
  name           text not null,
  kind           text not null check (kind in ('oidc', 'saml')),
  state          text not null default 'draft' check (state in ('draft', 'on', 'off')),
  -- By kind; what is secret stands sealed beside it.
  settings       jsonb not null,
  secret         bytea,
  -- The company says that its provider asks for a second factor at each sign-in.
  checks_second_factor boolean not null default false,
  -- Whether people who are not members yet are let in, with default_user.
  admits_new     boolean not null default true,
  -- The last sign-in that was tried before it is turned on; null since the settings changed.
  tested_at      timestamptz,
  tested_by      uuid,
  test_result    jsonb,
  created_at     timestamptz not null,
  created_by     uuid,
  turned_on_at   timestamptz,
  version        integer not null default 1,
  primary key (account_id, directory_id)
);
create index directories_id on directories (directory_id);

-- For which of the company's proved domains a directory speaks; one directory a domain.
create table directory_domains (
  account_id   uuid not null default current_account(),
  directory_id uuid not null,
  domain       text not null,
  -- People of this domain must use the directory; admins who keep a local way are excepted.
  is_required  boolean not null default false,
  added_at     timestamptz not null,
  checked_at   timestamptz,
  -- The proof was no longer seen in the DNS: nobody signs in for it until it is seen again.
  lost_at      timestamptz,
  primary key (account_id, domain),
  foreign key (account_id, directory_id) references directories on delete cascade
);
create index directory_domains_of on directory_domains (account_id, directory_id);
create index directory_domains_domain on directory_domains (domain);

-- Whom a provider means: by issuer and subject, never by address. `invited`: the person has signed in at the provider, but not yet
-- shown by a way of their own that the identity is theirs.
create table external_identities (
  account_id    uuid not null default current_account(),
  identity_id   uuid not null default gen_random_uuid(),
  directory_id  uuid not null,
  issuer        text not null,
  subject       text not null,
  person_id     uuid not null references people on delete cascade,
  -- As the provider said it at the last sign-in.
  email         text not null,
  domain        text not null,
  state         text not null check (state in ('invited', 'linked')),
  -- Of the link that the browser holds until the person has signed in by a way of their own.
  link_hash     text,
  link_until    timestamptz,
  created_at    timestamptz not null,
  linked_at     timestamptz,
  last_used_at  timestamptz,
  primary key (account_id, identity_id),
  unique (account_id, directory_id, issuer, subject),
  foreign key (account_id, directory_id) references directories on delete cascade,
  check ((state = 'linked') = (linked_at is not null))
);
create unique index external_identities_linked on external_identities (account_id, directory_id, person_id) where state = 'linked';
create index external_identities_person on external_identities (person_id);
create index external_identities_link on external_identities (link_hash) where link_hash is not null;

-- A sign-in that was sent to a provider and has not come back. State, nonce and verifier are sealed; used once.
create table sign_on_attempts (
  account_id   uuid not null default current_account(),
  attempt_id   uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  token_hash   text not null,
  purpose      text not null check (purpose in ('sign_in', 'test')),
  -- Who tries it, of a test.
  person_id    uuid,
  kept         bytea not null,
  next         text,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  primary key (account_id, attempt_id),
  foreign key (account_id, directory_id) references directories on delete cascade
);
create unique index sign_on_attempts_token on sign_on_attempts (account_id, token_hash);
create index sign_on_attempts_hash on sign_on_attempts (token_hash);

-- Admins who keep a way in that does not lead through a directory, for the day on which it fails.
create table local_ways (
  account_id uuid not null default current_account(),
  person_id  uuid not null,
  named_at   timestamptz not null,
  named_by   uuid,
  primary key (account_id, person_id),
  foreign key (account_id, person_id) references members on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['directories', 'directory_domains', 'external_identities', 'sign_on_attempts', 'local_ways'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- The domains for which a directory speaks at this moment: turned on, proved by the DNS, and still so at the last look.
create view speaking_domains with (security_invoker = true) as
  select n.account_id, n.directory_id, n.domain, n.is_required
    from directory_domains n
    join directories d on d.account_id = n.account_id and d.directory_id = n.directory_id and d.state = 'on'
    join account_domains p on p.account_id = n.account_id and p.domain = n.domain and p.dns_proved_at is not null
   where n.lost_at is null;
grant select on speaking_domains to entente_app, entente_across;

-- What the sign-in page offers for a domain; by the domain alone, so that it is the same for every address of it.
create function find_sign_on(of_domain text) returns table (account_id uuid, directory_id uuid, name text)
  stable security definer set search_path = public language sql as $$
  select d.account_id, d.directory_id, d.name
    from speaking_domains s join directories d using (account_id, directory_id) join accounts a using (account_id)
   where s.domain = of_domain and a.state <> 'closed' order by d.name, d.directory_id
$$;
-- Whose directory it is; also of one that is not turned on, so that its sign-in can be tried.
create function find_directory(of_directory uuid) returns table (account_id uuid) stable security definer set search_path = public language sql
  as $$ select d.account_id from directories d join accounts a using (account_id) where d.directory_id = of_directory and a.state <> 'closed' $$;
create function find_sign_on_attempt(hash text) returns table (account_id uuid, attempt_id uuid) stable security definer set search_path = public language sql
  as $$ select account_id, attempt_id from sign_on_attempts where token_hash = hash $$;
create function find_external_link(hash text) returns table (account_id uuid, identity_id uuid) stable security definer set search_path = public language sql
  as $$ select account_id, identity_id from external_identities where link_hash = hash $$;

-- Whether somebody of the account keeps a local way with which they can mend things: an active global admin. While nobody does,
-- no one is made to use a directory.
create function keeps_local_way(in_account uuid, at timestamptz) returns boolean stable security definer set search_path = public language sql as $$
  select exists (select from local_ways w join members m using (account_id, person_id) join role_assignments r using (account_id, person_id)
                  where w.account_id = in_account and m.state = 'active' and not m.is_guest and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > at))
$$;
-- By which directories a member may come in, and by which they must.
create function sign_ons_of(in_account uuid, of_person uuid, at timestamptz) returns jsonb stable security definer set search_path = public language sql as $$
  select jsonb_build_object(
    'may', coalesce((select jsonb_agg(distinct 'idp:' || in_account || ':' || x.directory_id)
                       from external_identities x join speaking_domains s on s.account_id = x.account_id and s.directory_id = x.directory_id and s.domain = x.domain
                      where x.account_id = in_account and x.person_id = of_person and x.state = 'linked'), '[]'),
    'must', coalesce((select jsonb_agg('idp:' || in_account || ':' || s.directory_id)
                        from speaking_domains s
                       where s.account_id = in_account and s.is_required
                         -- By the address they sign in with, the one the company knows them by, or the one that the directory knew: a
                         -- new address of one's own is no way around.
                         and (s.domain in (select split_part(n.email_folded, '@', -1) from sign_in_names n where n.person_id = of_person)
                           or s.domain = (select lower(split_part(m.email, '@', -1)) from members m where m.account_id = in_account and m.person_id = of_person)
                           or exists (select from external_identities x where x.account_id = in_account and x.person_id = of_person and x.state = 'linked' and x.domain = s.domain))
                         and not exists (select from local_ways w where w.account_id = in_account and w.person_id = of_person)
                         and keeps_local_way(in_account, at)), '[]'))
$$;

-- As before; with the directories by which this member may and must come in.
create or replace function load_session(of_token_hash text, in_account uuid, at timestamptz) returns jsonb
  stable security definer set search_path = public language sql as $$
  select jsonb_build_object(
    'personId', s.person_id, 'sessionId', s.session_id, 'sessionVersion', s.version, 'proofs', s.proofs, 'secondFactorAt', s.second_factor_at,
    'email', p.email, 'givenName', p.given_name, 'familyName', p.family_name, 'locale', p.locale,
    'seeing', case when s.seeing_until > at then jsonb_build_object('accountId', s.seeing_account, 'personId', s.seeing_person, 'role', s.seeing_role, 'endsAt', s.seeing_until) end,
    'hasSecondFactor', exists (select 1 from passkeys k where k.person_id = s.person_id)
      or exists (select 1 from authenticators t where t.person_id = s.person_id and t.confirmed_at is not null),
    'centerVersion', c.rights_version,
    'overrides', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'permission', o.permission, 'level', o.level)) from grant_overrides o), '[]'),
    'operatorRoles', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'scope', 'company', 'endsAt', o.ends_at)) from operators o where o.person_id = s.person_id), '[]'),
    'member', (select jsonb_build_object('rightsVersion', m.rights_version + coalesce(seen.rights_version, 0), 'state', m.state, 'accountState', a.state, 'acceptedProofs', a.accepted_proofs,
        'signOns', sign_ons_of(m.account_id, m.person_id, at),
        'secondFactor', jsonb_build_object('asks', a.second_factor_for, 'from', a.second_factor_from, 'before', a.second_factor_before,
          'exceptedUntil', (select x.ends_at from second_factor_exceptions x where x.account_id = m.account_id and x.person_id = m.person_id)),
        'seen', case when seen.state = 'active' and s.seeing_until > at then
          coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'elevationId', r.elevation_id, 'provisionalUntil', e.window_until))
                      from role_assignments r left join elevations e on e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted'
                     where r.account_id = seen.account_id and r.person_id = seen.person_id), '[]') end,
        'sections', to_jsonb(sections_of(m.account_id)),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'elevationId', r.elevation_id, 'provisionalUntil', e.window_until))
                             from role_assignments r left join elevations e on e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted'
                            where r.account_id = m.account_id and r.person_id = m.person_id), '[]'))
      from members m join accounts a using (account_id)
      left join members seen on seen.account_id = s.seeing_account and seen.account_id = m.account_id and seen.person_id = s.seeing_person
      where m.account_id = in_account and m.person_id = s.person_id))
    from sessions s join people p using (person_id) cross join center c
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$$;

-- Ends the sessions that rest on a directory's word alone: of everyone, or of one. In force with the commit, in every process.
create function end_sign_ons(of_directory uuid, of_person uuid, at timestamptz) returns integer
  volatile security definer set search_path = public language sql as $$
  with ended as (
    update sessions s set ended_at = at, version = version + 1
      from external_identities x
     where x.account_id = current_account() and x.directory_id = of_directory and (of_person is null or x.person_id = of_person)
       and s.person_id = x.person_id and s.ended_at is null
       and s.proofs @> array['idp:' || x.account_id || ':' || x.directory_id] and not s.proofs && array['passkey', 'password', 'mail_code']
    returning 1)
  select count(*)::int from ended
$$;
-- Of the people who are linked with a directory of the running account: whether they have a way of their own besides a code to the mailbox.
create function own_ways_of_linked(of_directory uuid) returns table (person_id uuid, has_own_way boolean)
  stable security definer set search_path = public language sql as $$
  select x.person_id, exists (select from passwords w where w.person_id = x.person_id) or exists (select from passkeys k where k.person_id = x.person_id)
    from external_identities x where x.account_id = current_account() and x.directory_id = of_directory
$$;
