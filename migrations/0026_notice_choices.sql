-- How notices reach a person, topic by topic; and what a company asks of second factors.

-- No row: as the topic is shipped. What cannot be turned off has no row.
create table notice_choices (
  person_id  uuid not null references people on delete cascade,
  topic      text not null,
  in_portal  boolean not null,
  mail       text not null check (mail in ('at_once', 'daily', 'never')),
  changed_at timestamptz not null,
  primary key (person_id, topic)
);
-- Of the links in mails that turn a topic's mails off (or `digest`, all of the daily ones). The token is 256 random bits; only its hash is here.
create table notice_unsubscribes (
  token_hash text primary key,
  person_id  uuid not null references people on delete cascade,
  topic      text not null,
  created_at timestamptz not null
);
create index notice_unsubscribes_person on notice_unsubscribes (person_id);
do $$
declare t text;
begin
  foreach t in array array['notice_choices', 'notice_unsubscribes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_person on %I to entente_app using (person_id = current_person())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Whoever wanted no mails gets none of the topics that were mailed and can be turned off.
insert into notice_choices (person_id, topic, in_portal, mail, changed_at)
  select person_id, topic, true, 'never', now() from notice_settings cross join unnest(array['invitations', 'my_roles', 'membership', 'relations', 'programs', 'help']) topic where not mails;
drop table notice_settings;

alter table notices
  -- False: wanted by mail only.
  add column shown boolean not null default true,
  -- Waits for the next daily digest, or which one told of it.
  add column waits_for_digest boolean not null default false,
  add column digest_at timestamptz;
drop index notices_unread;
create index notices_unread on notices (person_id) where read_at is null and shown;
create index notices_for_digest on notices (person_id, at) where waits_for_digest;

create function find_unsubscribe(hash text) returns table (person_id uuid, topic text) stable security definer set search_path = public language sql
  as $$ select u.person_id, u.topic from notice_unsubscribes u where u.token_hash = hash $$;

-- A stream that feeds a page ends with its session, in whichever process either of them is.
create function tell_that_session_ended() returns trigger language plpgsql set search_path = public as $$
begin
  perform pg_notify('entente_session_ended', new.session_id::text);
  return null;
end $$;
create trigger session_ended after update of ended_at on sessions
  for each row when (old.ended_at is null and new.ended_at is not null) execute function tell_that_session_ended();

-- Of whom a company asks a second factor on every page, from when on, and of whom until then. Protected pages ask everyone anyway.
alter table accounts
  add column second_factor_for text not null default 'protected' check (second_factor_for in ('protected', 'admins', 'all')),
  add column second_factor_from timestamptz,
  add column second_factor_before text not null default 'protected' check (second_factor_before in ('protected', 'admins', 'all'));

create table second_factor_exceptions (
  account_id uuid not null default current_account() references accounts on delete cascade,
  person_id  uuid not null references people on delete cascade,
  reason     text not null,
  ends_at    timestamptz not null,
  given_by   uuid not null,
  given_at   timestamptz not null,
  primary key (account_id, person_id)
);
create index second_factor_exceptions_person on second_factor_exceptions (person_id);
alter table second_factor_exceptions enable row level security;
create policy own_account on second_factor_exceptions to entente_app using (account_id = current_account());
create policy across on second_factor_exceptions to entente_across using (true);

-- Which second factors the active members of the running account have; since when, and when one was last shown.
create function second_factors_of_members()
  returns table (person_id uuid, passkeys integer, has_app boolean, since timestamptz, last_used_at timestamptz, is_frozen boolean)
  stable security definer set search_path = public language sql as $$
  select m.person_id, coalesce(k.many, 0), t.person_id is not null, least(k.since, t.confirmed_at),
         greatest(k.last_used_at, to_timestamp(t.last_step * 30), (select max(s.second_factor_at) from sessions s where s.person_id = m.person_id and (k.many > 0 or t.person_id is not null))),
         p.frozen_at is not null
    from members m join people p using (person_id)
    left join lateral (select count(*)::int as many, min(created_at) as since, max(last_used_at) as last_used_at from passkeys k where k.person_id = m.person_id) k on true
    left join authenticators t on t.person_id = m.person_id and t.confirmed_at is not null
   where m.account_id = current_account() and m.state = 'active'
$$;

-- As before; with what the company asks of second factors, and until when this member is excepted.
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
