import type { Job } from '../../server/jobs.ts';
import { directoryJobs } from './jobs/directories.ts';
import { samlJobs } from './jobs/saml.ts';
import { scimJobs } from './jobs/scim.ts';

export const directoriesJobs: readonly Job[] = [...directoryJobs, ...samlJobs, ...scimJobs];
