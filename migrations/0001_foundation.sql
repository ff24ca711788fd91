-- The ground that every feature stands on. Roles (made by the migrator before this runs):
--   entente_owner   owns everything, runs migrations and nothing else
--   entente_app     what the server connects as; owns nothing; NOINHERIT
--   entente_across  work across accounts; entente_app may become it (set local role), see db.ts acrossAccounts

create function current_account() returns uuid stable parallel safe language sql
  as $$ select nullif(current_setting('entente.account_id', true), '')::uuid $$;
create function current_person() returns uuid stable parallel safe language sql
  as $$ select nullif(current_setting('entente.person_id', true), '')::uuid $$;

-- The installation: one row. `rights_version` grows when grant_overrides change.
create table center (
  only_one        boolean primary key default true check (only_one),
  name            text not null default 'Entente',
  accent          text not null default '#3551d0' check (accent ~ '^#[0-9a-f]{6}$'),
  logo_file_id    uuid,
  locales         text[] not null default '{en,fr,es,zh-CN,zh-TW}',
  refuse_free_mail boolean not null default true,
  desk_email      text,
  desk_phone      text,
  is_demo         boolean not null default false,
  rights_version  integer not null default 1,
  version         integer not null default 1,
  set_up_at       timestamptz
);
insert into center default values;

-- What an operator changed in the table of grants; level null takes the right away.
create table grant_overrides (
  role       text not null,
  permission text not null,
  level      text check (level in ('view', 'own', 'scoped', 'edit')),
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (role, permission)
);

-- Everything that happened, in the words of the contracts; written in the transaction that did it.
create table announcements (
  announcement_id uuid not null default gen_random_uuid(),
  at              timestamptz not null,
  account_id      uuid,
  person_id       uuid,
  name            text not null,
  actor_kind      text not null check (actor_kind in ('nobody', 'person', 'operator', 'app', 'system')),
  actor_id        uuid,
  actor_name      text,
  address         text,
  user_agent      text,
  request_id      text,
  subject_id      text,
  details         jsonb not null default '{}',
  before          jsonb,
  after           jsonb,
  primary key (announcement_id, at)
) partition by range (at);
create index announcements_account on announcements (account_id, at desc);
create index announcements_person on announcements (person_id, at desc);
create table announcements_before partition of announcements for values from (minvalue) to ('2026-01-01');

-- Makes the monthly partitions from `from_month` on, `months` of them; called by the owner at start and by `entente migrate`.
create function make_announcement_partitions(from_month date, months integer) returns void language plpgsql as $$
declare month date; name text;
begin
  for i in 0 .. months - 1 loop
    month := date_trunc('month', from_month)::date + make_interval(months => i);
    name := 'announcements_' || to_char(month, 'YYYY_MM');
    if to_regclass(name) is null then
      execute format('create table %I partition of announcements for values from (%L) to (%L)', name, month, (month + interval '1 month')::date);
      execute format('alter table %I enable row level security', name);
    end if;
  end loop;
end $$;

-- Mails as they were asked for (ids only) and, once rendered, as they were kept: encrypted with the key in DATA_DIR.
create table mails (
  mail_id     uuid primary key default gen_random_uuid(),
  template    text not null,
  recipient   text not null,
  locale      text not null,
  account_id  uuid,
  person_id   uuid,
  asked_at    timestamptz not null,
  sent_at     timestamptz,
  state       text not null default 'queued' check (state in ('queued', 'kept', 'sent', 'failed')),
  failure     text,
  subject     text,
  content     bytea
);
create index mails_asked on mails (asked_at desc, mail_id);

-- What was uploaded; the bytes lie in the file store under the same id.
create table files (
  file_id     uuid primary key default gen_random_uuid(),
  account_id  uuid,
  name        text not null,
  type        text not null,
  bytes       integer not null check (bytes >= 0),
  sha256      text not null,
  is_public   boolean not null default false,
  created_at  timestamptz not null,
  created_by  uuid
);

-- The operator's news to its partners, in each language offered.
create table news (
  news_id      uuid primary key default gen_random_uuid(),
  texts        jsonb not null,
  published_at timestamptz,
  created_at   timestamptz not null,
  created_by   uuid not null
);

alter table announcements enable row level security;
alter table announcements_before enable row level security;
create policy own_account on announcements to entente_app using (account_id = current_account()) with check (true);
create policy own_person on announcements for select to entente_app using (account_id is null and person_id = current_person());
create policy across on announcements to entente_across using (true);
alter table mails enable row level security;
create policy ask on mails for insert to entente_app with check (true);
create policy across on mails to entente_across using (true);
alter table files enable row level security;
create policy public_files on files for select to entente_app using (is_public or account_id = current_account());
create policy own_files on files for insert to entente_app with check (account_id is not distinct from current_account());
create policy across on files to entente_across using (true);
