-- How far partners are from the place that a visitor asks for, as part of their place in the directory; and a word that finds few among 100,000 cases.

alter table directory_entries
  -- The middle of the town of its first place, by profiles/towns.ts, on Mercator's map: degrees of longitude, and as many to the north
  -- as they are long there. On that map what is near is measured by `<->`, which a search does for thousands of rows. Null: no town is known.
  add column stands_at point,
  -- Those of its other places; null for most.
  add column also_at point[],
  -- By which list of towns; an older one is replaced at night.
  add column towns_edition smallint not null default 0;

-- Parts of a name, a PartnerId or a mail domain, for the verifier's search.
create index accounts_search on accounts using gin (search_text gin_trgm_ops);
create index account_domains_search on account_domains using gin (domain gin_trgm_ops);
