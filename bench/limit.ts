import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { company } from './people.ts';

/**
 * The bare limit: `node:http` and `pg`, the same rows by the same SQL, answered in the same bytes. No session, no rights, no
 * row-level security, no log; named statements on an ordinary pool of the same size, as the owner role.
 */
const pool = new pg.Pool({ ...(JSON.parse(process.argv[2] ?? '{}') as pg.PoolConfig), max: 10 });

const readCompany = {
  name: 'company',
  text: `select account_id as "accountId", partner_id as "partnerId", name, country, address, registration_number as "registrationNumber", vat_number as "vatNumber", website, primary_contact as "primaryContact",
    primary_contact_confirmed_at as "primaryContactConfirmedAt", state, created_at as "createdAt", version, vetting_status, vetting_reason, vetting_note, vetting_changed_at from accounts where account_id = $1`,
};
const listPeople = {
  name: 'people',
  text: `select m.person_id as "personId", m.given_name as "givenName", m.family_name as "familyName", m.email, m.is_guest as "isGuest", m.state, m.joined_at as "joinedAt", m.last_used_at as "lastUsedAt",
      m.removed_at as "removedAt", m.version,
      (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'endsAt', r.ends_at) order by r.role), '[]') from role_assignments r
        where r.account_id = m.account_id and r.person_id = m.person_id and (r.ends_at is null or r.ends_at > $2)) as roles
    from members m where m.account_id = $1 and m.state <> 'removed'
    order by m.family_name collate "und-x-icu", m.given_name collate "und-x-icu", m.person_id limit $3`,
};

type Row = Record<string, unknown>;
interface Person extends Row {
  readonly familyName: string;
  readonly givenName: string;
  readonly personId: string;
  readonly roles: readonly { readonly role: string }[];
}

async function companyText(): Promise<string> {
  const { rows } = await pool.query<Row>({ ...readCompany, values: [company] });
  const { state, createdAt, version, vetting_status, vetting_reason, vetting_note, vetting_changed_at, ...row } = rows[0] ?? {};
  return JSON.stringify({
    ...row,
    vetting: { status: vetting_status, reason: vetting_reason, note: vetting_note, changedAt: vetting_changed_at, dueAt: null },
    state,
    createdAt,
    version,
    editors: ['global_admin', 'account_admin'],
    can: { editLegal: true, editContact: true, seeLooks: true },
  });
}

const canAll = { setRoles: true, deactivate: true, activate: false, remove: true, restore: false };
async function peopleText(): Promise<string> {
  const { rows } = await pool.query<Person>({ ...listPeople, values: [company, new Date(), 21] });
  const last = rows[19];
  return JSON.stringify({
    items: rows.slice(0, 20).map(({ roles, ...row }) => ({ ...row, roles, can: canAll })),
    next: last ? Buffer.from(JSON.stringify([last.familyName, last.givenName, last.personId])).toString('base64url') : null,
    can: { invite: true },
  });
}

const server = createServer((request, response) => {
  const text = request.url?.endsWith('/company') ? companyText() : peopleText();
  text.then(
    (body) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, '127.0.0.1', () => console.log(`The limit is at http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void pool.end().then(() => process.exit(0));
});
