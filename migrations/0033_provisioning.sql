-- What a company's directory writes here by SCIM: who it says is there, and its groups, which the company's admins map to roles.

-- A directory's programs prove themselves by a token, of which only a hash is kept.
create table scim_tokens (
  account_id   uuid not null default current_account(),
  token_id     uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  name         text not null,
  -- The last characters, to know it again.
  hint         text not null,
  token_hash   text not null,
  created_at   timestamptz not null,
  created_by   text not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  -- Noted at most once in five minutes.
  last_used_at timestamptz,
  -- The fewest days before its end at which people were told.
  warned_days  integer,
  primary key (account_id, token_id),
  foreign key (account_id, directory_id) references directories on delete cascade
);
create index scim_tokens_hash on scim_tokens (token_hash);
create index scim_tokens_of on scim_tokens (account_id, directory_id, created_at);
create index scim_tokens_due on scim_tokens (expires_at) where ended_at is null;

-- A user as the directory describes them. The person is theirs alone: linked when the directory brought them here, or when they agreed.
create table scim_users (
  account_id       uuid not null default current_account(),
  user_id          uuid not null default gen_random_uuid(),
  directory_id     uuid not null,
  external_id      text,
  user_name        text not null,
  user_name_folded text not null,
  email            text not null,
  email_folded     text not null,
  given_name       text not null,
  family_name      text not null,
  display_name     text,
  locale           text,
  -- What the directory wants; of someone who is linked, the membership tells.
  is_active        boolean not null,
  person_id        uuid,
  -- Someone who was known here before is asked by an invitation.
  invitation_id    uuid,
  created_at       timestamptz not null,
  changed_at       timestamptz not null,
  -- The directory removed them: kept so that they can come back to the link that they agreed to.
  removed_at       timestamptz,
  version          integer not null default 1,
  primary key (account_id, user_id),
  unique (account_id, directory_id, user_name_folded),
  foreign key (account_id, directory_id) references directories on delete cascade
);
create unique index scim_users_email on scim_users (account_id, email_folded) where removed_at is null;
create unique index scim_users_external on scim_users (account_id, directory_id, external_id) where removed_at is null;
create unique index scim_users_person on scim_users (account_id, person_id);
create index scim_users_invitation on scim_users (account_id, invitation_id) where invitation_id is not null;
create index scim_users_listed on scim_users (account_id, directory_id, created_at, user_id);

create table scim_groups (
  account_id   uuid not null default current_account(),
  group_id     uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  external_id  text,
  display_name text not null,
  -- What the company's admins made of it.
  roles        text[] not null default '{}',
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  version      integer not null default 1,
  primary key (account_id, group_id),
  foreign key (account_id, directory_id) references directories on delete cascade
);
create unique index scim_groups_external on scim_groups (account_id, directory_id, external_id);
create index scim_groups_listed on scim_groups (account_id, directory_id, created_at, group_id);

create table scim_group_members (
  account_id uuid not null default current_account(),
  group_id   uuid not null,
  user_id    uuid not null,
  primary key (account_id, group_id, user_id),
  foreign key (account_id, group_id) references scim_groups on delete cascade,
  foreign key (account_id, user_id) references scim_users on delete cascade
);
create index scim_group_members_user on scim_group_members (account_id, user_id);

-- Which roles someone holds by their groups: these go with the groups, and no other.
create table scim_roles (
  account_id uuid not null default current_account(),
  person_id  uuid not null,
  role       text not null,
  primary key (account_id, person_id, role),
  foreign key (account_id, person_id) references members on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['scim_tokens', 'scim_users', 'scim_groups', 'scim_group_members', 'scim_roles'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Whose program it is, by the hash of its token; notes its use.
create function use_scim_token(hash text, at timestamptz) returns table (account_id uuid, directory_id uuid, name text, state text)
  security definer set search_path = public language sql as $$
  update scim_tokens set last_used_at = at
   where token_hash = hash and ended_at is null and expires_at > at and (last_used_at is null or last_used_at < at - interval '5 minutes');
  select t.account_id, t.directory_id, d.name, d.state
    from scim_tokens t join directories d using (account_id, directory_id) join accounts a using (account_id)
   where t.token_hash = hash and t.ended_at is null and t.expires_at > at and a.state <> 'closed'
$$;

-- What a SAML provider posted, once it was found true: sealed, and picked up once by the browser that began. Each assertion comes in
-- once; its row stays until it would be too old anyway.
create table saml_answers (
  account_id     uuid not null default current_account(),
  directory_id   uuid not null,
  assertion_hash text not null,
  token_hash     text not null,
  -- The request that it answers, as the signed part says.
  request_id     text not null,
  said           bytea not null,
  received_at    timestamptz not null,
  expires_at     timestamptz not null,
  taken_at       timestamptz,
  primary key (account_id, directory_id, assertion_hash),
  foreign key (account_id, directory_id) references directories on delete cascade
);
create index saml_answers_token on saml_answers (account_id, token_hash);
create index saml_answers_over on saml_answers (expires_at);
alter table saml_answers enable row level security;
create policy own_account on saml_answers to entente_app using (account_id = current_account());
create policy across on saml_answers to entente_across using (true);
