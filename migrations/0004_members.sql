-- Who belongs to which company, with which roles; invitations and requests to join.

create table members (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  person_id      uuid not null references people on delete cascade,
  given_name     text not null,
  family_name    text not null,
  email          text not null,
  phone          text,
  -- For searching and sorting: folded "family given email", as the locale-free key.
  search_text    text not null,
  state          text not null default 'active' check (state in ('active', 'inactive', 'removed')),
  is_guest       boolean not null default false,
  joined_at      timestamptz not null,
  last_used_at   timestamptz,
  removed_at     timestamptz,
  -- Grows with every change of this member's rights; a cached evaluation is good for one version.
  rights_version integer not null default 1,
  version        integer not null default 1,
  primary key (account_id, person_id)
);
create index members_person on members (person_id);
-- How many people a company has is counted on this alone, without looking at their rows.
create index members_active on members (account_id) where state = 'active';
-- The list of people in the order of each language: the root order serves English and French, Spanish has its ñ,
-- simplified Chinese goes by pinyin, traditional by strokes.
create index members_name on members (account_id, family_name collate "und-x-icu", given_name collate "und-x-icu", person_id);
create index members_name_es on members (account_id, family_name collate "es-x-icu", given_name collate "es-x-icu", person_id);
create index members_name_hans on members (account_id, family_name collate "zh-Hans-x-icu", given_name collate "zh-Hans-x-icu", person_id);
create index members_name_hant on members (account_id, family_name collate "zh-Hant-x-icu", given_name collate "zh-Hant-x-icu", person_id);

create table role_assignments (
  account_id    uuid not null default current_account(),
  assignment_id uuid not null default gen_random_uuid(),
  person_id     uuid not null,
  role          text not null check (role not like 'op\_%'),
  scope         jsonb not null default '"company"',
  ends_at       timestamptz,
  given_by      uuid,
  given_at      timestamptz not null,
  primary key (account_id, assignment_id),
  unique (account_id, person_id, role, scope),
  foreign key (account_id, person_id) references members on delete cascade
);
create index role_assignments_role on role_assignments (account_id, role, person_id);

create table invitations (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  invitation_id uuid not null default gen_random_uuid(),
  email         text not null,
  email_folded  text not null,
  given_name    text not null,
  family_name   text not null,
  roles         text[] not null,
  locale        text not null,
  -- Null until the mail is rendered: the link is made there, only its hash is kept.
  token_hash    text,
  state         text not null default 'open' check (state in ('open', 'accepted', 'withdrawn')),
  invited_by    uuid not null,
  invited_by_name text not null,
  created_at    timestamptz not null,
  sent_at       timestamptz,
  expires_at    timestamptz not null,
  ended_at      timestamptz,
  -- What shows for half an hour that the invited mailbox was proved by a mailed code; only its hash.
  proof_hash    text,
  proved_until  timestamptz,
  version       integer not null default 1,
  primary key (account_id, invitation_id)
);
create index invitations_newest on invitations (account_id, created_at desc, invitation_id);
create unique index invitations_open on invitations (account_id, email_folded) where state = 'open';
create index invitations_token on invitations (token_hash);

-- Someone whose proved mail domain is the company's asks to be let in; one open request a person.
create table join_requests (
  account_id  uuid not null default current_account() references accounts on delete cascade,
  request_id  uuid not null default gen_random_uuid(),
  email       text not null,
  email_folded text not null,
  given_name  text not null,
  family_name text not null,
  message     text,
  locale      text not null,
  state       text not null default 'open' check (state in ('open', 'accepted', 'refused', 'at_desk', 'withdrawn')),
  created_at  timestamptz not null,
  due_at      timestamptz not null,
  desk_at     timestamptz,
  decided_at  timestamptz,
  decided_by  uuid,
  -- Why it was refused, in the words of the one who did.
  reason      text,
  primary key (account_id, request_id)
);
create index join_requests_due on join_requests (due_at, account_id) where state in ('open', 'at_desk');
create index join_requests_newest on join_requests (account_id, created_at desc, request_id);
create unique index join_requests_open on join_requests (account_id, email_folded) where state in ('open', 'at_desk');

do $$
declare t text;
begin
  foreach t in array array['members', 'role_assignments', 'invitations', 'join_requests'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- The accounts of the person of the running request, for the picker.
create function my_accounts(at timestamptz) returns table (account_id uuid, partner_id text, name text, country text, state text, roles text[])
  stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country, a.state,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role)
    from members m join accounts a using (account_id)
   where m.person_id = current_person() and m.state = 'active' and a.state <> 'closed'
   order by a.name
$$;
create function find_invitation_by_token(hash text) returns table (account_id uuid, invitation_id uuid) stable security definer set search_path = public language sql
  as $$ select account_id, invitation_id from invitations where token_hash = hash $$;
create function find_join_requests_by_email(folded text) returns table (account_id uuid, request_id uuid, state text, due_at timestamptz) stable security definer set search_path = public language sql
  as $$ select account_id, request_id, state, due_at from join_requests where email_folded = folded $$;

-- Members of the running account whose name or mail has all of the words; search runs here because row-level security
-- would keep an index from being used for parts of words.
create function search_members(words text[]) returns table (person_id uuid) stable security definer set search_path = public language sql
  as $$ select m.person_id from members m where m.account_id = current_account() and (select bool_and(m.search_text like '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%') from unnest(words) w) $$;

-- The global admins of the running account who count as such: active, no guests, with a second factor. As long as none of
-- them has one, each counts; so do admins whose role ends some day, as long as nobody holds it for good.
-- `as_if` names someone who is taken to have a second factor: the one who asks whether they may lose it.
create function effective_admins(at timestamptz, as_if uuid default null) returns table (person_id uuid) stable security definer set search_path = public language sql as $$
  with admins as (
    select m.person_id, bool_or(r.ends_at is null) as for_good,
           m.person_id is not distinct from as_if or exists (select 1 from passkeys k where k.person_id = m.person_id)
             or exists (select 1 from authenticators t where t.person_id = m.person_id and t.confirmed_at is not null) as has_factor
      from members m join role_assignments r using (account_id, person_id)
     where m.account_id = current_account() and m.state = 'active' and not m.is_guest
       and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > at)
     group by m.person_id)
  select a.person_id from admins a
   where (a.for_good or not exists (select 1 from admins b where b.for_good))
     and (a.has_factor or not exists (select 1 from admins b where b.has_factor and (b.for_good or not exists (select 1 from admins c where c.for_good))))
$$;

-- The accounts in which the person of the running request is the only admin that counts, with the second factor that they have
-- or are just giving up. Locks each of the person's accounts
-- first (as every change of admins does), so that two of them cannot both believe in the other.
create function accounts_without_other_admin(at timestamptz) returns table (account_id uuid, name text) volatile security definer set search_path = public language plpgsql as $$
declare mine record; before text := current_setting('entente.account_id', true);
begin
  for mine in select a.account_id, a.name from accounts a
               where exists (select 1 from members m join role_assignments r using (account_id, person_id)
                              where m.account_id = a.account_id and m.person_id = current_person() and r.role = 'global_admin')
               order by a.account_id for no key update of a loop
    perform set_config('entente.account_id', mine.account_id::text, true);
    if (select array_agg(e.person_id) = array[current_person()] from effective_admins(at, current_person()) e) then
      account_id := mine.account_id; name := mine.name; return next;
    end if;
  end loop;
  perform set_config('entente.account_id', coalesce(before, ''), true);
end $$;

-- What an account changes for all of its people (the ways of signing in it accepts) is in force with the commit that changed it.
create function renew_rights_of_members() returns void volatile language sql
  as $$ update members set rights_version = rights_version + 1 where account_id = current_account() $$;

-- The session of a token, with what a cached evaluation of rights must match; nothing when the session is over.
-- `stale_use`: the session or the membership was last noted as used more than five minutes ago; a company entered for the first time is noted at once.
create function check_session(of_token_hash text, in_account uuid, at timestamptz)
  returns table (person_id uuid, session_id uuid, session_version integer, rights_version integer, center_version integer, stale_use boolean)
  stable security definer set search_path = public language sql as $$
  select s.person_id, s.session_id, s.version, m.rights_version, c.rights_version,
         least(s.last_used_at, case when m.person_id is not null then coalesce(m.last_used_at, '-infinity') end) < at - interval '5 minutes'
    from sessions s cross join center c
    left join members m on m.account_id = in_account and m.person_id = s.person_id
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$$;

-- Everything that an evaluation of rights needs, for a session (and an account) that no process has in memory.
create function load_session(of_token_hash text, in_account uuid, at timestamptz) returns jsonb
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
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at)) from role_assignments r
                            where r.account_id = m.account_id and r.person_id = m.person_id), '[]'))
      from members m join accounts a using (account_id) where m.account_id = in_account and m.person_id = s.person_id))
    from sessions s join people p using (person_id) cross join center c
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$$;

-- Last use of a session and of a membership, noted at most every five minutes, outside the request's own transaction.
create function touch_session(of_token_hash text, in_account uuid, at timestamptz) returns void
  volatile security definer set search_path = public language sql as $$
  update members m set last_used_at = at from sessions s
   where s.token_hash = of_token_hash and m.account_id = in_account and m.person_id = s.person_id;
  update sessions set last_used_at = greatest(last_used_at, at) where token_hash = of_token_hash and ended_at is null;
$$;

-- Ends one session by its token; for doors that hold the token and nothing else.
create function end_session(of_token_hash text, at timestamptz) returns void volatile security definer set search_path = public language sql
  as $$ update sessions set ended_at = at, version = version + 1 where token_hash = of_token_hash and ended_at is null $$;
