-- Written by `npm run docs` from the migrated database; not by hand.

create table account_domains (
  domain text not null,
  account_id uuid not null,
  proved_at timestamp with time zone,
  constraint account_domains_pkey PRIMARY KEY (domain, account_id)
);
CREATE INDEX account_domains_account ON public.account_domains USING btree (account_id);
create policy across on account_domains for all to entente_across using true;
create policy own_account on account_domains for all to entente_app using (account_id = current_account());

create table account_registrations (
  country text not null,
  number text not null,
  account_id uuid not null,
  constraint account_registrations_pkey PRIMARY KEY (country, number, account_id)
);
CREATE INDEX account_registrations_account ON public.account_registrations USING btree (account_id);
create policy across on account_registrations for all to entente_across using true;
create policy own_account on account_registrations for all to entente_app using (account_id = current_account());

create table accounts (
  account_id uuid not null default gen_random_uuid(),
  partner_id text not null,
  name text not null,
  name_folded text not null,
  search_text text not null default ((name_folded || ' '::text) || partner_id),
  country text not null,
  address jsonb not null,
  registration_number text,
  vat_number text,
  website text,
  primary_contact jsonb not null,
  primary_contact_confirmed_at timestamp with time zone,
  primary_contact_token_hash text,
  support_email text,
  support_phone text,
  support_website text,
  tax_exemption text,
  accepted_proofs text[] not null default '{}'::text[],
  state text not null default 'active'::text,
  vetting_status text not null default 'pending'::text,
  vetting_reason text,
  vetting_note text,
  vetting_changed_at timestamp with time zone,
  terms_accepted_at timestamp with time zone not null,
  terms_accepted_by uuid not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint accounts_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint accounts_partner_id_check CHECK ((partner_id ~ '^[0-9]{7}$'::text)),
  constraint accounts_pkey PRIMARY KEY (account_id),
  constraint accounts_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text]))),
  constraint accounts_tax_exemption_check CHECK ((tax_exemption = ANY (ARRAY['not_for_us'::text, 'will_file'::text]))),
  constraint accounts_vetting_status_check CHECK ((vetting_status = ANY (ARRAY['pending'::text, 'authorized'::text, 'rejected'::text])))
);
CREATE INDEX accounts_contact_token ON public.accounts USING btree (primary_contact_token_hash, account_id) WHERE (primary_contact_token_hash IS NOT NULL);
CREATE INDEX accounts_list ON public.accounts USING btree (name_folded COLLATE "C", account_id) INCLUDE (search_text, country, vetting_status, state);
CREATE INDEX accounts_vetting ON public.accounts USING btree (vetting_changed_at, account_id) WHERE (vetting_status = 'pending'::text);
create policy across on accounts for all to entente_across using true;
create policy own_account on accounts for all to entente_app using (account_id = current_account());

create table announcements (
  announcement_id uuid not null default gen_random_uuid(),
  at timestamp with time zone not null,
  account_id uuid,
  person_id uuid,
  name text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  address text,
  user_agent text,
  request_id text,
  subject_id text,
  details jsonb not null default '{}'::jsonb,
  before jsonb,
  after jsonb,
  constraint announcements_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['nobody'::text, 'person'::text, 'operator'::text, 'app'::text, 'system'::text]))),
  constraint announcements_pkey PRIMARY KEY (announcement_id, at)
);
CREATE INDEX announcements_account ON ONLY public.announcements USING btree (account_id, at DESC);
CREATE INDEX announcements_person ON ONLY public.announcements USING btree (person_id, at DESC);
create policy across on announcements for all to entente_across using true;
create policy own_account on announcements for all to entente_app using (account_id = current_account()) with check true;
create policy own_person on announcements for select to entente_app using ((account_id IS NULL) AND (person_id = current_person()));

create table attempts (
  door text not null,
  key_hash text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  free_at timestamp with time zone not null,
  constraint attempts_pkey PRIMARY KEY (door, key_hash)
);

create table authenticators (
  person_id uuid not null,
  secret bytea not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint,
  constraint authenticators_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint authenticators_pkey PRIMARY KEY (person_id)
);
create policy across on authenticators for all to entente_across using true;
create policy own_person on authenticators for all to entente_app using (person_id = current_person());

create table center (
  only_one boolean not null default true,
  name text not null default 'Entente'::text,
  accent text not null default '#3551d0'::text,
  logo_file_id uuid,
  locales text[] not null default '{en,fr,es,zh-CN,zh-TW}'::text[],
  refuse_free_mail boolean not null default true,
  desk_email text,
  desk_phone text,
  is_demo boolean not null default false,
  rights_version integer not null default 1,
  version integer not null default 1,
  set_up_at timestamp with time zone,
  constraint center_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text)),
  constraint center_only_one_check CHECK (only_one),
  constraint center_pkey PRIMARY KEY (only_one)
);

create table challenges (
  challenge_id uuid not null default gen_random_uuid(),
  purpose text not null,
  email_folded text not null,
  secret_hash text,
  tries integer not null default 0,
  data jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint challenges_pkey PRIMARY KEY (challenge_id)
);
CREATE INDEX challenges_email ON public.challenges USING btree (email_folded, purpose, created_at DESC);

create table files (
  file_id uuid not null default gen_random_uuid(),
  account_id uuid,
  name text not null,
  type text not null,
  bytes integer not null,
  sha256 text not null,
  is_public boolean not null default false,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint files_bytes_check CHECK ((bytes >= 0)),
  constraint files_pkey PRIMARY KEY (file_id)
);
create policy across on files for all to entente_across using true;
create policy own_files on files for insert to entente_app with check (NOT (account_id IS DISTINCT FROM current_account()));
create policy public_files on files for select to entente_app using (is_public OR (account_id = current_account()));

create table grant_overrides (
  role text not null,
  permission text not null,
  level text,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  constraint grant_overrides_level_check CHECK ((level = ANY (ARRAY['view'::text, 'own'::text, 'scoped'::text, 'edit'::text]))),
  constraint grant_overrides_pkey PRIMARY KEY (role, permission)
);

create table invitations (
  account_id uuid not null default current_account(),
  invitation_id uuid not null default gen_random_uuid(),
  email text not null,
  email_folded text not null,
  given_name text not null,
  family_name text not null,
  roles text[] not null,
  locale text not null,
  token_hash text,
  state text not null default 'open'::text,
  invited_by uuid not null,
  invited_by_name text not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  proof_hash text,
  proved_until timestamp with time zone,
  version integer not null default 1,
  constraint invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint invitations_pkey PRIMARY KEY (account_id, invitation_id),
  constraint invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'withdrawn'::text])))
);
CREATE INDEX invitations_newest ON public.invitations USING btree (account_id, created_at DESC, invitation_id);
CREATE INDEX invitations_token ON public.invitations USING btree (token_hash);
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (account_id, email_folded) WHERE (state = 'open'::text);
create policy across on invitations for all to entente_across using true;
create policy own_account on invitations for all to entente_app using (account_id = current_account());

create table join_requests (
  account_id uuid not null default current_account(),
  request_id uuid not null default gen_random_uuid(),
  email text not null,
  email_folded text not null,
  given_name text not null,
  family_name text not null,
  message text,
  locale text not null,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  desk_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by uuid,
  reason text,
  constraint join_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint join_requests_pkey PRIMARY KEY (account_id, request_id),
  constraint join_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'refused'::text, 'at_desk'::text, 'withdrawn'::text])))
);
CREATE INDEX join_requests_due ON public.join_requests USING btree (due_at, account_id) WHERE (state = ANY (ARRAY['open'::text, 'at_desk'::text]));
CREATE INDEX join_requests_newest ON public.join_requests USING btree (account_id, created_at DESC, request_id);
CREATE UNIQUE INDEX join_requests_open ON public.join_requests USING btree (account_id, email_folded) WHERE (state = ANY (ARRAY['open'::text, 'at_desk'::text]));
create policy across on join_requests for all to entente_across using true;
create policy own_account on join_requests for all to entente_app using (account_id = current_account());

create table mails (
  mail_id uuid not null default gen_random_uuid(),
  template text not null,
  recipient text not null,
  locale text not null,
  account_id uuid,
  person_id uuid,
  asked_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  state text not null default 'queued'::text,
  failure text,
  subject text,
  content bytea,
  constraint mails_pkey PRIMARY KEY (mail_id),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'kept'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX mails_asked ON public.mails USING btree (asked_at DESC, mail_id);
create policy across on mails for all to entente_across using true;
create policy ask on mails for insert to entente_app with check true;

create table members (
  account_id uuid not null default current_account(),
  person_id uuid not null,
  given_name text not null,
  family_name text not null,
  email text not null,
  phone text,
  search_text text not null,
  state text not null default 'active'::text,
  is_guest boolean not null default false,
  joined_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  removed_at timestamp with time zone,
  rights_version integer not null default 1,
  version integer not null default 1,
  constraint members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint members_pkey PRIMARY KEY (account_id, person_id),
  constraint members_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text, 'removed'::text])))
);
CREATE INDEX members_active ON public.members USING btree (account_id) WHERE (state = 'active'::text);
CREATE INDEX members_name ON public.members USING btree (account_id, family_name COLLATE "und-x-icu", given_name COLLATE "und-x-icu", person_id);
CREATE INDEX members_name_es ON public.members USING btree (account_id, family_name COLLATE "es-x-icu", given_name COLLATE "es-x-icu", person_id);
CREATE INDEX members_name_hans ON public.members USING btree (account_id, family_name COLLATE "zh-Hans-x-icu", given_name COLLATE "zh-Hans-x-icu", person_id);
CREATE INDEX members_name_hant ON public.members USING btree (account_id, family_name COLLATE "zh-Hant-x-icu", given_name COLLATE "zh-Hant-x-icu", person_id);
CREATE INDEX members_person ON public.members USING btree (person_id);
create policy across on members for all to entente_across using true;
create policy own_account on members for all to entente_app using (account_id = current_account());

create table migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table news (
  news_id uuid not null default gen_random_uuid(),
  texts jsonb not null,
  published_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  constraint news_pkey PRIMARY KEY (news_id)
);

create table notice_settings (
  person_id uuid not null,
  mails boolean not null,
  constraint notice_settings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint notice_settings_pkey PRIMARY KEY (person_id)
);
create policy across on notice_settings for all to entente_across using true;
create policy own_person on notice_settings for all to entente_app using (person_id = current_person());

create table notices (
  person_id uuid not null,
  notice_id uuid not null default gen_random_uuid(),
  account_id uuid,
  announcement_id uuid not null,
  kind text not null,
  details jsonb not null default '{}'::jsonb,
  link text,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint notices_person_id_announcement_id_kind_key UNIQUE (person_id, announcement_id, kind),
  constraint notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint notices_pkey PRIMARY KEY (person_id, notice_id)
);
CREATE INDEX notices_newest ON public.notices USING btree (person_id, at DESC, notice_id);
CREATE INDEX notices_unread ON public.notices USING btree (person_id) WHERE (read_at IS NULL);
create policy across on notices for all to entente_across using true;
create policy own_person on notices for all to entente_app using (person_id = current_person());

create table operators (
  person_id uuid not null,
  role text not null,
  ends_at timestamp with time zone,
  given_by uuid,
  given_at timestamp with time zone not null,
  constraint operators_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint operators_pkey PRIMARY KEY (person_id, role),
  constraint operators_role_check CHECK ((role ~~ 'op\_%'::text))
);
create policy across on operators for all to entente_across using true;
create policy own_person on operators for all to entente_app using (person_id = current_person());

create table partner_ids (
  partner_id text not null,
  account_id uuid not null,
  constraint partner_ids_pkey PRIMARY KEY (partner_id)
);
create policy across on partner_ids for all to entente_across using true;
create policy own_account on partner_ids for all to entente_app using (account_id = current_account());

create table passkeys (
  person_id uuid not null,
  passkey_id uuid not null default gen_random_uuid(),
  credential_id text not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_credential_id_key UNIQUE (credential_id),
  constraint passkeys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint passkeys_pkey PRIMARY KEY (person_id, passkey_id)
);
create policy across on passkeys for all to entente_across using true;
create policy own_person on passkeys for all to entente_app using (person_id = current_person());

create table passwords (
  person_id uuid not null,
  hash text not null,
  set_at timestamp with time zone not null,
  needs_second_factor boolean not null default false,
  failed_in_row integer not null default 0,
  last_failed_at timestamp with time zone,
  constraint passwords_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint passwords_pkey PRIMARY KEY (person_id)
);
create policy across on passwords for all to entente_across using true;
create policy own_person on passwords for all to entente_app using (person_id = current_person());

create table people (
  person_id uuid not null default gen_random_uuid(),
  given_name text not null,
  family_name text not null,
  email text not null,
  locale text not null,
  theme text not null default 'system'::text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint people_pkey PRIMARY KEY (person_id),
  constraint people_theme_check CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
);
create policy across on people for all to entente_across using true;
create policy own_person on people for all to entente_app using (person_id = current_person());

create table recovery_codes (
  person_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint recovery_codes_pkey PRIMARY KEY (person_id, code_hash)
);
create policy across on recovery_codes for all to entente_across using true;
create policy own_person on recovery_codes for all to entente_app using (person_id = current_person());

create table role_assignments (
  account_id uuid not null default current_account(),
  assignment_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  role text not null,
  scope jsonb not null default '"company"'::jsonb,
  ends_at timestamp with time zone,
  given_by uuid,
  given_at timestamp with time zone not null,
  constraint role_assignments_account_id_person_id_fkey FOREIGN KEY (account_id, person_id) REFERENCES members(account_id, person_id) ON DELETE CASCADE,
  constraint role_assignments_account_id_person_id_role_scope_key UNIQUE (account_id, person_id, role, scope),
  constraint role_assignments_pkey PRIMARY KEY (account_id, assignment_id),
  constraint role_assignments_role_check CHECK ((role !~~ 'op\_%'::text))
);
CREATE INDEX role_assignments_role ON public.role_assignments USING btree (account_id, role, person_id);
create policy across on role_assignments for all to entente_across using true;
create policy own_account on role_assignments for all to entente_app using (account_id = current_account());

create table sessions (
  token_hash text not null,
  session_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  proofs text[] not null,
  second_factor_at timestamp with time zone,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  idle_minutes integer not null,
  ended_at timestamp with time zone,
  address text,
  user_agent text,
  version integer not null default 1,
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint sessions_pkey PRIMARY KEY (token_hash),
  constraint sessions_session_id_key UNIQUE (session_id)
);
CREATE INDEX sessions_person ON public.sessions USING btree (person_id, last_used_at DESC);
create policy across on sessions for all to entente_across using true;
create policy own_person on sessions for all to entente_app using (person_id = current_person());

create table sign_in_names (
  email_folded text not null,
  person_id uuid not null,
  constraint sign_in_names_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint sign_in_names_pkey PRIMARY KEY (email_folded)
);
CREATE INDEX sign_in_names_person ON public.sign_in_names USING btree (person_id);
create policy across on sign_in_names for all to entente_across using true;
create policy own_person on sign_in_names for all to entente_app using (person_id = current_person());

create table sign_up_tokens (
  token_hash text not null,
  sign_up_id uuid not null,
  created_at timestamp with time zone not null,
  constraint sign_up_tokens_pkey PRIMARY KEY (token_hash),
  constraint sign_up_tokens_sign_up_id_fkey FOREIGN KEY (sign_up_id) REFERENCES sign_ups(sign_up_id) ON DELETE CASCADE
);
CREATE INDEX sign_up_tokens_sign_up ON public.sign_up_tokens USING btree (sign_up_id);

create table sign_ups (
  sign_up_id uuid not null default gen_random_uuid(),
  email text not null,
  email_folded text not null,
  locale text not null,
  challenge_id uuid,
  code_sent_at timestamp with time zone not null,
  codes_sent integer not null default 1,
  answers jsonb not null default '{}'::jsonb,
  confirmed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  link_sent_at timestamp with time zone,
  finished_at timestamp with time zone,
  finished_account_id uuid,
  finished_person_id uuid,
  constraint sign_ups_pkey PRIMARY KEY (sign_up_id)
);
CREATE INDEX sign_ups_email ON public.sign_ups USING btree (email_folded, created_at DESC);
CREATE INDEX sign_ups_expiry ON public.sign_ups USING btree (expires_at);

create table terms_acceptances (
  account_id uuid not null default current_account(),
  text_hash text not null,
  version text not null,
  accepted_by uuid not null,
  accepted_at timestamp with time zone not null,
  constraint terms_acceptances_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint terms_acceptances_pkey PRIMARY KEY (account_id, text_hash),
  constraint terms_acceptances_text_hash_fkey FOREIGN KEY (text_hash) REFERENCES terms_texts(text_hash)
);
create policy across on terms_acceptances for all to entente_across using true;
create policy own_account on terms_acceptances for all to entente_app using (account_id = current_account());

create table terms_texts (
  text_hash text not null,
  version text not null,
  locale text not null,
  text jsonb not null,
  constraint terms_texts_pkey PRIMARY KEY (text_hash)
);

CREATE OR REPLACE FUNCTION public.accounts_without_other_admin(at timestamp with time zone)
 RETURNS TABLE(account_id uuid, name text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare mine record; before text := current_setting('entente.account_id', true);
begin
  for mine in select a.account_id, a.name from accounts a
               where exists (select 1 from members m join role_assignments r using (account_id, person_id)
                              where m.account_id = a.account_id and m.person_id = current_person() and r.role = 'global_admin')
               order by a.account_id for no key update of a loop
    perform set_config('entente.account_id', mine.account_id::text, true);
    if (select array_agg(e.person_id) = array[current_person()] from effective_admins(at, current_person()) e) then
      account_id := mine.account_id; name := mine.name; return next;
    end if;
  end loop;
  perform set_config('entente.account_id', coalesce(before, ''), true);
end $function$;

CREATE OR REPLACE FUNCTION public.check_session(of_token_hash text, in_account uuid, at timestamp with time zone)
 RETURNS TABLE(person_id uuid, session_id uuid, session_version integer, rights_version integer, center_version integer, stale_use boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select s.person_id, s.session_id, s.version, m.rights_version, c.rights_version,
         least(s.last_used_at, case when m.person_id is not null then coalesce(m.last_used_at, '-infinity') end) < at - interval '5 minutes'
    from sessions s cross join center c
    left join members m on m.account_id = in_account and m.person_id = s.person_id
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$function$;

CREATE OR REPLACE FUNCTION public.count_accounts_by_registration(in_country text, of_number text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select count(*)::int from account_registrations where country = in_country and number = of_number $function$;

CREATE OR REPLACE FUNCTION public.current_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('entente.account_id', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION public.current_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('entente.person_id', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION public.effective_admins(at timestamp with time zone, as_if uuid DEFAULT NULL::uuid)
 RETURNS TABLE(person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with admins as (
    select m.person_id, bool_or(r.ends_at is null) as for_good,
           m.person_id is not distinct from as_if or exists (select 1 from passkeys k where k.person_id = m.person_id)
             or exists (select 1 from authenticators t where t.person_id = m.person_id and t.confirmed_at is not null) as has_factor
      from members m join role_assignments r using (account_id, person_id)
     where m.account_id = current_account() and m.state = 'active' and not m.is_guest
       and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > at)
     group by m.person_id)
  select a.person_id from admins a
   where (a.for_good or not exists (select 1 from admins b where b.for_good))
     and (a.has_factor or not exists (select 1 from admins b where b.has_factor and (b.for_good or not exists (select 1 from admins c where c.for_good))))
$function$;

CREATE OR REPLACE FUNCTION public.end_session(of_token_hash text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ update sessions set ended_at = at, version = version + 1 where token_hash = of_token_hash and ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.fail_password(of_person uuid, at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  update passwords set failed_in_row = failed_in_row + 1, last_failed_at = at where person_id = of_person returning failed_in_row
$function$;

CREATE OR REPLACE FUNCTION public.find_account_by_contact_token(hash text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id from accounts where primary_contact_token_hash = hash $function$;

CREATE OR REPLACE FUNCTION public.find_accounts_by_domain(name text)
 RETURNS TABLE(account_id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select a.account_id, a.name from account_domains d join accounts a using (account_id) where d.domain = find_accounts_by_domain.name and d.proved_at is not null and a.state <> 'closed' $function$;

CREATE OR REPLACE FUNCTION public.find_invitation_by_token(hash text)
 RETURNS TABLE(account_id uuid, invitation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id, invitation_id from invitations where token_hash = hash $function$;

CREATE OR REPLACE FUNCTION public.find_join_requests_by_email(folded text)
 RETURNS TABLE(account_id uuid, request_id uuid, state text, due_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id, request_id, state, due_at from join_requests where email_folded = folded $function$;

CREATE OR REPLACE FUNCTION public.find_password(name text)
 RETURNS TABLE(person_id uuid, hash text, failed_in_row integer, has_second_factor boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  return query select n.person_id, w.hash, w.failed_in_row,
         exists (select 1 from passkeys k where k.person_id = n.person_id) or exists (select 1 from authenticators t where t.person_id = n.person_id and t.confirmed_at is not null)
    from sign_in_names n left join passwords w on w.person_id = n.person_id where n.email_folded = name;
end $function$;

CREATE OR REPLACE FUNCTION public.find_person_by_passkey(credential text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select person_id from passkeys where credential_id = credential $function$;

CREATE OR REPLACE FUNCTION public.find_person_by_sign_in_name(name text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select person_id from sign_in_names where email_folded = name $function$;

CREATE OR REPLACE FUNCTION public.free_after(above integer, at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select case when above <= 0 then '-infinity' else at + make_interval(secs => least(power(2, least(above, 10)), 900)) end $function$;

CREATE OR REPLACE FUNCTION public.knock(doors text[], keys text[], allowed integer[], at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
declare counted integer; shut_until timestamptz;
begin
  perform set_config('synchronous_commit', 'off', true);
  begin
    insert into attempts as a (door, key_hash, failures, last_at, free_at)
      select k.door, k.key_hash, 1, at, free_after(1 - k.allow, at) from unnest(doors, keys, allowed) k(door, key_hash, allow)
      on conflict (door, key_hash) do update
        set failures = case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end, last_at = greatest(a.last_at, at),
            free_at = free_after(case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end - allowed[array_position(doors, a.door)], at)
        where a.free_at <= at;
    get diagnostics counted = row_count;
    if counted < cardinality(doors) then raise exception using errcode = 'EN001'; end if;
    return null;
  exception when sqlstate 'EN001' then
    select max((select a.free_at from attempts a where a.door = k.door and a.key_hash = k.key_hash and a.free_at > at)) into shut_until
      from unnest(doors, keys) k(door, key_hash);
    return coalesce(shut_until, at + interval '1 second');
  end;
end $function$;

CREATE OR REPLACE FUNCTION public.load_session(of_token_hash text, in_account uuid, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select jsonb_build_object(
    'personId', s.person_id, 'sessionId', s.session_id, 'sessionVersion', s.version, 'proofs', s.proofs, 'secondFactorAt', s.second_factor_at,
    'email', p.email, 'givenName', p.given_name, 'familyName', p.family_name, 'locale', p.locale,
    'hasSecondFactor', exists (select 1 from passkeys k where k.person_id = s.person_id)
      or exists (select 1 from authenticators t where t.person_id = s.person_id and t.confirmed_at is not null),
    'centerVersion', c.rights_version,
    'overrides', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'permission', o.permission, 'level', o.level)) from grant_overrides o), '[]'),
    'operatorRoles', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'scope', 'company', 'endsAt', o.ends_at)) from operators o where o.person_id = s.person_id), '[]'),
    'member', (select jsonb_build_object('rightsVersion', m.rights_version, 'state', m.state, 'accountState', a.state, 'acceptedProofs', a.accepted_proofs,
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at)) from role_assignments r
                            where r.account_id = m.account_id and r.person_id = m.person_id), '[]'))
      from members m join accounts a using (account_id) where m.account_id = in_account and m.person_id = s.person_id))
    from sessions s join people p using (person_id) cross join center c
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$function$;

CREATE OR REPLACE FUNCTION public.make_announcement_partitions(from_month date, months integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare month date; name text;
begin
  for i in 0 .. months - 1 loop
    month := date_trunc('month', from_month)::date + make_interval(months => i);
    name := 'announcements_' || to_char(month, 'YYYY_MM');
    if to_regclass(name) is null then
      execute format('create table %I partition of announcements for values from (%L) to (%L)', name, month, (month + interval '1 month')::date);
      execute format('alter table %I enable row level security', name);
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.my_accounts(at timestamp with time zone)
 RETURNS TABLE(account_id uuid, partner_id text, name text, country text, state text, roles text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select a.account_id, a.partner_id, a.name, a.country, a.state,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role)
    from members m join accounts a using (account_id)
   where m.person_id = current_person() and m.state = 'active' and a.state <> 'closed'
   order by a.name
$function$;

CREATE OR REPLACE FUNCTION public.renew_rights_of_members()
 RETURNS void
 LANGUAGE sql
AS $function$ update members set rights_version = rights_version + 1 where account_id = current_account() $function$;

CREATE OR REPLACE FUNCTION public.search_members(words text[])
 RETURNS TABLE(person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select m.person_id from members m where m.account_id = current_account() and (select bool_and(m.search_text like '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%') from unnest(words) w) $function$;

CREATE OR REPLACE FUNCTION public.touch_session(of_token_hash text, in_account uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  update members m set last_used_at = at from sessions s
   where s.token_hash = of_token_hash and m.account_id = in_account and m.person_id = s.person_id;
  update sessions set last_used_at = greatest(last_used_at, at) where token_hash = of_token_hash and ended_at is null;
$function$;

CREATE OR REPLACE FUNCTION public.unknock(doors text[], keys text[], allowed integer[], at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into attempts as a (door, key_hash, failures, last_at, free_at)
    select k.door, k.key_hash, 0, at, '-infinity' from unnest(doors, keys) k(door, key_hash)
    on conflict (door, key_hash) do update
      set failures = case when a.door like '% of' then 0 else greatest(a.failures - 1, 0) end,
          free_at = case when a.door like '% of' then '-infinity' else free_after(a.failures - 1 - allowed[array_position(doors, a.door)], at) end;
end $function$;
