-- An administrator brought back by two colleagues, by the desk or by proof of a domain; and all that is done under it.

create table elevations (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  elevation_id  uuid not null default gen_random_uuid(),
  person_id     uuid not null,
  person_name   text not null,
  source        text not null check (source in ('colleagues', 'desk', 'dns')),
  -- gathering: one colleague has asked, a second must confirm; waiting: until `waits_until`, anyone who is told can stop it;
  -- granted: the role is held, provisionally until `window_until`; then ended (for good) or reverted (undone).
  state         text not null check (state in ('gathering', 'waiting', 'granted', 'ended', 'reverted', 'stopped', 'lapsed')),
  reason        text,
  -- The service request or the proof of a domain that it came from.
  origin_id     uuid,
  asked_by      uuid,
  asked_at      timestamptz not null,
  expires_at    timestamptz not null,
  waits_until   timestamptz,
  granted_at    timestamptz,
  window_until  timestamptz,
  -- Given by the desk, the role lasts until then, unless it is kept.
  role_until    timestamptz,
  -- Who stopped or reverted it, and what for.
  closed_at     timestamptz,
  closed_by     text,
  closed_reason text,
  version       integer not null default 1,
  primary key (account_id, elevation_id)
);
create unique index elevations_open on elevations (account_id, person_id) where state in ('gathering', 'waiting', 'granted');
create index elevations_due on elevations (coalesce(window_until, waits_until, expires_at), account_id) where state in ('gathering', 'waiting', 'granted');
create index elevations_newest on elevations (account_id, asked_at desc, elevation_id);

create table elevation_confirmations (
  account_id   uuid not null default current_account(),
  elevation_id uuid not null,
  person_id    uuid not null,
  confirmed_at timestamptz not null,
  primary key (account_id, elevation_id, person_id),
  foreign key (account_id, elevation_id) references elevations on delete cascade
);

-- Whoever stops a coming elevation by a mailed link, one row a person told; only the hash of the link is kept.
create table elevation_links (
  account_id   uuid not null default current_account(),
  elevation_id uuid not null,
  link_id      uuid not null default gen_random_uuid(),
  person_id    uuid,
  email        text not null,
  token_hash   text,
  used_at      timestamptz,
  primary key (account_id, elevation_id, link_id),
  foreign key (account_id, elevation_id) references elevations on delete cascade
);
create index elevation_links_token on elevation_links (token_hash) where token_hash is not null;

-- A value that whoever rules a domain puts into its DNS; good for seven days.
create table domain_proofs (
  account_id  uuid not null default current_account() references accounts on delete cascade,
  proof_id    uuid not null default gen_random_uuid(),
  domain      text not null,
  -- What the TXT record must say; no secret once it stands in the DNS.
  value       text not null,
  -- For a company without an admin: who becomes one by it.
  person_id   uuid,
  asked_at    timestamptz not null,
  asked_by    uuid,
  expires_at  timestamptz not null,
  checked_at  timestamptz,
  -- What each resolver said at the last look: right, wrong, none, failed.
  findings    jsonb not null default '[]',
  verified_at timestamptz,
  primary key (account_id, proof_id)
);
create index domain_proofs_open on domain_proofs (account_id, domain) where verified_at is null;

-- What is given, invited or let in under an elevation goes with it when it is reverted.
alter table role_assignments add column elevation_id uuid;
alter table members add column elevation_id uuid;
alter table invitations add column elevation_id uuid;
create index role_assignments_elevation on role_assignments (account_id, elevation_id) where elevation_id is not null;
-- Who invited, imported or let in this member; null: was there from the start.
alter table members add column brought_by uuid;
-- Whether that one was a global admin then, for good: such a one could have made anybody an admin anyway, so those whom they
-- brought stand each for themselves. Whoever was brought by somebody else stands with that one.
alter table members add column brought_by_admin boolean not null default false;
update members m set brought_by = i.invited_by,
       brought_by_admin = exists (select from role_assignments r where r.account_id = i.account_id and r.person_id = i.invited_by and r.role = 'global_admin' and r.ends_at is null)
  from invitations i where i.account_id = m.account_id and i.email_folded = lower(m.email) and i.state = 'accepted';

do $$
declare t text;
begin
  foreach t in array array['elevations', 'elevation_confirmations', 'elevation_links', 'domain_proofs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- What two colleagues are judged by, for every member of the running account: who they are, since when they belong and have had a
-- second factor, and who brought them.
create function members_as_colleagues() returns table (person_id uuid, state text, is_guest boolean, joined_at timestamptz, brought_by uuid, brought_by_admin boolean, factor_since timestamptz, frozen boolean)
  stable security definer set search_path = public language sql as $$
  select m.person_id, m.state, m.is_guest, m.joined_at, m.brought_by, m.brought_by_admin,
         least((select min(k.created_at) from passkeys k where k.person_id = m.person_id),
               (select t.confirmed_at from authenticators t where t.person_id = m.person_id)),
         p.frozen_at is not null
    from members m join people p using (person_id) where m.account_id = current_account()
$$;
-- Whether somebody is an admin of the running account, and when one was last there; guests do not count.
create function last_use_by_admins(at timestamptz) returns table (admins integer, last_used_at timestamptz)
  stable security definer set search_path = public language sql as $$
  select count(*)::int, max(greatest(m.joined_at, m.last_used_at, (select max(s.last_used_at) from sessions s where s.person_id = m.person_id)))
    from members m
   where m.account_id = current_account() and m.state = 'active' and not m.is_guest
     and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > at))
$$;

create function find_elevation_link(hash text) returns table (account_id uuid, elevation_id uuid, link_id uuid) stable security definer set search_path = public language sql
  as $$ select account_id, elevation_id, link_id from elevation_links where token_hash = hash $$;

-- As before; a role that is held under an elevation says until when it is provisional, and under which.
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
