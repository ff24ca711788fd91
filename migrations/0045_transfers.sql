-- Transfers of subscriptions between two partners: one transfer is two rows with one id, one in each company, written together by one
-- act. Neither side reads the other's row, nor what the other pays.

create table transfers (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  transfer_id      uuid not null,
  -- handed_over: the present partner gives to its provider; pulled: a future partner asks the present one.
  kind             text not null check (kind in ('handed_over', 'pulled')),
  -- What this company is in it: source gives, target gets.
  side             text not null check (side in ('source', 'target')),
  state            text not null default 'open' check (state in ('open', 'in_progress', 'completed', 'withdrawn', 'rejected', 'expired')),
  other_account_id uuid not null,
  other_partner_id text not null,
  -- Null: the present partner's, as long as it has not answered.
  other_name       text,
  relation_id      uuid,
  customer_id      uuid not null,
  customer_name    text not null,
  market           text not null check (market ~ '^[A-Z]{2}$'),
  currency         text not null check (currency ~ '^[A-Z]{3}$'),
  -- Whose prices hold for the customer.
  segment          text not null,
  -- What the customer had agreed to with the source: direct comes along to a provider, attested does not.
  agreement        text not null default 'none' check (agreement in ('none', 'attested', 'direct')),
  message          text,
  -- Of one's own people only.
  asked_by_name    text,
  answered_by_name text,
  asked_at         timestamptz not null,
  expires_at       timestamptz not null,
  answered_at      timestamptz,
  ended_at         timestamptz,
  reason           text,
  -- What keeps an accepted transfer from being moved, since when it is tried, and until when.
  fault            text,
  tries            integer not null default 0,
  retry_until      timestamptz,
  -- What was given back to this company, or charged to it.
  amount           numeric(20,6),
  version          integer not null default 1,
  primary key (account_id, transfer_id),
  check ((state = 'in_progress') <= (retry_until is not null))
);
create index transfers_newest on transfers (account_id, asked_at desc, transfer_id desc);
create index transfers_of_customer on transfers (account_id, customer_id, asked_at desc);
-- What the hourly job looks at, across companies.
create index transfers_waiting on transfers (expires_at) where state = 'open';
create index transfers_moving on transfers (retry_until) where state = 'in_progress';

create table transfer_lines (
  account_id      uuid not null default current_account(),
  transfer_id     uuid not null,
  line_no         integer not null,
  -- An add-on goes where its base goes.
  parent_line_no  integer,
  -- This company's own: with the source the one that ends, with the target the one that begins, once it has.
  subscription_id uuid,
  offer_id        text not null,
  titles          jsonb not null,
  unit            text not null,
  nickname        text,
  -- As it was when it was asked for: what is changed later does not come along.
  quantity        integer not null check (quantity between 1 and 1000000),
  term            text not null,
  billing_cycle   text not null,
  term_from       date not null,
  renews_on       date,
  auto_renews     boolean not null,
  -- What this company pays for one and a cycle; with the target once it has accepted.
  unit_price      numeric(20,6),
  retail_price    numeric(20,6),
  price_list_id   uuid,
  amount          numeric(20,6),
  state           text not null default 'waiting' check (state in ('waiting', 'moved', 'left')),
  fault           text,
  primary key (account_id, transfer_id, line_no),
  foreign key (account_id, transfer_id) references transfers on delete cascade on update cascade
);
-- What is being moved, by subscription: each in one open transfer.
create index transfer_lines_open on transfer_lines (account_id, subscription_id) where state = 'waiting' and subscription_id is not null;

do $$
declare t text;
begin
  foreach t in array array['transfers', 'transfer_lines'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
