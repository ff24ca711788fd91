import type { Job } from '../../server/jobs.ts';
import { readPrices, tellOfPrices, tidyPriceFiles } from './jobs/prices.ts';
import { publishDue } from './jobs/publishing.ts';

export const catalogJobs: readonly Job[] = [publishDue, readPrices, tellOfPrices, tidyPriceFiles];
