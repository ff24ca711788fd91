import { run, type Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';

/**
 * In the same program twice, one state holds: a suspension or restriction before what it was laid upon, so that no merge is a way
 * out of it; otherwise the furthest on.
 */
const strength = (row: string) =>
  `array_position(array['suspended', 'restricted', 'active', 'qualified', 'asked_back', 'applied', 'refused', 'left'], ${row}.state)`;

/**
 * Before the locations go over: links that go with theirs, those that the survivor has already or whose location is in another country
 * than the survivor end.
 */
export const endLinksInMerge = (tx: Tx, { from, into }: Pick<Merging, 'from' | 'into'>) =>
  run(
    tx,
    `delete from reseller_accounts r where r.account_id = $1
        and (exists (select from reseller_accounts o where o.account_id = $2 and o.kind = r.kind)
          or not exists (select from locations l join accounts a on a.account_id = $2 and a.country = l.country
                          where l.account_id = r.account_id and l.location_id = r.location_id))`,
    [from, into],
  );

export async function mergePrograms(tx: Tx, { from, into }: Merging): Promise<void> {
  await run(
    tx,
    `update enrollments a set state = b.state, applied_at = b.applied_at, applied_by = b.applied_by, due_at = b.due_at, changed_at = b.changed_at, reason = b.reason, note = b.note,
            question = b.question, answer = b.answer, statements = b.statements, active_since = b.active_since, version = a.version + 1
       from enrollments b where a.account_id = $2 and b.account_id = $1 and b.program = a.program and ${strength('b')} < ${strength('a')}`,
    [from, into],
  );
  for (const table of ['enrollments', 'program_invitations']) {
    await run(tx, `delete from ${table} b where b.account_id = $1 and exists (select from ${table} a where a.account_id = $2 and a.program = b.program)`, [
      from,
      into,
    ]);
    await run(tx, `update ${table} set account_id = $2 where account_id = $1`, [from, into]);
  }
  await run(tx, 'update publishers set account_id = $2 where account_id = $1', [from, into]);
  await run(tx, 'update account_figures set account_id = $2 where account_id = $1 and not exists (select from account_figures a where a.account_id = $2)', [
    from,
    into,
  ]);
}
