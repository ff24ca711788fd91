-- A check that somebody is at the keyboard: characters in a picture and in a sound, or work for the browser. Used once.
create table human_checks (
  check_id   uuid primary key default gen_random_uuid(),
  -- Encrypted with the key in DATA_DIR: the picture and the sound are drawn from it when they are asked for.
  answer     bytea not null,
  locale     text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index human_checks_expires on human_checks (expires_at);
