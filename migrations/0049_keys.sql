-- API keys of people are grants (0047); their owners are told before they end, each warning once.
alter table access_grants add column warned_days integer;
create index access_grants_ending on access_grants (expires_at) where kind = 'key' and ended_at is null;
