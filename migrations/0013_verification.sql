-- The operator's decision on a company: what is checked again, and what was asked and answered about it.

alter table accounts drop constraint accounts_vetting_status_check;
-- `asked`: the verifier has a question, and the company has the next word.
alter table accounts add constraint accounts_vetting_status_check check (vetting_status in ('pending', 'asked', 'authorized', 'rejected'));
-- What was changed since it was last authorized, and so what is to be checked; null: everything.
alter table accounts add vetting_fields text[];

update accounts set vetting_changed_at = created_at where vetting_changed_at is null;
alter table accounts alter vetting_changed_at set default now(), alter vetting_changed_at set not null;

drop index accounts_vetting;
create index accounts_vetting on accounts (vetting_changed_at, account_id) where vetting_status <> 'authorized';

-- The last question of the verifier, and the last words of the company; all that came before stands in the log.
create table verifications (
  account_id  uuid primary key default current_account() references accounts on delete cascade,
  question    text,
  asked_at    timestamptz,
  asked_by    uuid,
  answer      text,
  answered_at timestamptz,
  answered_by uuid
);
alter table verifications enable row level security;
create policy own_account on verifications to entente_app using (account_id = current_account());
create policy across on verifications to entente_across using (true);

-- Decisions are told under a name each.
update notices set kind = 'verification.' || (details ->> 'status'), link = '/a/' || account_id || '/verification'
 where kind = 'accounts.vetting_decided' and details ->> 'status' in ('authorized', 'rejected');
delete from notices where kind = 'accounts.vetting_decided';
