-- As in 0042; and what a name or a domain begins with, as programs of others ask.
create or replace function search_customers(words text[], narrowed jsonb, collation_name text, after_name text, after_id uuid, wanted integer)
  returns table (customer_id uuid) stable security definer rows 50 set search_path = public language plpgsql as $$
declare
  base text := format('c.account_id = %L and c.state = %L', current_account(), coalesce(narrowed ->> 'state', 'active'));
  cond text := '';
  sorted text;
  ids uuid[];
  w text;
  f text;
begin
  if collation_name not in ('newest', 'und-x-icu', 'es-x-icu', 'zh-Hans-x-icu', 'zh-Hant-x-icu') then raise exception 'no such order'; end if;
  foreach w in array words loop
    cond := cond || format(' and c.search_text like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  end loop;
  foreach f in array array['country', 'relationship', 'qualification', 'agreement', 'other_partner_id', 'responsible_id'] loop
    if narrowed ->> f is not null then cond := cond || format(' and c.%I = %L', f, narrowed ->> f); end if;
  end loop;
  -- The index of pieces finds what holds it anywhere; what begins with it is among that.
  foreach f in array array['name', 'domain'] loop
    w := narrowed ->> (f || '_starts');
    if w is not null then
      w := replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_');
      cond := cond || format(' and c.search_text like %L and lower(c.%I) like lower(%L)', '%' || coalesce(narrowed ->> (f || '_piece'), '') || '%', f, w || '%');
    end if;
  end loop;
  if narrowed ->> 'unassigned' = 'true' then cond := cond || ' and c.responsible_id is null'; end if;
  -- Only counted, or all of them meant.
  if collation_name is null then
    return query execute format('select c.customer_id from customers c where %s%s limit %s', base, cond, wanted);
    return;
  end if;
  if collation_name = 'newest' then
    sorted := 'c.created_at desc, c.customer_id desc';
    if after_id is not null then base := base || format(' and (c.created_at, c.customer_id) < (%L::timestamptz, %L::uuid)', after_name, after_id); end if;
  else
    sorted := format('c.name collate %I, c.customer_id', collation_name);
    if after_id is not null then
      base := base || format(' and (c.name collate %I, c.customer_id) > (%L collate %I, %L::uuid)', collation_name, after_name, collation_name, after_id);
    end if;
  end if;
  execute format(
    'select array(select c.customer_id from (select * from customers c where %s order by %s limit 1000) c where true%s order by %s limit %s)',
    base, sorted, cond, sorted, wanted) into ids;
  if cardinality(ids) = wanted then
    return query select unnest(ids);
    return;
  end if;
  return query execute format(
    'with c as materialized (select c.customer_id, c.name, c.created_at from customers c where %s%s) select c.customer_id from c order by %s limit %s', base, cond, sorted, wanted);
end $$;
