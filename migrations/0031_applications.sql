-- Applications that an integrator has registered, what they prove themselves by, and what partners have consented to.

create table applications (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  application_id uuid not null default gen_random_uuid(),
  name           text not null,
  description    text not null,
  redirects      text[] not null,
  -- What it asks partners for: [{"permission", "level"}].
  asks           jsonb not null,
  state          text not null default 'active' check (state in ('active', 'retired')),
  created_at     timestamptz not null,
  created_by     text not null,
  retired_at     timestamptz,
  version        integer not null default 1,
  primary key (account_id, application_id)
);
create index applications_newest on applications (account_id, created_at desc, application_id);

-- Of a secret only a hash is kept; of a certificate the public part.
create table application_keys (
  account_id     uuid not null default current_account(),
  key_id         uuid not null default gen_random_uuid(),
  application_id uuid not null,
  kind           text not null check (kind in ('secret', 'certificate')),
  name           text not null,
  -- The last characters of a secret, the fingerprint of a certificate: to know it again.
  hint           text not null,
  value_hash     text,
  certificate    text,
  created_at     timestamptz not null,
  created_by     text not null,
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  -- The fewest days before its end at which people were told.
  warned_days    integer,
  primary key (account_id, key_id),
  foreign key (account_id, application_id) references applications on delete cascade,
  check ((kind = 'secret') = (value_hash is not null)),
  check ((kind = 'certificate') = (certificate is not null))
);
create index application_keys_of on application_keys (account_id, application_id, created_at);
create index application_keys_due on application_keys (expires_at) where ended_at is null;

-- One consent is two rows with one id: the partner's and the integrator's. Neither side reads the other's.
create table application_consents (
  account_id       uuid not null default current_account() references accounts on delete cascade,
  consent_id       uuid not null,
  side             text not null check (side in ('partner', 'integrator')),
  application_id   uuid not null,
  application_name text not null,
  other_account_id uuid not null,
  other_partner_id text not null,
  other_name       text not null,
  grants           jsonb not null,
  given_at         timestamptz not null,
  -- On the partner's side only.
  given_by         text,
  ended_at         timestamptz,
  ended_by         text check (ended_by in ('partner', 'integrator')),
  version          integer not null default 1,
  primary key (account_id, consent_id)
);
create unique index application_consents_open on application_consents (account_id, side, application_id, other_account_id) where ended_at is null;
create index application_consents_newest on application_consents (account_id, side, given_at desc, consent_id);

do $$
declare t text;
begin
  foreach t in array array['applications', 'application_keys', 'application_consents'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- What a partner is shown before consenting: an active application of a company that is still an integrator.
create function find_application(client uuid) returns table (account_id uuid, application_id uuid, name text, description text, asks jsonb, partner_id text, company text)
  stable security definer set search_path = public language sql as $$
  select p.account_id, p.application_id, p.name, p.description, p.asks, a.partner_id, a.name
    from applications p join accounts a using (account_id)
   where p.application_id = client and p.state = 'active' and a.state = 'active' and 'integrator' = any(sections_of(p.account_id))
$$;
