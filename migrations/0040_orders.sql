-- Orders: carts, what was ordered, and the subscriptions that came of it, with everything that ever changed in them.

create table order_settings (
  account_id        uuid primary key default current_account() references accounts on delete cascade,
  -- From this first charge on a second person approves; null: nobody has to.
  approval_above    numeric(20,6) check (approval_above >= 0),
  approval_currency text check (approval_currency ~ '^[A-Z]{3}$'),
  version           integer not null default 1,
  check ((approval_above is null) = (approval_currency is null))
);

-- What is being gathered for one customer. Ordered, it is kept as it was.
create table carts (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  cart_id         uuid not null default gen_random_uuid(),
  customer_id     uuid not null,
  market          text not null check (market ~ '^[A-Z]{2}$'),
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  state           text not null default 'active' check (state in ('active', 'waiting', 'ordered', 'expired', 'discarded')),
  created_by      uuid not null,
  created_by_name text not null,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  expires_at      timestamptz not null,
  -- Of one that waits for approval: who asked, for what sum, with which prices, and the key of the checkout.
  asked_by        uuid,
  asked_by_name   text,
  asked_at        timestamptz,
  asked_total     numeric(20,6),
  asked_quote     text,
  asked_key       uuid,
  sent_back_by_name text,
  sent_back_why   text,
  version         integer not null default 1,
  primary key (account_id, cart_id),
  foreign key (account_id, customer_id) references customers on delete cascade on update cascade,
  check ((state = 'waiting') <= (asked_by is not null))
);
-- A customer has one cart that is being filled.
create unique index carts_open on carts (account_id, customer_id) where state in ('active', 'waiting');
create index carts_newest on carts (account_id, changed_at desc, cart_id) where state in ('active', 'waiting');
create index carts_ending on carts (expires_at) where state in ('active', 'waiting');

create table cart_lines (
  account_id    uuid not null default current_account(),
  cart_id       uuid not null,
  line_id       uuid not null default gen_random_uuid(),
  position      integer not null,
  offer_id      text not null,
  term          text not null check (term in ('P1M', 'P1Y', 'P3Y', 'none')),
  billing_cycle text not null check (billing_cycle in ('monthly', 'annual', 'one_time', 'none')),
  quantity      integer not null check (quantity between 1 and 1000000),
  nickname      text,
  auto_renews   boolean not null default true,
  -- Of an add-on: the line, or the subscription, that it adds to.
  parent_line_id         uuid,
  parent_subscription_id uuid,
  primary key (account_id, cart_id, line_id),
  foreign key (account_id, cart_id) references carts on delete cascade on update cascade,
  check (parent_line_id is null or parent_subscription_id is null)
);

-- A checkout is done once for its key, however often it is asked for.
create table checkouts (
  account_id uuid not null default current_account() references accounts on delete cascade,
  key        uuid not null,
  cart_id    uuid not null,
  order_ids  uuid[] not null default '{}',
  at         timestamptz not null,
  primary key (account_id, key)
);

-- One order has one customer and one rhythm of billing; a checkout makes as many as its lines need.
create table orders (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  order_id         uuid not null default gen_random_uuid(),
  -- What people say to each other; unique in the company.
  number           text not null,
  cart_id          uuid not null,
  customer_id      uuid not null,
  -- As it was called then.
  customer_name    text not null,
  billing_cycle    text not null,
  currency         text not null,
  state            text not null default 'pending' check (state in ('pending', 'completed', 'canceled')),
  first_charge     numeric(20,6) not null,
  placed_at        timestamptz not null,
  placed_by_name   text not null,
  approved_by_name text,
  -- When its prices were true.
  priced_at        timestamptz not null,
  search_text      text not null,
  version          integer not null default 1,
  primary key (account_id, order_id),
  unique (account_id, number),
  -- Whatever a customer has moves with it when two companies become one.
  foreign key (account_id, customer_id) references customers on delete cascade on update cascade
);
create index orders_newest on orders (account_id, placed_at desc, order_id desc);
create index orders_of_customer on orders (account_id, customer_id, placed_at desc, order_id desc);
create index orders_search on orders using gin (account_id, search_text gin_trgm_ops);

create table order_lines (
  account_id      uuid not null default current_account(),
  order_id        uuid not null,
  line_no         integer not null,
  subscription_id uuid not null,
  parent_subscription_id uuid,
  offer_id        text not null,
  titles          jsonb not null,
  term            text not null,
  quantity        integer not null,
  -- For one, and one billing cycle: of the list, paid by the partner, asked of the customer.
  list_price      numeric(20,6) not null,
  unit_price      numeric(20,6) not null,
  retail_price    numeric(20,6) not null,
  price_list_id   uuid not null,
  reason          jsonb not null,
  first_charge    numeric(20,6) not null,
  state           text not null default 'pending' check (state in ('pending', 'fulfilled', 'unfulfilled')),
  primary key (account_id, order_id, line_no),
  foreign key (account_id, order_id) references orders on delete cascade on update cascade
);

create table subscriptions (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  subscription_id uuid not null,
  customer_id     uuid not null,
  customer_name   text not null,
  order_id        uuid not null,
  offer_id        text not null,
  sku_id          text not null,
  product_id      text not null,
  titles          jsonb not null,
  publisher       text not null,
  unit            text not null,
  nickname        text,
  -- By which rules it ends.
  lifecycle       text not null check (lifecycle in ('license', 'publisher', 'publisher_usage', 'usage', 'software', 'software_subscription', 'reservation', 'trial', 'publisher_trial')),
  market          text not null,
  segment         text not null,
  parent_subscription_id uuid,
  -- The trial that it was made of, or what it took the place of.
  came_from       uuid,
  state           text not null default 'pending' check (state in ('pending', 'active', 'suspended', 'canceled', 'expired', 'converted', 'moved', 'deleted')),
  quantity        integer not null check (quantity between 1 and 1000000),
  term            text not null,
  billing_cycle   text not null,
  currency        text not null,
  -- Fixed for the term.
  unit_price      numeric(20,6) not null,
  retail_price    numeric(20,6) not null,
  price_list_id   uuid not null,
  auto_renews     boolean not null,
  ordered_at      timestamptz not null,
  started_on      date not null,
  -- The term that runs, its last day not in it; null: for good.
  term_from       date not null,
  renews_on       date,
  -- What was charged for the period that runs; see policy/meter.ts. None: not charged by the period.
  meter_from      date,
  meter_posted    numeric(20,6) not null default 0,
  meter_seat_days integer not null default 0,
  meter_on        date,
  suspended_at    timestamptz,
  suspension_reason text check (suspension_reason in ('customer_asked', 'non_payment', 'fraud', 'parent_suspended', 'misuse')),
  ended_at        timestamptz,
  data_deleted_on date,
  -- The nearest warning that was given, in days before what it warns of.
  warned          integer,
  support_partner_id text,
  support_name    text,
  search_text     text not null,
  -- When a figure of it last changed.
  changed_at      timestamptz not null,
  version         integer not null default 1,
  primary key (account_id, subscription_id),
  foreign key (account_id, customer_id) references customers on delete cascade on update cascade
);
create index subscriptions_newest on subscriptions (account_id, ordered_at desc, subscription_id desc);
create index subscriptions_of_customer on subscriptions (account_id, customer_id, ordered_at desc, subscription_id desc);
create index subscriptions_state on subscriptions (account_id, state, ordered_at desc, subscription_id desc);
create index subscriptions_renewing on subscriptions (account_id, renews_on, subscription_id) where state = 'active' and renews_on is not null;
create index subscriptions_search on subscriptions using gin (account_id, search_text gin_trgm_ops);
create index subscriptions_parent on subscriptions (account_id, parent_subscription_id) where parent_subscription_id is not null;
create index subscriptions_order on subscriptions (account_id, order_id);
create index subscriptions_price on subscriptions (account_id, offer_id, market, currency) where state in ('active', 'suspended');
-- What the nightly job looks at, across companies.
create index subscriptions_due on subscriptions (renews_on) where state = 'active' and renews_on is not null;
create index subscriptions_deleting on subscriptions (data_deleted_on) where data_deleted_on is not null and state <> 'deleted';

-- Everything that ever changed, with what was charged or given back for it: invoices are made of this.
create table subscription_changes (
  account_id      uuid not null default current_account(),
  subscription_id uuid not null,
  change_id       uuid not null default gen_random_uuid(),
  kind            text not null,
  at              timestamptz not null,
  by_name         text,
  before          jsonb not null,
  after           jsonb not null,
  amount          numeric(20,6) not null default 0,
  currency        text not null,
  -- [{ startsOn, endsOn, days, daysInPeriod, quantity, unitPrice, amount }]
  lines           jsonb not null default '[]',
  bulk_id         uuid,
  primary key (account_id, subscription_id, change_id),
  foreign key (account_id, subscription_id) references subscriptions on delete cascade on update cascade
);
create index subscription_changes_newest on subscription_changes (account_id, subscription_id, at desc, change_id);
create index subscription_changes_bulk on subscription_changes (account_id, bulk_id) where bulk_id is not null;

-- What is to change when the term is renewed; one plan each, made anew as often as one likes until then.
create table scheduled_changes (
  account_id      uuid not null default current_account(),
  subscription_id uuid not null,
  quantity        integer check (quantity between 1 and 1000000),
  term            text,
  billing_cycle   text,
  offer_id        text,
  -- It ends instead.
  ends            boolean not null default false,
  by_name         text not null,
  at              timestamptz not null,
  primary key (account_id, subscription_id),
  foreign key (account_id, subscription_id) references subscriptions on delete cascade on update cascade
);

-- What a customer may cost a month; it warns and stops nothing.
create table budgets (
  account_id  uuid not null default current_account(),
  customer_id uuid not null,
  amount      numeric(20,6) not null check (amount > 0),
  currency    text not null,
  thresholds  integer[] not null,
  -- The highest threshold that was told of, and in which month.
  told        integer not null default 0,
  told_month  date,
  changed_at  timestamptz not null,
  changed_by_name text not null,
  version     integer not null default 1,
  primary key (account_id, customer_id),
  foreign key (account_id, customer_id) references customers on delete cascade on update cascade
);

-- One change of many subscriptions: rehearsed, confirmed, watched, undone.
create table bulk_changes (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  bulk_id         uuid not null default gen_random_uuid(),
  -- { kind: 'seats', by | to } · { kind: 'renewal', autoRenews } · { kind: 'suspend', reason } · { kind: 'reactivate' }
  what            jsonb not null,
  state           text not null default 'rehearsed' check (state in ('rehearsed', 'running', 'done', 'undone')),
  created_by      uuid not null,
  created_by_name text not null,
  created_at      timestamptz not null,
  ended_at        timestamptz,
  undone_at       timestamptz,
  version         integer not null default 1,
  primary key (account_id, bulk_id)
);
create index bulk_changes_newest on bulk_changes (account_id, created_at desc, bulk_id);
create table bulk_change_rows (
  account_id      uuid not null default current_account(),
  bulk_id         uuid not null,
  row_no          integer not null,
  subscription_id uuid not null,
  -- As it was rehearsed: another version by then is left as it is.
  version         integer not null,
  state           text not null default 'ready' check (state in ('ready', 'refused', 'done', 'skipped', 'undone', 'kept')),
  reason          text,
  amount          numeric(20,6),
  before          jsonb,
  after           jsonb,
  primary key (account_id, bulk_id, row_no),
  foreign key (account_id, bulk_id) references bulk_changes on delete cascade on update cascade
);
create index bulk_change_rows_left on bulk_change_rows (account_id, bulk_id, row_no) where state = 'ready';

do $$
declare t text;
begin
  foreach t in array array['order_settings', 'carts', 'cart_lines', 'checkouts', 'orders', 'order_lines', 'subscriptions', 'subscription_changes',
                           'scheduled_changes', 'budgets', 'bulk_changes', 'bulk_change_rows'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Subscriptions and orders of the running account that have all of the words, the newest first. The words stand in the statement
-- itself, so that it is planned for them.
create function search_ordered(what text, words text[], narrowed jsonb, after_at timestamptz, after_id uuid, wanted integer)
  returns table (id uuid) stable security definer rows 50 set search_path = public language plpgsql as $$
declare
  at_column text := case what when 'subscriptions' then 'ordered_at' when 'orders' then 'placed_at' end;
  id_column text := case what when 'subscriptions' then 'subscription_id' when 'orders' then 'order_id' end;
  q text;
  w text;
  f text;
begin
  if at_column is null then raise exception 'no such list'; end if;
  q := format('select x.%I from %I x where x.account_id = %L', id_column, what, current_account());
  foreach w in array words loop
    q := q || format(' and x.search_text like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  end loop;
  foreach f in array array['customer_id', 'state'] loop
    if narrowed ->> f is not null then q := q || format(' and x.%I = %L', f, narrowed ->> f); end if;
  end loop;
  if after_id is not null then q := q || format(' and (x.%I, x.%I) < (%L::timestamptz, %L::uuid)', at_column, id_column, after_at, after_id); end if;
  return query execute q || format(' order by x.%I desc, x.%I desc limit %s', at_column, id_column, wanted);
end $$;
