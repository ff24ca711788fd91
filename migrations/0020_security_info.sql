-- Further ways of reaching and knowing a person, the temporary password, and the frozen identity.

-- Mail addresses and phone numbers beside the sign-in name. Proved by a code; only what is proved is written to or asked.
create table contact_ways (
  person_id      uuid not null references people on delete cascade,
  way_id         uuid not null default gen_random_uuid(),
  kind           text not null check (kind in ('email', 'phone')),
  -- As typed (mail) or E.164 (phone), and as compared.
  value          text not null,
  value_folded   text not null,
  created_at     timestamptz not null,
  verified_at    timestamptz,
  last_tested_at timestamptz,
  -- Its person came back without it: it counts for nothing but against "this was not me", until a code is confirmed there again.
  lost_at        timestamptz,
  primary key (person_id, way_id),
  unique (person_id, kind, value_folded)
);

-- What an administrator reads out once: it opens nothing but the page that sets a new password. Only a keyed hash is kept.
create table temporary_passwords (
  person_id   uuid primary key references people on delete cascade,
  secret_hash text not null unique,
  account_id  uuid not null,
  given_by    uuid not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);

alter table people
  -- Since when the sign-in name is what it is; null: from the start.
  add column email_changed_at timestamptz,
  -- When a code to the sign-in mailbox was last confirmed on the security page.
  add column email_tested_at timestamptz,
  -- "This was not me": nobody signs in until the person has shown two ways that are older than the change in question.
  add column frozen_at timestamptz,
  -- When the disputed change was made; what is younger does not count for thawing.
  add column frozen_change_at timestamptz;
alter table recovery_codes add column created_at timestamptz not null default '-infinity';

-- A text message goes the way of a mail, to a phone.
alter table mails add column channel text not null default 'mail' check (channel in ('mail', 'text'));

do $$
declare t text;
begin
  foreach t in array array['contact_ways', 'temporary_passwords'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_person on %I to entente_app using (person_id = current_person())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Proved by the DNS, which says who rules the domain; "proved_at" may stand on a single mailbox of it.
alter table account_domains add column dns_proved_at timestamptz;

-- Whether a company may hand this person a temporary password: 'fine', or why not. The DNS must have proved the domain of the sign-in
-- name, and be the only company (or side of the center) that the identity is of use in, or is about to be.
create function against_temporary_password(of_person uuid, in_account uuid, at timestamptz) returns text
  stable security definer set search_path = public language sql as $$
  select coalesce((select case
    when m.person_id is null then 'gone'
    when m.is_guest then 'guest'
    when exists (select 1 from members o join accounts a using (account_id) where o.person_id = of_person and o.account_id <> in_account and o.state <> 'removed' and a.state <> 'closed')
      or exists (select 1 from operators o where o.person_id = of_person and (o.ends_at is null or o.ends_at > at))
      or exists (select 1 from invitations i where i.account_id <> in_account and i.email_folded = n.email_folded and i.state = 'open' and i.expires_at > at) then 'elsewhere'
    when not exists (select 1 from account_domains d where d.account_id = in_account and d.domain = split_part(n.email_folded, '@', -1) and d.dns_proved_at is not null) then 'domain'
    else 'fine' end
    from sign_in_names n left join members m on m.account_id = in_account and m.person_id = n.person_id and m.state = 'active' where n.person_id = of_person), 'gone')
$$;

-- What was handed out opens nothing any more: by its person, or by the address that another company than the one that gave it invites.
create function void_temporary_passwords(of_person uuid, of_email text, at timestamptz) returns void
  volatile security definer set search_path = public language sql as $$
  update temporary_passwords t set expires_at = least(t.expires_at, at)
   where (t.person_id = of_person or t.person_id = (select n.person_id from sign_in_names n where n.email_folded = of_email) and t.account_id <> current_account())
     and t.expires_at > at
$$;

-- As before, in the same one look; `temporary` is the hash of what was typed if it looks like a temporary password, of nothing if not.
drop function find_password(text);
create function find_password(name text, temporary text) returns table (person_id uuid, hash text, failed_in_row integer, has_second_factor boolean, is_temporary boolean)
  stable security definer set search_path = public language plpgsql as $$
begin
  return query select n.person_id, w.hash, w.failed_in_row,
         exists (select 1 from passkeys k where k.person_id = n.person_id) or exists (select 1 from authenticators t where t.person_id = n.person_id and t.confirmed_at is not null),
         exists (select 1 from temporary_passwords t where t.person_id = n.person_id and t.secret_hash = temporary and t.used_at is null)
    from sign_in_names n left join passwords w on w.person_id = n.person_id where n.email_folded = name;
end $$;

-- As before, and nobody waits for the disk: a count that a power cut takes is no loss, and waiting would tell who has a password.
create or replace function fail_password(of_person uuid, at timestamptz) returns integer
  volatile security definer set search_path = public language plpgsql as $$
declare failures integer;
begin
  perform set_config('synchronous_commit', 'off', true);
  update passwords set failed_in_row = failed_in_row + 1, last_failed_at = at where person_id = of_person returning failed_in_row into failures;
  return failures;
end $$;
