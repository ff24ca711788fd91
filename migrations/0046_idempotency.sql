-- What a call with a key of its caller's was answered, so that the same call made again does nothing twice and is answered the same.

create table idempotent_answers (
  account_id uuid not null default current_account() references accounts on delete cascade,
  -- A hash of who called, and of the key they gave.
  key_hash   text not null,
  -- A hash of what was asked: the same key with something else is a mistake of the caller's.
  asked_hash text not null,
  at         timestamptz not null,
  -- Sealed: an answer can hold what is shown only once. Null only while the call runs.
  answer     bytea,
  primary key (account_id, key_hash)
);
create index idempotent_answers_old on idempotent_answers (at);

alter table idempotent_answers enable row level security;
create policy own_account on idempotent_answers to entente_app using (account_id = current_account());
create policy across on idempotent_answers to entente_across using (true);
