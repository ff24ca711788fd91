-- How far partners are from the place that a visitor asks for, as part of their place in the directory.

alter table directory_entries
  -- The middles of the towns of its places, by profiles/towns.ts: latitude and longitude of the first, of the second … An array,
  -- because there are five at most and a search reads them of thousands of rows. Null as long as no town is known.
  add column stands_at real[] check (cardinality(stands_at) between 2 and 100 and cardinality(stands_at) % 2 = 0),
  -- By which list of towns; an older one is replaced at night.
  add column towns_edition smallint not null default 0;
