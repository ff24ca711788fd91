-- Written by `npm run docs` from the migrated database; not by hand.

create table access_cases (
  request_id uuid not null,
  trouble text not null,
  claims jsonb not null,
  ticket_hash text,
  ticket_until timestamp with time zone,
  account_id uuid,
  person_id uuid,
  admins_until timestamp with time zone,
  answers jsonb not null default '{}'::jsonb,
  checklist jsonb not null default '{}'::jsonb,
  called_back jsonb,
  touched_by uuid[] not null default '{}'::uuid[],
  state text not null default 'new'::text,
  state_since timestamp with time zone not null,
  asked_until timestamp with time zone,
  reminded_at timestamp with time zone,
  outcome text,
  grounds text,
  prepared_by uuid,
  prepared_at timestamp with time zone,
  approved_by uuid,
  approved_at timestamp with time zone,
  refusal text,
  elevation_id uuid,
  version integer not null default 1,
  constraint access_cases_outcome_check CHECK ((outcome = ANY (ARRAY['elevate'::text, 'thaw'::text]))),
  constraint access_cases_pkey PRIMARY KEY (request_id),
  constraint access_cases_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(request_id) ON DELETE CASCADE,
  constraint access_cases_state_check CHECK ((state = ANY (ARRAY['new'::text, 'admins'::text, 'checking'::text, 'asked'::text, 'prepared'::text, 'approved'::text, 'refused'::text, 'redirected'::text, 'done'::text]))),
  constraint access_cases_ticket_hash_key UNIQUE (ticket_hash),
  constraint access_cases_trouble_check CHECK ((trouble = ANY (ARRAY['forgot'::text, 'left'::text, 'lost'::text])))
);
CREATE INDEX access_cases_account ON public.access_cases USING btree (account_id, request_id) WHERE (account_id IS NOT NULL);
CREATE INDEX access_cases_elevation ON public.access_cases USING btree (elevation_id) WHERE (elevation_id IS NOT NULL);
CREATE INDEX access_cases_state ON public.access_cases USING btree (state, admins_until);
create policy across on access_cases for all to entente_across using true;
create policy asked_admins on access_cases for select to entente_app using ((account_id = current_account()) AND (state = 'admins'::text));

create table access_grants (
  account_id uuid not null default current_account(),
  grant_id uuid not null default gen_random_uuid(),
  kind text not null,
  token_hash text,
  person_id uuid,
  application_id uuid,
  application_account_id uuid,
  consent_id uuid,
  scopes jsonb,
  name text not null,
  hint text,
  proofs text[] not null default '{}'::text[],
  second_factor_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  version integer not null default 1,
  warned_days integer,
  constraint access_grants_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint access_grants_check CHECK (((kind = 'app'::text) = (person_id IS NULL))),
  constraint access_grants_check1 CHECK (((kind = 'key'::text) = (application_id IS NULL))),
  constraint access_grants_check2 CHECK (((application_id IS NULL) = (application_account_id IS NULL))),
  constraint access_grants_check3 CHECK (((kind <> 'key'::text) OR ((token_hash IS NOT NULL) AND (scopes IS NOT NULL)))),
  constraint access_grants_kind_check CHECK ((kind = ANY (ARRAY['key'::text, 'person'::text, 'app'::text]))),
  constraint access_grants_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint access_grants_pkey PRIMARY KEY (account_id, grant_id)
);
CREATE INDEX access_grants_ending ON public.access_grants USING btree (expires_at) WHERE ((kind = 'key'::text) AND (ended_at IS NULL));
CREATE INDEX access_grants_newest ON public.access_grants USING btree (account_id, created_at DESC, grant_id);
CREATE INDEX access_grants_person ON public.access_grants USING btree (person_id, created_at DESC) WHERE (person_id IS NOT NULL);
CREATE UNIQUE INDEX access_grants_app ON public.access_grants USING btree (account_id, application_id) WHERE ((kind = 'app'::text) AND (token_hash IS NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX access_grants_token ON public.access_grants USING btree (account_id, token_hash) WHERE (token_hash IS NOT NULL);
create policy across on access_grants for all to entente_across using true;
create policy own_account on access_grants for all to entente_app using (account_id = current_account());
create policy own_person on access_grants for all to entente_app using (person_id = current_person());

create table access_looks (
  request_id uuid not null,
  look_id uuid not null default gen_random_uuid(),
  by_person uuid not null,
  name text not null,
  file_id uuid,
  at timestamp with time zone not null,
  constraint access_looks_pkey PRIMARY KEY (request_id, look_id),
  constraint access_looks_request_id_fkey FOREIGN KEY (request_id) REFERENCES access_cases(request_id) ON DELETE CASCADE
);
CREATE INDEX access_looks_at ON public.access_looks USING btree (request_id, at DESC);
create policy across on access_looks for all to entente_across using true;

create table account_domains (
  domain text not null,
  account_id uuid not null,
  proved_at timestamp with time zone,
  dns_proved_at timestamp with time zone,
  constraint account_domains_pkey PRIMARY KEY (domain, account_id)
);
CREATE INDEX account_domains_account ON public.account_domains USING btree (account_id);
CREATE INDEX account_domains_search ON public.account_domains USING gin (domain gin_trgm_ops);
create policy across on account_domains for all to entente_across using true;
create policy own_account on account_domains for all to entente_app using (account_id = current_account());

create table account_figures (
  account_id uuid not null default current_account(),
  revenue_amount numeric(20,6),
  revenue_currency text,
  months integer,
  as_of date,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint account_figures_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint account_figures_check CHECK (((revenue_amount IS NULL) = (revenue_currency IS NULL))),
  constraint account_figures_months_check CHECK ((months >= 0)),
  constraint account_figures_pkey PRIMARY KEY (account_id),
  constraint account_figures_revenue_amount_check CHECK ((revenue_amount >= (0)::numeric)),
  constraint account_figures_revenue_currency_check CHECK ((revenue_currency ~ '^[A-Z]{3}$'::text))
);
create policy across on account_figures for all to entente_across using true;
create policy own_account on account_figures for all to entente_app using (account_id = current_account());

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
  vetting_changed_at timestamp with time zone not null default now(),
  terms_accepted_at timestamp with time zone not null,
  terms_accepted_by uuid not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  vetting_fields text[],
  second_factor_for text not null default 'protected'::text,
  second_factor_from timestamp with time zone,
  second_factor_before text not null default 'protected'::text,
  merged_into uuid,
  vetting_due_at timestamp with time zone,
  constraint accounts_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint accounts_partner_id_check CHECK ((partner_id ~ '^[0-9]{7}$'::text)),
  constraint accounts_pkey PRIMARY KEY (account_id),
  constraint accounts_second_factor_before_check CHECK ((second_factor_before = ANY (ARRAY['protected'::text, 'admins'::text, 'all'::text]))),
  constraint accounts_second_factor_for_check CHECK ((second_factor_for = ANY (ARRAY['protected'::text, 'admins'::text, 'all'::text]))),
  constraint accounts_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text]))),
  constraint accounts_tax_exemption_check CHECK ((tax_exemption = ANY (ARRAY['not_for_us'::text, 'will_file'::text]))),
  constraint accounts_vetting_status_check CHECK ((vetting_status = ANY (ARRAY['pending'::text, 'asked'::text, 'authorized'::text, 'rejected'::text])))
);
CREATE INDEX accounts_contact_token ON public.accounts USING btree (primary_contact_token_hash, account_id) WHERE (primary_contact_token_hash IS NOT NULL);
CREATE INDEX accounts_list ON public.accounts USING btree (name_folded COLLATE "C", account_id) INCLUDE (search_text, country, vetting_status, state);
CREATE INDEX accounts_search ON public.accounts USING gin (search_text gin_trgm_ops);
CREATE INDEX accounts_vetting_queue ON public.accounts USING btree (vetting_status, vetting_changed_at, account_id) WHERE ((vetting_status <> 'authorized'::text) AND (state <> 'closed'::text));
create policy across on accounts for all to entente_across using true;
create policy own_account on accounts for all to entente_app using (account_id = current_account());

create table agreement_acceptances (
  account_id uuid not null default current_account(),
  acceptance_id uuid not null default gen_random_uuid(),
  text_id uuid not null,
  agreement text not null,
  region text not null,
  number integer not null,
  sha256 text not null,
  read_locale text not null,
  read_sha256 text not null,
  accepted_at timestamp with time zone not null,
  accepted_by uuid not null,
  accepted_name text not null,
  accepted_email text not null,
  address text,
  company jsonb,
  roles text[],
  proofs text[],
  second_factor_at timestamp with time zone,
  reminded integer,
  constraint agreement_acceptances_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint agreement_acceptances_account_id_text_id_key UNIQUE (account_id, text_id),
  constraint agreement_acceptances_pkey PRIMARY KEY (account_id, acceptance_id),
  constraint agreement_acceptances_text_id_fkey FOREIGN KEY (text_id) REFERENCES agreement_texts(text_id)
);
CREATE INDEX agreement_acceptances_text ON public.agreement_acceptances USING btree (text_id, accepted_at DESC, account_id);
create policy across on agreement_acceptances for all to entente_across using true;
create policy own_account on agreement_acceptances for all to entente_app using (account_id = current_account());

create table agreement_texts (
  text_id uuid not null default gen_random_uuid(),
  agreement text not null,
  region text not null,
  number integer,
  texts jsonb not null,
  sha256 jsonb,
  valid_from date,
  is_shipped boolean not null default false,
  created_at timestamp with time zone not null,
  created_by uuid,
  changed_at timestamp with time zone not null,
  published_at timestamp with time zone,
  published_by_name text,
  version integer not null default 1,
  earlier_until date,
  constraint agreement_texts_agreement_check CHECK ((agreement ~ '^[a-z][a-z0-9_]{1,39}$'::text)),
  constraint agreement_texts_check CHECK ((((number IS NULL) = (published_at IS NULL)) AND ((number IS NULL) = (sha256 IS NULL)) AND ((number IS NULL) OR (valid_from IS NOT NULL)))),
  constraint agreement_texts_notice CHECK (((earlier_until IS NULL) OR (earlier_until >= valid_from))),
  constraint agreement_texts_number_check CHECK ((number > 0)),
  constraint agreement_texts_pkey PRIMARY KEY (text_id),
  constraint agreement_texts_region_check CHECK ((region ~ '^([a-z_]{2,40}|[A-Z]{2})$'::text))
);
CREATE UNIQUE INDEX agreement_texts_draft ON public.agreement_texts USING btree (agreement, region) WHERE (number IS NULL);
CREATE UNIQUE INDEX agreement_texts_number ON public.agreement_texts USING btree (agreement, region, number) WHERE (number IS NOT NULL);
create policy change on agreement_texts for update to entente_across, entente_app using (number IS NULL) with check true;
create policy draft on agreement_texts for insert to entente_across, entente_app with check true;
create policy read on agreement_texts for select to entente_across, entente_app using true;
create policy remove on agreement_texts for delete to entente_across, entente_app using (number IS NULL);

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
  search_text text not null default ''::text,
  turn bigint not null default nextval('announcement_turns'::regclass),
  application_id uuid,
  application_name text,
  constraint announcements_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['nobody'::text, 'person'::text, 'operator'::text, 'app'::text, 'system'::text]))),
  constraint announcements_pkey PRIMARY KEY (announcement_id, at)
);
CREATE INDEX announcements_account ON ONLY public.announcements USING btree (account_id, at DESC, turn DESC);
CREATE INDEX announcements_actor ON ONLY public.announcements USING btree (account_id, actor_id, at DESC);
CREATE INDEX announcements_concerned ON ONLY public.announcements USING btree (account_id, person_id, at DESC);
CREATE INDEX announcements_profile ON ONLY public.announcements USING btree (account_id, at DESC, turn DESC) WHERE (name = ANY (ARRAY['accounts.created'::text, 'accounts.legal_profile_changed'::text, 'accounts.primary_contact_changed'::text, 'accounts.support_details_changed'::text, 'accounts.details_changed'::text]));
create policy across on announcements for all to entente_across using true;
create policy own_account on announcements for all to entente_app using (account_id = current_account()) with check true;
create policy own_person on announcements for select to entente_app using ((account_id IS NULL) AND (person_id = current_person()));

create table application_consents (
  account_id uuid not null default current_account(),
  consent_id uuid not null,
  side text not null,
  application_id uuid not null,
  application_name text not null,
  other_account_id uuid not null,
  other_partner_id text not null,
  other_name text not null,
  grants jsonb not null,
  given_at timestamp with time zone not null,
  given_by text,
  ended_at timestamp with time zone,
  ended_by text,
  version integer not null default 1,
  constraint application_consents_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint application_consents_ended_by_check CHECK ((ended_by = ANY (ARRAY['partner'::text, 'integrator'::text]))),
  constraint application_consents_pkey PRIMARY KEY (account_id, consent_id),
  constraint application_consents_side_check CHECK ((side = ANY (ARRAY['partner'::text, 'integrator'::text])))
);
CREATE INDEX application_consents_newest ON public.application_consents USING btree (account_id, side, given_at DESC, consent_id);
CREATE UNIQUE INDEX application_consents_open ON public.application_consents USING btree (account_id, side, application_id, other_account_id) WHERE (ended_at IS NULL);
create policy across on application_consents for all to entente_across using true;
create policy own_account on application_consents for all to entente_app using (account_id = current_account());

create table application_keys (
  account_id uuid not null default current_account(),
  key_id uuid not null default gen_random_uuid(),
  application_id uuid not null,
  kind text not null,
  name text not null,
  hint text not null,
  value_hash text,
  certificate text,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  warned_days integer,
  constraint application_keys_account_id_application_id_fkey FOREIGN KEY (account_id, application_id) REFERENCES applications(account_id, application_id) ON DELETE CASCADE,
  constraint application_keys_check CHECK (((kind = 'secret'::text) = (value_hash IS NOT NULL))),
  constraint application_keys_check1 CHECK (((kind = 'certificate'::text) = (certificate IS NOT NULL))),
  constraint application_keys_kind_check CHECK ((kind = ANY (ARRAY['secret'::text, 'certificate'::text]))),
  constraint application_keys_pkey PRIMARY KEY (account_id, key_id)
);
CREATE INDEX application_keys_due ON public.application_keys USING btree (expires_at) WHERE (ended_at IS NULL);
CREATE INDEX application_keys_of ON public.application_keys USING btree (account_id, application_id, created_at);
create policy across on application_keys for all to entente_across using true;
create policy own_account on application_keys for all to entente_app using (account_id = current_account());

create table applications (
  account_id uuid not null default current_account(),
  application_id uuid not null default gen_random_uuid(),
  name text not null,
  description text not null,
  redirects text[] not null,
  asks jsonb not null,
  state text not null default 'active'::text,
  created_at timestamp with time zone not null,
  created_by text not null,
  retired_at timestamp with time zone,
  version integer not null default 1,
  constraint applications_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint applications_pkey PRIMARY KEY (account_id, application_id),
  constraint applications_state_check CHECK ((state = ANY (ARRAY['active'::text, 'retired'::text])))
);
CREATE INDEX applications_by_id ON public.applications USING btree (application_id);
CREATE INDEX applications_newest ON public.applications USING btree (account_id, created_at DESC, application_id);
create policy across on applications for all to entente_across using true;
create policy own_account on applications for all to entente_app using (account_id = current_account());

create table arrangement_groups (
  account_id uuid not null default current_account(),
  arrangement_id uuid not null,
  group_id uuid not null,
  position integer not null,
  name text not null,
  constraint arrangement_groups_account_id_arrangement_id_fkey FOREIGN KEY (account_id, arrangement_id) REFERENCES arrangements(account_id, arrangement_id) ON DELETE CASCADE,
  constraint arrangement_groups_pkey PRIMARY KEY (account_id, group_id)
);
CREATE INDEX arrangement_groups_of ON public.arrangement_groups USING btree (account_id, arrangement_id, "position");
create policy across on arrangement_groups for all to entente_across using true;
create policy own_account on arrangement_groups for all to entente_app using (account_id = current_account());

create table arrangement_items (
  account_id uuid not null default current_account(),
  arrangement_id uuid not null,
  product_id text not null,
  position integer not null,
  group_id uuid,
  is_pinned boolean not null default false,
  is_hidden boolean not null default false,
  own_name text,
  constraint arrangement_items_account_id_arrangement_id_fkey FOREIGN KEY (account_id, arrangement_id) REFERENCES arrangements(account_id, arrangement_id) ON DELETE CASCADE,
  constraint arrangement_items_pkey PRIMARY KEY (account_id, arrangement_id, product_id)
);
create policy across on arrangement_items for all to entente_across using true;
create policy own_account on arrangement_items for all to entente_app using (account_id = current_account());

create table arrangements (
  account_id uuid not null default current_account(),
  arrangement_id uuid not null default gen_random_uuid(),
  name text not null,
  market text,
  person_id uuid,
  is_default boolean not null default false,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint arrangements_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint arrangements_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint arrangements_pkey PRIMARY KEY (account_id, arrangement_id)
);
CREATE UNIQUE INDEX arrangements_default ON public.arrangements USING btree (account_id, COALESCE(person_id, '00000000-0000-0000-0000-000000000000'::uuid), COALESCE(market, ''::text)) WHERE is_default;
create policy across on arrangements for all to entente_across using true;
create policy own_account on arrangements for all to entente_app using (account_id = current_account());

create table asked_changes (
  account_id uuid not null default current_account(),
  subscription_id uuid not null,
  change jsonb not null,
  amount numeric(20,6) not null,
  currency text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  constraint asked_changes_account_id_subscription_id_fkey FOREIGN KEY (account_id, subscription_id) REFERENCES subscriptions(account_id, subscription_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint asked_changes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint asked_changes_pkey PRIMARY KEY (account_id, subscription_id)
);
create policy across on asked_changes for all to entente_across using true;
create policy own_account on asked_changes for all to entente_app using (account_id = current_account());

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

create table availabilities (
  offer_id text not null,
  market text not null,
  term text not null,
  billing_cycle text not null,
  is_purchasable boolean not null default true,
  is_renewable boolean not null default true,
  constraint availabilities_billing_cycle_check CHECK ((billing_cycle = ANY (ARRAY['monthly'::text, 'annual'::text, 'one_time'::text, 'none'::text]))),
  constraint availabilities_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint availabilities_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(offer_id) ON DELETE CASCADE,
  constraint availabilities_pkey PRIMARY KEY (offer_id, market, term, billing_cycle),
  constraint availabilities_term_check CHECK ((term = ANY (ARRAY['P1M'::text, 'P1Y'::text, 'P3Y'::text, 'none'::text])))
);
CREATE INDEX availabilities_market ON public.availabilities USING btree (market, offer_id);

create table billing_profiles (
  account_id uuid not null default current_account(),
  address jsonb,
  contact jsonb,
  purchase_order text,
  currency text,
  currency_fixed_at timestamp with time zone,
  currency_fixed_by_name text,
  version integer not null default 1,
  constraint billing_profiles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint billing_profiles_check CHECK (((currency IS NULL) = (currency_fixed_at IS NULL))),
  constraint billing_profiles_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint billing_profiles_pkey PRIMARY KEY (account_id)
);
create policy across on billing_profiles for all to entente_across using true;
create policy own_account on billing_profiles for all to entente_app using (account_id = current_account());

create table budgets (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  amount numeric(20,6) not null,
  currency text not null,
  thresholds integer[] not null,
  told integer not null default 0,
  told_month date,
  changed_at timestamp with time zone not null,
  changed_by_name text not null,
  version integer not null default 1,
  constraint budgets_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint budgets_amount_check CHECK ((amount > (0)::numeric)),
  constraint budgets_pkey PRIMARY KEY (account_id, customer_id)
);
create policy across on budgets for all to entente_across using true;
create policy own_account on budgets for all to entente_app using (account_id = current_account());

create table bulk_change_rows (
  account_id uuid not null default current_account(),
  bulk_id uuid not null,
  row_no integer not null,
  subscription_id uuid,
  version integer,
  state text not null default 'ready'::text,
  reason text,
  amount numeric(20,6),
  before jsonb,
  after jsonb,
  line_no integer,
  file_column text,
  count integer,
  change jsonb,
  undo_reason text,
  undo_amount numeric(20,6),
  wish jsonb,
  constraint bulk_change_rows_account_id_bulk_id_fkey FOREIGN KEY (account_id, bulk_id) REFERENCES bulk_changes(account_id, bulk_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint bulk_change_rows_pkey PRIMARY KEY (account_id, bulk_id, row_no),
  constraint bulk_change_rows_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'refused'::text, 'done'::text, 'skipped'::text, 'undoing'::text, 'undone'::text, 'kept'::text])))
);
CREATE INDEX bulk_change_rows_left ON public.bulk_change_rows USING btree (account_id, bulk_id, row_no) WHERE (state = ANY (ARRAY['ready'::text, 'undoing'::text]));
create policy across on bulk_change_rows for all to entente_across using true;
create policy own_account on bulk_change_rows for all to entente_app using (account_id = current_account());

create table bulk_changes (
  account_id uuid not null default current_account(),
  bulk_id uuid not null default gen_random_uuid(),
  what jsonb not null,
  state text not null default 'rehearsed'::text,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  undone_at timestamp with time zone,
  version integer not null default 1,
  file_name text,
  unchanged integer not null default 0,
  rehearsed_at timestamp with time zone not null,
  confirmed_by uuid,
  confirmed_by_name text,
  confirmed_at timestamp with time zone,
  undone_by uuid,
  undone_by_name text,
  asked_by uuid,
  asked_by_name text,
  asked_at timestamp with time zone,
  sent_back_by_name text,
  sent_back_why text,
  constraint bulk_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint bulk_changes_confirmed CHECK (((state = ANY (ARRAY['running'::text, 'done'::text, 'undoing'::text, 'undone'::text])) = (confirmed_at IS NOT NULL))),
  constraint bulk_changes_pkey PRIMARY KEY (account_id, bulk_id),
  constraint bulk_changes_state_check CHECK ((state = ANY (ARRAY['rehearsed'::text, 'running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX bulk_changes_newest ON public.bulk_changes USING btree (account_id, created_at DESC, bulk_id);
create policy across on bulk_changes for all to entente_across using true;
create policy own_account on bulk_changes for all to entente_app using (account_id = current_account());

create table business_profiles (
  account_id uuid not null default current_account(),
  profile_id uuid not null default gen_random_uuid(),
  country text not null,
  locale text not null,
  page_id text not null,
  draft jsonb not null,
  published jsonb,
  published_at timestamp with time zone,
  published_version integer,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint business_profiles_account_id_country_locale_key UNIQUE (account_id, country, locale),
  constraint business_profiles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint business_profiles_check CHECK ((((published IS NULL) = (published_at IS NULL)) AND ((published IS NULL) = (published_version IS NULL)))),
  constraint business_profiles_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint business_profiles_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'zh-CN'::text, 'zh-TW'::text]))),
  constraint business_profiles_page_id_check CHECK ((page_id ~ '^[0-9a-z]{12}$'::text)),
  constraint business_profiles_pkey PRIMARY KEY (account_id, profile_id)
);
create policy across on business_profiles for all to entente_across using true;
create policy own_account on business_profiles for all to entente_app using (account_id = current_account());

create table cart_lines (
  account_id uuid not null default current_account(),
  cart_id uuid not null,
  line_id uuid not null default gen_random_uuid(),
  position integer not null,
  offer_id text not null,
  term text not null,
  billing_cycle text not null,
  quantity integer not null,
  nickname text,
  auto_renews boolean not null default true,
  parent_line_id uuid,
  parent_subscription_id uuid,
  constraint cart_lines_account_id_cart_id_fkey FOREIGN KEY (account_id, cart_id) REFERENCES carts(account_id, cart_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint cart_lines_billing_cycle_check CHECK ((billing_cycle = ANY (ARRAY['monthly'::text, 'annual'::text, 'one_time'::text, 'none'::text]))),
  constraint cart_lines_check CHECK (((parent_line_id IS NULL) OR (parent_subscription_id IS NULL))),
  constraint cart_lines_pkey PRIMARY KEY (account_id, cart_id, line_id),
  constraint cart_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 1000000))),
  constraint cart_lines_term_check CHECK ((term = ANY (ARRAY['P1M'::text, 'P1Y'::text, 'P3Y'::text, 'none'::text])))
);
create policy across on cart_lines for all to entente_across using true;
create policy own_account on cart_lines for all to entente_app using (account_id = current_account());

create table carts (
  account_id uuid not null default current_account(),
  cart_id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  market text not null,
  currency text not null,
  state text not null default 'active'::text,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  asked_by uuid,
  asked_by_name text,
  asked_at timestamp with time zone,
  asked_total numeric(20,6),
  asked_quote text,
  asked_key uuid,
  sent_back_by_name text,
  sent_back_why text,
  version integer not null default 1,
  is_programs boolean not null default false,
  constraint carts_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint carts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint carts_asked CHECK (((state = 'waiting'::text) <= (asked_by_name IS NOT NULL))),
  constraint carts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint carts_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint carts_pkey PRIMARY KEY (account_id, cart_id),
  constraint carts_state_check CHECK ((state = ANY (ARRAY['active'::text, 'waiting'::text, 'ordered'::text, 'expired'::text, 'discarded'::text])))
);
CREATE INDEX carts_ending ON public.carts USING btree (expires_at) WHERE (state = ANY (ARRAY['active'::text, 'waiting'::text]));
CREATE INDEX carts_newest ON public.carts USING btree (account_id, changed_at DESC, cart_id) WHERE (state = ANY (ARRAY['active'::text, 'waiting'::text]));
CREATE UNIQUE INDEX carts_open ON public.carts USING btree (account_id, customer_id) WHERE ((state = ANY (ARRAY['active'::text, 'waiting'::text])) AND (NOT is_programs));
create policy across on carts for all to entente_across using true;
create policy own_account on carts for all to entente_app using (account_id = current_account());

create table catalog_changes (
  version_id uuid not null,
  product_id text not null,
  definition jsonb,
  before jsonb,
  changed_at timestamp with time zone not null,
  constraint catalog_changes_pkey PRIMARY KEY (version_id, product_id),
  constraint catalog_changes_version_id_fkey FOREIGN KEY (version_id) REFERENCES catalog_versions(version_id) ON DELETE CASCADE
);

create table catalog_versions (
  version_id uuid not null default gen_random_uuid(),
  number integer not null,
  state text not null default 'draft'::text,
  note text,
  publish_on date,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  version integer not null default 1,
  constraint catalog_versions_check CHECK (((state = 'scheduled'::text) <= (publish_on IS NOT NULL))),
  constraint catalog_versions_number_key UNIQUE (number),
  constraint catalog_versions_pkey PRIMARY KEY (version_id),
  constraint catalog_versions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'published'::text, 'discarded'::text])))
);
CREATE UNIQUE INDEX catalog_versions_draft ON public.catalog_versions USING btree (state) WHERE (state = 'draft'::text);

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
  merged_settings boolean not null default false,
  desk_time_zone text not null default 'UTC'::text,
  desk_opens text not null default '09:00'::text,
  desk_closes text not null default '18:00'::text,
  working_days text[] not null default '{mon,tue,wed,thu,fri}'::text[],
  holidays jsonb not null default '[]'::jsonb,
  constraint center_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text)),
  constraint center_check CHECK (((desk_closes ~ '^[0-2][0-9]:[0-5][0-9]$'::text) AND (desk_closes > desk_opens))),
  constraint center_desk_opens_check CHECK ((desk_opens ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint center_holidays_check CHECK ((jsonb_typeof(holidays) = 'array'::text)),
  constraint center_only_one_check CHECK (only_one),
  constraint center_pkey PRIMARY KEY (only_one),
  constraint center_working_days_check CHECK (((cardinality(working_days) > 0) AND (working_days <@ '{mon,tue,wed,thu,fri,sat,sun}'::text[])))
);

create table certificates (
  person_id uuid not null,
  number text not null,
  name text not null,
  skill text not null,
  competency text not null,
  valid_from date not null,
  valid_until date,
  constraint certificates_person_id_fkey FOREIGN KEY (person_id) REFERENCES learning_profiles(person_id) ON DELETE CASCADE,
  constraint certificates_pkey PRIMARY KEY (person_id, number)
);
create policy across on certificates for all to entente_across using true;
create policy of_account on certificates for select to entente_app using (EXISTS ( SELECT
   FROM (counted_learners c
     JOIN members m USING (account_id, person_id))
  WHERE ((c.account_id = current_account()) AND (c.person_id = certificates.person_id) AND (m.state = 'active'::text))));
create policy own_person on certificates for all to entente_app using (person_id = current_person());

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

create table checkouts (
  account_id uuid not null default current_account(),
  key uuid not null,
  cart_id uuid not null,
  order_ids uuid[] not null default '{}'::uuid[],
  at timestamp with time zone not null,
  constraint checkouts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint checkouts_pkey PRIMARY KEY (account_id, key)
);
create policy across on checkouts for all to entente_across using true;
create policy own_account on checkouts for all to entente_app using (account_id = current_account());

create table closings (
  account_id uuid not null default current_account(),
  closing_id uuid not null default gen_random_uuid(),
  state text not null,
  reason text not null,
  words text,
  asked_at timestamp with time zone not null,
  asked_by uuid not null,
  asked_by_name text not null,
  answer_by timestamp with time zone,
  agreed_at timestamp with time zone,
  agreed_by uuid,
  agreed_by_name text,
  closes_at timestamp with time zone,
  reminded_days integer,
  ended_at timestamp with time zone,
  ended_by_name text,
  effects jsonb,
  stopped_by text[] not null default '{}'::text[],
  version integer not null default 1,
  constraint closings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint closings_check CHECK (((state = ANY (ARRAY['asked'::text, 'waiting'::text])) = (ended_at IS NULL))),
  constraint closings_check1 CHECK (((agreed_by IS NULL) OR (agreed_by <> asked_by))),
  constraint closings_pkey PRIMARY KEY (account_id, closing_id),
  constraint closings_reason_check CHECK ((reason = ANY (ARRAY['out_of_business'::text, 'merged_elsewhere'::text, 'no_longer_partner'::text, 'by_mistake'::text, 'other'::text]))),
  constraint closings_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'waiting'::text, 'closed'::text, 'withdrawn'::text, 'declined'::text, 'lapsed'::text, 'stopped'::text])))
);
CREATE INDEX closings_due ON public.closings USING btree (closes_at) WHERE (state = 'waiting'::text);
CREATE INDEX closings_newest ON public.closings USING btree (account_id, asked_at DESC, closing_id);
CREATE UNIQUE INDEX closings_open ON public.closings USING btree (account_id) WHERE (state = ANY (ARRAY['asked'::text, 'waiting'::text]));
create policy across on closings for all to entente_across using true;
create policy own_account on closings for all to entente_app using (account_id = current_account());

create table company_details (
  account_id uuid not null default current_account(),
  legal_contact jsonb,
  languages text[] not null default '{}'::text[],
  duns text,
  business jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  constraint company_details_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint company_details_duns_check CHECK ((duns ~ '^[0-9]{9}$'::text)),
  constraint company_details_pkey PRIMARY KEY (account_id)
);
create policy across on company_details for all to entente_across using true;
create policy own_account on company_details for all to entente_app using (account_id = current_account());

create table contact_ways (
  person_id uuid not null,
  way_id uuid not null default gen_random_uuid(),
  kind text not null,
  value text not null,
  value_folded text not null,
  created_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  last_tested_at timestamp with time zone,
  lost_at timestamp with time zone,
  constraint contact_ways_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text]))),
  constraint contact_ways_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint contact_ways_person_id_kind_value_folded_key UNIQUE (person_id, kind, value_folded),
  constraint contact_ways_pkey PRIMARY KEY (person_id, way_id)
);
create policy across on contact_ways for all to entente_across using true;
create policy own_person on contact_ways for all to entente_app using (person_id = current_person());

create table counted_learners (
  account_id uuid not null default current_account(),
  person_id uuid not null,
  since timestamp with time zone not null,
  constraint counted_learners_account_id_person_id_fkey FOREIGN KEY (account_id, person_id) REFERENCES members(account_id, person_id) ON DELETE CASCADE,
  constraint counted_learners_pkey PRIMARY KEY (account_id, person_id)
);
create policy across on counted_learners for all to entente_across using true;
create policy own_account on counted_learners for all to entente_app using (account_id = current_account());

create table customer_agreements (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  agreement_id uuid not null default gen_random_uuid(),
  template text not null default 'customer_agreement'::text,
  mode text not null,
  given_name text not null,
  family_name text not null,
  email text not null,
  phone text,
  agreed_on date not null,
  attested_by_name text,
  created_at timestamp with time zone not null,
  text_id uuid,
  text_number integer,
  constraint customer_agreements_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint customer_agreements_account_id_customer_id_template_key UNIQUE (account_id, customer_id, template),
  constraint customer_agreements_mode_check CHECK ((mode = ANY (ARRAY['attested'::text, 'direct'::text]))),
  constraint customer_agreements_pkey PRIMARY KEY (account_id, customer_id, agreement_id),
  constraint customer_agreements_text_id_fkey FOREIGN KEY (text_id) REFERENCES agreement_texts(text_id),
  constraint customer_agreements_text_number_check CHECK ((text_number > 0))
);
create policy across on customer_agreements for all to entente_across using true;
create policy own_account on customer_agreements for all to entente_app using (account_id = current_account());
create policy own_tenant on customer_agreements for select to entente_app using ((current_account() IS NULL) AND (customer_id IN ( SELECT my_tenants() AS my_tenants)));

create table customer_delegations (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  delegation_id uuid not null default gen_random_uuid(),
  roles text[] not null,
  days integer not null,
  state text not null default 'asked'::text,
  why text,
  asked_at timestamp with time zone not null,
  asked_by_name text not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  version integer not null default 1,
  constraint customer_delegations_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint customer_delegations_days_check CHECK (((days >= 1) AND (days <= 730))),
  constraint customer_delegations_ended_by_check CHECK ((ended_by = ANY (ARRAY['customer'::text, 'partner'::text, 'removal'::text]))),
  constraint customer_delegations_pkey PRIMARY KEY (account_id, customer_id, delegation_id),
  constraint customer_delegations_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'active'::text, 'declined'::text, 'ended'::text])))
);
create policy across on customer_delegations for all to entente_across using true;
create policy own_account on customer_delegations for all to entente_app using (account_id = current_account());
create policy own_tenant on customer_delegations for select to entente_app using ((current_account() IS NULL) AND (customer_id IN ( SELECT my_tenants() AS my_tenants)));

create table customer_invitations (
  account_id uuid not null default current_account(),
  invitation_id uuid not null default gen_random_uuid(),
  relationship text not null,
  company text not null,
  email text not null,
  locale text not null,
  message text,
  roles text[] not null default '{}'::text[],
  days integer,
  token_hash text,
  state text not null default 'open'::text,
  invited_by_name text not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  opened_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  reason text,
  customer_id uuid,
  proved_email text,
  proof_hash text,
  proved_until timestamp with time zone,
  version integer not null default 1,
  by_open_link boolean not null default false,
  constraint customer_invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint customer_invitations_pkey PRIMARY KEY (account_id, invitation_id),
  constraint customer_invitations_relationship_check CHECK ((relationship = ANY (ARRAY['direct_reseller'::text, 'provider'::text, 'indirect_reseller'::text, 'advisor'::text]))),
  constraint customer_invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX customer_invitations_newest ON public.customer_invitations USING btree (account_id, created_at DESC, invitation_id);
CREATE INDEX customer_invitations_token ON public.customer_invitations USING btree (token_hash);
create policy across on customer_invitations for all to entente_across using true;
create policy own_account on customer_invitations for all to entente_app using (account_id = current_account());

create table customer_open_links (
  account_id uuid not null default current_account(),
  token_hash text not null,
  sealed bytea not null,
  relationship text not null,
  made_at timestamp with time zone not null,
  made_by_name text not null,
  constraint customer_open_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint customer_open_links_pkey PRIMARY KEY (account_id)
);
CREATE INDEX customer_open_links_token ON public.customer_open_links USING btree (token_hash);
create policy across on customer_open_links for all to entente_across using true;
create policy own_account on customer_open_links for all to entente_app using (account_id = current_account());

create table customer_user_imports (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  import_id uuid not null default gen_random_uuid(),
  file_name text not null,
  usage_location text not null,
  state text not null default 'ready'::text,
  rows jsonb not null,
  created_at timestamp with time zone not null,
  created_by_name text not null,
  ended_at timestamp with time zone,
  version integer not null default 1,
  constraint customer_user_imports_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint customer_user_imports_pkey PRIMARY KEY (account_id, customer_id, import_id),
  constraint customer_user_imports_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'done'::text, 'undone'::text])))
);
create policy across on customer_user_imports for all to entente_across using true;
create policy own_account on customer_user_imports for all to entente_app using (account_id = current_account());

create table customer_users (
  tenant_id uuid not null,
  user_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  user_name text not null,
  given_name text not null,
  family_name text not null,
  display_name text not null,
  search_text text not null,
  usage_location text not null,
  roles text[] not null default '{}'::text[],
  state text not null default 'active'::text,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  import_id uuid,
  version integer not null default 1,
  constraint customer_users_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint customer_users_pkey PRIMARY KEY (tenant_id, user_id),
  constraint customer_users_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text, 'deleted'::text]))),
  constraint customer_users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id) ON DELETE CASCADE,
  constraint customer_users_usage_location_check CHECK ((usage_location ~ '^[A-Z]{2}$'::text))
);
CREATE INDEX customer_users_deleted ON public.customer_users USING btree (deleted_at) WHERE (state = 'deleted'::text);
CREATE INDEX customer_users_order ON public.customer_users USING btree (tenant_id, display_name COLLATE "und-x-icu", user_id);
CREATE INDEX customer_users_person ON public.customer_users USING btree (person_id);
CREATE UNIQUE INDEX customer_users_name ON public.customer_users USING btree (user_name);
create policy across on customer_users for all to entente_across using true;
create policy own_person on customer_users for select to entente_app using ((current_account() IS NULL) AND (person_id = current_person()));
create policy related on customer_users for all to entente_app using (EXISTS ( SELECT
   FROM customers c
  WHERE ((c.account_id = current_account()) AND (c.customer_id = customer_users.tenant_id) AND (c.state = 'active'::text))));

create table customers (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  name text not null,
  tenant_name text not null,
  name_folded text not null,
  search_text text not null,
  domain text not null,
  country text not null,
  relationship text not null,
  created_via text not null,
  state text not null default 'active'::text,
  qualification text not null default 'none'::text,
  qualification_state text not null default 'none'::text,
  qualification_ground text,
  qualification_reason text,
  qualification_at timestamp with time zone,
  address jsonb not null,
  address_check text not null,
  contact jsonb not null,
  registration_number text,
  locale text not null,
  agreement text not null default 'none'::text,
  agreed_on date,
  other_account_id uuid,
  other_partner_id text,
  other_name text,
  created_at timestamp with time zone not null,
  created_by_name text not null,
  removed_at timestamp with time zone,
  removed_reason text,
  version integer not null default 1,
  responsible_id uuid,
  responsible_name text,
  reminded_at timestamp with time zone,
  qualification_code_id uuid,
  constraint customers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint customers_agreement_check CHECK ((agreement = ANY (ARRAY['none'::text, 'attested'::text, 'direct'::text]))),
  constraint customers_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint customers_created_via_check CHECK ((created_via = ANY (ARRAY['creation'::text, 'invitation'::text, 'extension'::text]))),
  constraint customers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES tenants(tenant_id),
  constraint customers_pkey PRIMARY KEY (account_id, customer_id),
  constraint customers_qualification_check CHECK ((qualification = ANY (ARRAY['none'::text, 'education'::text, 'government'::text, 'state_owned'::text, 'non_profit'::text]))),
  constraint customers_qualification_state_check CHECK ((qualification_state = ANY (ARRAY['none'::text, 'in_review'::text, 'confirmed'::text, 'refused'::text]))),
  constraint customers_relationship_check CHECK ((relationship = ANY (ARRAY['direct_reseller'::text, 'provider'::text, 'indirect_reseller'::text, 'advisor'::text]))),
  constraint customers_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES people(person_id) ON DELETE SET NULL,
  constraint customers_state_check CHECK ((state = ANY (ARRAY['active'::text, 'removed'::text])))
);
CREATE INDEX customers_country ON public.customers USING btree (account_id, country);
CREATE INDEX customers_folded ON public.customers USING btree (account_id, name_folded);
CREATE INDEX customers_in_review ON public.customers USING btree (qualification_at, account_id, customer_id) WHERE (qualification_state = 'in_review'::text);
CREATE INDEX customers_name ON public.customers USING btree (account_id, state, name COLLATE "und-x-icu", customer_id);
CREATE INDEX customers_name_es ON public.customers USING btree (account_id, state, name COLLATE "es-x-icu", customer_id);
CREATE INDEX customers_name_hans ON public.customers USING btree (account_id, state, name COLLATE "zh-Hans-x-icu", customer_id);
CREATE INDEX customers_name_hant ON public.customers USING btree (account_id, state, name COLLATE "zh-Hant-x-icu", customer_id);
CREATE INDEX customers_newest ON public.customers USING btree (account_id, state, created_at DESC, customer_id DESC);
CREATE INDEX customers_not_agreed ON public.customers USING btree (account_id) WHERE (agreement = 'none'::text);
CREATE INDEX customers_number ON public.customers USING btree (account_id, registration_number) WHERE (registration_number IS NOT NULL);
CREATE INDEX customers_other ON public.customers USING btree (account_id, other_partner_id) WHERE (other_partner_id IS NOT NULL);
CREATE INDEX customers_qualification ON public.customers USING btree (account_id, qualification) WHERE (qualification <> 'none'::text);
CREATE INDEX customers_relationship ON public.customers USING btree (account_id, relationship);
CREATE INDEX customers_responsible ON public.customers USING btree (account_id, responsible_id) WHERE (responsible_id IS NOT NULL);
CREATE INDEX customers_search ON public.customers USING gin (account_id, search_text gin_trgm_ops);
CREATE INDEX customers_tenant ON public.customers USING btree (customer_id);
create policy across on customers for all to entente_across using true;
create policy own_account on customers for all to entente_app using (account_id = current_account());
create policy own_tenant on customers for select to entente_app using ((current_account() IS NULL) AND (customer_id IN ( SELECT my_tenants() AS my_tenants)));

create table default_views (
  account_id uuid not null default current_account(),
  person_id uuid not null,
  list text not null,
  view_id uuid not null,
  constraint default_views_account_id_view_id_fkey FOREIGN KEY (account_id, view_id) REFERENCES saved_views(account_id, view_id) ON DELETE CASCADE,
  constraint default_views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint default_views_pkey PRIMARY KEY (account_id, person_id, list)
);
CREATE INDEX default_views_view ON public.default_views USING btree (account_id, view_id);
create policy across on default_views for all to entente_across using true;
create policy own_person on default_views for all to entente_app using ((account_id = current_account()) AND (person_id = current_person()));

create table directories (
  account_id uuid not null default current_account(),
  directory_id uuid not null default gen_random_uuid(),
  name text not null,
  kind text not null,
  state text not null default 'draft'::text,
  settings jsonb not null,
  secret bytea,
  checks_second_factor boolean not null default false,
  admits_new boolean not null default true,
  tested_at timestamp with time zone,
  tested_by uuid,
  test_result jsonb,
  created_at timestamp with time zone not null,
  created_by uuid,
  turned_on_at timestamp with time zone,
  version integer not null default 1,
  constraint directories_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint directories_kind_check CHECK ((kind = ANY (ARRAY['oidc'::text, 'saml'::text]))),
  constraint directories_pkey PRIMARY KEY (account_id, directory_id),
  constraint directories_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'on'::text, 'off'::text])))
);
CREATE INDEX directories_id ON public.directories USING btree (directory_id);
create policy across on directories for all to entente_across using true;
create policy own_account on directories for all to entente_app using (account_id = current_account());

create table directory_domains (
  account_id uuid not null default current_account(),
  directory_id uuid not null,
  domain text not null,
  is_required boolean not null default false,
  added_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  lost_at timestamp with time zone,
  constraint directory_domains_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint directory_domains_pkey PRIMARY KEY (account_id, domain)
);
CREATE INDEX directory_domains_domain ON public.directory_domains USING btree (domain);
CREATE INDEX directory_domains_of ON public.directory_domains USING btree (account_id, directory_id);
create policy across on directory_domains for all to entente_across using true;
create policy own_account on directory_domains for all to entente_app using (account_id = current_account());

create table directory_entries (
  account_id uuid not null default current_account(),
  profile_id uuid not null,
  page_id text not null,
  country text not null,
  locale text not null,
  shown_in smallint not null,
  spoken_in smallint not null,
  name_folded text not null,
  standing smallint not null,
  answer_days numeric(6,2),
  is_listed boolean not null,
  words tsvector not null,
  published_at timestamp with time zone not null,
  stands_at point,
  also_at point[],
  towns_edition smallint not null default 0,
  constraint directory_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint directory_entries_account_id_profile_id_fkey FOREIGN KEY (account_id, profile_id) REFERENCES business_profiles(account_id, profile_id) ON DELETE CASCADE,
  constraint directory_entries_pkey PRIMARY KEY (account_id, profile_id)
);
CREATE INDEX directory_entries_order ON public.directory_entries USING btree (locale, name_folded COLLATE "C", account_id, profile_id) INCLUDE (shown_in, spoken_in, standing) WHERE is_listed;
CREATE INDEX directory_entries_page ON public.directory_entries USING btree (page_id, account_id);
CREATE INDEX directory_entries_words ON public.directory_entries USING gin (words) WITH (fastupdate=off);
create policy across on directory_entries for all to entente_across using true;
create policy everyone on directory_entries for select to entente_app using true;
create policy own_account on directory_entries for all to entente_app using (account_id = current_account());

create table directory_pages (
  account_id uuid not null default current_account(),
  profile_id uuid not null,
  content jsonb not null,
  constraint directory_pages_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint directory_pages_account_id_profile_id_fkey FOREIGN KEY (account_id, profile_id) REFERENCES directory_entries(account_id, profile_id) ON DELETE CASCADE,
  constraint directory_pages_pkey PRIMARY KEY (account_id, profile_id)
);
create policy across on directory_pages for all to entente_across using true;
create policy everyone on directory_pages for select to entente_app using true;
create policy own_account on directory_pages for all to entente_app using (account_id = current_account());

create table domain_proofs (
  account_id uuid not null default current_account(),
  proof_id uuid not null default gen_random_uuid(),
  domain text not null,
  value text not null,
  person_id uuid,
  asked_at timestamp with time zone not null,
  asked_by uuid,
  expires_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  findings jsonb not null default '[]'::jsonb,
  verified_at timestamp with time zone,
  constraint domain_proofs_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint domain_proofs_pkey PRIMARY KEY (account_id, proof_id)
);
CREATE INDEX domain_proofs_open ON public.domain_proofs USING btree (account_id, domain) WHERE (verified_at IS NULL);
create policy across on domain_proofs for all to entente_across using true;
create policy own_account on domain_proofs for all to entente_app using (account_id = current_account());

create table elevation_confirmations (
  account_id uuid not null default current_account(),
  elevation_id uuid not null,
  person_id uuid not null,
  confirmed_at timestamp with time zone not null,
  constraint elevation_confirmations_account_id_elevation_id_fkey FOREIGN KEY (account_id, elevation_id) REFERENCES elevations(account_id, elevation_id) ON DELETE CASCADE,
  constraint elevation_confirmations_pkey PRIMARY KEY (account_id, elevation_id, person_id)
);
create policy across on elevation_confirmations for all to entente_across using true;
create policy own_account on elevation_confirmations for all to entente_app using (account_id = current_account());

create table elevation_links (
  account_id uuid not null default current_account(),
  elevation_id uuid not null,
  link_id uuid not null default gen_random_uuid(),
  person_id uuid,
  email text not null,
  token_hash text,
  used_at timestamp with time zone,
  constraint elevation_links_account_id_elevation_id_fkey FOREIGN KEY (account_id, elevation_id) REFERENCES elevations(account_id, elevation_id) ON DELETE CASCADE,
  constraint elevation_links_pkey PRIMARY KEY (account_id, elevation_id, link_id)
);
CREATE INDEX elevation_links_token ON public.elevation_links USING btree (token_hash) WHERE (token_hash IS NOT NULL);
create policy across on elevation_links for all to entente_across using true;
create policy own_account on elevation_links for all to entente_app using (account_id = current_account());

create table elevations (
  account_id uuid not null default current_account(),
  elevation_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  person_name text not null,
  source text not null,
  state text not null,
  reason text,
  origin_id uuid,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  waits_until timestamp with time zone,
  granted_at timestamp with time zone,
  window_until timestamp with time zone,
  role_until timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by text,
  closed_reason text,
  version integer not null default 1,
  constraint elevations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint elevations_pkey PRIMARY KEY (account_id, elevation_id),
  constraint elevations_source_check CHECK ((source = ANY (ARRAY['colleagues'::text, 'desk'::text, 'dns'::text]))),
  constraint elevations_state_check CHECK ((state = ANY (ARRAY['gathering'::text, 'waiting'::text, 'granted'::text, 'ended'::text, 'reverted'::text, 'stopped'::text, 'lapsed'::text])))
);
CREATE INDEX elevations_due ON public.elevations USING btree (COALESCE(window_until, waits_until, expires_at), account_id) WHERE (state = ANY (ARRAY['gathering'::text, 'waiting'::text, 'granted'::text]));
CREATE INDEX elevations_newest ON public.elevations USING btree (account_id, asked_at DESC, elevation_id);
CREATE UNIQUE INDEX elevations_open ON public.elevations USING btree (account_id, person_id) WHERE (state = ANY (ARRAY['gathering'::text, 'waiting'::text, 'granted'::text]));
create policy across on elevations for all to entente_across using true;
create policy own_account on elevations for all to entente_app using (account_id = current_account());

create table enrollments (
  account_id uuid not null default current_account(),
  program text not null,
  state text not null,
  applied_at timestamp with time zone not null,
  applied_by uuid,
  due_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  reason text,
  note text,
  question text,
  answer text,
  statements text[] not null default '{}'::text[],
  active_since timestamp with time zone,
  version integer not null default 1,
  constraint enrollments_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint enrollments_pkey PRIMARY KEY (account_id, program),
  constraint enrollments_program_fkey FOREIGN KEY (program) REFERENCES programs(program),
  constraint enrollments_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'asked_back'::text, 'qualified'::text, 'active'::text, 'restricted'::text, 'suspended'::text, 'refused'::text, 'left'::text])))
);
CREATE INDEX enrollments_program ON public.enrollments USING btree (program, state);
CREATE INDEX enrollments_queue ON public.enrollments USING btree (due_at, account_id, program) WHERE (state = 'applied'::text);
create policy across on enrollments for all to entente_across using true;
create policy own_account on enrollments for all to entente_app using (account_id = current_account());

create table external_identities (
  account_id uuid not null default current_account(),
  identity_id uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  email text not null,
  domain text not null,
  state text not null,
  link_hash text,
  link_until timestamp with time zone,
  created_at timestamp with time zone not null,
  linked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint external_identities_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint external_identities_account_id_directory_id_issuer_subject_key UNIQUE (account_id, directory_id, issuer, subject),
  constraint external_identities_check CHECK (((state = 'linked'::text) = (linked_at IS NOT NULL))),
  constraint external_identities_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint external_identities_pkey PRIMARY KEY (account_id, identity_id),
  constraint external_identities_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'linked'::text])))
);
CREATE INDEX external_identities_link ON public.external_identities USING btree (link_hash) WHERE (link_hash IS NOT NULL);
CREATE INDEX external_identities_person ON public.external_identities USING btree (person_id);
CREATE UNIQUE INDEX external_identities_linked ON public.external_identities USING btree (account_id, directory_id, person_id) WHERE (state = 'linked'::text);
create policy across on external_identities for all to entente_across using true;
create policy own_account on external_identities for all to entente_app using (account_id = current_account());

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
  constraint grant_overrides_level_check CHECK ((level = ANY (ARRAY['view'::text, 'own'::text, 'edit'::text]))),
  constraint grant_overrides_pkey PRIMARY KEY (role, permission)
);

create table help_consents (
  account_id uuid not null default current_account(),
  consent_id uuid not null,
  relation_id uuid not null,
  side text not null,
  other_account_id uuid not null,
  other_name text not null,
  given_by text not null,
  given_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint help_consents_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint help_consents_pkey PRIMARY KEY (account_id, consent_id),
  constraint help_consents_side_check CHECK ((side = ANY (ARRAY['distributor'::text, 'reseller'::text])))
);
CREATE UNIQUE INDEX help_consents_open ON public.help_consents USING btree (account_id, relation_id) WHERE (ended_at IS NULL);
create policy across on help_consents for all to entente_across using true;
create policy own_account on help_consents for all to entente_app using (account_id = current_account());

create table help_edition (
  only_one boolean not null default true,
  edition bigint not null default 0,
  constraint help_edition_only_one_check CHECK (only_one),
  constraint help_edition_pkey PRIMARY KEY (only_one)
);

create table help_misses (
  locale text not null,
  asked_folded text not null,
  asked text not null,
  times integer not null default 1,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint help_misses_pkey PRIMARY KEY (locale, asked_folded)
);
CREATE INDEX help_misses_most ON public.help_misses USING btree (times DESC, last_at DESC);
CREATE INDEX help_misses_oldest ON public.help_misses USING btree (last_at);

create table help_texts (
  article text not null,
  locale text not null,
  path text not null,
  head jsonb not null,
  subject text not null,
  title text not null,
  summary text not null,
  words text[] not null,
  blocks jsonb not null,
  source_title text not null,
  source_summary text not null,
  source_blocks jsonb not null,
  ids jsonb not null,
  imported_at timestamp with time zone not null,
  edition bigint not null,
  constraint help_texts_pkey PRIMARY KEY (article, locale)
);
CREATE INDEX help_texts_edition ON public.help_texts USING btree (edition);
CREATE INDEX help_texts_newest ON public.help_texts USING btree (imported_at DESC);

create table help_votes (
  vote_id uuid not null default gen_random_uuid(),
  article text not null,
  locale text not null,
  helped boolean not null,
  reason text,
  remark text,
  voted_at timestamp with time zone not null,
  constraint help_votes_check CHECK (((NOT helped) OR (reason IS NULL))),
  constraint help_votes_pkey PRIMARY KEY (vote_id),
  constraint help_votes_reason_check CHECK ((reason = ANY (ARRAY['missing'::text, 'wrong'::text, 'unclear'::text, 'other'::text])))
);
CREATE INDEX help_votes_of_article ON public.help_votes USING btree (article, voted_at DESC);

create table human_checks (
  check_id uuid not null default gen_random_uuid(),
  answer bytea not null,
  locale text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint human_checks_pkey PRIMARY KEY (check_id)
);
CREATE INDEX human_checks_expires ON public.human_checks USING btree (expires_at);

create table idempotent_answers (
  account_id uuid not null default current_account(),
  key_hash text not null,
  asked_hash text not null,
  at timestamp with time zone not null,
  answer bytea,
  constraint idempotent_answers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint idempotent_answers_pkey PRIMARY KEY (account_id, key_hash)
);
CREATE INDEX idempotent_answers_old ON public.idempotent_answers USING btree (at);
create policy across on idempotent_answers for all to entente_across using true;
create policy own_account on idempotent_answers for all to entente_app using (account_id = current_account());

create table import_rows (
  account_id uuid not null default current_account(),
  import_id uuid not null,
  row integer not null,
  given_name text not null,
  family_name text not null,
  email text not null,
  email_folded text not null,
  roles_text text not null,
  roles text[] not null,
  locale text,
  locale_text text not null,
  outcome text not null,
  faults jsonb not null default '[]'::jsonb,
  invitation_id uuid,
  mailed boolean not null default false,
  undone text,
  constraint import_rows_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES imports(account_id, import_id) ON DELETE CASCADE,
  constraint import_rows_outcome_check CHECK ((outcome = ANY (ARRAY['invite'::text, 'already_member'::text, 'already_invited'::text, 'wrong'::text]))),
  constraint import_rows_pkey PRIMARY KEY (account_id, import_id, "row"),
  constraint import_rows_undone_check CHECK ((undone = ANY (ARRAY['withdrawn'::text, 'removed'::text])))
);
CREATE INDEX import_rows_outcome ON public.import_rows USING btree (account_id, import_id, outcome, "row");
CREATE INDEX import_rows_unmailed ON public.import_rows USING btree (account_id, import_id, "row") WHERE ((invitation_id IS NOT NULL) AND (NOT mailed));
create policy across on import_rows for all to entente_across using true;
create policy own_account on import_rows for all to entente_app using (account_id = current_account());

create table imports (
  account_id uuid not null default current_account(),
  import_id uuid not null default gen_random_uuid(),
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  file_name text not null,
  locale text not null,
  givable text[] not null,
  content text,
  state text not null default 'checking'::text,
  row_count integer not null default 0,
  progress integer not null default 0,
  confirmed jsonb,
  confirmed_at timestamp with time zone,
  added_at timestamp with time zone,
  ended_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by_name text,
  version integer not null default 1,
  constraint imports_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint imports_pkey PRIMARY KEY (account_id, import_id),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['checking'::text, 'ready'::text, 'adding'::text, 'done'::text, 'undone'::text, 'failed'::text])))
);
CREATE INDEX imports_age ON public.imports USING btree (created_at);
CREATE INDEX imports_newest ON public.imports USING btree (account_id, created_at DESC, import_id);
CREATE UNIQUE INDEX imports_adding ON public.imports USING btree (account_id) WHERE (state = 'adding'::text);
create policy across on imports for all to entente_across using true;
create policy own_account on imports for all to entente_app using (account_id = current_account());

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
  is_guest boolean not null default false,
  elevation_id uuid,
  constraint invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint invitations_pkey PRIMARY KEY (account_id, invitation_id),
  constraint invitations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'withdrawn'::text])))
);
CREATE INDEX invitations_newest ON public.invitations USING btree (account_id, created_at DESC, invitation_id);
CREATE INDEX invitations_sender ON public.invitations USING btree (account_id, invited_by) WHERE (state = 'open'::text);
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

create table leads (
  account_id uuid not null default current_account(),
  lead_id uuid not null default gen_random_uuid(),
  source text not null default 'directory'::text,
  country text not null,
  location_id text,
  name text not null,
  company text,
  email text not null,
  phone text,
  message text not null,
  locale text not null,
  state text not null default 'new'::text,
  received_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  answered_by_name text,
  constraint leads_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint leads_check CHECK (((state = 'answered'::text) = (answered_at IS NOT NULL))),
  constraint leads_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint leads_location_id_check CHECK ((location_id ~ '^[0-9]{7}$'::text)),
  constraint leads_pkey PRIMARY KEY (account_id, lead_id),
  constraint leads_source_check CHECK ((source = 'directory'::text)),
  constraint leads_state_check CHECK ((state = ANY (ARRAY['new'::text, 'answered'::text])))
);
CREATE INDEX leads_received ON public.leads USING btree (account_id, received_at DESC, lead_id);
create policy across on leads for all to entente_across using true;
create policy own_account on leads for all to entente_app using (account_id = current_account());

create table learning_profiles (
  profile_id text not null,
  person_id uuid not null,
  counts_for uuid,
  linked_at timestamp with time zone not null,
  fetched_at timestamp with time zone,
  failed_at timestamp with time zone,
  constraint learning_profiles_counts_for_fkey FOREIGN KEY (counts_for) REFERENCES accounts(account_id) ON DELETE SET NULL,
  constraint learning_profiles_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint learning_profiles_person_id_key UNIQUE (person_id),
  constraint learning_profiles_pkey PRIMARY KEY (profile_id)
);
create policy across on learning_profiles for all to entente_across using true;
create policy own_person on learning_profiles for all to entente_app using (person_id = current_person());

create table learning_starts (
  person_id uuid not null,
  start_id uuid not null default gen_random_uuid(),
  started_at timestamp with time zone not null,
  counts_for uuid not null,
  constraint learning_starts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint learning_starts_pkey PRIMARY KEY (person_id, start_id)
);
create policy across on learning_starts for all to entente_across using true;
create policy own_person on learning_starts for all to entente_app using (person_id = current_person());

create table license_assignments (
  tenant_id uuid not null,
  user_id uuid not null,
  sku_id text not null,
  excluded_plans text[] not null default '{}'::text[],
  assigned_at timestamp with time zone not null,
  constraint license_assignments_pkey PRIMARY KEY (tenant_id, user_id, sku_id),
  constraint license_assignments_tenant_id_sku_id_fkey FOREIGN KEY (tenant_id, sku_id) REFERENCES license_pools(tenant_id, sku_id) ON DELETE CASCADE,
  constraint license_assignments_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES customer_users(tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX license_assignments_order ON public.license_assignments USING btree (tenant_id, sku_id, assigned_at, user_id);
create policy across on license_assignments for all to entente_across using true;
create policy related on license_assignments for all to entente_app using (EXISTS ( SELECT
   FROM customers c
  WHERE ((c.account_id = current_account()) AND (c.customer_id = license_assignments.tenant_id) AND (c.state = 'active'::text))));

create table license_pools (
  tenant_id uuid not null,
  sku_id text not null,
  constraint license_pools_pkey PRIMARY KEY (tenant_id, sku_id),
  constraint license_pools_sku_id_fkey FOREIGN KEY (sku_id) REFERENCES skus(sku_id),
  constraint license_pools_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id) ON DELETE CASCADE
);
create policy across on license_pools for all to entente_across using true;
create policy related on license_pools for all to entente_app using (EXISTS ( SELECT
   FROM customers c
  WHERE ((c.account_id = current_account()) AND (c.customer_id = license_pools.tenant_id) AND (c.state = 'active'::text))));

create table local_ways (
  account_id uuid not null default current_account(),
  person_id uuid not null,
  named_at timestamp with time zone not null,
  named_by uuid,
  constraint local_ways_account_id_person_id_fkey FOREIGN KEY (account_id, person_id) REFERENCES members(account_id, person_id) ON DELETE CASCADE,
  constraint local_ways_pkey PRIMARY KEY (account_id, person_id)
);
create policy across on local_ways for all to entente_across using true;
create policy own_account on local_ways for all to entente_app using (account_id = current_account());

create table location_import_rows (
  account_id uuid not null default current_account(),
  import_id uuid not null,
  row integer not null,
  name text not null,
  said jsonb,
  faults jsonb not null default '[]'::jsonb,
  location_id text,
  is_known boolean not null default false,
  constraint location_import_rows_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES location_imports(account_id, import_id) ON DELETE CASCADE,
  constraint location_import_rows_pkey PRIMARY KEY (account_id, import_id, "row")
);
CREATE INDEX location_import_rows_todo ON public.location_import_rows USING btree (account_id, import_id, "row") WHERE ((location_id IS NULL) AND (faults = '[]'::jsonb));
create policy across on location_import_rows for all to entente_across using true;
create policy own_account on location_import_rows for all to entente_app using (account_id = current_account());

create table location_imports (
  account_id uuid not null default current_account(),
  import_id uuid not null default gen_random_uuid(),
  created_at timestamp with time zone not null,
  created_by_name text not null,
  file_name text not null,
  state text not null default 'ready'::text,
  row_count integer not null,
  confirmed jsonb,
  ended_at timestamp with time zone,
  version integer not null default 1,
  constraint location_imports_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint location_imports_pkey PRIMARY KEY (account_id, import_id),
  constraint location_imports_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'adding'::text, 'done'::text])))
);
CREATE INDEX location_imports_newest ON public.location_imports USING btree (account_id, created_at DESC, import_id);
create policy across on location_imports for all to entente_across using true;
create policy own_account on location_imports for all to entente_app using (account_id = current_account());

create table location_removals (
  account_id uuid not null default current_account(),
  removal_id uuid not null default gen_random_uuid(),
  location_id text not null,
  name text not null,
  why text not null,
  uses jsonb not null,
  state text not null default 'open'::text,
  asked_at timestamp with time zone not null,
  asked_by_name text,
  decided_at timestamp with time zone,
  decided_by_name text,
  note text,
  version integer not null default 1,
  constraint location_removals_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint location_removals_pkey PRIMARY KEY (account_id, removal_id),
  constraint location_removals_state_check CHECK ((state = ANY (ARRAY['open'::text, 'removed'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX location_removals_queue ON public.location_removals USING btree (asked_at, removal_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX location_removals_open ON public.location_removals USING btree (account_id, location_id) WHERE (state = 'open'::text);
create policy across on location_removals for all to entente_across using true;
create policy own_account on location_removals for all to entente_app using (account_id = current_account());

create table locations (
  account_id uuid not null default current_account(),
  location_id text not null,
  name text not null,
  name_folded text not null,
  search_text text not null,
  country text not null,
  address jsonb,
  shares_with text,
  contact jsonb not null,
  registration_number text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint locations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint locations_account_id_name_folded_key UNIQUE (account_id, name_folded),
  constraint locations_check CHECK (((address IS NULL) = (shares_with IS NOT NULL))),
  constraint locations_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint locations_location_id_check CHECK ((location_id ~ '^[0-9]{7}$'::text)),
  constraint locations_pkey PRIMARY KEY (account_id, location_id),
  constraint locations_shares_with_check CHECK ((shares_with ~ '^([0-9]{7}|company)$'::text))
);
CREATE INDEX locations_country ON public.locations USING btree (account_id, country);
CREATE INDEX locations_name ON public.locations USING btree (account_id, name COLLATE "und-x-icu", location_id);
CREATE INDEX locations_name_es ON public.locations USING btree (account_id, name COLLATE "es-x-icu", location_id);
CREATE INDEX locations_name_hans ON public.locations USING btree (account_id, name COLLATE "zh-Hans-x-icu", location_id);
CREATE INDEX locations_name_hant ON public.locations USING btree (account_id, name COLLATE "zh-Hant-x-icu", location_id);
CREATE INDEX locations_sharing ON public.locations USING btree (account_id, shares_with) WHERE (shares_with IS NOT NULL);
create policy across on locations for all to entente_across using true;
create policy own_account on locations for all to entente_app using (account_id = current_account());

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
  channel text not null default 'mail'::text,
  constraint mails_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'text'::text]))),
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
  elevation_id uuid,
  brought_by uuid,
  brought_by_admin boolean not null default false,
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

create table merges (
  account_id uuid not null default current_account(),
  merge_id uuid not null,
  side text not null,
  other_account_id uuid not null,
  other_partner_id text not null,
  other_name text,
  other_country text,
  state text not null,
  message text,
  invited_at timestamp with time zone not null,
  invited_by text not null,
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by text,
  reason text,
  confirmed_at timestamp with time zone,
  confirmed_by text,
  step integer not null default 0,
  steps integer not null default 0,
  ended_at timestamp with time zone,
  stopped_by text[] not null default '{}'::text[],
  plan jsonb,
  came_with text,
  version integer not null default 1,
  constraint merges_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint merges_pkey PRIMARY KEY (account_id, merge_id),
  constraint merges_side_check CHECK ((side = ANY (ARRAY['survivor'::text, 'joining'::text]))),
  constraint merges_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'accepted'::text, 'confirmed'::text, 'merged'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text, 'stopped'::text])))
);
CREATE INDEX merges_newest ON public.merges USING btree (account_id, invited_at DESC, merge_id);
CREATE UNIQUE INDEX merges_open ON public.merges USING btree (account_id, other_account_id) WHERE (state = ANY (ARRAY['invited'::text, 'accepted'::text, 'confirmed'::text]));
create policy across on merges for all to entente_across using true;
create policy own_account on merges for all to entente_app using (account_id = current_account());

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

create table notice_choices (
  person_id uuid not null,
  topic text not null,
  in_portal boolean not null,
  mail text not null,
  changed_at timestamp with time zone not null,
  constraint notice_choices_mail_check CHECK ((mail = ANY (ARRAY['at_once'::text, 'daily'::text, 'never'::text]))),
  constraint notice_choices_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint notice_choices_pkey PRIMARY KEY (person_id, topic)
);
create policy across on notice_choices for all to entente_across using true;
create policy own_person on notice_choices for all to entente_app using (person_id = current_person());

create table notice_unsubscribes (
  token_hash text not null,
  person_id uuid not null,
  topic text not null,
  created_at timestamp with time zone not null,
  constraint notice_unsubscribes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint notice_unsubscribes_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX notice_unsubscribes_person ON public.notice_unsubscribes USING btree (person_id);
create policy across on notice_unsubscribes for all to entente_across using true;
create policy own_person on notice_unsubscribes for all to entente_app using (person_id = current_person());

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
  shown boolean not null default true,
  waits_for_digest boolean not null default false,
  digest_at timestamp with time zone,
  constraint notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint notices_person_id_announcement_id_kind_key UNIQUE (person_id, announcement_id, kind),
  constraint notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint notices_pkey PRIMARY KEY (person_id, notice_id)
);
CREATE INDEX notices_for_digest ON public.notices USING btree (person_id, at) WHERE waits_for_digest;
CREATE INDEX notices_newest ON public.notices USING btree (person_id, at DESC, notice_id);
CREATE INDEX notices_unread ON public.notices USING btree (person_id) WHERE ((read_at IS NULL) AND shown);
create policy across on notices for all to entente_across using true;
create policy own_person on notices for all to entente_app using (person_id = current_person());

create table oauth_records (
  model text not null,
  key_hash text not null,
  payload bytea not null,
  grant_hash text,
  other_hash text,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint oauth_records_pkey PRIMARY KEY (model, key_hash)
);
CREATE INDEX oauth_records_grant ON public.oauth_records USING btree (grant_hash) WHERE (grant_hash IS NOT NULL);
CREATE INDEX oauth_records_old ON public.oauth_records USING btree (expires_at);
CREATE INDEX oauth_records_other ON public.oauth_records USING btree (model, other_hash) WHERE (other_hash IS NOT NULL);

create table offers (
  offer_id text not null,
  sku_id text not null,
  product_id text not null,
  segment text not null,
  is_sold boolean not null default true,
  code text not null default code_of(offer_id, 12),
  guid uuid not null default guid_of('offer'::text, offer_id),
  constraint offers_pkey PRIMARY KEY (offer_id),
  constraint offers_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(product_id) ON DELETE CASCADE,
  constraint offers_segment_check CHECK ((segment = ANY (ARRAY['commercial'::text, 'education'::text, 'government'::text, 'nonprofit'::text]))),
  constraint offers_sku_id_fkey FOREIGN KEY (sku_id) REFERENCES skus(sku_id) ON DELETE CASCADE,
  constraint offers_sku_id_segment_key UNIQUE (sku_id, segment)
);
CREATE INDEX offers_of ON public.offers USING btree (product_id);
CREATE UNIQUE INDEX offers_code ON public.offers USING btree (code);
CREATE UNIQUE INDEX offers_guid ON public.offers USING btree (guid);

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

create table order_lines (
  account_id uuid not null default current_account(),
  order_id uuid not null,
  line_no integer not null,
  subscription_id uuid not null,
  parent_subscription_id uuid,
  offer_id text not null,
  titles jsonb not null,
  term text not null,
  quantity integer not null,
  list_price numeric(20,6) not null,
  unit_price numeric(20,6) not null,
  retail_price numeric(20,6) not null,
  price_list_id uuid not null,
  reason jsonb not null,
  first_charge numeric(20,6) not null,
  state text not null default 'pending'::text,
  constraint order_lines_account_id_order_id_fkey FOREIGN KEY (account_id, order_id) REFERENCES orders(account_id, order_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint order_lines_pkey PRIMARY KEY (account_id, order_id, line_no),
  constraint order_lines_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'fulfilled'::text, 'unfulfilled'::text])))
);
create policy across on order_lines for all to entente_across using true;
create policy own_account on order_lines for all to entente_app using (account_id = current_account());

create table order_settings (
  account_id uuid not null default current_account(),
  approval_above numeric(20,6),
  approval_currency text,
  version integer not null default 1,
  constraint order_settings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint order_settings_approval_above_check CHECK ((approval_above >= (0)::numeric)),
  constraint order_settings_approval_currency_check CHECK ((approval_currency ~ '^[A-Z]{3}$'::text)),
  constraint order_settings_check CHECK (((approval_above IS NULL) = (approval_currency IS NULL))),
  constraint order_settings_pkey PRIMARY KEY (account_id)
);
create policy across on order_settings for all to entente_across using true;
create policy own_account on order_settings for all to entente_app using (account_id = current_account());

create table orders (
  account_id uuid not null default current_account(),
  order_id uuid not null default gen_random_uuid(),
  number text not null,
  cart_id uuid not null,
  customer_id uuid not null,
  customer_name text not null,
  billing_cycle text not null,
  currency text not null,
  state text not null default 'pending'::text,
  first_charge numeric(20,6) not null,
  placed_at timestamp with time zone not null,
  placed_by_name text not null,
  approved_by_name text,
  priced_at timestamp with time zone not null,
  search_text text not null,
  version integer not null default 1,
  constraint orders_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint orders_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint orders_account_id_number_key UNIQUE (account_id, number),
  constraint orders_pkey PRIMARY KEY (account_id, order_id),
  constraint orders_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'completed'::text, 'canceled'::text])))
);
CREATE INDEX orders_newest ON public.orders USING btree (account_id, placed_at DESC, order_id DESC);
CREATE INDEX orders_of_customer ON public.orders USING btree (account_id, customer_id, placed_at DESC, order_id DESC);
CREATE INDEX orders_search ON public.orders USING gin (account_id, search_text gin_trgm_ops);
create policy across on orders for all to entente_across using true;
create policy own_account on orders for all to entente_app using (account_id = current_account());

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

create table payout_accounts (
  account_id uuid not null default current_account(),
  payout_id uuid not null default gen_random_uuid(),
  name text not null,
  holder text not null,
  country text not null,
  currency text not null,
  bank text not null,
  sealed_number bytea not null,
  masked text not null,
  contact_email text not null,
  state text not null,
  reason text,
  held_until timestamp with time zone not null,
  valid_until date,
  changed_at timestamp with time zone not null,
  reminded integer,
  version integer not null default 1,
  constraint payout_accounts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint payout_accounts_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint payout_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payout_accounts_pkey PRIMARY KEY (account_id, payout_id),
  constraint payout_accounts_state_check CHECK ((state = ANY (ARRAY['pending_validation'::text, 'approved'::text, 'action_required'::text, 'closed'::text])))
);
CREATE INDEX payout_accounts_ending ON public.payout_accounts USING btree (valid_until) WHERE ((state = 'approved'::text) AND (valid_until IS NOT NULL));
CREATE INDEX payout_accounts_queue ON public.payout_accounts USING btree (state, changed_at, payout_id);
create policy across on payout_accounts for all to entente_across using true;
create policy own_account on payout_accounts for all to entente_app using (account_id = current_account());

create table payout_changes (
  account_id uuid not null default current_account(),
  change_id uuid not null default gen_random_uuid(),
  kind text not null,
  payout_id uuid,
  sealed_wanted bytea,
  masked text,
  contact_email text,
  state text not null,
  asked_at timestamp with time zone not null,
  asked_by uuid not null,
  asked_by_name text not null,
  ends_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_by_name text,
  constraint payout_changes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint payout_changes_check CHECK (((decided_by <> asked_by) OR (state <> 'confirmed'::text))),
  constraint payout_changes_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'replace'::text, 'close'::text]))),
  constraint payout_changes_pkey PRIMARY KEY (account_id, change_id),
  constraint payout_changes_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX payout_changes_waiting ON public.payout_changes USING btree (account_id, payout_id) WHERE ((state = 'waiting'::text) AND (payout_id IS NOT NULL));
create policy across on payout_changes for all to entente_across using true;
create policy own_account on payout_changes for all to entente_app using (account_id = current_account());

create table people (
  person_id uuid not null default gen_random_uuid(),
  given_name text not null,
  family_name text not null,
  email text not null,
  locale text not null,
  theme text not null default 'system'::text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  email_changed_at timestamp with time zone,
  email_tested_at timestamp with time zone,
  frozen_at timestamp with time zone,
  frozen_change_at timestamp with time zone,
  constraint people_pkey PRIMARY KEY (person_id),
  constraint people_theme_check CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
);
create policy across on people for all to entente_across using true;
create policy own_person on people for all to entente_app using (person_id = current_person());

create table price_effect_notices (
  account_id uuid not null default current_account(),
  list_id uuid not null,
  subscriptions integer not null,
  told_at timestamp with time zone not null,
  constraint price_effect_notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint price_effect_notices_list_id_fkey FOREIGN KEY (list_id) REFERENCES price_lists(list_id) ON DELETE CASCADE,
  constraint price_effect_notices_pkey PRIMARY KEY (account_id, list_id)
);
CREATE INDEX price_effect_notices_of ON public.price_effect_notices USING btree (list_id);
create policy across on price_effect_notices for all to entente_across using true;
create policy own_account on price_effect_notices for all to entente_app using (account_id = current_account());

create table price_group_members (
  account_id uuid not null default current_account(),
  group_id uuid not null,
  added_at timestamp with time zone not null,
  constraint price_group_members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint price_group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES price_groups(group_id) ON DELETE CASCADE,
  constraint price_group_members_pkey PRIMARY KEY (account_id, group_id)
);
CREATE INDEX price_group_members_of ON public.price_group_members USING btree (group_id);
create policy across on price_group_members for all to entente_across using true;
create policy own_account on price_group_members for all to entente_app using (account_id = current_account());

create table price_groups (
  group_id uuid not null default gen_random_uuid(),
  name text not null,
  kind text not null,
  rank integer not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint price_groups_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'partner'::text]))),
  constraint price_groups_pkey PRIMARY KEY (group_id),
  constraint price_groups_rank_check CHECK (((rank >= 1) AND (rank <= 999999)))
);
CREATE UNIQUE INDEX price_groups_name ON public.price_groups USING btree (lower(name));

create table price_import_pieces (
  import_id uuid not null,
  number integer not null,
  content bytea not null,
  constraint price_import_pieces_import_id_fkey FOREIGN KEY (import_id) REFERENCES price_imports(import_id) ON DELETE CASCADE,
  constraint price_import_pieces_pkey PRIMARY KEY (import_id, number)
);

create table price_imports (
  import_id uuid not null default gen_random_uuid(),
  list_id uuid not null,
  file_name text not null,
  state text not null default 'uploading'::text,
  size bigint not null,
  received bigint not null default 0,
  progress integer not null default 0,
  faults jsonb not null default '[]'::jsonb,
  fault_count integer not null default 0,
  file_fault jsonb,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint price_imports_list_id_fkey FOREIGN KEY (list_id) REFERENCES price_lists(list_id) ON DELETE CASCADE,
  constraint price_imports_pkey PRIMARY KEY (import_id),
  constraint price_imports_state_check CHECK ((state = ANY (ARRAY['uploading'::text, 'reading'::text, 'done'::text, 'faulty'::text])))
);

create table price_list_lines (
  list_id uuid not null,
  row_no integer not null,
  market text not null,
  currency text not null,
  offer_id text not null,
  term text not null,
  billing_cycle text not null,
  tier_from integer not null default 1,
  flag text not null,
  price numeric(20,6) not null,
  suggested numeric(20,6),
  constraint price_list_lines_flag_check CHECK ((flag = ANY (ARRAY['ADD'::text, 'CHG'::text, 'DEL'::text, 'UNC'::text]))),
  constraint price_list_lines_pkey PRIMARY KEY (list_id, row_no)
);
CREATE INDEX price_list_lines_offer ON public.price_list_lines USING btree (offer_id, market, list_id, term, billing_cycle, tier_from);

create table price_lists (
  list_id uuid not null default gen_random_uuid(),
  name text not null,
  group_id uuid,
  valid_from date not null,
  valid_to date,
  state text not null default 'draft'::text,
  known_from timestamp with time zone,
  known_to timestamp with time zone,
  told_at timestamp with time zone,
  line_count integer not null default 0,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint price_lists_check CHECK ((valid_to > valid_from)),
  constraint price_lists_check1 CHECK (((state = ANY (ARRAY['published'::text, 'withdrawn'::text])) = (known_from IS NOT NULL))),
  constraint price_lists_check2 CHECK (((state = 'withdrawn'::text) = (known_to IS NOT NULL))),
  constraint price_lists_group_id_fkey FOREIGN KEY (group_id) REFERENCES price_groups(group_id),
  constraint price_lists_pkey PRIMARY KEY (list_id),
  constraint price_lists_state_check CHECK ((state = ANY (ARRAY['importing'::text, 'draft'::text, 'published'::text, 'withdrawn'::text])))
);
CREATE INDEX price_lists_newest ON public.price_lists USING btree (valid_from DESC, list_id);
create policy across on price_lists for all to entente_across using true;
create policy published on price_lists for select to entente_app using ((known_from IS NOT NULL) AND ((group_id IS NULL) OR (group_id IN ( SELECT m.group_id
   FROM price_group_members m))));

create table products (
  product_id text not null,
  publisher text not null,
  is_operators boolean not null,
  category text not null,
  definition jsonb not null,
  search_text text not null,
  is_sold boolean not null default true,
  changed_at timestamp with time zone not null,
  version_id uuid,
  code text not null default code_of(product_id, 12),
  constraint products_category_check CHECK ((category = ANY (ARRAY['enterprise'::text, 'small_business'::text, 'infrastructure'::text, 'security'::text, 'development'::text]))),
  constraint products_pkey PRIMARY KEY (product_id),
  constraint products_product_id_check CHECK ((product_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text))
);
CREATE INDEX products_search ON public.products USING gin (search_text gin_trgm_ops);
CREATE UNIQUE INDEX products_code ON public.products USING btree (code);

create table program_invitations (
  account_id uuid not null default current_account(),
  program text not null,
  sponsor text not null,
  invited_by uuid,
  invited_at timestamp with time zone not null,
  constraint program_invitations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint program_invitations_pkey PRIMARY KEY (account_id, program),
  constraint program_invitations_program_fkey FOREIGN KEY (program) REFERENCES programs(program) ON DELETE CASCADE
);
create policy across on program_invitations for all to entente_across using true;
create policy own_account on program_invitations for all to entente_app using (account_id = current_account());

create table programs (
  program text not null,
  position integer not null,
  is_open boolean not null default true,
  settings_group text not null,
  sections text[] not null,
  definition jsonb not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint programs_pkey PRIMARY KEY (program),
  constraint programs_program_check CHECK ((program ~ '^[a-z][a-z0-9_]{1,39}$'::text)),
  constraint programs_settings_group_check CHECK ((settings_group = ANY (ARRAY['partner'::text, 'developer'::text])))
);

create table promotion_offers (
  promotion_id uuid not null,
  offer_id text not null,
  constraint promotion_offers_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(offer_id) ON DELETE CASCADE,
  constraint promotion_offers_pkey PRIMARY KEY (promotion_id, offer_id),
  constraint promotion_offers_promotion_id_fkey FOREIGN KEY (promotion_id) REFERENCES promotions(promotion_id) ON DELETE CASCADE
);
CREATE INDEX promotion_offers_of ON public.promotion_offers USING btree (offer_id);

create table promotions (
  promotion_id uuid not null default gen_random_uuid(),
  name text not null,
  percent numeric(5,2) not null,
  markets text[],
  group_id uuid,
  starts_on date not null,
  ends_on date not null,
  state text not null default 'draft'::text,
  known_from timestamp with time zone,
  known_to timestamp with time zone,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint promotions_check CHECK ((ends_on > starts_on)),
  constraint promotions_group_id_fkey FOREIGN KEY (group_id) REFERENCES price_groups(group_id),
  constraint promotions_percent_check CHECK (((percent > (0)::numeric) AND (percent <= (100)::numeric))),
  constraint promotions_pkey PRIMARY KEY (promotion_id),
  constraint promotions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
);
create policy across on promotions for all to entente_across using true;
create policy published on promotions for select to entente_app using ((known_from IS NOT NULL) AND ((group_id IS NULL) OR (group_id IN ( SELECT m.group_id
   FROM price_group_members m))));

create table publishers (
  account_id uuid not null default current_account(),
  publisher_id text not null,
  program text not null,
  contact jsonb,
  given_at timestamp with time zone not null,
  version integer not null default 1,
  constraint publishers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint publishers_pkey PRIMARY KEY (account_id, publisher_id),
  constraint publishers_program_fkey FOREIGN KEY (program) REFERENCES programs(program) ON DELETE CASCADE,
  constraint publishers_publisher_id_check CHECK ((publisher_id ~ '^PUB-[0-9]{7,}$'::text))
);
CREATE INDEX publishers_program ON public.publishers USING btree (account_id, program);
create policy across on publishers for all to entente_across using true;
create policy own_account on publishers for all to entente_app using (account_id = current_account());

create table recoveries (
  recovery_id uuid not null default gen_random_uuid(),
  token_hash text not null,
  email text not null,
  email_folded text not null,
  trouble text not null,
  locale text not null,
  address text,
  user_agent text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  looked_up_at timestamp with time zone,
  found_person_id uuid,
  proofs jsonb not null default '[]'::jsonb,
  challenges jsonb not null default '{}'::jsonb,
  admins_asked_at timestamp with time zone,
  admins_asked integer,
  used_at timestamp with time zone,
  constraint recoveries_pkey PRIMARY KEY (recovery_id),
  constraint recoveries_token_hash_key UNIQUE (token_hash),
  constraint recoveries_trouble_check CHECK ((trouble = ANY (ARRAY['password'::text, 'factor'::text, 'mailbox'::text, 'nobody'::text, 'refused'::text])))
);
CREATE INDEX recoveries_expires ON public.recoveries USING btree (expires_at);
CREATE INDEX recoveries_person ON public.recoveries USING btree (found_person_id) WHERE (used_at IS NULL);

create table recovery_codes (
  person_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint recovery_codes_pkey PRIMARY KEY (person_id, code_hash)
);
create policy across on recovery_codes for all to entente_across using true;
create policy own_person on recovery_codes for all to entente_app using (person_id = current_person());

create table relations (
  account_id uuid not null default current_account(),
  relation_id uuid not null,
  side text not null,
  other_account_id uuid not null,
  other_partner_id text not null,
  other_name text,
  other_country text,
  state text not null,
  message text,
  invited_at timestamp with time zone not null,
  invited_by text not null,
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  reason text,
  version integer not null default 1,
  constraint relations_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint relations_ended_by_check CHECK ((ended_by = ANY (ARRAY['distributor'::text, 'reseller'::text, 'operator'::text, 'merge'::text]))),
  constraint relations_pkey PRIMARY KEY (account_id, relation_id),
  constraint relations_side_check CHECK ((side = ANY (ARRAY['distributor'::text, 'reseller'::text]))),
  constraint relations_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'declined'::text, 'withdrawn'::text, 'ended'::text])))
);
CREATE INDEX relations_all ON public.relations USING btree (invited_at DESC, relation_id) WHERE (side = 'distributor'::text);
CREATE INDEX relations_newest ON public.relations USING btree (account_id, invited_at DESC, relation_id);
CREATE UNIQUE INDEX relations_open ON public.relations USING btree (account_id, side, other_account_id) WHERE (state = ANY (ARRAY['invited'::text, 'active'::text]));
create policy across on relations for all to entente_across using true;
create policy own_account on relations for all to entente_app using (account_id = current_account());

create table reseller_accounts (
  account_id uuid not null default current_account(),
  kind text not null,
  location_id text not null,
  linked_at timestamp with time zone not null,
  linked_by_name text,
  version integer not null default 1,
  constraint reseller_accounts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint reseller_accounts_account_id_location_id_fkey FOREIGN KEY (account_id, location_id) REFERENCES locations(account_id, location_id) ON UPDATE CASCADE,
  constraint reseller_accounts_account_id_location_id_key UNIQUE (account_id, location_id),
  constraint reseller_accounts_kind_check CHECK ((kind = ANY (ARRAY['reseller'::text, 'distributor'::text]))),
  constraint reseller_accounts_pkey PRIMARY KEY (account_id, kind)
);
create policy across on reseller_accounts for all to entente_across using true;
create policy own_account on reseller_accounts for all to entente_app using (account_id = current_account());

create table reset_requests (
  account_id uuid not null default current_account(),
  request_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  state text not null default 'open'::text,
  reason text,
  decided_at timestamp with time zone,
  decided_by uuid,
  constraint reset_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint reset_requests_pkey PRIMARY KEY (account_id, request_id),
  constraint reset_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text, 'expired'::text])))
);
CREATE UNIQUE INDEX reset_requests_open ON public.reset_requests USING btree (account_id, person_id) WHERE (state = 'open'::text);
create policy across on reset_requests for all to entente_across using true;
create policy own_account on reset_requests for all to entente_app using (account_id = current_account());

create table resources (
  resource_id uuid not null default gen_random_uuid(),
  position integer not null,
  titles jsonb not null,
  address text not null,
  audience text[] not null default '{}'::text[],
  version integer not null default 1,
  constraint resources_address_check CHECK ((address ~~ 'https://%'::text)),
  constraint resources_pkey PRIMARY KEY (resource_id)
);

create table retail_rules (
  account_id uuid not null default current_account(),
  rule_id uuid not null default gen_random_uuid(),
  customer_id uuid,
  product_id text,
  segment text,
  market text,
  method text not null,
  value numeric(20,6) not null,
  currency text,
  may_go_below boolean not null default false,
  created_by_name text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint retail_rules_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint retail_rules_check CHECK (((method = ANY (ARRAY['amount'::text, 'price'::text])) = (currency IS NOT NULL))),
  constraint retail_rules_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint retail_rules_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint retail_rules_method_check CHECK ((method = ANY (ARRAY['percent'::text, 'amount'::text, 'below_suggested'::text, 'price'::text]))),
  constraint retail_rules_pkey PRIMARY KEY (account_id, rule_id),
  constraint retail_rules_segment_check CHECK ((segment = ANY (ARRAY['commercial'::text, 'education'::text, 'government'::text, 'nonprofit'::text])))
);
CREATE UNIQUE INDEX retail_rules_one ON public.retail_rules USING btree (account_id, COALESCE(customer_id, '00000000-0000-0000-0000-000000000000'::uuid), COALESCE(product_id, ''::text), COALESCE(segment, ''::text), COALESCE(market, ''::text), COALESCE(currency, ''::text));
create policy across on retail_rules for all to entente_across using true;
create policy own_account on retail_rules for all to entente_app using (account_id = current_account());

create table retail_settings (
  account_id uuid not null default current_account(),
  floor_percent numeric(6,2) not null default 0,
  rounding text not null default 'coin'::text,
  version integer not null default 1,
  constraint retail_settings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint retail_settings_floor_percent_check CHECK (((floor_percent >= ('-100'::integer)::numeric) AND (floor_percent <= (1000)::numeric))),
  constraint retail_settings_pkey PRIMARY KEY (account_id),
  constraint retail_settings_rounding_check CHECK ((rounding = ANY (ARRAY['coin'::text, 'five'::text, 'ninety_five'::text, 'whole'::text])))
);
create policy across on retail_settings for all to entente_across using true;
create policy own_account on retail_settings for all to entente_app using (account_id = current_account());

create table role_assignments (
  account_id uuid not null default current_account(),
  assignment_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  role text not null,
  scope jsonb not null default '"company"'::jsonb,
  ends_at timestamp with time zone,
  given_by uuid,
  given_at timestamp with time zone not null,
  elevation_id uuid,
  constraint role_assignments_account_id_person_id_fkey FOREIGN KEY (account_id, person_id) REFERENCES members(account_id, person_id) ON DELETE CASCADE,
  constraint role_assignments_account_id_person_id_role_scope_key UNIQUE (account_id, person_id, role, scope),
  constraint role_assignments_pkey PRIMARY KEY (account_id, assignment_id),
  constraint role_assignments_role_check CHECK ((role !~~ 'op\_%'::text))
);
CREATE INDEX role_assignments_elevation ON public.role_assignments USING btree (account_id, elevation_id) WHERE (elevation_id IS NOT NULL);
CREATE INDEX role_assignments_ends ON public.role_assignments USING btree (ends_at) WHERE (ends_at IS NOT NULL);
CREATE INDEX role_assignments_role ON public.role_assignments USING btree (account_id, role, person_id);
create policy across on role_assignments for all to entente_across using true;
create policy own_account on role_assignments for all to entente_app using (account_id = current_account());

create table role_requests (
  account_id uuid not null default current_account(),
  request_id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  role text not null,
  scope jsonb,
  permission text,
  needs text,
  reason text not null,
  wished_days integer,
  wished_until timestamp with time zone,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  decided_by uuid,
  decided_by_name text,
  granted_role text,
  granted_scope jsonb,
  granted_until timestamp with time zone,
  answer text,
  constraint role_requests_account_id_person_id_fkey FOREIGN KEY (account_id, person_id) REFERENCES members(account_id, person_id) ON DELETE CASCADE,
  constraint role_requests_check CHECK (((permission IS NULL) = (needs IS NULL))),
  constraint role_requests_check1 CHECK (((wished_days IS NULL) OR (wished_until IS NULL))),
  constraint role_requests_check2 CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint role_requests_needs_check CHECK ((needs = ANY (ARRAY['view'::text, 'own'::text, 'edit'::text]))),
  constraint role_requests_pkey PRIMARY KEY (account_id, request_id),
  constraint role_requests_role_check CHECK ((role !~~ 'op\_%'::text)),
  constraint role_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text]))),
  constraint role_requests_wished_days_check CHECK (((wished_days >= 1) AND (wished_days <= 366)))
);
CREATE INDEX role_requests_due ON public.role_requests USING btree (expires_at) WHERE (state = 'open'::text);
CREATE INDEX role_requests_newest ON public.role_requests USING btree (account_id, created_at DESC, request_id);
CREATE INDEX role_requests_of_person ON public.role_requests USING btree (account_id, person_id, created_at DESC);
CREATE UNIQUE INDEX role_requests_open ON public.role_requests USING btree (account_id, person_id, role) WHERE (state = 'open'::text);
create policy across on role_requests for all to entente_across using true;
create policy own_account on role_requests for all to entente_app using (account_id = current_account());

create table saml_answers (
  account_id uuid not null default current_account(),
  directory_id uuid not null,
  assertion_hash text not null,
  token_hash text not null,
  request_id text not null,
  said bytea not null,
  received_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint saml_answers_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint saml_answers_pkey PRIMARY KEY (account_id, directory_id, assertion_hash)
);
CREATE INDEX saml_answers_over ON public.saml_answers USING btree (expires_at);
CREATE INDEX saml_answers_token ON public.saml_answers USING btree (account_id, token_hash);
create policy across on saml_answers for all to entente_across using true;
create policy own_account on saml_answers for all to entente_app using (account_id = current_account());

create table saved_views (
  account_id uuid not null default current_account(),
  view_id uuid not null default gen_random_uuid(),
  list text not null,
  person_id uuid not null,
  made_by_name text not null,
  name text not null,
  name_folded text not null,
  is_shared boolean not null default false,
  narrowed jsonb not null,
  hidden text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint saved_views_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint saved_views_list_check CHECK ((list = ANY (ARRAY['customers'::text, 'orders'::text, 'subscriptions'::text, 'members'::text]))),
  constraint saved_views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint saved_views_pkey PRIMARY KEY (account_id, view_id)
);
CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (account_id, person_id, list, name_folded);
create policy across on saved_views for all to entente_across using true;
create policy own_or_shared on saved_views for all to entente_app using ((account_id = current_account()) AND (is_shared OR (person_id = current_person())));

create table scheduled_changes (
  account_id uuid not null default current_account(),
  subscription_id uuid not null,
  quantity integer,
  term text,
  billing_cycle text,
  offer_id text,
  ends boolean not null default false,
  by_name text not null,
  at timestamp with time zone not null,
  constraint scheduled_changes_account_id_subscription_id_fkey FOREIGN KEY (account_id, subscription_id) REFERENCES subscriptions(account_id, subscription_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint scheduled_changes_pkey PRIMARY KEY (account_id, subscription_id),
  constraint scheduled_changes_quantity_check CHECK (((quantity >= 1) AND (quantity <= 1000000)))
);
create policy across on scheduled_changes for all to entente_across using true;
create policy own_account on scheduled_changes for all to entente_app using (account_id = current_account());

create table scim_group_members (
  account_id uuid not null default current_account(),
  group_id uuid not null,
  user_id uuid not null,
  constraint scim_group_members_account_id_group_id_fkey FOREIGN KEY (account_id, group_id) REFERENCES scim_groups(account_id, group_id) ON DELETE CASCADE,
  constraint scim_group_members_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES scim_users(account_id, user_id) ON DELETE CASCADE,
  constraint scim_group_members_pkey PRIMARY KEY (account_id, group_id, user_id)
);
CREATE INDEX scim_group_members_user ON public.scim_group_members USING btree (account_id, user_id);
create policy across on scim_group_members for all to entente_across using true;
create policy own_account on scim_group_members for all to entente_app using (account_id = current_account());

create table scim_groups (
  account_id uuid not null default current_account(),
  group_id uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  external_id text,
  display_name text not null,
  roles text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint scim_groups_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint scim_groups_pkey PRIMARY KEY (account_id, group_id)
);
CREATE INDEX scim_groups_listed ON public.scim_groups USING btree (account_id, directory_id, created_at, group_id);
CREATE UNIQUE INDEX scim_groups_external ON public.scim_groups USING btree (account_id, directory_id, external_id);
create policy across on scim_groups for all to entente_across using true;
create policy own_account on scim_groups for all to entente_app using (account_id = current_account());

create table scim_roles (
  account_id uuid not null default current_account(),
  person_id uuid not null,
  role text not null,
  constraint scim_roles_account_id_person_id_fkey FOREIGN KEY (account_id, person_id) REFERENCES members(account_id, person_id) ON DELETE CASCADE,
  constraint scim_roles_pkey PRIMARY KEY (account_id, person_id, role)
);
create policy across on scim_roles for all to entente_across using true;
create policy own_account on scim_roles for all to entente_app using (account_id = current_account());

create table scim_tokens (
  account_id uuid not null default current_account(),
  token_id uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  name text not null,
  hint text not null,
  token_hash text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  last_used_at timestamp with time zone,
  warned_days integer,
  constraint scim_tokens_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint scim_tokens_pkey PRIMARY KEY (account_id, token_id)
);
CREATE INDEX scim_tokens_due ON public.scim_tokens USING btree (expires_at) WHERE (ended_at IS NULL);
CREATE INDEX scim_tokens_hash ON public.scim_tokens USING btree (token_hash);
CREATE INDEX scim_tokens_of ON public.scim_tokens USING btree (account_id, directory_id, created_at);
create policy across on scim_tokens for all to entente_across using true;
create policy own_account on scim_tokens for all to entente_app using (account_id = current_account());

create table scim_users (
  account_id uuid not null default current_account(),
  user_id uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  external_id text,
  user_name text not null,
  user_name_folded text not null,
  email text not null,
  email_folded text not null,
  given_name text not null,
  family_name text not null,
  display_name text,
  locale text,
  is_active boolean not null,
  person_id uuid,
  invitation_id uuid,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  version integer not null default 1,
  constraint scim_users_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint scim_users_account_id_directory_id_user_name_folded_key UNIQUE (account_id, directory_id, user_name_folded),
  constraint scim_users_pkey PRIMARY KEY (account_id, user_id)
);
CREATE INDEX scim_users_invitation ON public.scim_users USING btree (account_id, invitation_id) WHERE (invitation_id IS NOT NULL);
CREATE INDEX scim_users_listed ON public.scim_users USING btree (account_id, directory_id, created_at, user_id);
CREATE UNIQUE INDEX scim_users_email ON public.scim_users USING btree (account_id, email_folded) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX scim_users_external ON public.scim_users USING btree (account_id, directory_id, external_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX scim_users_person ON public.scim_users USING btree (account_id, person_id);
create policy across on scim_users for all to entente_across using true;
create policy own_account on scim_users for all to entente_app using (account_id = current_account());

create table seal_chains (
  account_id uuid not null,
  place bigint not null,
  link text not null,
  sealed_at timestamp with time zone not null,
  signed_place bigint not null default 0,
  signed_on date not null default '-infinity'::date,
  constraint seal_chains_pkey PRIMARY KEY (account_id)
);
CREATE INDEX seal_chains_unsigned ON public.seal_chains USING btree (signed_on) WHERE (place > signed_place);
create policy across on seal_chains for all to entente_across using true;
create policy own_account on seal_chains for select to entente_app using (account_id = current_account());

create table seal_heads (
  account_id uuid not null,
  day date not null,
  place bigint not null,
  link text not null,
  signed_at timestamp with time zone not null,
  key_id text not null,
  statement text not null,
  signature text not null,
  constraint seal_heads_key_id_fkey FOREIGN KEY (key_id) REFERENCES seal_keys(key_id),
  constraint seal_heads_pkey PRIMARY KEY (account_id, day)
);
create policy across on seal_heads for all to entente_across using true;
create policy own_account on seal_heads for select to entente_app using (account_id = current_account());

create table seal_keys (
  key_id text not null,
  public_key text not null,
  since timestamp with time zone not null,
  constraint seal_keys_pkey PRIMARY KEY (key_id)
);

create table seal_queue (
  turn bigint not null,
  announcement_id uuid not null,
  at timestamp with time zone not null,
  xact xid8 not null default pg_current_xact_id(),
  constraint seal_queue_pkey PRIMARY KEY (turn)
);
CREATE INDEX seal_queue_order ON public.seal_queue USING btree (xact, turn);

create table seals (
  account_id uuid not null,
  place bigint not null,
  announcement_id uuid not null,
  at timestamp with time zone not null,
  line text not null,
  salts jsonb not null,
  link text not null,
  sealed_at timestamp with time zone not null,
  constraint seals_link_check CHECK ((link ~ '^[0-9a-f]{64}$'::text)),
  constraint seals_pkey PRIMARY KEY (account_id, place, at),
  constraint seals_place_check CHECK ((place > 0))
);
CREATE INDEX seals_entry ON ONLY public.seals USING btree (announcement_id);
create policy across on seals for all to entente_across using true;
create policy own_account on seals for select to entente_app using (account_id = current_account());

create table second_factor_exceptions (
  account_id uuid not null default current_account(),
  person_id uuid not null,
  reason text not null,
  ends_at timestamp with time zone not null,
  given_by uuid not null,
  given_at timestamp with time zone not null,
  constraint second_factor_exceptions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint second_factor_exceptions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint second_factor_exceptions_pkey PRIMARY KEY (account_id, person_id)
);
CREATE INDEX second_factor_exceptions_person ON public.second_factor_exceptions USING btree (person_id);
create policy across on second_factor_exceptions for all to entente_across using true;
create policy own_account on second_factor_exceptions for all to entente_app using (account_id = current_account());

create table self_purchases (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  resources text[] not null default '{reservations}'::text[],
  allowed_at timestamp with time zone not null,
  allowed_by_name text not null,
  version integer not null default 1,
  constraint self_purchases_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint self_purchases_pkey PRIMARY KEY (account_id, customer_id),
  constraint self_purchases_resources_check CHECK (((cardinality(resources) > 0) AND (resources <@ '{reservations}'::text[])))
);
create policy across on self_purchases for all to entente_across using true;
create policy own_account on self_purchases for all to entente_app using (account_id = current_account());
create policy own_tenant on self_purchases for select to entente_app using ((current_account() IS NULL) AND (customer_id IN ( SELECT my_tenants() AS my_tenants)));

create table sentence_changes (
  change_id uuid not null default gen_random_uuid(),
  locale text not null,
  sentence text not null,
  text text,
  before text not null,
  suggestion_id uuid,
  changed_at timestamp with time zone not null,
  changed_by_name text not null,
  constraint sentence_changes_pkey PRIMARY KEY (change_id)
);
CREATE INDEX sentence_changes_newest ON public.sentence_changes USING btree (locale, sentence, changed_at DESC, change_id);

create table sentence_overrides (
  locale text not null,
  sentence text not null,
  text text not null,
  shipped text not null,
  source text not null,
  set_at timestamp with time zone not null,
  set_by_name text not null,
  version integer not null default 1,
  constraint sentence_overrides_pkey PRIMARY KEY (locale, sentence)
);

create table service_files (
  request_id uuid not null,
  file_id uuid not null,
  message_id uuid,
  shows text not null default 'other'::text,
  added_at timestamp with time zone not null,
  constraint service_files_file_id_fkey FOREIGN KEY (file_id) REFERENCES files(file_id) ON DELETE CASCADE,
  constraint service_files_pkey PRIMARY KEY (request_id, file_id),
  constraint service_files_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(request_id) ON DELETE CASCADE,
  constraint service_files_shows_check CHECK ((shows = ANY (ARRAY['identity'::text, 'company'::text, 'other'::text])))
);
create policy across on service_files for all to entente_across using true;
create policy own_account on service_files for all to entente_app using (EXISTS ( SELECT 1
   FROM service_requests r
  WHERE (r.request_id = service_files.request_id)));

create table service_links (
  token_hash text not null,
  request_id uuid not null,
  made_at timestamp with time zone not null,
  constraint service_links_pkey PRIMARY KEY (token_hash),
  constraint service_links_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(request_id) ON DELETE CASCADE
);
CREATE INDEX service_links_request ON public.service_links USING btree (request_id);
create policy across on service_links for all to entente_across using true;
create policy own_account on service_links for all to entente_app using (EXISTS ( SELECT 1
   FROM service_requests r
  WHERE (r.request_id = service_links.request_id)));

create table service_looks (
  request_id uuid not null,
  person_id uuid not null,
  day date not null,
  name text not null,
  at timestamp with time zone not null,
  constraint service_looks_pkey PRIMARY KEY (request_id, person_id, day),
  constraint service_looks_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(request_id) ON DELETE CASCADE
);
create policy across on service_looks for all to entente_across using true;
create policy own_account on service_looks for all to entente_app using (EXISTS ( SELECT 1
   FROM service_requests r
  WHERE (r.request_id = service_looks.request_id)));

create table service_messages (
  request_id uuid not null,
  message_id uuid not null default gen_random_uuid(),
  side text not null,
  person_id uuid,
  author text not null,
  text text not null,
  at timestamp with time zone not null,
  place bigint not null,
  constraint service_messages_pkey PRIMARY KEY (request_id, message_id),
  constraint service_messages_request_id_fkey FOREIGN KEY (request_id) REFERENCES service_requests(request_id) ON DELETE CASCADE,
  constraint service_messages_side_check CHECK ((side = ANY (ARRAY['asker'::text, 'desk'::text, 'note'::text, 'system'::text])))
);
CREATE INDEX service_messages_place ON public.service_messages USING btree (request_id, place);
create policy across on service_messages for all to entente_across using true;
create policy own_account on service_messages for all to entente_app using (EXISTS ( SELECT 1
   FROM service_requests r
  WHERE (r.request_id = service_messages.request_id)));

create table service_plans (
  sku_id text not null,
  plan_id text not null,
  position integer not null,
  titles jsonb not null,
  requires text[] not null default '{}'::text[],
  constraint service_plans_pkey PRIMARY KEY (sku_id, plan_id),
  constraint service_plans_plan_id_check CHECK ((plan_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text)),
  constraint service_plans_sku_id_fkey FOREIGN KEY (sku_id) REFERENCES skus(sku_id) ON DELETE CASCADE
);

create table service_requests (
  request_id uuid not null default gen_random_uuid(),
  number text not null,
  kind text not null,
  account_id uuid,
  person_id uuid,
  name text not null,
  email text not null,
  phone text,
  locale text not null,
  topic text not null,
  subject text not null,
  severity text not null,
  for_team boolean not null default false,
  state text not null,
  outcome text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  promised_at timestamp with time zone,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  assigned_to uuid,
  search_text text not null default ''::text,
  version integer not null default 1,
  constraint service_requests_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'access'::text]))),
  constraint service_requests_number_key UNIQUE (number),
  constraint service_requests_pkey PRIMARY KEY (request_id),
  constraint service_requests_severity_check CHECK ((severity = ANY (ARRAY['critical'::text, 'moderate'::text, 'minimal'::text]))),
  constraint service_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'attention_needed'::text, 'closed'::text])))
);
CREATE INDEX service_requests_account ON public.service_requests USING btree (account_id, changed_at DESC, request_id) WHERE (account_id IS NOT NULL);
CREATE INDEX service_requests_person ON public.service_requests USING btree (person_id, created_at) WHERE (person_id IS NOT NULL);
CREATE INDEX service_requests_queue ON public.service_requests USING btree (state, promised_at, request_id);
create policy across on service_requests for all to entente_across using true;
create policy own_account on service_requests for all to entente_app using (account_id = current_account());

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
  seeing_account uuid,
  seeing_person uuid,
  seeing_role text,
  seeing_until timestamp with time zone,
  constraint sessions_check CHECK (((seeing_account IS NULL) OR (((seeing_person IS NULL) <> (seeing_role IS NULL)) AND (seeing_until IS NOT NULL)))),
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint sessions_pkey PRIMARY KEY (token_hash),
  constraint sessions_session_id_key UNIQUE (session_id)
);
CREATE INDEX sessions_person ON public.sessions USING btree (person_id, last_used_at DESC);
create policy across on sessions for all to entente_across using true;
create policy own_person on sessions for all to entente_app using (person_id = current_person());

create table shipped_agreements (
  agreement text not null,
  constraint shipped_agreements_pkey PRIMARY KEY (agreement)
);

create table shipped_programs (
  program text not null,
  constraint shipped_programs_pkey PRIMARY KEY (program)
);

create table sign_in_names (
  email_folded text not null,
  person_id uuid not null,
  constraint sign_in_names_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint sign_in_names_pkey PRIMARY KEY (email_folded)
);
CREATE INDEX sign_in_names_person ON public.sign_in_names USING btree (person_id);
create policy across on sign_in_names for all to entente_across using true;
create policy own_person on sign_in_names for all to entente_app using (person_id = current_person());

create table sign_on_attempts (
  account_id uuid not null default current_account(),
  attempt_id uuid not null default gen_random_uuid(),
  directory_id uuid not null,
  token_hash text not null,
  purpose text not null,
  person_id uuid,
  kept bytea not null,
  next text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_on_attempts_account_id_directory_id_fkey FOREIGN KEY (account_id, directory_id) REFERENCES directories(account_id, directory_id) ON DELETE CASCADE,
  constraint sign_on_attempts_pkey PRIMARY KEY (account_id, attempt_id),
  constraint sign_on_attempts_purpose_check CHECK ((purpose = ANY (ARRAY['sign_in'::text, 'test'::text])))
);
CREATE INDEX sign_on_attempts_hash ON public.sign_on_attempts USING btree (token_hash);
CREATE UNIQUE INDEX sign_on_attempts_token ON public.sign_on_attempts USING btree (account_id, token_hash);
create policy across on sign_on_attempts for all to entente_across using true;
create policy own_account on sign_on_attempts for all to entente_app using (account_id = current_account());

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

create table signing_keys (
  kid text not null,
  public_jwk jsonb not null,
  private bytea not null,
  created_at timestamp with time zone not null,
  constraint signing_keys_pkey PRIMARY KEY (kid)
);

create table sku_links (
  from_sku text not null,
  kind text not null,
  to_sku text not null,
  constraint sku_links_from_sku_fkey FOREIGN KEY (from_sku) REFERENCES skus(sku_id) ON DELETE CASCADE,
  constraint sku_links_kind_check CHECK ((kind = ANY (ARRAY['add_on_to'::text, 'requires'::text, 'upgrades_to'::text, 'converts_to'::text]))),
  constraint sku_links_pkey PRIMARY KEY (from_sku, kind, to_sku)
);
CREATE INDEX sku_links_to ON public.sku_links USING btree (to_sku, kind);

create table skus (
  sku_id text not null,
  product_id text not null,
  position integer not null,
  kind text not null,
  billing text not null,
  titles jsonb not null,
  unit text not null,
  min_quantity integer not null default 1,
  max_quantity integer,
  limit_kind text not null default 'none'::text,
  limit_count integer,
  is_sold boolean not null default true,
  code text not null default ''::text,
  constraint skus_billing_check CHECK ((billing = ANY (ARRAY['license'::text, 'usage'::text, 'one_time'::text]))),
  constraint skus_check CHECK ((max_quantity >= min_quantity)),
  constraint skus_check1 CHECK (((limit_kind = 'none'::text) = (limit_count IS NULL))),
  constraint skus_kind_check CHECK ((kind = ANY (ARRAY['base'::text, 'add_on'::text, 'trial'::text]))),
  constraint skus_limit_count_check CHECK ((limit_count > 0)),
  constraint skus_limit_kind_check CHECK ((limit_kind = ANY (ARRAY['none'::text, 'concurrent'::text, 'lifetime'::text]))),
  constraint skus_min_quantity_check CHECK ((min_quantity > 0)),
  constraint skus_pkey PRIMARY KEY (sku_id),
  constraint skus_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(product_id) ON DELETE CASCADE,
  constraint skus_sku_id_check CHECK ((sku_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text)),
  constraint skus_unit_check CHECK ((unit = ANY (ARRAY['license'::text, 'user'::text, 'device'::text, 'server'::text, 'gigabyte'::text, 'hour'::text])))
);
CREATE INDEX skus_of ON public.skus USING btree (product_id, "position");
CREATE UNIQUE INDEX skus_code ON public.skus USING btree (product_id, code);

create table subscription_changes (
  account_id uuid not null default current_account(),
  subscription_id uuid not null,
  change_id uuid not null default gen_random_uuid(),
  kind text not null,
  at timestamp with time zone not null,
  by_name text,
  before jsonb not null,
  after jsonb not null,
  amount numeric(20,6) not null default 0,
  currency text not null,
  lines jsonb not null default '[]'::jsonb,
  bulk_id uuid,
  constraint subscription_changes_account_id_subscription_id_fkey FOREIGN KEY (account_id, subscription_id) REFERENCES subscriptions(account_id, subscription_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint subscription_changes_pkey PRIMARY KEY (account_id, subscription_id, change_id)
);
CREATE INDEX subscription_changes_bulk ON public.subscription_changes USING btree (account_id, bulk_id) WHERE (bulk_id IS NOT NULL);
CREATE INDEX subscription_changes_newest ON public.subscription_changes USING btree (account_id, subscription_id, at DESC, change_id);
create policy across on subscription_changes for all to entente_across using true;
create policy own_account on subscription_changes for all to entente_app using (account_id = current_account());

create table subscriptions (
  account_id uuid not null default current_account(),
  subscription_id uuid not null,
  customer_id uuid not null,
  customer_name text not null,
  order_id uuid not null,
  offer_id text not null,
  sku_id text not null,
  product_id text not null,
  titles jsonb not null,
  publisher text not null,
  unit text not null,
  nickname text,
  lifecycle text not null,
  market text not null,
  segment text not null,
  parent_subscription_id uuid,
  came_from uuid,
  state text not null default 'pending'::text,
  quantity integer not null,
  term text not null,
  billing_cycle text not null,
  currency text not null,
  unit_price numeric(20,6) not null,
  retail_price numeric(20,6) not null,
  price_list_id uuid not null,
  auto_renews boolean not null,
  ordered_at timestamp with time zone not null,
  started_on date not null,
  term_from date not null,
  renews_on date,
  meter_from date,
  meter_posted numeric(20,6) not null default 0,
  meter_seat_days integer not null default 0,
  meter_on date,
  suspended_at timestamp with time zone,
  suspension_reason text,
  ended_at timestamp with time zone,
  data_deleted_on date,
  warned integer,
  support_partner_id text,
  support_name text,
  search_text text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint subscriptions_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint subscriptions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint subscriptions_lifecycle_check CHECK ((lifecycle = ANY (ARRAY['license'::text, 'publisher'::text, 'publisher_usage'::text, 'usage'::text, 'software'::text, 'software_subscription'::text, 'reservation'::text, 'trial'::text, 'publisher_trial'::text]))),
  constraint subscriptions_pkey PRIMARY KEY (account_id, subscription_id),
  constraint subscriptions_quantity_check CHECK (((quantity >= 1) AND (quantity <= 1000000))),
  constraint subscriptions_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text, 'suspended'::text, 'canceled'::text, 'expired'::text, 'converted'::text, 'moved'::text, 'deleted'::text]))),
  constraint subscriptions_suspension_reason_check CHECK ((suspension_reason = ANY (ARRAY['customer_asked'::text, 'non_payment'::text, 'fraud'::text, 'parent_suspended'::text, 'misuse'::text])))
);
CREATE INDEX subscriptions_came_from ON public.subscriptions USING btree (account_id, came_from) WHERE (came_from IS NOT NULL);
CREATE INDEX subscriptions_deleting ON public.subscriptions USING btree (data_deleted_on) WHERE ((data_deleted_on IS NOT NULL) AND (state <> 'deleted'::text));
CREATE INDEX subscriptions_due ON public.subscriptions USING btree (renews_on) WHERE ((state = 'active'::text) AND (renews_on IS NOT NULL));
CREATE INDEX subscriptions_newest ON public.subscriptions USING btree (account_id, ordered_at DESC, subscription_id DESC);
CREATE INDEX subscriptions_of_customer ON public.subscriptions USING btree (account_id, customer_id, ordered_at DESC, subscription_id DESC);
CREATE INDEX subscriptions_of_tenant ON public.subscriptions USING btree (customer_id) WHERE (state = ANY (ARRAY['active'::text, 'suspended'::text, 'expired'::text, 'canceled'::text]));
CREATE INDEX subscriptions_order ON public.subscriptions USING btree (account_id, order_id);
CREATE INDEX subscriptions_parent ON public.subscriptions USING btree (account_id, parent_subscription_id) WHERE (parent_subscription_id IS NOT NULL);
CREATE INDEX subscriptions_price ON public.subscriptions USING btree (account_id, offer_id, market, currency) WHERE (state = ANY (ARRAY['active'::text, 'suspended'::text]));
CREATE INDEX subscriptions_renewing ON public.subscriptions USING btree (account_id, renews_on, subscription_id) WHERE ((state = 'active'::text) AND (renews_on IS NOT NULL));
CREATE INDEX subscriptions_search ON public.subscriptions USING gin (account_id, search_text gin_trgm_ops);
CREATE INDEX subscriptions_state ON public.subscriptions USING btree (account_id, state, ordered_at DESC, subscription_id DESC);
create policy across on subscriptions for all to entente_across using true;
create policy own_account on subscriptions for all to entente_app using (account_id = current_account());

create table suggestions (
  person_id uuid not null,
  suggestion_id uuid not null default gen_random_uuid(),
  locale text not null,
  sentence text not null,
  text text not null,
  reason text,
  present text not null,
  page text,
  person_name text not null,
  state text not null default 'open'::text,
  suggested_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by_name text,
  answer text,
  accepted text,
  constraint suggestions_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint suggestions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint suggestions_pkey PRIMARY KEY (person_id, suggestion_id),
  constraint suggestions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'refused'::text])))
);
CREATE INDEX suggestions_by_id ON public.suggestions USING btree (suggestion_id);
CREATE INDEX suggestions_waiting ON public.suggestions USING btree (state, suggested_at, suggestion_id);
CREATE INDEX suggestions_waiting_in ON public.suggestions USING btree (state, locale, suggested_at, suggestion_id);
CREATE UNIQUE INDEX suggestions_open ON public.suggestions USING btree (person_id, locale, sentence) WHERE (state = 'open'::text);
create policy across on suggestions for all to entente_across using true;
create policy own_person on suggestions for all to entente_app using (person_id = current_person());

create table support_contacts (
  contact_id uuid not null default gen_random_uuid(),
  country text not null,
  product text not null,
  purpose text not null,
  kind text not null,
  value text not null,
  label jsonb not null default '{}'::jsonb,
  cost_note jsonb not null default '{}'::jsonb,
  toll_free boolean not null default false,
  languages text[] not null,
  time_zone text not null,
  hours jsonb not null default '[]'::jsonb,
  sort integer not null default 0,
  checked_on date,
  version integer not null default 1,
  constraint support_contacts_country_check CHECK (((country = '*'::text) OR (country ~ '^[A-Z]{2}$'::text))),
  constraint support_contacts_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text, 'chat'::text, 'web'::text, 'postal'::text, 'callback'::text]))),
  constraint support_contacts_pkey PRIMARY KEY (contact_id)
);
CREATE INDEX support_contacts_country ON public.support_contacts USING btree (country, sort, contact_id);

create table suspensions (
  account_id uuid not null default current_account(),
  suspension_id uuid not null default gen_random_uuid(),
  reason text not null,
  words text not null,
  suspended_at timestamp with time zone not null,
  suspended_by text not null,
  lifted_at timestamp with time zone,
  lifted_by text,
  lifted_words text,
  version integer not null default 1,
  constraint suspensions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint suspensions_pkey PRIMARY KEY (account_id, suspension_id),
  constraint suspensions_reason_check CHECK ((reason = ANY (ARRAY['unpaid_invoice'::text, 'misuse'::text, 'partner_harm'::text, 'profile_rejected'::text, 'other'::text])))
);
CREATE INDEX suspensions_newest ON public.suspensions USING btree (account_id, suspended_at DESC);
CREATE UNIQUE INDEX suspensions_open ON public.suspensions USING btree (account_id) WHERE (lifted_at IS NULL);
create policy across on suspensions for all to entente_across using true;
create policy own_account on suspensions for all to entente_app using (account_id = current_account());

create table tax_exemptions (
  account_id uuid not null default current_account(),
  exemption_id uuid not null default gen_random_uuid(),
  country text not null,
  states text[] not null default '{}'::text[],
  certificate text not null,
  valid_from date not null,
  valid_until date,
  renews uuid,
  state text not null,
  changed_at timestamp with time zone not null,
  reason text,
  note text,
  question text,
  answer text,
  decided_at timestamp with time zone,
  decided_by_name text,
  reminded integer,
  submitted_at timestamp with time zone not null,
  submitted_by uuid,
  submitted_by_name text not null,
  version integer not null default 1,
  due_at timestamp with time zone,
  constraint tax_exemptions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint tax_exemptions_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
  constraint tax_exemptions_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint tax_exemptions_pkey PRIMARY KEY (account_id, exemption_id),
  constraint tax_exemptions_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'asked'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX tax_exemptions_ending ON public.tax_exemptions USING btree (valid_until) WHERE ((state = 'accepted'::text) AND (valid_until IS NOT NULL));
CREATE INDEX tax_exemptions_queue ON public.tax_exemptions USING btree (state, changed_at, exemption_id);
create policy across on tax_exemptions for all to entente_across using true;
create policy own_account on tax_exemptions for all to entente_app using (account_id = current_account());

create table tax_ids (
  account_id uuid not null default current_account(),
  country text not null,
  number text not null,
  changed_at timestamp with time zone not null,
  changed_by_name text not null,
  online text,
  online_at timestamp with time zone,
  online_reference text,
  constraint tax_ids_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint tax_ids_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint tax_ids_online_check CHECK ((online = ANY (ARRAY['right'::text, 'wrong'::text]))),
  constraint tax_ids_pkey PRIMARY KEY (account_id, country)
);
create policy across on tax_ids for all to entente_across using true;
create policy own_account on tax_ids for all to entente_app using (account_id = current_account());

create table tax_papers (
  account_id uuid not null default current_account(),
  exemption_id uuid not null,
  file_id uuid not null,
  added_at timestamp with time zone not null,
  constraint tax_papers_account_id_exemption_id_fkey FOREIGN KEY (account_id, exemption_id) REFERENCES tax_exemptions(account_id, exemption_id) ON DELETE CASCADE,
  constraint tax_papers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint tax_papers_file_id_fkey FOREIGN KEY (file_id) REFERENCES files(file_id),
  constraint tax_papers_pkey PRIMARY KEY (account_id, exemption_id, file_id)
);
create policy across on tax_papers for all to entente_across using true;
create policy own_account on tax_papers for all to entente_app using (account_id = current_account());

create table tax_profiles (
  account_id uuid not null default current_account(),
  profile_id uuid not null default gen_random_uuid(),
  form text not null,
  legal_name text not null,
  country text not null,
  sealed_number bytea not null,
  masked text not null,
  claims_treaty boolean not null,
  state text not null,
  reason text,
  note text,
  withheld integer,
  valid_until date,
  reminded integer,
  filled_at timestamp with time zone not null,
  filled_by uuid not null,
  filled_by_name text not null,
  decided_at timestamp with time zone,
  decided_by_name text,
  version integer not null default 1,
  constraint tax_profiles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint tax_profiles_check CHECK (((state = 'approved'::text) <= (withheld IS NOT NULL))),
  constraint tax_profiles_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint tax_profiles_form_check CHECK ((form = ANY (ARRAY['w9'::text, 'w8ben'::text, 'w8ben_e'::text]))),
  constraint tax_profiles_pkey PRIMARY KEY (account_id, profile_id),
  constraint tax_profiles_state_check CHECK ((state = ANY (ARRAY['pending_validation'::text, 'approved'::text, 'action_required'::text, 'replaced'::text]))),
  constraint tax_profiles_withheld_check CHECK (((withheld >= 0) AND (withheld <= 100)))
);
CREATE INDEX tax_profiles_queue ON public.tax_profiles USING btree (state, filled_at, profile_id);
CREATE UNIQUE INDEX tax_profiles_one ON public.tax_profiles USING btree (account_id, state) WHERE (state = ANY (ARRAY['approved'::text, 'pending_validation'::text, 'action_required'::text]));
create policy across on tax_profiles for all to entente_across using true;
create policy own_account on tax_profiles for all to entente_app using (account_id = current_account());

create table temporary_passwords (
  person_id uuid not null,
  secret_hash text not null,
  account_id uuid not null,
  given_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint temporary_passwords_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(person_id) ON DELETE CASCADE,
  constraint temporary_passwords_pkey PRIMARY KEY (person_id),
  constraint temporary_passwords_secret_hash_key UNIQUE (secret_hash)
);
create policy across on temporary_passwords for all to entente_across using true;
create policy own_person on temporary_passwords for all to entente_app using (person_id = current_person());

create table tenant_consents (
  account_id uuid not null default current_account(),
  customer_id uuid not null,
  application_id uuid not null,
  name text not null,
  grants jsonb not null,
  given_at timestamp with time zone not null,
  given_by_name text not null,
  constraint tenant_consents_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, customer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint tenant_consents_pkey PRIMARY KEY (account_id, customer_id, application_id)
);
create policy across on tenant_consents for all to entente_across using true;
create policy own_account on tenant_consents for all to entente_app using (account_id = current_account());
create policy own_tenant on tenant_consents for select to entente_app using ((current_account() IS NULL) AND (customer_id IN ( SELECT my_tenants() AS my_tenants)));

create table tenants (
  tenant_id uuid not null,
  domain text not null,
  name text not null,
  country text not null,
  created_at timestamp with time zone not null,
  constraint tenants_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint tenants_domain_check CHECK ((domain = lower(domain))),
  constraint tenants_domain_key UNIQUE (domain),
  constraint tenants_pkey PRIMARY KEY (tenant_id)
);
create policy across on tenants for all to entente_across using true;
create policy added on tenants for insert to entente_app with check true;
create policy related on tenants for select to entente_app using ((EXISTS ( SELECT
   FROM customers c
  WHERE ((c.account_id = current_account()) AND (c.customer_id = tenants.tenant_id)))) OR ((current_account() IS NULL) AND (EXISTS ( SELECT
   FROM customer_users u
  WHERE ((u.tenant_id = tenants.tenant_id) AND (u.person_id = current_person()))))));

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

create table transfer_lines (
  account_id uuid not null default current_account(),
  transfer_id uuid not null,
  line_no integer not null,
  parent_line_no integer,
  subscription_id uuid,
  offer_id text not null,
  titles jsonb not null,
  unit text not null,
  nickname text,
  quantity integer not null,
  term text not null,
  billing_cycle text not null,
  term_from date not null,
  renews_on date,
  auto_renews boolean not null,
  unit_price numeric(20,6),
  retail_price numeric(20,6),
  price_list_id uuid,
  amount numeric(20,6),
  state text not null default 'waiting'::text,
  fault text,
  constraint transfer_lines_account_id_transfer_id_fkey FOREIGN KEY (account_id, transfer_id) REFERENCES transfers(account_id, transfer_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint transfer_lines_pkey PRIMARY KEY (account_id, transfer_id, line_no),
  constraint transfer_lines_quantity_check CHECK (((quantity >= 1) AND (quantity <= 1000000))),
  constraint transfer_lines_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'moved'::text, 'left'::text])))
);
CREATE INDEX transfer_lines_open ON public.transfer_lines USING btree (account_id, subscription_id) WHERE ((state = 'waiting'::text) AND (subscription_id IS NOT NULL));
create policy across on transfer_lines for all to entente_across using true;
create policy own_account on transfer_lines for all to entente_app using (account_id = current_account());

create table transfers (
  account_id uuid not null default current_account(),
  transfer_id uuid not null,
  kind text not null,
  side text not null,
  state text not null default 'open'::text,
  other_account_id uuid not null,
  other_partner_id text not null,
  other_name text,
  relation_id uuid,
  customer_id uuid not null,
  customer_name text not null,
  market text not null,
  currency text not null,
  segment text not null,
  agreement text not null default 'none'::text,
  message text,
  asked_by_name text,
  answered_by_name text,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  reason text,
  fault text,
  tries integer not null default 0,
  retry_until timestamp with time zone,
  amount numeric(20,6),
  version integer not null default 1,
  constraint transfers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint transfers_agreement_check CHECK ((agreement = ANY (ARRAY['none'::text, 'attested'::text, 'direct'::text]))),
  constraint transfers_check CHECK (((state = 'in_progress'::text) <= (retry_until IS NOT NULL))),
  constraint transfers_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint transfers_kind_check CHECK ((kind = ANY (ARRAY['handed_over'::text, 'pulled'::text]))),
  constraint transfers_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint transfers_pkey PRIMARY KEY (account_id, transfer_id),
  constraint transfers_side_check CHECK ((side = ANY (ARRAY['source'::text, 'target'::text]))),
  constraint transfers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'completed'::text, 'withdrawn'::text, 'rejected'::text, 'expired'::text])))
);
CREATE INDEX transfers_moving ON public.transfers USING btree (retry_until) WHERE (state = 'in_progress'::text);
CREATE INDEX transfers_newest ON public.transfers USING btree (account_id, asked_at DESC, transfer_id DESC);
CREATE INDEX transfers_of_customer ON public.transfers USING btree (account_id, customer_id, asked_at DESC);
CREATE INDEX transfers_waiting ON public.transfers USING btree (expires_at) WHERE (state = 'open'::text);
create policy across on transfers for all to entente_across using true;
create policy own_account on transfers for all to entente_app using (account_id = current_account());

create table validation_codes (
  account_id uuid not null default current_account(),
  code_id uuid not null default gen_random_uuid(),
  code text not null,
  organization text not null,
  quantity integer not null,
  remaining integer not null,
  created_at timestamp with time zone not null,
  created_by_name text not null,
  withdrawn_at timestamp with time zone,
  version integer not null default 1,
  constraint validation_codes_account_id_code_key UNIQUE (account_id, code),
  constraint validation_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint validation_codes_check CHECK (((remaining >= 0) AND (remaining <= quantity))),
  constraint validation_codes_pkey PRIMARY KEY (account_id, code_id),
  constraint validation_codes_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000)))
);
CREATE INDEX validation_codes_newest ON public.validation_codes USING btree (created_at DESC, code_id DESC);
create policy across on validation_codes for all to entente_across using true;
create policy own_account on validation_codes for all to entente_app using (account_id = current_account());

create table verification_findings (
  account_id uuid not null default current_account(),
  field text not null,
  claimed text not null,
  found text not null,
  outcome text not null,
  source text not null,
  found_at timestamp with time zone not null,
  found_by_name text,
  constraint verification_findings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint verification_findings_outcome_check CHECK ((outcome = ANY (ARRAY['same'::text, 'folded'::text, 'differs'::text]))),
  constraint verification_findings_pkey PRIMARY KEY (account_id, field),
  constraint verification_findings_source_check CHECK ((source = ANY (ARRAY['register'::text, 'paper'::text, 'website'::text, 'call'::text])))
);
create policy across on verification_findings for all to entente_across using true;
create policy own_account on verification_findings for all to entente_app using (account_id = current_account());

create table verification_papers (
  account_id uuid not null default current_account(),
  file_id uuid not null,
  kind text not null,
  added_at timestamp with time zone not null,
  added_by_name text,
  verdict text,
  reason text,
  note text,
  judged_at timestamp with time zone,
  judged_by_name text,
  constraint verification_papers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint verification_papers_check CHECK (((verdict IS NULL) = (judged_at IS NULL))),
  constraint verification_papers_check1 CHECK (((NOT (verdict IS DISTINCT FROM 'refused'::text)) = (reason IS NOT NULL))),
  constraint verification_papers_file_id_fkey FOREIGN KEY (file_id) REFERENCES files(file_id),
  constraint verification_papers_kind_check CHECK ((kind = ANY (ARRAY['register'::text, 'tax'::text, 'domain'::text, 'employment'::text, 'other'::text]))),
  constraint verification_papers_pkey PRIMARY KEY (account_id, file_id),
  constraint verification_papers_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'refused'::text])))
);
create policy across on verification_papers for all to entente_across using true;
create policy own_account on verification_papers for all to entente_app using (account_id = current_account());

create table verifications (
  account_id uuid not null default current_account(),
  question text,
  asked_at timestamp with time zone,
  asked_by uuid,
  answer text,
  answered_at timestamp with time zone,
  answered_by uuid,
  proposed_reason text,
  proposed_note text,
  proposed_of text,
  proposed_at timestamp with time zone,
  proposed_by uuid,
  proposed_by_name text,
  constraint verifications_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint verifications_pkey PRIMARY KEY (account_id)
);
create policy across on verifications for all to entente_across using true;
create policy own_account on verifications for all to entente_app using (account_id = current_account());

create table webhook_attempts (
  account_id uuid not null default current_account(),
  endpoint_id uuid not null,
  event_id uuid not null,
  attempt integer not null,
  at timestamp with time zone not null,
  duration_ms integer not null,
  status integer,
  failure text,
  answer text,
  constraint webhook_attempts_account_id_endpoint_id_event_id_fkey FOREIGN KEY (account_id, endpoint_id, event_id) REFERENCES webhook_deliveries(account_id, endpoint_id, event_id) ON DELETE CASCADE,
  constraint webhook_attempts_check CHECK (((status IS NULL) <> (failure IS NULL))),
  constraint webhook_attempts_pkey PRIMARY KEY (account_id, endpoint_id, event_id, attempt)
);
create policy across on webhook_attempts for all to entente_across using true;
create policy own_account on webhook_attempts for all to entente_app using (account_id = current_account());

create table webhook_deliveries (
  account_id uuid not null default current_account(),
  endpoint_id uuid not null,
  event_id uuid not null,
  event text not null,
  body text not null,
  is_test boolean not null default false,
  state text not null default 'waiting'::text,
  created_at timestamp with time zone not null,
  attempts integer not null default 0,
  tries integer not null default 0,
  next_at timestamp with time zone,
  ended_at timestamp with time zone,
  status integer,
  failure text,
  constraint webhook_deliveries_account_id_endpoint_id_fkey FOREIGN KEY (account_id, endpoint_id) REFERENCES webhook_endpoints(account_id, endpoint_id) ON DELETE CASCADE,
  constraint webhook_deliveries_check CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL))),
  constraint webhook_deliveries_pkey PRIMARY KEY (account_id, endpoint_id, event_id),
  constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text, 'parked'::text])))
);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (account_id, endpoint_id, next_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_deliveries_ended ON public.webhook_deliveries USING btree (account_id, endpoint_id, state, created_at DESC) WHERE (state = ANY (ARRAY['failed'::text, 'parked'::text]));
CREATE INDEX webhook_deliveries_newest ON public.webhook_deliveries USING btree (account_id, created_at DESC, event_id, endpoint_id);
CREATE INDEX webhook_deliveries_of ON public.webhook_deliveries USING btree (account_id, endpoint_id, created_at DESC, event_id);
CREATE INDEX webhook_deliveries_old ON public.webhook_deliveries USING btree (created_at);
create policy across on webhook_deliveries for all to entente_across using true;
create policy own_account on webhook_deliveries for all to entente_app using (account_id = current_account());

create table webhook_endpoints (
  account_id uuid not null default current_account(),
  endpoint_id uuid not null default gen_random_uuid(),
  kind text not null,
  name text not null,
  url text not null,
  events text[] not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamp with time zone,
  in_own_header boolean not null default false,
  state text not null default 'active'::text,
  reason text,
  since timestamp with time zone not null,
  failing_since timestamp with time zone,
  next_at timestamp with time zone,
  claimed_until timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint webhook_endpoints_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint webhook_endpoints_check CHECK (((state = 'disabled'::text) = (reason IS NOT NULL))),
  constraint webhook_endpoints_check1 CHECK (((former_secret IS NULL) = (former_until IS NULL))),
  constraint webhook_endpoints_kind_check CHECK ((kind = ANY (ARRAY['endpoint'::text, 'registration'::text]))),
  constraint webhook_endpoints_pkey PRIMARY KEY (account_id, endpoint_id),
  constraint webhook_endpoints_reason_check CHECK ((reason = ANY (ARRAY['gone'::text, 'failing'::text]))),
  constraint webhook_endpoints_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text])))
);
CREATE INDEX webhook_endpoints_due ON public.webhook_endpoints USING btree (next_at) WHERE ((state = 'active'::text) AND (next_at IS NOT NULL));
CREATE INDEX webhook_endpoints_newest ON public.webhook_endpoints USING btree (account_id, created_at DESC, endpoint_id);
CREATE UNIQUE INDEX webhook_endpoints_registration ON public.webhook_endpoints USING btree (account_id) WHERE (kind = 'registration'::text);
create policy across on webhook_endpoints for all to entente_across using true;
create policy own_account on webhook_endpoints for all to entente_app using (account_id = current_account());

create table webhook_followers (
  account_id uuid not null default current_account(),
  place bigint not null,
  constraint webhook_followers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(account_id) ON DELETE CASCADE,
  constraint webhook_followers_pkey PRIMARY KEY (account_id)
);
create policy across on webhook_followers for all to entente_across using true;
create policy own_account on webhook_followers for all to entente_app using (account_id = current_account());

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

CREATE OR REPLACE FUNCTION public.admins_of_tenant(wanted uuid)
 RETURNS TABLE(person_id uuid, email text, locale text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select p.person_id, p.email, p.locale from customer_users u join people p using (person_id)
   where u.tenant_id = wanted and u.state = 'active' and 'global_admin' = any(u.roles)
     and exists (select from customers c where c.account_id = current_account() and c.customer_id = wanted)
$function$;

CREATE OR REPLACE FUNCTION public.against_temporary_password(of_person uuid, in_account uuid, at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select coalesce((select case
    when m.person_id is null then 'gone'
    when m.is_guest then 'guest'
    when exists (select 1 from members o join accounts a using (account_id) where o.person_id = of_person and o.account_id <> in_account and o.state <> 'removed' and a.state <> 'closed')
      or exists (select 1 from operators o where o.person_id = of_person and (o.ends_at is null or o.ends_at > at))
      or exists (select 1 from invitations i where i.account_id <> in_account and i.email_folded = n.email_folded and i.state = 'open' and i.expires_at > at) then 'elsewhere'
    when not exists (select 1 from account_domains d where d.account_id = in_account and d.domain = split_part(n.email_folded, '@', -1) and d.dns_proved_at is not null) then 'domain'
    else 'fine' end
    from sign_in_names n left join members m on m.account_id = in_account and m.person_id = n.person_id and m.state = 'active' where n.person_id = of_person), 'gone')
$function$;

CREATE OR REPLACE FUNCTION public.announce_to_companies(entry uuid, entry_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with told as (
    insert into announcements (at, account_id, person_id, name, actor_kind, actor_id, actor_name, address, user_agent, request_id, subject_id, details, before, after, search_text)
    select a.at, m.account_id, a.person_id, a.name, a.actor_kind, a.actor_id, a.actor_name, a.address, a.user_agent, a.request_id, a.subject_id, a.details, a.before, a.after, a.search_text
      from announcements a join members m on m.person_id = a.person_id and m.state = 'active'
     where a.announcement_id = entry and a.at = entry_at and a.account_id is null
    returning announcement_id, at)
  insert into seal_queue (announcement_id, at) select announcement_id, at from told
$function$;

CREATE OR REPLACE FUNCTION public.announcement_actors(of_account uuid, most integer)
 RETURNS TABLE(actor_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare one uuid;
begin
  if coalesce(current_setting('role', true), '') <> 'entente_across' then
    of_account := current_account();
    if of_account is null then return; end if;
  end if;
  for i in 1 .. most loop
    one := coalesce(one, '00000000-0000-0000-0000-000000000000');
    if of_account is null then
      select a.actor_id into one from announcements a where a.account_id is null and a.actor_id > one order by a.actor_id limit 1;
    else
      select a.actor_id into one from announcements a where a.account_id = of_account and a.actor_id > one order by a.actor_id limit 1;
    end if;
    if one is null then return; end if;
    actor_id := one; return next;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.belongs_elsewhere(person uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select exists (select 1 from members h where h.account_id = current_account() and h.person_id = person)
     and (exists (select 1 from members m join accounts a using (account_id)
                   where m.person_id = person and m.account_id <> current_account() and m.state = 'active' and a.state <> 'closed')
       or exists (select 1 from operators o where o.person_id = person and (o.ends_at is null or o.ends_at > at)))
$function$;

CREATE OR REPLACE FUNCTION public.check_grant(in_account uuid, of_grant uuid, at timestamp with time zone)
 RETURNS TABLE(person_id uuid, standing text, stale_use boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select g.person_id,
         concat_ws('.', g.version, coalesce(m.rights_version::text, a.state || array_to_string(sections_of(a.account_id), ',')), coalesce(p.version, 0),
                   coalesce(k.version, 0), coalesce(n.version, 0), c.rights_version),
         coalesce(g.last_used_at, '-infinity') < at - interval '5 minutes'
    from access_grants g join accounts a on a.account_id = g.account_id cross join center c
    left join members m on m.account_id = g.account_id and m.person_id = g.person_id
    left join people p on p.person_id = g.person_id
    left join applications k on k.account_id = g.application_account_id and k.application_id = g.application_id
    left join application_consents n on n.account_id = g.account_id and n.consent_id = g.consent_id
   where g.account_id = in_account and g.grant_id = of_grant and g.ended_at is null and (g.expires_at is null or g.expires_at > at)
     and a.state <> 'closed' and (g.person_id is null or m.state = 'active')
     and (g.application_id is null or k.state = 'active' and (g.application_account_id = g.account_id
       or n.consent_id is not null and n.ended_at is null and exists (select from accounts o where o.account_id = g.application_account_id and o.state = 'active')
          and 'integrator' = any(sections_of(g.application_account_id))))
$function$;

CREATE OR REPLACE FUNCTION public.check_session(of_token_hash text, in_account uuid, at timestamp with time zone)
 RETURNS TABLE(person_id uuid, session_id uuid, session_version integer, rights_version integer, center_version integer, stale_use boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select s.person_id, s.session_id, s.version, m.rights_version + coalesce(seen.rights_version, 0), c.rights_version,
         least(s.last_used_at, case when m.person_id is not null then coalesce(m.last_used_at, '-infinity') end) < at - interval '5 minutes'
    from sessions s cross join center c
    left join members m on m.account_id = in_account and m.person_id = s.person_id
    left join members seen on seen.account_id = s.seeing_account and seen.account_id = in_account and seen.person_id = s.seeing_person
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$function$;

CREATE OR REPLACE FUNCTION public.code_of(of text, length integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(decode(md5(of), 'hex'), i) % 32 + 1, 1), '' order by i) from generate_series(0, length - 1) i
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

CREATE OR REPLACE FUNCTION public.deployment_by_customer(after_customer uuid, after_sku text, most integer)
 RETURNS TABLE(customer_id uuid, sku_id text, sold integer, deployed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select s.customer_id, s.sku_id, sum(s.quantity)::integer,
         least(sum(s.quantity), (select count(*) from license_assignments a join customer_users u on u.tenant_id = a.tenant_id and u.user_id = a.user_id
           where a.tenant_id = s.customer_id and a.sku_id = s.sku_id and u.state <> 'deleted'))::integer
    from subscriptions s join skus k on k.sku_id = s.sku_id
   where s.account_id = current_account() and s.state = 'active' and k.billing = 'license' and k.unit in ('license', 'user')
     and exists (select from customers c where c.account_id = current_account() and c.customer_id = s.customer_id and c.state = 'active')
     and (after_customer is null or (s.customer_id, s.sku_id) > (after_customer, after_sku))
   group by s.customer_id, s.sku_id
   order by s.customer_id, s.sku_id
   limit most
$function$;

CREATE OR REPLACE FUNCTION public.deployment_of_licenses()
 RETURNS TABLE(sku_id text, customers integer, sold integer, deployed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select x.sku_id, count(*)::integer, sum(x.sold)::integer, sum(least(x.sold, x.given))::integer
    from (
      select s.sku_id, s.customer_id, sum(s.quantity) as sold,
             (select count(*) from license_assignments a join customer_users u on u.tenant_id = a.tenant_id and u.user_id = a.user_id
               where a.tenant_id = s.customer_id and a.sku_id = s.sku_id and u.state <> 'deleted') as given
        from subscriptions s join skus k on k.sku_id = s.sku_id
       where s.account_id = current_account() and s.state = 'active' and k.billing = 'license' and k.unit in ('license', 'user')
         and exists (select from customers c where c.account_id = current_account() and c.customer_id = s.customer_id and c.state = 'active')
       group by s.sku_id, s.customer_id) x
   group by x.sku_id
$function$;

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

CREATE OR REPLACE FUNCTION public.end_grants_of(of_person uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  update access_grants set ended_at = at, ended_by = 'security', version = version + 1 where person_id = of_person and ended_at is null
$function$;

CREATE OR REPLACE FUNCTION public.end_session(of_token_hash text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ update sessions set ended_at = at, version = version + 1 where token_hash = of_token_hash and ended_at is null $function$;

CREATE OR REPLACE FUNCTION public.end_sessions_of_account(at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with seen as (
    update sessions set seeing_until = at, version = version + 1 where seeing_account = current_account() and seeing_until > at and ended_at is null returning session_id),
  ended as (
    update sessions s set ended_at = at, version = s.version + 1
      from members m
     where m.account_id = current_account() and m.state = 'active' and m.person_id = s.person_id and s.ended_at is null
       and s.session_id not in (select session_id from seen)
       and ((not exists (select from members o join accounts a using (account_id)
                          where o.person_id = m.person_id and o.account_id <> m.account_id and o.state = 'active' and a.state <> 'closed')
             and not exists (select from operators p where p.person_id = m.person_id and (p.ends_at is null or p.ends_at > at)))
         or (exists (select from unnest(s.proofs) proof where proof like 'idp:' || current_account() || ':%') and not s.proofs && array['passkey', 'password', 'mail_code']))
    returning 1)
  select count(*)::int from ended
$function$;

CREATE OR REPLACE FUNCTION public.end_sessions_of_gone(people uuid[], at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with ended as (
    update sessions s set ended_at = at, version = s.version + 1
     where s.person_id = any(people) and s.ended_at is null
       and exists (select from customer_users u join customers c on c.customer_id = u.tenant_id and c.account_id = current_account() and c.state = 'active'
                    where u.person_id = s.person_id and u.state <> 'active')
       and not exists (select from customer_users u where u.person_id = s.person_id and u.state = 'active')
       and not exists (select from members m where m.person_id = s.person_id and m.state = 'active')
       and not exists (select from operators o where o.person_id = s.person_id and (o.ends_at is null or o.ends_at > at))
    returning 1)
  select count(*)::int from ended
$function$;

CREATE OR REPLACE FUNCTION public.end_sign_ons(of_directory uuid, of_person uuid, at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with ended as (
    update sessions s set ended_at = at, version = version + 1
      from external_identities x
     where x.account_id = current_account() and x.directory_id = of_directory and (of_person is null or x.person_id = of_person)
       and s.person_id = x.person_id and s.ended_at is null
       and s.proofs @> array['idp:' || x.account_id || ':' || x.directory_id] and not s.proofs && array['passkey', 'password', 'mail_code']
    returning 1)
  select count(*)::int from ended
$function$;

CREATE OR REPLACE FUNCTION public.erase_from_log(entry uuid, entry_at timestamp with time zone, pointers text[], remaining_search_text text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare pointer text; path text[];
begin
  if coalesce(current_setting('role', true), '') <> 'entente_across' then raise exception 'erasing is work across accounts'; end if;
  foreach pointer in array pointers loop
    path := string_to_array(replace(replace(substr(pointer, 2), '~1', chr(1)), '~0', '~'), '/');
    path := array(select replace(p, chr(1), '/') from unnest(path) with ordinality u(p, n) order by n);
    update announcements a set
      actor_name = case when path = '{actor,name}' then null else a.actor_name end,
      address = case when path = '{actor,address}' then null else a.address end,
      user_agent = case when path = '{actor,userAgent}' then null else a.user_agent end,
      details = case when path[1] = 'details' then jsonb_set(a.details, path[2:], 'null', false) else a.details end,
      before = case when path[1] = 'before' then jsonb_set(a.before, path[2:], 'null', false) else a.before end,
      after = case when path[1] = 'after' then jsonb_set(a.after, path[2:], 'null', false) else a.after end,
      search_text = remaining_search_text
     where a.announcement_id = entry and a.at = entry_at;
  end loop;
  update seals s set salts = s.salts - pointers where s.announcement_id = entry and s.at = entry_at;
end $function$;

CREATE OR REPLACE FUNCTION public.fail_password(of_person uuid, at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare failures integer;
begin
  perform set_config('synchronous_commit', 'off', true);
  update passwords set failed_in_row = failed_in_row + 1, last_failed_at = at where person_id = of_person returning failed_in_row into failures;
  return failures;
end $function$;

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

CREATE OR REPLACE FUNCTION public.find_announcements(of_account uuid, words text[], areas text[], kind text, actor uuid, concerned uuid, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_turn bigint, most integer)
 RETURNS SETOF announcements
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'public'
AS $function$
declare word text; found text := 'select a.* from announcements a where ';
begin
  if coalesce(current_setting('role', true), '') <> 'entente_across' then
    of_account := current_account();
    if of_account is null then return; end if;
  end if;
  found := found || case when of_account is null then 'a.account_id is null' else 'a.account_id = $1' end;
  if kind is not null then found := found || ' and a.name = $2'; end if;
  if areas is not null then found := found || ' and split_part(a.name, ''.'', 1) = any($3)'; end if;
  if actor is not null then found := found || ' and a.actor_id = $4'; end if;
  if concerned is not null then found := found || ' and a.person_id = $5'; end if;
  if since is not null then found := found || ' and a.at >= $6'; end if;
  if until is not null then found := found || ' and a.at < $7'; end if;
  if before_at is not null then found := found || ' and a.at <= $8 and (a.at < $8 or a.turn < $9)'; end if;
  foreach word in array coalesce(words, '{}') loop
    found := found || format(' and a.search_text like %L', '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  end loop;
  return query execute found || ' order by a.at desc, a.turn desc limit $10'
    using of_account, kind, areas, actor, concerned, since, until, before_at, before_turn, most;
end $function$;

CREATE OR REPLACE FUNCTION public.find_application(client uuid)
 RETURNS TABLE(account_id uuid, application_id uuid, name text, description text, asks jsonb, partner_id text, company text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select p.account_id, p.application_id, p.name, p.description, p.asks, a.partner_id, a.name
    from applications p join accounts a using (account_id)
   where p.application_id = client and p.state = 'active' and a.state = 'active' and 'integrator' = any(sections_of(p.account_id))
$function$;

CREATE OR REPLACE FUNCTION public.find_clients(clients uuid[], tenants text[], from_keys text[], of_keys text[], at timestamp with time zone)
 RETURNS TABLE(place bigint, found json)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
begin
  return query select q.place, json_build_object(
    'applicationId', p.application_id, 'ownerId', p.account_id, 'name', p.name, 'description', p.description, 'company', o.name, 'partnerId', o.partner_id, 'redirects', p.redirects, 'asks', p.asks,
    'keys', (select coalesce(json_agg(json_build_object('hash', k.value_hash, 'certificate', k.certificate)) filter (where k.ended_at is null and k.expires_at > at), '[]')
              from application_keys k where k.account_id = p.account_id and k.application_id = p.application_id),
    'accountId', c.account_id, 'consentId', n.consent_id, 'consented', n.grants,
    'grantId', (select g.grant_id from access_grants g
                 where g.account_id = c.account_id and g.application_id = p.application_id and g.kind = 'app' and g.token_hash is null and g.ended_at is null
                   and (g.expires_at is null or g.expires_at > at) and g.application_account_id = p.account_id
                   and (c.account_id = p.account_id or g.consent_id = n.consent_id and o.state = 'active' and 'integrator' = any(sections_of(p.account_id)))),
    'shutUntil', (select max(a.free_at) from attempts a
                   where (a.door, a.key_hash) in (('client_secret from', q.from_key), ('client_secret of', q.of_key)) and a.free_at > at))
    from unnest(clients, tenants, from_keys, of_keys) with ordinality q(client, tenant, from_key, of_key, place)
    cross join lateral (select * from applications a where a.application_id = q.client and a.state = 'active' offset 0) p
    join accounts o on o.account_id = p.account_id and o.state <> 'closed'
    left join lateral (
      select a.account_id from accounts a
       where a.state <> 'closed' and a.account_id = case
         when q.tenant is null then p.account_id
         when q.tenant ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then q.tenant::uuid
         -- Two companies can have proved one domain: its own comes first.
         else (select d.account_id from account_domains d where d.domain = q.tenant and d.proved_at is not null
                order by d.account_id = p.account_id desc, d.proved_at limit 1) end) c on true
    left join application_consents n on n.account_id = c.account_id and n.side = 'partner' and n.application_id = p.application_id
      and n.other_account_id = p.account_id and n.ended_at is null;
end $function$;

CREATE OR REPLACE FUNCTION public.find_company_to_merge(id text)
 RETURNS TABLE(account_id uuid, partner_id text, name text, country text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select a.account_id, a.partner_id, a.name, a.country from partner_ids i join accounts a using (account_id) where i.partner_id = id and a.state = 'active'
$function$;

CREATE OR REPLACE FUNCTION public.find_customer_invitation(hash text)
 RETURNS TABLE(account_id uuid, invitation_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id, invitation_id from customer_invitations where token_hash = hash $function$;

CREATE OR REPLACE FUNCTION public.find_customer_open_link(hash text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id from customer_open_links where token_hash = hash limit 1 $function$;

CREATE OR REPLACE FUNCTION public.find_directory(of_directory uuid)
 RETURNS TABLE(account_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select d.account_id from directories d join accounts a using (account_id) where d.directory_id = of_directory and a.state <> 'closed' $function$;

CREATE OR REPLACE FUNCTION public.find_elevation_link(hash text)
 RETURNS TABLE(account_id uuid, elevation_id uuid, link_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id, elevation_id, link_id from elevation_links where token_hash = hash $function$;

CREATE OR REPLACE FUNCTION public.find_external_link(hash text)
 RETURNS TABLE(account_id uuid, identity_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id, identity_id from external_identities where link_hash = hash $function$;

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

CREATE OR REPLACE FUNCTION public.find_partner(id text)
 RETURNS TABLE(account_id uuid, partner_id text, name text, country text, sections text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select a.account_id, a.partner_id, a.name, a.country, sections_of(a.account_id)
    from partner_ids i join accounts a using (account_id) where i.partner_id = id and a.state = 'active'
$function$;

CREATE OR REPLACE FUNCTION public.find_password(name text, temporary text)
 RETURNS TABLE(person_id uuid, hash text, failed_in_row integer, has_second_factor boolean, is_temporary boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  return query select n.person_id, w.hash, w.failed_in_row,
         exists (select 1 from passkeys k where k.person_id = n.person_id) or exists (select 1 from authenticators t where t.person_id = n.person_id and t.confirmed_at is not null),
         exists (select 1 from temporary_passwords t where t.person_id = n.person_id and t.secret_hash = temporary and t.used_at is null)
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

CREATE OR REPLACE FUNCTION public.find_sign_on(of_domain text)
 RETURNS TABLE(account_id uuid, directory_id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select d.account_id, d.directory_id, d.name
    from speaking_domains s join directories d using (account_id, directory_id) join accounts a using (account_id)
   where s.domain = of_domain and a.state <> 'closed' order by d.name, d.directory_id
$function$;

CREATE OR REPLACE FUNCTION public.find_sign_on_attempt(hash text)
 RETURNS TABLE(account_id uuid, attempt_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select account_id, attempt_id from sign_on_attempts where token_hash = hash $function$;

CREATE OR REPLACE FUNCTION public.find_tenant_by_domain(wanted text)
 RETURNS TABLE(tenant_id uuid, name text, country text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select t.tenant_id, t.name, t.country from tenants t where t.domain = wanted $function$;

CREATE OR REPLACE FUNCTION public.find_unsubscribe(hash text)
 RETURNS TABLE(person_id uuid, topic text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select u.person_id, u.topic from notice_unsubscribes u where u.token_hash = hash $function$;

CREATE OR REPLACE FUNCTION public.free_after(above integer, at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select case when above <= 0 then '-infinity' else at + make_interval(secs => least(power(2, least(above, 10)), 900)) end $function$;

CREATE OR REPLACE FUNCTION public.give_sku_code()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  n integer := 0;
  given text := case when tg_op = 'UPDATE' then new.code end;
begin
  loop
    new.code := coalesce(given, code_of(new.sku_id || case when n > 0 then ' ' || n else '' end, 4));
    exit when not exists (select from skus s where s.product_id = new.product_id and s.code = new.code and s.sku_id <> new.sku_id);
    given := null;
    n := n + 1;
  end loop;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.guid_of(kind text, of text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select encode(set_byte(set_byte(b, 6, get_byte(b, 6) & 15 | 128), 8, get_byte(b, 8) & 63 | 128), 'hex')::uuid
    from (select substring(sha256(convert_to('entente ' || kind || ' ' || of, 'UTF8')) from 1 for 16) as b) x
$function$;

CREATE OR REPLACE FUNCTION public.keeps_local_way(in_account uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select exists (select from local_ways w join members m using (account_id, person_id) join role_assignments r using (account_id, person_id)
                  where w.account_id = in_account and m.state = 'active' and not m.is_guest and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > at))
$function$;

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

CREATE OR REPLACE FUNCTION public.last_use_by_admins(at timestamp with time zone)
 RETURNS TABLE(admins integer, last_used_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select count(*)::int, max(greatest(m.joined_at, m.last_used_at, (select max(s.last_used_at) from sessions s where s.person_id = m.person_id)))
    from members m
   where m.account_id = current_account() and m.state = 'active' and not m.is_guest
     and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = 'global_admin' and (r.ends_at is null or r.ends_at > at))
$function$;

CREATE OR REPLACE FUNCTION public.load_grant(in_account uuid, of_grant uuid, of_hash text, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select jsonb_build_object(
    'grantId', g.grant_id, 'kind', g.kind, 'standing', h.standing, 'name', g.name, 'scopes', g.scopes,
    'bound', case when g.application_id is null then null when g.application_account_id = g.account_id then k.asks else n.grants end,
    'application', case when g.application_id is not null then jsonb_build_object('applicationId', g.application_id, 'accountId', g.application_account_id, 'name', k.name) end,
    'proofs', g.proofs, 'secondFactorAt', g.second_factor_at, 'accountState', a.state, 'sections', to_jsonb(sections_of(a.account_id)),
    'overrides', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'permission', o.permission, 'level', o.level)) from grant_overrides o), '[]'),
    'person', case when p.person_id is not null then jsonb_build_object(
        'personId', p.person_id, 'email', p.email, 'givenName', p.given_name, 'familyName', p.family_name, 'locale', p.locale,
        'hasSecondFactor', exists (select 1 from passkeys x where x.person_id = p.person_id)
          or exists (select 1 from authenticators x where x.person_id = p.person_id and x.confirmed_at is not null),
        'acceptedProofs', a.accepted_proofs, 'signOns', sign_ons_of(g.account_id, p.person_id, at),
        'secondFactor', jsonb_build_object('asks', a.second_factor_for, 'from', a.second_factor_from, 'before', a.second_factor_before,
          'exceptedUntil', (select x.ends_at from second_factor_exceptions x where x.account_id = g.account_id and x.person_id = p.person_id)),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'elevationId', r.elevation_id, 'provisionalUntil', e.window_until))
                             from role_assignments r left join elevations e on e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted'
                            where r.account_id = g.account_id and r.person_id = p.person_id), '[]')) end)
    from access_grants g join accounts a on a.account_id = g.account_id
    cross join lateral check_grant(g.account_id, g.grant_id, at) h
    left join people p on p.person_id = g.person_id
    left join applications k on k.account_id = g.application_account_id and k.application_id = g.application_id
    left join application_consents n on n.account_id = g.account_id and n.consent_id = g.consent_id
   where g.account_id = in_account and case when of_grant is not null then g.grant_id = of_grant else g.token_hash = of_hash end
$function$;

CREATE OR REPLACE FUNCTION public.load_session(of_token_hash text, in_account uuid, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select jsonb_build_object(
    'personId', s.person_id, 'sessionId', s.session_id, 'sessionVersion', s.version, 'proofs', s.proofs, 'secondFactorAt', s.second_factor_at,
    'email', p.email, 'givenName', p.given_name, 'familyName', p.family_name, 'locale', p.locale,
    'seeing', case when s.seeing_until > at then jsonb_build_object('accountId', s.seeing_account, 'personId', s.seeing_person, 'role', s.seeing_role, 'endsAt', s.seeing_until) end,
    'hasSecondFactor', exists (select 1 from passkeys k where k.person_id = s.person_id)
      or exists (select 1 from authenticators t where t.person_id = s.person_id and t.confirmed_at is not null),
    'centerVersion', c.rights_version,
    'overrides', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'permission', o.permission, 'level', o.level)) from grant_overrides o), '[]'),
    'operatorRoles', coalesce((select jsonb_agg(jsonb_build_object('role', o.role, 'scope', 'company', 'endsAt', o.ends_at)) from operators o where o.person_id = s.person_id), '[]'),
    'member', (select jsonb_build_object('rightsVersion', m.rights_version + coalesce(seen.rights_version, 0), 'state', m.state, 'accountState', a.state, 'acceptedProofs', a.accepted_proofs,
        'signOns', sign_ons_of(m.account_id, m.person_id, at),
        'secondFactor', jsonb_build_object('asks', a.second_factor_for, 'from', a.second_factor_from, 'before', a.second_factor_before,
          'exceptedUntil', (select x.ends_at from second_factor_exceptions x where x.account_id = m.account_id and x.person_id = m.person_id)),
        'seen', case when seen.state = 'active' and s.seeing_until > at then
          coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'elevationId', r.elevation_id, 'provisionalUntil', e.window_until))
                      from role_assignments r left join elevations e on e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted'
                     where r.account_id = seen.account_id and r.person_id = seen.person_id), '[]') end,
        'sections', to_jsonb(sections_of(m.account_id)),
        'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at, 'elevationId', r.elevation_id, 'provisionalUntil', e.window_until))
                             from role_assignments r left join elevations e on e.account_id = r.account_id and e.elevation_id = r.elevation_id and e.state = 'granted'
                            where r.account_id = m.account_id and r.person_id = m.person_id), '[]'))
      from members m join accounts a using (account_id)
      left join members seen on seen.account_id = s.seeing_account and seen.account_id = m.account_id and seen.person_id = s.seeing_person
      where m.account_id = in_account and m.person_id = s.person_id))
    from sessions s join people p using (person_id) cross join center c
   where s.token_hash = of_token_hash and s.ended_at is null and s.expires_at > at
     and s.last_used_at > at - make_interval(mins => s.idle_minutes)
$function$;

CREATE OR REPLACE FUNCTION public.make_announcement_partitions(from_month date, months integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare found record; first date := date_trunc('month', from_month)::date;
begin
  for i in 0 .. months - 1 loop
    perform make_month_partition('announcements', (first + make_interval(months => i))::date);
  end loop;
  -- An entry and its seal lie in partitions with the same bounds.
  for found in
    select c.relname as name, replace(c.relname, 'announcements', 'seals') as twin, pg_get_expr(c.relpartbound, c.oid) as bound
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'announcements'::regclass and to_regclass(replace(c.relname, 'announcements', 'seals')) is null
  loop
    execute format('create table %I partition of seals %s', found.twin, found.bound);
    execute format('alter table %I enable row level security', found.twin);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.make_month_partition(of_table text, month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  name text := of_table || '_' || to_char(month, 'YYYY_MM');
  begins timestamptz := month;
  ends timestamptz := (month + interval '1 month')::date;
  last_end timestamptz;
begin
  if to_regclass(name) is not null then return; end if;
  select max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz) into last_end
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
   where i.inhparent = of_table::regclass
     and (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz < begins + interval '2 days';
  if last_end > begins - interval '2 days' then begins := last_end; end if;
  execute format('create table %I partition of %I for values from (%L) to (%L)', name, of_table, begins, ends);
  execute format('alter table %I enable row level security', name);
end $function$;

CREATE OR REPLACE FUNCTION public.members_as_colleagues()
 RETURNS TABLE(person_id uuid, state text, is_guest boolean, joined_at timestamp with time zone, brought_by uuid, brought_by_admin boolean, factor_since timestamp with time zone, frozen boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select m.person_id, m.state, m.is_guest, m.joined_at, m.brought_by, m.brought_by_admin,
         least((select min(k.created_at) from passkeys k where k.person_id = m.person_id),
               (select t.confirmed_at from authenticators t where t.person_id = m.person_id)),
         p.frozen_at is not null
    from members m join people p using (person_id) where m.account_id = current_account()
$function$;

CREATE OR REPLACE FUNCTION public.my_accounts(at timestamp with time zone)
 RETURNS TABLE(account_id uuid, partner_id text, name text, country text, state text, roles text[], sections text[], programs jsonb, unread integer, join_requests integer, roles_asked_for text[], closes_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select a.account_id, a.partner_id, a.name, a.country, a.state,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role),
         sections_of(m.account_id),
         (select coalesce(jsonb_agg(jsonb_build_object('program', p.program, 'group', p.settings_group, 'sections', p.sections, 'state', e.state, 'texts', p.definition -> 'texts')
                                    order by p.position, p.program), '[]')
            from enrollments e join programs p using (program)
           where e.account_id = m.account_id and e.state not in ('refused', 'left')),
         (select count(*)::int from (select from notices n where n.person_id = m.person_id and n.account_id = m.account_id and n.read_at is null limit 100) unread),
         (select count(*)::int from (select from join_requests j where j.account_id = m.account_id and j.state = 'open' limit 100) open),
         array(select q.role from role_requests q where q.account_id = m.account_id and q.person_id <> m.person_id and q.state = 'open' and q.expires_at > at limit 100),
         (select c.closes_at from closings c where c.account_id = m.account_id and c.state = 'waiting')
    from members m join accounts a using (account_id)
   where m.person_id = current_person() and m.state = 'active' and a.state <> 'closed'
   order by a.name
$function$;

CREATE OR REPLACE FUNCTION public.my_tenants()
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select u.tenant_id from customer_users u
   where u.person_id = current_person() and u.state = 'active' and 'global_admin' = any(u.roles)
$function$;

CREATE OR REPLACE FUNCTION public.own_ways_of_linked(of_directory uuid)
 RETURNS TABLE(person_id uuid, has_own_way boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select x.person_id, exists (select from passwords w where w.person_id = x.person_id) or exists (select from passkeys k where k.person_id = x.person_id)
    from external_identities x where x.account_id = current_account() and x.directory_id = of_directory
$function$;

CREATE OR REPLACE FUNCTION public.partner_has_agreed(partner text, today date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select exists (
    select from agreement_acceptances c
     where c.account_id = r.other_account_id
       and c.agreement in (
         select p.definition ->> 'agreement' from enrollments e join programs p using (program)
          where e.account_id = r.other_account_id and e.state in ('active', 'restricted') and p.sections && array['reseller', 'distributor'])
       and not exists (
         select from agreement_texts t
          where t.agreement = c.agreement and t.region = c.region and t.number > c.number and t.valid_from <= today and t.earlier_until < today))
    from relations r
   where r.account_id = current_account() and r.state = 'active' and r.other_partner_id = partner
   limit 1
$function$;

CREATE OR REPLACE FUNCTION public.partners_of_tenant(wanted uuid)
 RETURNS TABLE(account_id uuid, partner_id text, name text, country text, support_email text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select a.account_id, a.partner_id, a.name, a.country, a.support_email from customers c join accounts a using (account_id)
   where c.customer_id = wanted and c.state = 'active' and wanted in (select m.tenant_id from my_tenants() m)
$function$;

CREATE OR REPLACE FUNCTION public.renew_rights_of_members()
 RETURNS void
 LANGUAGE sql
AS $function$ update members set rights_version = rights_version + 1 where account_id = current_account() $function$;

CREATE OR REPLACE FUNCTION public.search_customers(words text[], narrowed jsonb, collation_name text, after_name text, after_id uuid, wanted integer)
 RETURNS TABLE(customer_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
AS $function$
declare
  base text := format('c.account_id = %L and c.state = %L', current_account(), coalesce(narrowed ->> 'state', 'active'));
  cond text := '';
  sorted text;
  ids uuid[];
  w text;
  f text;
begin
  if collation_name not in ('newest', 'und-x-icu', 'es-x-icu', 'zh-Hans-x-icu', 'zh-Hant-x-icu') then raise exception 'no such order'; end if;
  foreach w in array words loop
    cond := cond || format(' and c.search_text like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  end loop;
  foreach f in array array['country', 'relationship', 'qualification', 'agreement', 'other_partner_id', 'responsible_id'] loop
    if narrowed ->> f is not null then cond := cond || format(' and c.%I = %L', f, narrowed ->> f); end if;
  end loop;
  -- The index of pieces finds what holds it anywhere; what begins with it is among that.
  foreach f in array array['name', 'domain'] loop
    w := narrowed ->> (f || '_starts');
    if w is not null then
      w := replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_');
      cond := cond || format(' and c.search_text like %L and lower(c.%I) like lower(%L)', '%' || coalesce(narrowed ->> (f || '_piece'), '') || '%', f, w || '%');
    end if;
  end loop;
  if narrowed ->> 'unassigned' = 'true' then cond := cond || ' and c.responsible_id is null'; end if;
  -- Only counted, or all of them meant.
  if collation_name is null then
    return query execute format('select c.customer_id from customers c where %s%s limit %s', base, cond, wanted);
    return;
  end if;
  if collation_name = 'newest' then
    sorted := 'c.created_at desc, c.customer_id desc';
    if after_id is not null then base := base || format(' and (c.created_at, c.customer_id) < (%L::timestamptz, %L::uuid)', after_name, after_id); end if;
  else
    sorted := format('c.name collate %I, c.customer_id', collation_name);
    if after_id is not null then
      base := base || format(' and (c.name collate %I, c.customer_id) > (%L collate %I, %L::uuid)', collation_name, after_name, collation_name, after_id);
    end if;
  end if;
  execute format(
    'select array(select c.customer_id from (select * from customers c where %s order by %s limit 1000) c where true%s order by %s limit %s)',
    base, sorted, cond, sorted, wanted) into ids;
  if cardinality(ids) = wanted then
    return query select unnest(ids);
    return;
  end if;
  return query execute format(
    'with c as materialized (select c.customer_id, c.name, c.created_at from customers c where %s%s) select c.customer_id from c order by %s limit %s', base, cond, sorted, wanted);
end $function$;

CREATE OR REPLACE FUNCTION public.search_customers_es(words text[], in_state text, after_name text, after_id uuid, wanted integer)
 RETURNS TABLE(customer_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
    declare
      -- The longest first: the index looks for these.
      p text[] := array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w order by length(w) desc);
      p1 text := coalesce(p[1], '%');
      p2 text := coalesce(p[2], '%');
      p3 text := coalesce(p[3], '%');
      ids uuid[];
    begin
      if after_id is null then
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state order by c.name collate "es-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      else
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state and (c.name collate "es-x-icu", c.customer_id) > (after_name collate "es-x-icu", after_id) order by c.name collate "es-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      end if;
      if cardinality(ids) = wanted then
        return query select unnest(ids);
        return;
      end if;
      return query
        with c as materialized (select c.customer_id, c.name, c.created_at from customers c
          where c.account_id = current_account() and c.state = in_state and c.search_text like p1 and c.search_text like p2 and c.search_text like p3 and c.search_text like all(p[4:]))
        select c.customer_id from c where after_id is null or (c.name collate "es-x-icu", c.customer_id) > (after_name collate "es-x-icu", after_id) order by c.name collate "es-x-icu", c.customer_id limit wanted;
    end $function$;

CREATE OR REPLACE FUNCTION public.search_customers_hans(words text[], in_state text, after_name text, after_id uuid, wanted integer)
 RETURNS TABLE(customer_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
    declare
      -- The longest first: the index looks for these.
      p text[] := array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w order by length(w) desc);
      p1 text := coalesce(p[1], '%');
      p2 text := coalesce(p[2], '%');
      p3 text := coalesce(p[3], '%');
      ids uuid[];
    begin
      if after_id is null then
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state order by c.name collate "zh-Hans-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      else
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state and (c.name collate "zh-Hans-x-icu", c.customer_id) > (after_name collate "zh-Hans-x-icu", after_id) order by c.name collate "zh-Hans-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      end if;
      if cardinality(ids) = wanted then
        return query select unnest(ids);
        return;
      end if;
      return query
        with c as materialized (select c.customer_id, c.name, c.created_at from customers c
          where c.account_id = current_account() and c.state = in_state and c.search_text like p1 and c.search_text like p2 and c.search_text like p3 and c.search_text like all(p[4:]))
        select c.customer_id from c where after_id is null or (c.name collate "zh-Hans-x-icu", c.customer_id) > (after_name collate "zh-Hans-x-icu", after_id) order by c.name collate "zh-Hans-x-icu", c.customer_id limit wanted;
    end $function$;

CREATE OR REPLACE FUNCTION public.search_customers_hant(words text[], in_state text, after_name text, after_id uuid, wanted integer)
 RETURNS TABLE(customer_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
    declare
      -- The longest first: the index looks for these.
      p text[] := array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w order by length(w) desc);
      p1 text := coalesce(p[1], '%');
      p2 text := coalesce(p[2], '%');
      p3 text := coalesce(p[3], '%');
      ids uuid[];
    begin
      if after_id is null then
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state order by c.name collate "zh-Hant-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      else
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state and (c.name collate "zh-Hant-x-icu", c.customer_id) > (after_name collate "zh-Hant-x-icu", after_id) order by c.name collate "zh-Hant-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      end if;
      if cardinality(ids) = wanted then
        return query select unnest(ids);
        return;
      end if;
      return query
        with c as materialized (select c.customer_id, c.name, c.created_at from customers c
          where c.account_id = current_account() and c.state = in_state and c.search_text like p1 and c.search_text like p2 and c.search_text like p3 and c.search_text like all(p[4:]))
        select c.customer_id from c where after_id is null or (c.name collate "zh-Hant-x-icu", c.customer_id) > (after_name collate "zh-Hant-x-icu", after_id) order by c.name collate "zh-Hant-x-icu", c.customer_id limit wanted;
    end $function$;

CREATE OR REPLACE FUNCTION public.search_customers_newest(words text[], in_state text, after_name text, after_id uuid, wanted integer)
 RETURNS TABLE(customer_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
    declare
      -- The longest first: the index looks for these.
      p text[] := array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w order by length(w) desc);
      p1 text := coalesce(p[1], '%');
      p2 text := coalesce(p[2], '%');
      p3 text := coalesce(p[3], '%');
      ids uuid[];
    begin
      if after_id is null then
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state order by c.created_at desc, c.customer_id desc limit 300) x
          where x.search_text like all(p) limit wanted);
      else
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state and (c.created_at, c.customer_id) < (after_name::timestamptz, after_id) order by c.created_at desc, c.customer_id desc limit 300) x
          where x.search_text like all(p) limit wanted);
      end if;
      if cardinality(ids) = wanted then
        return query select unnest(ids);
        return;
      end if;
      return query
        with c as materialized (select c.customer_id, c.name, c.created_at from customers c
          where c.account_id = current_account() and c.state = in_state and c.search_text like p1 and c.search_text like p2 and c.search_text like p3 and c.search_text like all(p[4:]))
        select c.customer_id from c where after_id is null or (c.created_at, c.customer_id) < (after_name::timestamptz, after_id) order by c.created_at desc, c.customer_id desc limit wanted;
    end $function$;

CREATE OR REPLACE FUNCTION public.search_customers_root(words text[], in_state text, after_name text, after_id uuid, wanted integer)
 RETURNS TABLE(customer_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
    declare
      -- The longest first: the index looks for these.
      p text[] := array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w order by length(w) desc);
      p1 text := coalesce(p[1], '%');
      p2 text := coalesce(p[2], '%');
      p3 text := coalesce(p[3], '%');
      ids uuid[];
    begin
      if after_id is null then
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state order by c.name collate "und-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      else
        ids := array(select x.customer_id from (
          select c.customer_id, c.search_text from customers c where c.account_id = current_account() and c.state = in_state and (c.name collate "und-x-icu", c.customer_id) > (after_name collate "und-x-icu", after_id) order by c.name collate "und-x-icu", c.customer_id limit 300) x
          where x.search_text like all(p) limit wanted);
      end if;
      if cardinality(ids) = wanted then
        return query select unnest(ids);
        return;
      end if;
      return query
        with c as materialized (select c.customer_id, c.name, c.created_at from customers c
          where c.account_id = current_account() and c.state = in_state and c.search_text like p1 and c.search_text like p2 and c.search_text like p3 and c.search_text like all(p[4:]))
        select c.customer_id from c where after_id is null or (c.name collate "und-x-icu", c.customer_id) > (after_name collate "und-x-icu", after_id) order by c.name collate "und-x-icu", c.customer_id limit wanted;
    end $function$;

CREATE OR REPLACE FUNCTION public.search_locations(words text[])
 RETURNS TABLE(location_id text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select l.location_id from locations l where l.account_id = current_account() and (select bool_and(l.search_text like '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%') from unnest(words) w) $function$;

CREATE OR REPLACE FUNCTION public.search_members(words text[])
 RETURNS TABLE(person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select m.person_id from members m
   where m.account_id = current_account()
     and m.search_text like all (array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w))
$function$;

CREATE OR REPLACE FUNCTION public.search_ordered(what text, words text[], narrowed jsonb, after_at timestamp with time zone, after_id uuid, wanted integer)
 RETURNS TABLE(id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 50
 SET search_path TO 'public'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.search_products(words text[])
 RETURNS TABLE(product_id text, likeness real)
 LANGUAGE sql
 STABLE
 SET "pg_trgm.word_similarity_threshold" TO '0.4'
AS $function$
  with exact as materialized (
    select p.product_id from products p
     where p.search_text like all (array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w)))
  select e.product_id, 1::real from exact e
  union all
  select p.product_id, (select avg(word_similarity(w, p.search_text))::real from unnest(words) w)
    from products p
   where not exists (select from exact) and p.search_text %> words[1] and (select bool_and(w <% p.search_text) from unnest(words) w)
$function$;

CREATE OR REPLACE FUNCTION public.seats_of_tenant(wanted uuid, today date)
 RETURNS TABLE(sku_id text, active integer, ending integer, suspended integer, kept integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select s.sku_id,
         coalesce(sum(s.quantity) filter (where s.state = 'active' and not e.ends), 0)::integer,
         coalesce(sum(s.quantity) filter (where s.state = 'active' and e.ends), 0)::integer,
         coalesce(sum(s.quantity) filter (where s.state = 'suspended'), 0)::integer,
         coalesce(sum(s.quantity) filter (where s.state in ('expired', 'canceled') and s.data_deleted_on > today), 0)::integer
    from subscriptions s join skus k on k.sku_id = s.sku_id
   cross join lateral (select not s.auto_renews and s.renews_on is not null and s.renews_on <= today + 30 as ends) e
   where s.customer_id = wanted and s.state in ('active', 'suspended', 'expired', 'canceled') and k.billing = 'license' and k.unit in ('license', 'user')
     and exists (select from customers c where c.account_id = current_account() and c.customer_id = wanted and c.state = 'active')
   group by s.sku_id
$function$;

CREATE OR REPLACE FUNCTION public.second_factors_of_holders(of_roles text[], at timestamp with time zone)
 RETURNS TABLE(person_id uuid, given_name text, family_name text, email text, has_factor boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select m.person_id, m.given_name, m.family_name, m.email,
         exists (select 1 from passkeys k where k.person_id = m.person_id)
         or exists (select 1 from authenticators t where t.person_id = m.person_id and t.confirmed_at is not null)
    from members m
   where m.account_id = current_account() and m.state = 'active'
     and exists (select from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and r.role = any(of_roles) and (r.ends_at is null or r.ends_at > at))
   order by m.joined_at, m.person_id
$function$;

CREATE OR REPLACE FUNCTION public.second_factors_of_members()
 RETURNS TABLE(person_id uuid, passkeys integer, has_app boolean, since timestamp with time zone, last_used_at timestamp with time zone, is_frozen boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select m.person_id, coalesce(k.many, 0), t.person_id is not null, least(k.since, t.confirmed_at),
         greatest(k.last_used_at, to_timestamp(t.last_step * 30), (select max(s.second_factor_at) from sessions s where s.person_id = m.person_id and (k.many > 0 or t.person_id is not null))),
         p.frozen_at is not null
    from members m join people p using (person_id)
    left join lateral (select count(*)::int as many, min(created_at) as since, max(last_used_at) as last_used_at from passkeys k where k.person_id = m.person_id) k on true
    left join authenticators t on t.person_id = m.person_id and t.confirmed_at is not null
   where m.account_id = current_account() and m.state = 'active'
$function$;

CREATE OR REPLACE FUNCTION public.sections_of(of_account uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(array_agg(distinct s order by s), '{}') from enrollments e join programs p using (program) cross join unnest(p.sections) s
   where e.account_id = of_account and e.state in ('active', 'restricted')
$function$;

CREATE OR REPLACE FUNCTION public.seen_by_session(of_session uuid, at timestamp with time zone)
 RETURNS TABLE(given_name text, family_name text, roles text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select m.given_name, m.family_name,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role)
    from sessions s join members m on m.account_id = s.seeing_account and m.person_id = s.seeing_person
   where s.session_id = of_session and s.person_id = current_person() and s.seeing_until > at and m.state = 'active'
$function$;

CREATE OR REPLACE FUNCTION public.shown_in_directory(accounts uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select a.account_id from accounts a where a.account_id = any(shown_in_directory.accounts) and a.state = 'active' and a.vetting_status = 'authorized' $function$;

CREATE OR REPLACE FUNCTION public.sign_ons_of(in_account uuid, of_person uuid, at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select jsonb_build_object(
    'may', coalesce((select jsonb_agg(distinct 'idp:' || in_account || ':' || x.directory_id)
                       from external_identities x join speaking_domains s on s.account_id = x.account_id and s.directory_id = x.directory_id and s.domain = x.domain
                      where x.account_id = in_account and x.person_id = of_person and x.state = 'linked'), '[]'),
    'must', coalesce((select jsonb_agg('idp:' || in_account || ':' || s.directory_id)
                        from speaking_domains s
                       where s.account_id = in_account and s.is_required
                         -- By the address they sign in with, the one the company knows them by, or the one that the directory knew: a
                         -- new address of one's own is no way around.
                         and (s.domain in (select split_part(n.email_folded, '@', -1) from sign_in_names n where n.person_id = of_person)
                           or s.domain = (select lower(split_part(m.email, '@', -1)) from members m where m.account_id = in_account and m.person_id = of_person)
                           or exists (select from external_identities x where x.account_id = in_account and x.person_id = of_person and x.state = 'linked' and x.domain = s.domain))
                         and not exists (select from local_ways w where w.account_id = in_account and w.person_id = of_person)
                         and keeps_local_way(in_account, at)), '[]'))
$function$;

CREATE OR REPLACE FUNCTION public.tell_that_session_ended()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
begin
  perform pg_notify('entente_session_ended', new.session_id::text);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.touch_grant(in_account uuid, of_grant uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ update access_grants set last_used_at = greatest(last_used_at, at) where account_id = in_account and grant_id = of_grant and ended_at is null $function$;

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

CREATE OR REPLACE FUNCTION public.use_scim_token(hash text, at timestamp with time zone)
 RETURNS TABLE(account_id uuid, directory_id uuid, name text, state text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  update scim_tokens set last_used_at = at
   where token_hash = hash and ended_at is null and expires_at > at and (last_used_at is null or last_used_at < at - interval '5 minutes');
  select t.account_id, t.directory_id, d.name, d.state
    from scim_tokens t join directories d using (account_id, directory_id) join accounts a using (account_id)
   where t.token_hash = hash and t.ended_at is null and t.expires_at > at and a.state <> 'closed'
$function$;

CREATE OR REPLACE FUNCTION public.void_temporary_passwords(of_person uuid, of_email text, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  update temporary_passwords t set expires_at = least(t.expires_at, at)
   where (t.person_id = of_person or t.person_id = (select n.person_id from sign_in_names n where n.email_folded = of_email) and t.account_id <> current_account())
     and t.expires_at > at
$function$;
