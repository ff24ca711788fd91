-- Seeing the portal as a role or as a colleague: for a while, in one account, reading only. It stands on the session that does it.
alter table sessions
  add column seeing_account uuid,
  add column seeing_person  uuid,
  add column seeing_role    text,
  add column seeing_until   timestamptz,
  add check (seeing_account is null or ((seeing_person is null) <> (seeing_role is null) and seeing_until is not null));

-- As before; while someone is seen as, their rights count too: the sum of two versions that only grow grows with either.
create or replace function check_session(of_token_hash text, in_account uuid, at timestamptz)
  returns table (person_id uuid, session_id uuid, session_version integer, rights_version integer, center_version integer, stale_use boolean)
  stable security definer set search_path = public language sql as $$
  select s.person_id, s.session_id, s.version, m.rights_version + coalesce(seen.rights_version, 0), c.rights_version,
         least(s.last_used_at, case when m.person_id is not null then coalesce(m.last_used_at, '-infinity') end) < at - interval '5 minutes'
    from sessions s cross join center c
    left join members m on m.account_id = in_account and m.person_id = s.person_id
    left join members seen on seen.account_id = s.seeing_account and seen.account_id = in_account and seen.person_id = s.seeing_person
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$$;

-- Everything that an evaluation of rights needs, for a session (and an account) that no process has in memory.
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
          coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at)) from role_assignments r
                     where r.account_id = seen.account_id and r.person_id = seen.person_id), '[]') end,
        'sections', to_jsonb(sections_of(m.account_id)),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at)) from role_assignments r
                            where r.account_id = m.account_id and r.person_id = m.person_id), '[]'))
      from members m join accounts a using (account_id)
      left join members seen on seen.account_id = s.seeing_account and seen.account_id = m.account_id and seen.person_id = s.seeing_person
      where m.account_id = in_account and m.person_id = s.person_id))
    from sessions s join people p using (person_id) cross join center c
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$$;

-- As whom a session of the running person sees an account: the colleague's name and roles.
create function seen_by_session(of_session uuid, at timestamptz) returns table (given_name text, family_name text, roles text[])
  stable security definer set search_path = public language sql as $$
  select m.given_name, m.family_name,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role)
    from sessions s join members m on m.account_id = s.seeing_account and m.person_id = s.seeing_person
   where s.session_id = of_session and s.person_id = current_person() and s.seeing_until > at and m.state = 'active'
$$;
