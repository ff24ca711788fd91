-- A company on its way in. A sign-up is kept until it becomes an account; it is opened by the mailed code or link, never by
-- the address alone, and nobody is told whether an address is known.

create table sign_ups (
  sign_up_id          uuid primary key default gen_random_uuid(),
  email               text not null,
  email_folded        text not null,
  locale              text not null,
  -- The code that is good now: each one sent replaces the one before.
  challenge_id        uuid,
  code_sent_at        timestamptz not null,
  codes_sent          integer not null default 1,
  -- What was typed at each step, right or wrong.
  answers             jsonb not null default '{}',
  confirmed_at        timestamptz,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  expires_at          timestamptz not null,
  -- When a link to continue was last mailed.
  link_sent_at        timestamptz,
  finished_at         timestamptz,
  finished_account_id uuid,
  finished_person_id  uuid
);
create index sign_ups_email on sign_ups (email_folded, created_at desc);
create index sign_ups_expiry on sign_ups (expires_at);

-- What opens a sign-up once its mailbox is proved: kept by a browser, or mailed as a link.
create table sign_up_tokens (
  token_hash text primary key,
  sign_up_id uuid not null references sign_ups on delete cascade,
  created_at timestamptz not null
);
create index sign_up_tokens_sign_up on sign_up_tokens (sign_up_id);

-- What a company agreed to when it came in, word for word: the text stands under its own hash.
create table terms_texts (
  text_hash text primary key,
  version   text not null,
  locale    text not null,
  text      jsonb not null
);
create table terms_acceptances (
  account_id  uuid not null default current_account() references accounts on delete cascade,
  text_hash   text not null references terms_texts,
  version     text not null,
  accepted_by uuid not null,
  accepted_at timestamptz not null,
  primary key (account_id, text_hash)
);
alter table terms_acceptances enable row level security;
create policy own_account on terms_acceptances to entente_app using (account_id = current_account());
create policy across on terms_acceptances to entente_across using (true);
