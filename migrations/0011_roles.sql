-- Roles that end, what an operator changes in the table of rights, and guests who are invited as such.

-- `scoped` said nothing that the scope of an assignment does not say.
delete from grant_overrides where level = 'scoped';
alter table grant_overrides drop constraint grant_overrides_level_check;
alter table grant_overrides add constraint grant_overrides_level_check check (level in ('view', 'own', 'edit'));

-- The job that takes ended roles away looks here.
create index role_assignments_ends on role_assignments (ends_at) where ends_at is not null;

alter table invitations add column is_guest boolean not null default false;
