-- What was left of customers, catalog and orders.

-- A change of a subscription that charges more than the company's limit: it waits for a second person. What is approved is rehearsed anew.
create table asked_changes (
  account_id      uuid not null default current_account(),
  subscription_id uuid not null,
  -- As `changeSubscription` takes it.
  change          jsonb not null,
  amount          numeric(20,6) not null,
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  -- Null: a program.
  asked_by        uuid,
  asked_by_name   text not null,
  asked_at        timestamptz not null,
  primary key (account_id, subscription_id),
  foreign key (account_id, subscription_id) references subscriptions on delete cascade on update cascade
);
alter table bulk_changes
  add column asked_by uuid,
  add column asked_by_name text,
  add column asked_at timestamptz;

-- A customer that may buy for itself at the company's expense; without a row it may not.
create table self_purchases (
  account_id       uuid not null default current_account(),
  customer_id      uuid not null,
  -- What it may buy.
  resources        text[] not null default '{reservations}' check (cardinality(resources) > 0 and resources <@ '{reservations}'),
  allowed_at       timestamptz not null,
  allowed_by_name  text not null,
  version          integer not null default 1,
  primary key (account_id, customer_id),
  foreign key (account_id, customer_id) references customers on delete cascade on update cascade
);

-- Codes that the operator gives to a company: each shows that an organization of a government was looked at, for so many customers.
create table validation_codes (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  code_id         uuid not null default gen_random_uuid(),
  code            text not null,
  -- Which organization was looked at, as the operator calls it.
  organization    text not null,
  quantity        integer not null check (quantity between 1 and 10000),
  remaining       integer not null check (remaining between 0 and quantity),
  created_at      timestamptz not null,
  created_by_name text not null,
  withdrawn_at    timestamptz,
  version         integer not null default 1,
  primary key (account_id, code_id),
  unique (account_id, code)
);
create index validation_codes_newest on validation_codes (created_at desc, code_id desc);
-- With which code a customer was qualified.
alter table customers add column qualification_code_id uuid;

-- Which text of the operator's a customer has agreed to: the one in force that day where the customer is. Null: before there were texts.
alter table customer_agreements
  add column text_id     uuid references agreement_texts,
  add column text_number integer check (text_number > 0);

do $$
declare t text;
begin
  foreach t in array array['asked_changes', 'self_purchases', 'validation_codes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
