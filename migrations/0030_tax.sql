-- Tax and money: exemptions with their papers, the billing profile, and the accounts that payouts go to.

create table tax_exemptions (
  account_id         uuid not null default current_account() references accounts on delete cascade,
  exemption_id       uuid not null default gen_random_uuid(),
  country            text not null check (country ~ '^[A-Z]{2}$'),
  -- Keys of the country's states, as addresses keep them; empty is the whole country.
  states             text[] not null default '{}',
  certificate        text not null,
  valid_from         date not null,
  -- The last day; null: until it is called back.
  valid_until        date,
  -- The one in force that it takes over from. That one stays in force until it runs out.
  renews             uuid,
  state              text not null check (state in ('submitted', 'asked', 'accepted', 'refused', 'withdrawn', 'expired')),
  changed_at         timestamptz not null,
  reason             text,
  note               text,
  question           text,
  answer             text,
  decided_at         timestamptz,
  decided_by_name    text,
  -- The nearest reminder that was sent, in days before the last one.
  reminded           integer,
  submitted_at       timestamptz not null,
  submitted_by       uuid,
  submitted_by_name  text not null,
  version            integer not null default 1,
  primary key (account_id, exemption_id),
  check (valid_until is null or valid_until >= valid_from)
);
create index tax_exemptions_queue on tax_exemptions (state, changed_at, exemption_id);
create index tax_exemptions_ending on tax_exemptions (valid_until) where state = 'accepted' and valid_until is not null;

-- Every paper that was ever sent in; none disappears.
create table tax_papers (
  account_id   uuid not null default current_account() references accounts on delete cascade,
  exemption_id uuid not null,
  file_id      uuid not null references files,
  added_at     timestamptz not null,
  primary key (account_id, exemption_id, file_id),
  foreign key (account_id, exemption_id) references tax_exemptions on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['tax_exemptions', 'tax_papers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- To whom and where invoices go. The name is the company's legal one; no row: nothing is said beyond the legal profile.
create table billing_profiles (
  account_id             uuid primary key default current_account() references accounts on delete cascade,
  -- Null: the legal address.
  address                jsonb,
  contact                jsonb,
  -- Printed on invoices.
  purchase_order         text,
  -- Fixed once, and for good.
  currency               text check (currency ~ '^[A-Z]{3}$'),
  currency_fixed_at      timestamptz,
  currency_fixed_by_name text,
  version                integer not null default 1,
  check ((currency is null) = (currency_fixed_at is null))
);

-- VAT and tax numbers by country. That of the company's own country is kept here and in the legal profile, by one act.
create table tax_ids (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  country          text not null check (country ~ '^[A-Z]{2}$'),
  number           text not null,
  changed_at       timestamptz not null,
  changed_by_name  text not null,
  -- What the tax offices' service said of it, and under which reference: kept as proof.
  online           text check (online in ('right', 'wrong')),
  online_at        timestamptz,
  online_reference text,
  primary key (account_id, country)
);

do $$
declare t text;
begin
  foreach t in array array['billing_profiles', 'tax_ids'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Where payouts go. No account stands here that two people have not asked for; none is ever deleted.
create table payout_accounts (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  payout_id      uuid not null default gen_random_uuid(),
  name           text not null,
  holder         text not null,
  country        text not null check (country ~ '^[A-Z]{2}$'),
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  bank           text not null,
  -- AES-256-GCM; never leaves the server.
  sealed_number  bytea not null,
  masked         text not null,
  contact_email  text not null,
  state          text not null check (state in ('pending_validation', 'approved', 'action_required', 'closed')),
  reason         text,
  -- Nothing is paid to it before.
  held_until     timestamptz not null,
  valid_until    date,
  changed_at     timestamptz not null,
  reminded       integer,
  version        integer not null default 1,
  primary key (account_id, payout_id)
);
create index payout_accounts_queue on payout_accounts (state, changed_at, payout_id);

-- What one person has asked for and another has to confirm.
create table payout_changes (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  change_id       uuid not null default gen_random_uuid(),
  kind            text not null check (kind in ('add', 'replace', 'close')),
  -- Of the account that is replaced or closed.
  payout_id       uuid,
  -- The account as it would be, sealed as a whole; null to close one.
  sealed_wanted   bytea,
  masked          text,
  contact_email   text,
  state           text not null check (state in ('waiting', 'confirmed', 'refused', 'withdrawn', 'expired')),
  asked_at        timestamptz not null,
  asked_by        uuid not null,
  asked_by_name   text not null,
  ends_at         timestamptz not null,
  decided_at      timestamptz,
  decided_by      uuid,
  decided_by_name text,
  primary key (account_id, change_id),
  -- Whoever asked is never the one who confirms: the database itself refuses it.
  check (decided_by <> asked_by or state <> 'confirmed')
);
create unique index payout_changes_waiting on payout_changes (account_id, payout_id) where state = 'waiting' and payout_id is not null;

do $$
declare t text;
begin
  foreach t in array array['payout_accounts', 'payout_changes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;
