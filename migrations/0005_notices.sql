-- One row a person and event; made from the announcements.
create table notices (
  person_id       uuid not null references people on delete cascade,
  notice_id       uuid not null default gen_random_uuid(),
  account_id      uuid references accounts on delete cascade,
  announcement_id uuid not null,
  kind            text not null,
  details         jsonb not null default '{}',
  link            text,
  at              timestamptz not null,
  read_at         timestamptz,
  primary key (person_id, notice_id),
  unique (person_id, announcement_id, kind)
);
create index notices_newest on notices (person_id, at desc, notice_id);
create index notices_unread on notices (person_id) where read_at is null;
alter table notices enable row level security;
create policy own_person on notices to entente_app using (person_id = current_person());
create policy across on notices to entente_across using (true);

-- Whether notices also come by mail; no row means yes.
create table notice_settings (
  person_id uuid primary key references people on delete cascade,
  mails     boolean not null
);
alter table notice_settings enable row level security;
create policy own_person on notice_settings to entente_app using (person_id = current_person());
create policy across on notice_settings to entente_across using (true);
