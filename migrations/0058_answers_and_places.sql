-- What was left of approvals and of texts by country.

-- Who sent a bulk change back, and why; until it is asked for again.
alter table bulk_changes
  add column sent_back_by_name text,
  add column sent_back_why text;

-- A text may be meant for one country alone, by its two capital letters.
alter table agreement_texts drop constraint agreement_texts_region_check;
alter table agreement_texts add constraint agreement_texts_region_check check (region ~ '^([a-z_]{2,40}|[A-Z]{2})$');

-- A customer's administrator sees that it may buy for itself, and who pays.
create policy own_tenant on self_purchases for select to entente_app using (current_account() is null and customer_id in (select my_tenants()));
