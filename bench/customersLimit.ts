import type pg from 'pg';
import { companyOfMany, idOf } from './people.ts';

export const customersOfMany = 100_000;
/** Ids of customers are uuids of the kind that is drawn. */
export const customerId = (hash: string): string => `(substr(${hash}, 1, 12) || '4' || substr(${hash}, 14, 3) || '8' || substr(${hash}, 18))::uuid`;
export const customerOfMany = idOf('customer 61803').replace(/^(.{14}).(.{4}).(.*)$/, (_, a: string, b: string, c: string) => `${a}4${b}8${c}`);
/** A part of a name that few have, and one that many have. */
export const [rarely, often] = ['cascade 6180', 'orchard'];

const line = `c.customer_id, c.name, c.domain, c.country, c.relationship, c.state, c.qualification, c.qualification_state, c.agreement,
  c.other_partner_id, c.other_name, c.responsible_id, c.responsible_name, c.created_at`;
const list = (name: string, narrow = '', length = 20): pg.QueryConfig => ({
  name,
  text: `select ${line} from customers c where c.account_id = $1 and c.state = 'active' ${narrow} order by c.name collate "und-x-icu", c.customer_id limit ${length + 1}`,
  values: [companyOfMany],
});
const having = (words: string): string =>
  words
    .split(' ')
    .map((word) => `and c.search_text like '%${word}%'`)
    .join(' ');

/** The last row of page 4,999 of 20. */
export const lastBeforeDeep = `select name, customer_id from customers where account_id = '${companyOfMany}' and state = 'active'
  order by name collate "und-x-icu", customer_id offset 99979 limit 1`;
/** As `lastBeforeDeep` finds it; the limit looks it up once. */
export const deepPlace = { name: '', customerId: '' };

/** The reads of customers as plain SQL, by the path that the limit knows them by. */
export const customerReads: Readonly<Record<string, () => pg.QueryConfig>> = {
  '/customers/one': () => ({
    name: 'customer',
    text: `select ${line}, c.tenant_name, c.created_via, c.created_by_name, c.removed_at, c.removed_reason, c.qualification_ground, c.qualification_reason, c.agreed_on,
        c.address, c.address_check, c.contact, c.registration_number, c.locale, c.other_account_id, c.version,
        array(select distinct unnest(d.roles) from customer_delegations d
          where d.account_id = c.account_id and d.customer_id = c.customer_id and d.state = 'active' and d.ends_at > now() order by 1) as roles
      from customers c where c.account_id = $1 and c.customer_id = $2`,
    values: [companyOfMany, customerOfMany],
  }),
  '/customers/first': () => list('customers'),
  '/customers/deep': () => {
    const { text, values = [], ...rest } = list('customers_deep', 'and (c.name collate "und-x-icu", c.customer_id) > ($2, $3)');
    return { ...rest, text, values: [...values, deepPlace.name, deepPlace.customerId] };
  },
  '/customers/hundred': () => list('customers_hundred', '', 100),
  '/customers/rare': () => list('customers_rare', having(rarely)),
  '/customers/often': () => list('customers_often', having(often)),
};
