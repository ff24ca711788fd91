import type { AccountRole } from '../../../core/roles.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { HeldRole } from '../contract.ts';

/** What others hold of these roles, each place once. */
export async function listPlacesOfOthers(tx: Tx, now: Date, personId: string, wanted: readonly string[]): Promise<Pick<HeldRole, 'role' | 'scope'>[]> {
  const { rows } = await run(
    tx,
    `select distinct r.role, r.scope from role_assignments r join members m using (account_id, person_id)
      where r.account_id = current_account() and r.role = any($1) and m.person_id <> $2 and m.state = 'active' and (r.ends_at is null or r.ends_at > $3)`,
    [[...wanted], personId, now],
  );
  return rows.map((row) => ({ role: row['role'] as AccountRole, scope: row['scope'] as HeldRole['scope'] }));
}

/** Open invitations of theirs; locked while they are given on or withdrawn. */
export async function listInvitationsFrom(tx: Tx, personId: string, { locks }: { readonly locks: boolean }) {
  const { rows } = await run(
    tx,
    `select invitation_id, email, roles from invitations where account_id = current_account() and invited_by = $1 and state = 'open' order by invitation_id ${locks ? 'for update' : ''}`,
    [personId],
  );
  return rows.map((row) => ({ invitationId: row['invitation_id'] as string, email: row['email'] as string, roles: row['roles'] as AccountRole[] }));
}
export type OpenInvitationOf = Awaited<ReturnType<typeof listInvitationsFrom>>[number];

export async function belongsElsewhere(tx: Tx, now: Date, personId: string): Promise<boolean> {
  const { rows } = await run(tx, 'select belongs_elsewhere($1, $2) as does', [personId, now]);
  return rows[0]?.['does'] === true;
}

/** Requests of theirs, those that wait for an answer, and how many others can give one. */
export async function countRequests(tx: Tx, now: Date, personId: string, deciders: readonly string[]) {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from role_requests where account_id = current_account() and person_id = $1 and state = 'open') as own,
            (select count(*)::int from role_requests where account_id = current_account() and person_id <> $1 and state = 'open')
              + (select count(*)::int from join_requests where account_id = current_account() and state = 'open') as waiting,
            (select count(distinct r.person_id)::int from role_assignments r join members m using (account_id, person_id)
              where r.account_id = current_account() and r.person_id <> $1 and r.role = any($2) and m.state = 'active' and (r.ends_at is null or r.ends_at > $3)) as others`,
    [personId, [...deciders], now],
  );
  const row = rows[0] as { own: number; waiting: number; others: number };
  return { own: row.own, waiting: row.waiting, otherDeciders: row.others };
}

/** Where the company and its locations name this address as the one to write to. */
export async function countContacts(tx: Tx, email: string): Promise<{ primary: number; locations: number }> {
  const { rows } = await run(
    tx,
    `select (select count(*)::int from accounts where account_id = current_account() and lower(primary_contact ->> 'email') = lower($1)) as primary,
            (select count(*)::int from locations where account_id = current_account() and lower(contact ->> 'email') = lower($1)) as locations`,
    [email],
  );
  return rows[0] as { primary: number; locations: number };
}
