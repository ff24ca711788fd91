-- That a company was told what a list of prices does to what it has sold; each once.
create table price_effect_notices (
  account_id    uuid not null default current_account() references accounts on delete cascade,
  list_id       uuid not null references price_lists on delete cascade,
  -- None: it changes nothing for it, and nothing was said.
  subscriptions integer not null,
  told_at       timestamptz not null,
  primary key (account_id, list_id)
);
create index price_effect_notices_of on price_effect_notices (list_id);
alter table price_effect_notices enable row level security;
create policy own_account on price_effect_notices to entente_app using (account_id = current_account());
create policy across on price_effect_notices to entente_across using (true);
