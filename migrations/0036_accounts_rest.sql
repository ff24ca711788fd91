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
