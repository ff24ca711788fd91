-- Where a company's reseller account is, its ids as a publisher, and how it closes its account.

-- A company sells in one country through one place of business. The reseller account is what its programs of that kind share: who goes
-- from indirect to direct keeps its location. The country is looked at by the act: it is that of the company, which can change.
create table reseller_accounts (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  kind           text not null check (kind in ('reseller', 'distributor')),
  location_id    text not null,
  linked_at      timestamptz not null,
  -- Null: the only one that fitted was linked by itself.
  linked_by_name text,
  version        integer not null default 1,
  primary key (account_id, kind),
  -- One location stands for one of them.
  unique (account_id, location_id),
  -- A linked location is not removed; in a merge the link goes where its location goes.
  foreign key (account_id, location_id) references locations on update cascade
);
alter table reseller_accounts enable row level security;
create policy own_account on reseller_accounts to entente_app using (account_id = current_account());
create policy across on reseller_accounts to entente_across using (true);

-- Companies that sell already and have one location that fits: linked as if they had enrolled today.
insert into reseller_accounts (account_id, kind, location_id, linked_at)
select e.account_id, min(s), min(l.location_id), min(e.changed_at)
  from enrollments e
  join programs p using (program) cross join unnest(p.sections) s
  join accounts a using (account_id)
  join locations l on l.account_id = e.account_id and l.country = a.country
 where s in ('reseller', 'distributor') and e.state in ('applied', 'asked_back', 'qualified', 'active', 'restricted', 'suspended')
 group by e.account_id having count(distinct l.location_id) = 1 and count(distinct s) = 1;

-- What a company publishes under, for each developer program. The number comes from a register of its own and is never used twice; it
-- stays when the company leaves, and is the same when it comes back. After a merge there can be two for one program.
create sequence publisher_numbers start 2051000 increment 11;
create table publishers (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  publisher_id text not null check (publisher_id ~ '^PUB-[0-9]{7,}$'),
  program      text not null references programs on delete cascade,
  -- Whom stores and customers write to about what is published; null: the company's primary contact.
  contact      jsonb,
  given_at     timestamptz not null,
  version      integer not null default 1,
  primary key (account_id, publisher_id)
);
create index publishers_program on publishers (account_id, program);
alter table publishers enable row level security;
create policy own_account on publishers to entente_app using (account_id = current_account());
create policy across on publishers to entente_across using (true);

insert into publishers (account_id, publisher_id, program, given_at)
select e.account_id, 'PUB-' || nextval('publisher_numbers'), e.program, coalesce(e.active_since, e.changed_at)
  from enrollments e join programs p using (program)
 where p.settings_group = 'developer' and e.state in ('active', 'restricted', 'suspended');

-- A company that closes its account: asked by one global admin, agreed to by a second where there is one, then a time in which
-- anyone entitled takes it back. The closed one cannot be brought back.
create table closings (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  closing_id      uuid not null default gen_random_uuid(),
  state           text not null check (state in ('asked', 'waiting', 'closed', 'withdrawn', 'declined', 'lapsed', 'stopped')),
  reason          text not null check (reason in ('out_of_business', 'merged_elsewhere', 'no_longer_partner', 'by_mistake', 'other')),
  words           text,
  asked_at        timestamptz not null,
  asked_by        uuid not null,
  asked_by_name   text not null,
  -- Until when a second admin may agree; null where there was none to ask.
  answer_by       timestamptz,
  agreed_at       timestamptz,
  agreed_by       uuid,
  agreed_by_name  text,
  -- When the account closes; null as long as nobody has agreed.
  closes_at       timestamptz,
  -- Days before the end for which people were last reminded.
  reminded_days   integer,
  ended_at        timestamptz,
  ended_by_name   text,
  -- What was open when it closed, in figures, and what stood in the way when it was stopped.
  effects         jsonb,
  stopped_by      text[] not null default '{}',
  version         integer not null default 1,
  primary key (account_id, closing_id),
  check ((state in ('asked', 'waiting')) = (ended_at is null)),
  check (agreed_by is null or agreed_by <> asked_by)
);
create unique index closings_open on closings (account_id) where state in ('asked', 'waiting');
create index closings_newest on closings (account_id, asked_at desc, closing_id);
create index closings_due on closings (closes_at) where state = 'waiting';
alter table closings enable row level security;
create policy own_account on closings to entente_app using (account_id = current_account());
create policy across on closings to entente_across using (true);

-- Ends the sessions of people who belong to no other company, and those that rest on a directory of the running account alone; whoever
-- sees it as somebody else sees it no longer.
create function end_sessions_of_account(at timestamptz) returns integer volatile security definer set search_path = public language sql as $$
  with seen as (
    update sessions set seeing_until = at, version = version + 1 where seeing_account = current_account() and seeing_until > at and ended_at is null returning session_id),
  ended as (
    update sessions s set ended_at = at, version = s.version + 1
      from members m
     where m.account_id = current_account() and m.state = 'active' and m.person_id = s.person_id and s.ended_at is null
       and s.session_id not in (select session_id from seen)
       and ((not exists (select from members o join accounts a using (account_id)
                          where o.person_id = m.person_id and o.account_id <> m.account_id and o.state = 'active' and a.state <> 'closed')
             and not exists (select from operators p where p.person_id = m.person_id and (p.ends_at is null or p.ends_at > at)))
         or (exists (select from unnest(s.proofs) proof where proof like 'idp:' || current_account() || ':%') and not s.proofs && array['passkey', 'password', 'mail_code']))
    returning 1)
  select count(*)::int from ended
$$;

-- As before; with the day on which the account closes, which stands on each of its pages.
drop function my_accounts(timestamptz);
create function my_accounts(at timestamptz) returns table (
    account_id uuid, partner_id text, name text, country text, state text, roles text[], sections text[],
    programs jsonb, unread integer, join_requests integer, roles_asked_for text[], closes_at timestamptz)
  stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country, a.state,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role),
         sections_of(m.account_id),
         (select coalesce(jsonb_agg(jsonb_build_object('program', p.program, 'group', p.settings_group, 'sections', p.sections, 'state', e.state, 'texts', p.definition -> 'texts')
                                    order by p.position, p.program), '[]')
            from enrollments e join programs p using (program)
           where e.account_id = m.account_id and e.state not in ('refused', 'left')),
         (select count(*)::int from (select from notices n where n.person_id = m.person_id and n.account_id = m.account_id and n.read_at is null limit 100) unread),
         (select count(*)::int from (select from join_requests j where j.account_id = m.account_id and j.state = 'open' limit 100) open),
         array(select q.role from role_requests q where q.account_id = m.account_id and q.person_id <> m.person_id and q.state = 'open' and q.expires_at > at limit 100),
         (select c.closes_at from closings c where c.account_id = m.account_id and c.state = 'waiting')
    from members m join accounts a using (account_id)
   where m.person_id = current_person() and m.state = 'active' and a.state <> 'closed'
   order by a.name
$$;
