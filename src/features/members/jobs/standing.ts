import { z } from 'zod';
import { type Job, job } from '../../../server/jobs.ts';
import { AccountReinstated, AccountSuspended } from '../../accounts/contract.ts';
import { standingMail } from '../mails/standing.ts';
import { tellCompany } from '../acts/tellCompany.ts';

/** All global admins and the primary contact are written to when their company is suspended, and when it is no longer. */
const tellOfStanding = job({
  name: 'members.tell_of_standing',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: [AccountSuspended.name, AccountReinstated.name],
  run: (context, { announcementId }) => tellCompany(context, announcementId, standingMail),
});

export const standingJobs = [tellOfStanding] as readonly Job[];
