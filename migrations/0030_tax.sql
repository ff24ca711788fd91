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
