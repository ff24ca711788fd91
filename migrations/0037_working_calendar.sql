-- When the operator works: every promised time is counted in it. Hours and time zone of the desk stand beside it since 0024.
alter table center
  add working_days text[] not null default '{mon,tue,wed,thu,fri}'
    check (cardinality(working_days) > 0 and working_days <@ '{mon,tue,wed,thu,fri,sat,sun}'),
  -- Days on which nobody works: [{"on": "2026-12-25", "name": "…"}], the earliest first.
  add holidays jsonb not null default '[]' check (jsonb_typeof(holidays) = 'array');

-- A promise is written down when it is given: another calendar is for the promises after it.
alter table accounts add vetting_due_at timestamptz;
alter table tax_exemptions add due_at timestamptz;

-- What was promised until now: five and ten days, Monday to Friday, in UTC.
update accounts set vetting_due_at = vetting_changed_at + interval '30 days' where vetting_status = 'asked';
update accounts a set vetting_due_at = a.vetting_changed_at + make_interval(days => (
  select n from generate_series(1, 14) n
  where extract(isodow from (a.vetting_changed_at at time zone 'UTC') + make_interval(days => n)) < 6
  order by n offset 4 limit 1))
where vetting_status = 'pending';
update tax_exemptions e set due_at = e.changed_at + make_interval(days => (
  select n from generate_series(1, 28) n
  where extract(isodow from (e.changed_at at time zone 'UTC') + make_interval(days => n)) < 6
  order by n offset 9 limit 1))
where state = 'submitted';
