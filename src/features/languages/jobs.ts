import { z } from 'zod';
import { acrossAccounts } from '../../server/db.ts';
import { job, type Job } from '../../server/jobs.ts';
import { ArticlesImported } from '../help/contract.ts';
import type { Catalogue } from './catalogue.ts';
import { followMoved } from './following.ts';

/** An article that comes again may have other sentences in the same places. */
export const languagesJobs = (catalogue: () => Catalogue): readonly Job[] => [
  job({
    name: 'languages.follow',
    input: z.object({ announcementId: z.uuid() }),
    attempts: 5,
    on: [ArticlesImported.name],
    run: ({ db }) => acrossAccounts(db, 'sentences of articles that an import has moved', (tx) => followMoved(tx, catalogue)),
  }),
];
