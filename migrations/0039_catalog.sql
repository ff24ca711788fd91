-- What is sold, to whom and where; each partner's own order of it; price lists, promotions and partners' retail prices.

create extension if not exists pg_trgm;

-- The catalog as it is in force. A product is changed as a whole, in a version; these tables are what the versions have made of it.
create table products (
  product_id   text primary key check (product_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  publisher    text not null,
  -- Made by the operator itself, or by another publisher.
  is_operators boolean not null,
  category     text not null check (category in ('enterprise', 'small_business', 'infrastructure', 'security', 'development')),
  -- Titles and descriptions by language, and everything else that the desk edits: checked by the feature's schema.
  definition   jsonb not null,
  -- Folded titles, ids, publisher and keywords in every language.
  search_text  text not null,
  -- Not offered any more; kept for what was bought.
  is_sold      boolean not null default true,
  changed_at   timestamptz not null,
  version_id   uuid
);
create index products_search on products using gin (search_text gin_trgm_ops);

create table skus (
  sku_id       text primary key check (sku_id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  product_id   text not null references products on delete cascade,
  position     integer not null,
  kind         text not null check (kind in ('base', 'add_on', 'trial')),
  billing      text not null check (billing in ('license', 'usage', 'one_time')),
  titles       jsonb not null,
  unit         text not null check (unit in ('license', 'user', 'device', 'server', 'gigabyte', 'hour')),
  min_quantity integer not null default 1 check (min_quantity > 0),
  max_quantity integer check (max_quantity >= min_quantity),
  -- How many of it a customer may have at once, or in a lifetime.
  limit_kind   text not null default 'none' check (limit_kind in ('none', 'concurrent', 'lifetime')),
  limit_count  integer check (limit_count > 0),
  is_sold      boolean not null default true,
  check ((limit_kind = 'none') = (limit_count is null))
);
create index skus_of on skus (product_id, position);

create table sku_links (
  from_sku text not null references skus on delete cascade,
  kind     text not null check (kind in ('add_on_to', 'requires', 'upgrades_to', 'converts_to')),
  to_sku   text not null,
  primary key (from_sku, kind, to_sku)
);
create index sku_links_to on sku_links (to_sku, kind);

-- A SKU for a kind of customer. Its id is the SKU's and the segment's, so that it never changes.
create table offers (
  offer_id   text primary key,
  sku_id     text not null references skus on delete cascade,
  product_id text not null references products on delete cascade,
  segment    text not null check (segment in ('commercial', 'education', 'government', 'nonprofit')),
  is_sold    boolean not null default true,
  unique (sku_id, segment)
);
create index offers_of on offers (product_id);

create table availabilities (
  offer_id       text not null references offers on delete cascade,
  market         text not null check (market ~ '^[A-Z]{2}$'),
  term           text not null check (term in ('P1M', 'P1Y', 'P3Y', 'none')),
  billing_cycle  text not null check (billing_cycle in ('monthly', 'annual', 'one_time', 'none')),
  is_purchasable boolean not null default true,
  is_renewable   boolean not null default true,
  primary key (offer_id, market, term, billing_cycle)
);
create index availabilities_market on availabilities (market, offer_id);

-- Changes of the catalog come in versions: gathered in one draft, published together on a day.
create table catalog_versions (
  version_id      uuid primary key default gen_random_uuid(),
  number          integer not null unique,
  state           text not null default 'draft' check (state in ('draft', 'scheduled', 'published', 'discarded')),
  note            text,
  publish_on      date,
  created_by_name text not null,
  created_at      timestamptz not null,
  published_at    timestamptz,
  version         integer not null default 1,
  check ((state = 'scheduled') <= (publish_on is not null))
);
create unique index catalog_versions_draft on catalog_versions (state) where state = 'draft';
create table catalog_changes (
  version_id uuid not null references catalog_versions on delete cascade,
  product_id text not null,
  -- Null: no longer sold.
  definition jsonb,
  -- What it replaced, known once it is published.
  before     jsonb,
  changed_at timestamptz not null,
  primary key (version_id, product_id)
);

-- Partners with prices of their own: a group of them, or a single one. The lower the rank, the sooner it decides.
create table price_groups (
  group_id   uuid primary key default gen_random_uuid(),
  name       text not null,
  kind       text not null check (kind in ('group', 'partner')),
  rank       integer not null check (rank between 1 and 999999),
  created_at timestamptz not null,
  version    integer not null default 1
);
create unique index price_groups_name on price_groups (lower(name));
create table price_group_members (
  account_id uuid not null default current_account() references accounts on delete cascade,
  group_id   uuid not null references price_groups on delete cascade,
  added_at   timestamptz not null,
  primary key (account_id, group_id)
);
create index price_group_members_of on price_group_members (group_id);

create table price_lists (
  list_id         uuid primary key default gen_random_uuid(),
  name            text not null,
  -- Null: for every partner.
  group_id        uuid references price_groups,
  valid_from      date not null,
  -- The day from which it is not valid any more; null: until another list says otherwise.
  valid_to        date check (valid_to > valid_from),
  state           text not null default 'draft' check (state in ('importing', 'draft', 'published', 'withdrawn')),
  -- From when and until when partners can know of it.
  known_from      timestamptz,
  known_to        timestamptz,
  -- When its partners were told of it.
  told_at         timestamptz,
  line_count      integer not null default 0,
  created_by_name text not null,
  created_at      timestamptz not null,
  version         integer not null default 1,
  check ((state in ('published', 'withdrawn')) = (known_from is not null)),
  check ((state = 'withdrawn') = (known_to is not null))
);
create index price_lists_newest on price_lists (valid_from desc, list_id);

-- Without policies, since half a million rows come by COPY: partners' transactions have no right to this table, only to the view below.
create table price_list_lines (
  list_id       uuid not null,
  row_no        integer not null,
  market        text not null,
  currency      text not null,
  offer_id      text not null,
  term          text not null,
  billing_cycle text not null,
  -- From how many on the price is this.
  tier_from     integer not null default 1,
  flag          text not null check (flag in ('ADD', 'CHG', 'DEL', 'UNC')),
  -- What the partner pays, and what the vendor suggests that customers pay.
  price         numeric(20,6) not null,
  suggested     numeric(20,6),
  primary key (list_id, row_no)
);
create index price_list_lines_offer on price_list_lines (offer_id, market, list_id, term, billing_cycle, tier_from);

-- What of the price lists the running account may see: what was published, for everyone or for a group that it is in.
create view price_lines as
  select p.*, l.name as list_name, l.group_id, l.valid_from, l.valid_to, l.known_from, l.known_to,
         g.name as group_name, coalesce(g.kind, 'list') as reason, coalesce(g.rank, 1000000) as rank
    from price_list_lines p join price_lists l on l.list_id = p.list_id left join price_groups g on g.group_id = l.group_id
   where l.known_from is not null
     and (l.group_id is null or l.group_id in (select m.group_id from price_group_members m where m.account_id = current_account()));
grant select on price_lines to entente_app, entente_across;

create table price_imports (
  import_id       uuid primary key default gen_random_uuid(),
  list_id         uuid not null references price_lists on delete cascade,
  file_name       text not null,
  state           text not null default 'uploading' check (state in ('uploading', 'reading', 'done', 'faulty')),
  -- Bytes that it has, and that have come.
  size            bigint not null,
  received        bigint not null default 0,
  progress        integer not null default 0,
  faults          jsonb not null default '[]',
  fault_count     integer not null default 0,
  -- What is wrong with the file as a whole: {"code", "at"}.
  file_fault      jsonb,
  created_by_name text not null,
  created_at      timestamptz not null,
  ended_at        timestamptz
);
create table price_import_pieces (
  import_id uuid not null references price_imports on delete cascade,
  number    integer not null,
  content   bytea not null,
  primary key (import_id, number)
);

create table promotions (
  promotion_id    uuid primary key default gen_random_uuid(),
  name            text not null,
  percent         numeric(5,2) not null check (percent > 0 and percent <= 100),
  -- Null: everywhere, to everyone.
  markets         text[],
  group_id        uuid references price_groups,
  starts_on       date not null,
  -- The day from which it is over.
  ends_on         date not null check (ends_on > starts_on),
  state           text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  known_from      timestamptz,
  known_to        timestamptz,
  created_by_name text not null,
  created_at      timestamptz not null,
  version         integer not null default 1
);
create table promotion_offers (
  promotion_id uuid not null references promotions on delete cascade,
  offer_id     text not null references offers on delete cascade,
  primary key (promotion_id, offer_id)
);
create index promotion_offers_of on promotion_offers (offer_id);

-- A partner's own order of the catalog.
create table arrangements (
  account_id     uuid not null default current_account() references accounts on delete cascade,
  arrangement_id uuid not null default gen_random_uuid(),
  name           text not null,
  -- Null: in every market that has none of its own.
  market         text check (market ~ '^[A-Z]{2}$'),
  -- Whose it is; null: the company's, for all who sell.
  person_id      uuid,
  is_default     boolean not null default false,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  version        integer not null default 1,
  primary key (account_id, arrangement_id)
);
create unique index arrangements_default on arrangements (account_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'), coalesce(market, '')) where is_default;
create table arrangement_groups (
  account_id     uuid not null default current_account(),
  arrangement_id uuid not null,
  group_id       uuid not null,
  position       integer not null,
  name           text not null,
  primary key (account_id, group_id),
  foreign key (account_id, arrangement_id) references arrangements on delete cascade
);
create index arrangement_groups_of on arrangement_groups (account_id, arrangement_id, position);
create table arrangement_items (
  account_id     uuid not null default current_account(),
  arrangement_id uuid not null,
  product_id     text not null,
  position       integer not null,
  group_id       uuid,
  is_pinned      boolean not null default false,
  is_hidden      boolean not null default false,
  own_name       text,
  primary key (account_id, arrangement_id, product_id),
  foreign key (account_id, arrangement_id) references arrangements on delete cascade
);

-- What a partner adds to what it pays. The rule that says most decides: for the customer before for the product before for the segment.
create table retail_rules (
  account_id      uuid not null default current_account() references accounts on delete cascade,
  rule_id         uuid not null default gen_random_uuid(),
  customer_id     uuid,
  product_id      text,
  segment         text check (segment in ('commercial', 'education', 'government', 'nonprofit')),
  market          text check (market ~ '^[A-Z]{2}$'),
  -- Percent on the purchase price, an amount on each unit, percent below what the vendor suggests, or a price.
  method          text not null check (method in ('percent', 'amount', 'below_suggested', 'price')),
  value           numeric(20,6) not null,
  currency        text check (currency ~ '^[A-Z]{3}$'),
  -- Someone has confirmed that it may go below the floor.
  may_go_below    boolean not null default false,
  created_by_name text not null,
  changed_at      timestamptz not null,
  version         integer not null default 1,
  primary key (account_id, rule_id),
  check ((method in ('amount', 'price')) = (currency is not null))
);
create unique index retail_rules_one on retail_rules
  (account_id, coalesce(customer_id, '00000000-0000-0000-0000-000000000000'), coalesce(product_id, ''), coalesce(segment, ''), coalesce(market, ''), coalesce(currency, ''));
create table retail_settings (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  -- The least that must be left of the purchase price on top of it, in percent.
  floor_percent numeric(6,2) not null default 0 check (floor_percent between -100 and 1000),
  -- To which step prices are rounded up: to the smallest coin, to .05, to .95, to the whole.
  rounding      text not null default 'coin' check (rounding in ('coin', 'five', 'ninety_five', 'whole')),
  version       integer not null default 1,
  primary key (account_id)
);

do $$
declare t text;
begin
  foreach t in array array['price_group_members', 'arrangements', 'arrangement_groups', 'arrangement_items', 'retail_rules', 'retail_settings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_account on %I to entente_app using (account_id = current_account())', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
  -- What is meant for a group nobody else may know of.
  foreach t in array array['price_lists', 'promotions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy published on %I for select to entente_app using (known_from is not null and (group_id is null or group_id in (select m.group_id from price_group_members m)))', t);
    execute format('create policy across on %I to entente_across using (true)', t);
  end loop;
end $$;

-- Products that have all of the words; when none has, those that have something like each of them. In no order.
create function search_products(words text[]) returns table (product_id text, likeness real) stable set pg_trgm.word_similarity_threshold = 0.4 language sql as $$
  with exact as materialized (
    select p.product_id from products p
     where p.search_text like all (array(select '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%' from unnest(words) w)))
  select e.product_id, 1::real from exact e
  union all
  select p.product_id, (select avg(word_similarity(w, p.search_text))::real from unnest(words) w)
    from products p
   where not exists (select from exact) and p.search_text %> words[1] and (select bool_and(w <% p.search_text) from unnest(words) w)
$$;
