-- What stands around every page: the accounts of a person with their programs and what waits in each, and how the gear shows settings.

-- Whether the options of partners and of developers stand in one menu instead of two.
alter table center add column merged_settings boolean not null default false;

drop function my_accounts(timestamptz);
-- The accounts of the person of the running request: roles, what the company's programs bring, the programs it is in or on its way
-- to in the catalog's order with their words in every language, and what waits there. Of notices no more than a hundred are counted.
create function my_accounts(at timestamptz) returns table (
    account_id uuid, partner_id text, name text, country text, state text, roles text[], sections text[],
    programs jsonb, unread integer, join_requests integer, roles_asked_for text[])
  stable security definer set search_path = public language sql as $$
  select a.account_id, a.partner_id, a.name, a.country, a.state,
         array(select distinct r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > at) order by r.role),
         sections_of(m.account_id),
         (select coalesce(jsonb_agg(jsonb_build_object('program', p.program, 'group', p.settings_group, 'sections', p.sections, 'state', e.state, 'texts', p.definition -> 'texts')
                                    order by p.position, p.program), '[]')
            from enrollments e join programs p using (program)
           where e.account_id = m.account_id and e.state not in ('refused', 'left')),
         (select count(*)::int from (select from notices n where n.person_id = m.person_id and n.account_id = m.account_id and n.read_at is null limit 100) unread),
         (select count(*)::int from (select from join_requests j where j.account_id = m.account_id and j.state = 'open' limit 100) open),
         array(select q.role from role_requests q where q.account_id = m.account_id and q.person_id <> m.person_id and q.state = 'open' and q.expires_at > at limit 100)
    from members m join accounts a using (account_id)
   where m.person_id = current_person() and m.state = 'active' and a.state <> 'closed'
   order by a.name
$$;
