import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';

const here = sql<string>`current_account()`;

/** What was given, let in and invited under an elevation and is still so. */
export async function listGivenUnderElevation(tx: Tx, elevationId: string) {
  const [roles, members, invitations] = await Promise.all([
    tx
      .selectFrom('roleAssignments as r')
      .innerJoin('members as m', (on) => on.onRef('m.accountId', '=', 'r.accountId').onRef('m.personId', '=', 'r.personId'))
      .select(['r.personId', 'm.givenName', 'm.familyName', 'r.role', 'r.scope', 'r.endsAt'])
      .where('r.accountId', '=', here)
      .where('r.elevationId', '=', elevationId)
      .orderBy('m.familyName')
      .orderBy('m.givenName')
      .orderBy('r.role')
      .execute(),
    tx
      .selectFrom('members')
      .select(['personId', 'givenName', 'familyName', 'state'])
      .where('accountId', '=', here)
      .where('elevationId', '=', elevationId)
      .where('state', '<>', 'removed')
      .orderBy('familyName')
      .orderBy('givenName')
      .execute(),
    tx
      .selectFrom('invitations')
      .select(['invitationId', 'email', 'roles', 'version'])
      .where('accountId', '=', here)
      .where('elevationId', '=', elevationId)
      .where('state', '=', 'open')
      .orderBy('email')
      .execute(),
  ]);
  return { roles, members, invitations };
}
