import { foldName } from '../../../core/text.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../contract.ts';

/** The longest name that a location can have. */
const longest = 200;
/** A name that no other location of the company has: what it was, with its id behind it. */
const nameWithId = (name: string, id: string): string => `${[...name].slice(0, longest - id.length - 3).join('')} (${id})`;

/**
 * The company becomes a location of the other under its old PartnerId; its locations, ids, domains and registration numbers go
 * over. The ids lead to the survivor from then on.
 */
export async function mergeCompany(tx: Tx, { from, into }: Merging): Promise<void> {
  // First the register: a location stands nowhere else than where its id leads.
  await run(tx, 'update partner_ids set account_id = $2 where account_id = $1', [from, into]);
  // Those that shared the company's address share that of the location it becomes.
  await run(
    tx,
    "update locations l set shares_with = a.partner_id from accounts a where l.account_id = $1 and a.account_id = $1 and l.shares_with = 'company'",
    [from],
  );
  await run(
    tx,
    `insert into locations (account_id, location_id, name, name_folded, search_text, country, address, contact, registration_number, created_at)
     select $1, a.partner_id, left(a.name, 190) || ' (' || a.partner_id || ')', left(a.name_folded, 190) || ' (' || a.partner_id || ')',
            a.name_folded || ' ' || a.partner_id || ' ' || lower(a.primary_contact ->> 'email'), a.country, a.address, a.primary_contact, a.registration_number, a.created_at
       from accounts a where a.account_id = $1`,
    [from],
  );
  await renameCompany(tx, from, into);
  await renameNamesakes(tx, from, into);
  await run(tx, 'update locations set account_id = $2 where account_id = $1', [from, into]);
  await run(tx, 'update location_removals set account_id = $2 where account_id = $1', [from, into]);
  await moveRegisters(tx, from, into);
  // Who was excepted was so by the admins of another company; the survivor's rule holds for all.
  await run(tx, 'delete from second_factor_exceptions where account_id = $1', [from]);
}

/** The location that the company becomes has its name, unless a location has it already. */
async function renameCompany(tx: Tx, from: string, into: string): Promise<void> {
  const { rows } = await run(tx, 'select partner_id, name from accounts where account_id = $1', [from]);
  const [{ partner_id: id, name }] = rows as [{ partner_id: string; name: string }];
  await run(
    tx,
    `update locations set name = $3, name_folded = $4 where account_id = $1 and location_id = $2
       and not exists (select from locations o where o.account_id in ($1, $5) and o.name_folded = $4)`,
    [from, id, name, foldName(name), into],
  );
}

async function renameNamesakes(tx: Tx, from: string, into: string): Promise<void> {
  const { rows } = await run(
    tx,
    `select l.location_id, l.name from locations l where l.account_id = $1
        and exists (select from locations o where o.account_id = $2 and o.name_folded = l.name_folded)`,
    [from, into],
  );
  for (const { location_id: id, name } of rows as { location_id: string; name: string }[]) {
    const renamed = nameWithId(name, id);
    await run(
      tx,
      "update locations set name = $3, name_folded = $4, search_text = search_text || ' ' || $2, version = version + 1 where account_id = $1 and location_id = $2",
      [from, id, renamed, foldName(renamed)],
    );
  }
}

async function moveRegisters(tx: Tx, from: string, into: string): Promise<void> {
  for (const [table, key] of [
    ['account_domains', 'o.domain = t.domain'],
    ['account_registrations', 'o.country = t.country and o.number = t.number'],
  ] as const) {
    await run(tx, `delete from ${table} t where t.account_id = $1 and exists (select from ${table} o where o.account_id = $2 and ${key})`, [from, into]);
    await run(tx, `update ${table} set account_id = $2 where account_id = $1`, [from, into]);
  }
  // The proofs are looked for every day: they go where their domain went.
  await run(tx, 'update domain_proofs set account_id = $2 where account_id = $1', [from, into]);
}

/** Closes the account of a company that is part of another now. */
export const closeMerged = (tx: Tx, { from, into }: Pick<Merging, 'from' | 'into'>) =>
  run(tx, "update accounts set state = 'closed', merged_into = $2, version = version + 1 where account_id = $1", [from, into]);
