-- Webhooks: where a company wants to be told of what happens, and every telling of it.

-- `registration`: the one that programs make through the wire API; it is told in the documented words, and signed as documented.
create table webhook_endpoints (
  account_id          uuid not null default current_account() references accounts on delete cascade,
  endpoint_id         uuid not null default gen_random_uuid(),
  kind                text not null check (kind in ('endpoint', 'registration')),
  name                text not null,
  url                 text not null,
  -- Names of events; `*` for every one, also those that come later.
  events              text[] not null,
  -- Sealed with the key in DATA_DIR: it is needed in clear to sign. The former one signs as well until its end.
  secret              bytea not null,
  former_secret       bytea,
  former_until        timestamptz,
  -- The documented signature in a header of its own instead of in Authorization.
  in_own_header       boolean not null default false,
  state               text not null default 'active' check (state in ('active', 'paused', 'disabled')),
  -- Why it was disabled: the receiver said that it is gone, or nothing got through for days.
  reason              text check (reason in ('gone', 'failing')),
  -- What happened before this instant is not told to it.
  since               timestamptz not null,
  -- Since when nothing got through; null: the last delivery did.
  failing_since       timestamptz,
  -- When the next of its deliveries is due; null: none waits.
  next_at             timestamptz,
  -- Until when a server works on its deliveries.
  claimed_until       timestamptz,
  version             integer not null default 1,
  created_at          timestamptz not null,
  created_by          text not null,
  primary key (account_id, endpoint_id),
  check ((state = 'disabled') = (reason is not null)),
  check ((former_secret is null) = (former_until is null))
);
create unique index webhook_endpoints_registration on webhook_endpoints (account_id) where kind = 'registration';
create index webhook_endpoints_newest on webhook_endpoints (account_id, created_at desc, endpoint_id);
create index webhook_endpoints_due on webhook_endpoints (next_at) where state = 'active' and next_at is not null;

-- Up to which entry of its sealed log a company's webhooks have been queued. The log is in one order without gaps, so this is all
-- that has to be known: nothing is written with the act that caused an event.
create table webhook_followers (
  account_id uuid primary key default current_account() references accounts on delete cascade,
  place      bigint not null
);

-- One telling of one event to one endpoint. `body` is what is sent, byte for byte, each time.
create table webhook_deliveries (
  account_id  uuid not null default current_account(),
  endpoint_id uuid not null,
  event_id    uuid not null,
  event       text not null,
  body        text not null,
  is_test     boolean not null default false,
  state       text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'parked')),
  created_at  timestamptz not null,
  -- Attempts in all, and those since it was last queued.
  attempts    integer not null default 0,
  tries       integer not null default 0,
  next_at     timestamptz,
  ended_at    timestamptz,
  -- What the last attempt brought.
  status      integer,
  failure     text,
  primary key (account_id, endpoint_id, event_id),
  foreign key (account_id, endpoint_id) references webhook_endpoints on delete cascade,
  check ((state = 'waiting') = (next_at is not null))
);
create index webhook_deliveries_newest on webhook_deliveries (account_id, created_at desc, event_id, endpoint_id);
create index webhook_deliveries_of on webhook_deliveries (account_id, endpoint_id, created_at desc, event_id);
create index webhook_deliveries_due on webhook_deliveries (account_id, endpoint_id, next_at) where state = 'waiting';
create index webhook_deliveries_ended on webhook_deliveries (account_id, endpoint_id, state, created_at desc) where state in ('failed', 'parked');
-- For the sweeper.
create index webhook_deliveries_old on webhook_deliveries (created_at);

create table webhook_attempts (
  account_id  uuid not null default current_account(),
  endpoint_id uuid not null,
  event_id    uuid not null,
  attempt     integer not null,
  at          timestamptz not null,
  duration_ms integer not null,
  -- What the receiver answered, or why there is no answer.
  status      integer,
  failure     text,
  -- The first characters of the answer.
  answer      text,
  primary key (account_id, endpoint_id, event_id, attempt),
  foreign key (account_id, endpoint_id, event_id) references webhook_deliveries on delete cascade,
  check ((status is null) <> (failure is null))
);

do $$
declare t text;
begin
  foreach t in array array['webhook_endpoints', 'webhook_followers', 'webhook_deliveries', 'webhook_attempts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
