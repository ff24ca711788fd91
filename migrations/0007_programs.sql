-- Programs that companies can join, and who has joined them. What the company's programs bring decides which permissions are of use.

create table programs (
  program        text primary key check (program ~ '^[a-z][a-z0-9_]{1,39}$'),
  position       integer not null,
  is_open        boolean not null default true,
  settings_group text not null check (settings_group in ('partner', 'developer')),
  -- Parts of the portal that it brings; the keys are those of core/roles.ts.
  sections       text[] not null,
  -- Names and words by language, requirements, agreement, review: checked by the feature's schema.
  definition     jsonb not null,
  changed_by     uuid,
  changed_at     timestamptz not null,
  version        integer not null default 1
);

create table enrollments (
  account_id uuid not null default current_account() references accounts on delete cascade,
  program    text not null references programs,
  state      text not null check (state in ('applied', 'asked_back', 'qualified', 'active', 'restricted', 'suspended', 'refused', 'left')),
  applied_at timestamptz not null,
  applied_by uuid,
  -- Until when whoever is asked next has time; the screens name it, a job acts on it.
  due_at     timestamptz,
  changed_at timestamptz not null,
  reason     text,
  note       text,
  version    integer not null default 1,
  primary key (account_id, program)
);
create index enrollments_queue on enrollments (due_at, account_id, program) where state = 'applied';
alter table enrollments enable row level security;
create policy own_account on enrollments to entente_app using (account_id = current_account());
create policy across on enrollments to entente_across using (true);

-- The parts of the portal that an account's programs bring; suspended ones bring nothing, restricted ones all they did.
create function sections_of(of_account uuid) returns text[] stable language sql as $$
  select coalesce(array_agg(distinct s order by s), '{}') from enrollments e join programs p using (program) cross join unnest(p.sections) s
   where e.account_id = of_account and e.state in ('active', 'restricted')
$$;

drop function my_accounts(timestamptz);
-- The accounts of the person of the running request, for the picker.
create function my_accounts(at timestamptz) returns table (account_id uuid, partner_id text, name text, country text, state text, roles text[], sections text[])
  stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country, a.state,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role),
         sections_of(m.account_id)
    from members m join accounts a using (account_id)
   where m.person_id = current_person() and m.state = 'active' and a.state <> 'closed'
   order by a.name
$$;

-- Everything that an evaluation of rights needs, for a session (and an account) that no process has in memory.
create or replace function load_session(of_token_hash text, in_account uuid, at timestamptz) returns jsonb
  stable security definer set search_path = public language sql as $$
  select jsonb_build_object(
    'personId', s.person_id, 'sessionId', s.session_id, 'sessionVersion', s.version, 'proofs', s.proofs, 'secondFactorAt', s.second_factor_at,
    'email', p.email, 'givenName', p.given_name, 'familyName', p.family_name, 'locale', p.locale,
    'hasSecondFactor', exists (select 1 from passkeys k where k.person_id = s.person_id)
      or exists (select 1 from authenticators t where t.person_id = s.person_id and t.confirmed_at is not null),
    'centerVersion', c.rights_version,
    'overrides', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'permission', o.permission, 'level', o.level)) from grant_overrides o), '[]'),
    'operatorRoles', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'scope', 'company', 'endsAt', o.ends_at)) from operators o where o.person_id = s.person_id), '[]'),
    'member', (select jsonb_build_object('rightsVersion', m.rights_version, 'state', m.state, 'accountState', a.state, 'acceptedProofs', a.accepted_proofs,
        'sections', to_jsonb(sections_of(m.account_id)),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at)) from role_assignments r
                            where r.account_id = m.account_id and r.person_id = m.person_id), '[]'))
      from members m join accounts a using (account_id) where m.account_id = in_account and m.person_id = s.person_id))
    from sessions s join people p using (person_id) cross join center c
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$$;
