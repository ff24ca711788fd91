import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { endRoles } from '../acts.ts';
import { listEndedRoles } from '../queries/roles.ts';

/** A role is out of force from the instant that it ends, whether or not this has run; here it is taken out of the list, and said. */
const endRolesInTime = job({
  name: 'members.end_roles',
  input: z.object({}),
  attempts: 3,
  cron: '*/5 * * * *',
  async run({ db, now }) {
    const ended = await acrossAccounts(db, 'roles that have ended', (tx) => listEndedRoles(tx, now));
    const people = new Map(ended.map((one) => [`${one.accountId} ${one.personId}`, one]));
    for (const { accountId, personId } of people.values())
      await inAccount(db, accountId, (tx) => endRoles(tx, system('members.end_roles', accountId), now, personId));
  },
});

export const roleJobs = [endRolesInTime];
