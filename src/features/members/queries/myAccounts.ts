import { z } from 'zod';
import { evaluate, may } from '../../../core/access.ts';
import { permissionKeys } from '../../../core/grants.ts';
import { lackingIn } from '../../../core/portal.ts';
import type { AccountRole, Section } from '../../../core/roles.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { fullName } from '../../../core/person.ts';
import { JoinedProgram, type MyAccount } from '../contract/myAccounts.ts';
import { listOverrides } from '../queries.ts';

const Programs = z.array(JoinedProgram.omit({ lacks: true }));

/** The accounts of the person of the running transaction: what their roles open there, its programs, and what waits; one statement. */
export async function listMyAccounts(tx: Tx, now: Date): Promise<z.output<typeof MyAccount>[]> {
  const [{ rows }, overrides] = await Promise.all([
    run(
      tx,
      'select account_id, partner_id, name, country, state, roles, sections, programs, unread, join_requests, roles_asked_for, closes_at from my_accounts($1)',
      [now],
      'members.my_accounts',
    ),
    listOverrides(tx),
  ]);
  return rows.map((row) => {
    const roles = row['roles'] as AccountRole[];
    const rights = evaluate(
      roles.map((role) => ({ role, scope: 'company', endsAt: null })),
      overrides,
      now,
      row['sections'] as Section[],
    );
    const joining = may(rights, 'users', 'edit') ? (row['join_requests'] as number) : 0;
    const asking = may(rights, 'roles', 'edit') ? (row['roles_asked_for'] as AccountRole[]).filter((role) => rights.gives.has(role)).length : 0;
    return {
      accountId: row['account_id'] as string,
      partnerId: row['partner_id'] as string,
      name: row['name'] as string,
      country: row['country'] as string,
      state: row['state'] as string,
      closesAt: row['closes_at'] as Date | null,
      roles: roles as string[],
      permissions: permissionKeys.filter((key) => may(rights, key)),
      ownPermissions: permissionKeys.filter((key) => !may(rights, key) && may(rights, key, 'own')),
      programs: Programs.parse(row['programs']).map((program) => ({ ...program, lacks: lackingIn(rights, program.sections) })),
      waiting: { requests: joining + asking, notices: row['unread'] as number },
    };
  });
}

/** The colleague as whom this session of the running person sees an account; nothing for a role. */
export async function findSeen(tx: Tx, now: Date, sessionId: string): Promise<Seen | undefined> {
  const { rows } = await run(tx, 'select given_name, family_name, roles from seen_by_session($1, $2)', [sessionId, now], 'members.seen_by_session');
  return (
    rows[0] && {
      name: fullName({ givenName: rows[0]['given_name'] as string, familyName: rows[0]['family_name'] as string }),
      roles: rows[0]['roles'] as AccountRole[],
    }
  );
}
export interface Seen {
  readonly name: string;
  readonly roles: readonly AccountRole[];
}
