-- What programs of others call the things of the catalog, and carts that programs fill.

-- Twelve or fewer letters and digits that stand for a text; the same text always has the same.
create function code_of(of text, length integer) returns text immutable strict parallel safe language sql as $$
  select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(decode(md5(of), 'hex'), i) % 32 + 1, 1), '' order by i) from generate_series(0, length - 1) i
$$;
-- An identifier that stands for what the house calls by a word; the same rule as in src/v1/ids.ts (RFC 9562, version 8).
create function guid_of(kind text, of text) returns uuid immutable strict parallel safe language sql as $$
  select encode(set_byte(set_byte(b, 6, get_byte(b, 6) & 15 | 128), 8, get_byte(b, 8) & 63 | 128), 'hex')::uuid
    from (select substring(sha256(convert_to('entente ' || kind || ' ' || of, 'UTF8')) from 1 for 16) as b) x
$$;

-- Sixty bits: two that are the same are refused here before they are in force.
alter table products add column code text not null generated always as (code_of(product_id, 12)) stored;
create unique index products_code on products (code);
alter table offers
  add column code text not null generated always as (code_of(offer_id, 12)) stored,
  add column guid uuid not null generated always as (guid_of('offer', offer_id)) stored;
create unique index offers_code on offers (code);
create unique index offers_guid on offers (guid);

-- Four letters are few: of two SKUs of a product that would have the same, the later one gets the next. Once given it stays.
alter table skus add column code text;
create function give_sku_code() returns trigger language plpgsql as $$
declare
  n integer := 0;
  given text := case when tg_op = 'UPDATE' then new.code end;
begin
  loop
    new.code := coalesce(given, code_of(new.sku_id || case when n > 0 then ' ' || n else '' end, 4));
    exit when not exists (select from skus s where s.product_id = new.product_id and s.code = new.code and s.sku_id <> new.sku_id);
    given := null;
    n := n + 1;
  end loop;
  return new;
end $$;
create trigger give_sku_code before insert or update of product_id on skus for each row execute function give_sku_code();
update skus set product_id = product_id;
alter table skus alter column code set default '', alter column code set not null;
create unique index skus_code on skus (product_id, code);

-- A customer has one cart that people fill together; a program has as many of its own as it makes.
alter table carts add column is_programs boolean not null default false;
drop index carts_open;
create unique index carts_open on carts (account_id, customer_id) where state in ('active', 'waiting') and not is_programs;
-- A program by itself can ask for an approval, too: it has a name, and is no person.
alter table carts drop constraint carts_check;
alter table carts add constraint carts_asked check ((state = 'waiting') <= (asked_by_name is not null));

-- What came of a subscription that became another.
create index subscriptions_came_from on subscriptions (account_id, came_from) where came_from is not null;
