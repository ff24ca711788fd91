import { createHash } from 'node:crypto';
import type pg from 'pg';
import { hashPassword } from '../src/features/identity/acts.ts';
import { hashToken } from '../src/server/secrets.ts';

/** As md5(text)::uuid in PostgreSQL: the same ids in every run, known on both sides. */
export const idOf = (text: string): string =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const peopleInCompany = 10_000;
const otherCompanies = 200;
const peopleElsewhere = 50;

export const locationsInCompany = 5_000;
export const company = idOf('company 0');
/** A company of 100,000 (manyPeople.ts); what jobs are told must be a real uuid. */
export const companyOfMany = '4d414e59-0000-4000-8000-000000100000';
/** One in the middle of the list, with an address of its own. */
export const location = String(4_500_000 + locationsInCompany / 2);
export const token = createHash('sha256').update('the session that measures').digest('base64url');
export const password = 'cobalt harbor twelve anvils';
export const emailOf = (n: number): string => `person.${n}@company-0.example`;

/**
 * One company with 10,000 people and 5,000 locations, and 200 others with 50 each, always the same ones; written by the owner role, set by set.
 * The first person is a global admin with a session and a fresh second factor; everyone in the company has the same password.
 */
export async function fill(owner: pg.Client): Promise<void> {
  const now = new Date();
  await owner.query('begin');
  await owner.query('update center set set_up_at = $1', [now]);
  await owner.query(`create temporary table made on commit drop as
    select c, n, md5('company ' || c)::uuid as account_id, md5('person ' || c || ' ' || n)::uuid as person_id,
           (array['Ana', 'Benoît', '敏', '怡君', 'Dana', 'Lucía', 'Noël', 'Zoë'])[1 + (n * 7 + c) % 8] as given_name,
           (array['Pérez', 'Moreau', '王', '陳', 'Whitlock', 'Ferrer', 'Núñez', 'Lefèvre', 'Ångström', '李'])[1 + (n * 3 + c) % 10] || ' ' || n as family_name,
           'person.' || n || '@company-' || c || '.example' as email
      from generate_series(0, ${otherCompanies}) c cross join lateral generate_series(1, case when c = 0 then ${peopleInCompany} else ${peopleElsewhere} end) n`);
  await owner.query(
    `insert into accounts (account_id, partner_id, name, name_folded, country, address, registration_number, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status, support_email)
    select account_id, (4000000 + c)::text, 'Company ' || c, 'company ' || c, 'FR', '{"country":"FR","line1":"12 rue des Lices","city":"RENNES","postalCode":"35000"}', '552100554',
           jsonb_build_object('givenName', given_name, 'familyName', family_name, 'email', email, 'phone', '+33299285555'), $1, person_id, $1, 'authorized', 'help@company.example' from made where n = 1`,
    [now],
  );
  await owner.query('insert into partner_ids (partner_id, account_id) select (4000000 + c)::text, account_id from made where n = 1');
  await owner.query(
    `insert into locations (account_id, location_id, name, name_folded, search_text, country, address, contact, registration_number, created_at)
    select $1, (4500000 + n)::text, name, lower(name), lower(name) || ' ' || (4500000 + n) || ' lucía ferrer place.' || n || '@company-0.example',
           case when n % 3 = 0 then 'ES' else 'FR' end, jsonb_build_object('country', case when n % 3 = 0 then 'ES' else 'FR' end, 'line1', n || ' rue des Lices', 'city', 'RENNES', 'postalCode', '35000'),
           jsonb_build_object('givenName', 'Lucía', 'familyName', 'Ferrer', 'email', 'place.' || n || '@company-0.example', 'phone', '+33299285555'), '55210055400013', $2
      from (select n, (array['Agence', '上海', 'Oficina', 'Éclair', '臺中', 'Warehouse'])[1 + n % 6] || ' ' || n as name from generate_series(1, ${locationsInCompany}) n) made_up`,
    [company, now],
  );
  await owner.query(
    "insert into people (person_id, given_name, family_name, email, locale, created_at) select person_id, given_name, family_name, email, 'en', $1 from made",
    [now],
  );
  await owner.query('insert into sign_in_names (email_folded, person_id) select email, person_id from made');
  await owner.query(
    "insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) select account_id, person_id, given_name, family_name, email, lower(family_name || ' ' || given_name || ' ' || email), $1 from made",
    [now],
  );
  await owner.query(
    `insert into role_assignments (account_id, assignment_id, person_id, role, given_at)
    select account_id, md5('role ' || r || ' ' || person_id)::uuid, person_id, r, $1 from made cross join lateral unnest(case when n = 1 then array['global_admin'] when n % 10 = 0 then array['user_admin', 'default_user'] else array['default_user'] end) r`,
    [now],
  );
  await owner.query('insert into passwords (person_id, hash, set_at) select person_id, $1, $2 from made where c = 0', [await hashPassword(password), now]);
  await owner.query(
    `insert into sessions (token_hash, person_id, proofs, second_factor_at, created_at, last_used_at, expires_at, idle_minutes)
    values ($1, $2, '{password,totp}', $3, $3, $3, $3::timestamptz + interval '30 days', 720)`,
    [hashToken(token), idOf('person 0 1'), now],
  );
  await owner.query('commit');
  await owner.query('analyze');
}
