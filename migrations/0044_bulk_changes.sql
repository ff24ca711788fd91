-- Changes of many subscriptions at once: each row says what is to become what, is done once, and can be taken back where the rules allow.
alter table bulk_changes
  drop constraint bulk_changes_state_check,
  add constraint bulk_changes_state_check check (state in ('rehearsed', 'running', 'done', 'undoing', 'undone')),
  add column file_name text,
  -- Lines of a file that say what is so already.
  add column unchanged integer not null default 0,
  -- Amounts are those of this day.
  add column rehearsed_at timestamptz not null,
  add column confirmed_by uuid,
  add column confirmed_by_name text,
  add column confirmed_at timestamptz,
  add column undone_by uuid,
  add column undone_by_name text,
  add constraint bulk_changes_confirmed check ((state in ('running', 'done', 'undoing', 'undone')) = (confirmed_at is not null));
comment on column bulk_changes.what is '{ kind: seats | seats_at_renewal, how: to | by, count } · { kind: renewal, autoRenews } · { kind: cycle_at_renewal, billingCycle } · { kind: end_at_renewal } · { kind: no_plan } · { kind: file }';

alter table bulk_change_rows
  drop constraint bulk_change_rows_state_check,
  add constraint bulk_change_rows_state_check check (state in ('ready', 'refused', 'done', 'skipped', 'undoing', 'undone', 'kept')),
  -- Null: a line of a file that names none of ours.
  alter column subscription_id drop not null,
  alter column version drop not null,
  -- The line of the file and the column that is wrong.
  add column line_no integer,
  add column file_column text,
  -- What a reason counts: the fewest seats, the most.
  add column count integer,
  -- One change as `changeSubscription` takes it.
  add column change jsonb,
  -- Why it will not be possible to take it back; null: it is.
  add column undo_reason text,
  add column undo_amount numeric(20,6),
  -- What was asked for, so that it can be rehearsed once more.
  add column wish jsonb;
drop index bulk_change_rows_left;
create index bulk_change_rows_left on bulk_change_rows (account_id, bulk_id, row_no) where state in ('ready', 'undoing');
