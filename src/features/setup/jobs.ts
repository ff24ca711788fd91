import { z } from 'zod';
import { job, type Job } from '../../server/jobs.ts';
import { CenterSetUp } from '../center/contract.ts';
import { removeSetupCode } from './setupCode.ts';

/** After the commit that sets up the center, the code goes; before it, a failure would leave a center without a way in. */
export const setupJobs: readonly Job[] = [
  job({
    name: 'setup.remove_code',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 3,
    on: [CenterSetUp.name],
    async run({ config }) {
      removeSetupCode(config.DATA_DIR);
    },
  }),
];
