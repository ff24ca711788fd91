-- What a record of acceptance says beyond name and text. Null for what was accepted before this was kept.
alter table agreement_acceptances
  -- The company as it was called then, with its PartnerId and country.
  add column company jsonb,
  -- Roles that the signer held, and what the session had proved, with the moment of its second factor.
  add column roles text[],
  add column proofs text[],
  add column second_factor_at timestamptz,
  -- Days before an acceptance runs out at which the signers were told; 0 once it has.
  add column reminded integer;

-- The last day on which acceptances of earlier versions of the agreement hold; null: they hold for good.
alter table agreement_texts add column earlier_until date;
alter table agreement_texts add constraint agreement_texts_notice check (earlier_until is null or earlier_until >= valid_from);

-- Under which tax number payouts are reported, and what is withheld. A new one takes over once it is approved; none is ever deleted.
create table tax_profiles (
  account_id        uuid not null default current_account() references accounts on delete cascade,
  profile_id        uuid not null default gen_random_uuid(),
  form              text not null check (form in ('w9', 'w8ben', 'w8ben_e')),
  legal_name        text not null,
  country           text not null check (country ~ '^[A-Z]{2}$'),
  -- AES-256-GCM; shown whole to nobody but the operator who checks it.
  sealed_number     bytea not null,
  masked            text not null,
  claims_treaty     boolean not null,
  state             text not null check (state in ('pending_validation', 'approved', 'action_required', 'replaced')),
  reason            text,
  note              text,
  -- Per cent withheld from payouts; fixed by the operator who approves it.
  withheld          integer check (withheld between 0 and 100),
  valid_until       date,
  reminded          integer,
  filled_at         timestamptz not null,
  filled_by         uuid not null,
  filled_by_name    text not null,
  decided_at        timestamptz,
  decided_by_name   text,
  version           integer not null default 1,
  primary key (account_id, profile_id),
  check ((state = 'approved') <= (withheld is not null))
);
create index tax_profiles_queue on tax_profiles (state, filled_at, profile_id);
create unique index tax_profiles_one on tax_profiles (account_id, state) where state in ('approved', 'pending_validation', 'action_required');
alter table tax_profiles enable row level security;
create policy own_account on tax_profiles to entente_app using (account_id = current_account());
create policy across on tax_profiles to entente_across using (true);
create index payout_accounts_ending on payout_accounts (valid_until) where state = 'approved' and valid_until is not null;
