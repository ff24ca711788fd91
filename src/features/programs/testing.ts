import type { TestAccount, World } from '../../../test/world.ts';
import type { EnrollmentState } from './contract.ts';

/** Puts a company into a state with a program, as if it had come there; null: it never applied. */
export async function enroll(world: World, { accountId }: TestAccount, program: string, state: EnrollmentState | null): Promise<void> {
  await world.admin.query('delete from enrollments where account_id = $1 and program = $2', [accountId, program]);
  if (state)
    await world.admin.query(
      `insert into enrollments (account_id, program, state, applied_at, changed_at, due_at, active_since)
       values ($1, $2, $3, $4, $4, case when $3 in ('applied', 'asked_back') then $4::timestamptz + interval '7 days' end, case when $3 in ('active', 'restricted', 'suspended') then $4::timestamptz end)`,
      [accountId, program, state, world.now],
    );
  await world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [accountId]);
}

/** Gives the company everything that the program asks, as far as it is kept in tables of accounts and programs. */
export async function meetEverything(world: World, { accountId }: TestAccount, program: string): Promise<void> {
  const { admin, now } = world;
  await admin.query(
    "update accounts set vetting_status = 'authorized', support_email = 'help@contoso.example', support_phone = '+33142602000', support_website = 'https://contoso.example/help' where account_id = $1",
    [accountId],
  );
  await admin.query(
    `insert into locations (account_id, location_id, name, name_folded, search_text, country, shares_with, contact, created_at)
     select account_id, lpad(nextval('partner_id_numbers')::text, 7, '0'), 'Head office', 'head office', 'head office', country, 'company', primary_contact, $2 from accounts where account_id = $1
     on conflict do nothing`,
    [accountId, now],
  );
  await admin.query(
    "insert into authenticators (person_id, secret, created_at, confirmed_at) select distinct person_id, '\\x00'::bytea, $2::timestamptz, $2 from role_assignments where account_id = $1 on conflict do nothing",
    [accountId, now],
  );
  await admin.query(
    "insert into account_figures (account_id, revenue_amount, revenue_currency, months, changed_at) values ($1, 300000, 'USD', 12, $2) on conflict do nothing",
    [accountId, now],
  );
  await admin.query("insert into program_invitations (account_id, program, sponsor, invited_at) values ($1, $2, 'Renata Vogel', $3) on conflict do nothing", [
    accountId,
    program,
    now,
  ]);
  // A relation is for another feature to answer.
  await admin.query(
    `update programs set definition = jsonb_set(definition, '{requirements}', (select coalesce(jsonb_agg(r), '[]') from jsonb_array_elements(definition -> 'requirements') r where r ->> 'kind' <> 'relation')) where program = $1`,
    [program],
  );
}
