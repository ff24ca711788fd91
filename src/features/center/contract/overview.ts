import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { question } from '../../../core/question.ts';

export const taskKeys = [
  'vetting',
  'desk_requests',
  'service_requests',
  'enrollments',
  'failed_jobs',
  'drafts',
  'access_cases',
  'tax_exemptions',
  'payout_accounts',
  'tax_profiles',
  'location_removals',
  'closings',
  'suggestions',
] as const;
const Task = z.object({ key: z.enum(taskKeys), count: z.number(), /** Where it is done. */ href: z.string() });
export type OperatorTask = z.output<typeof Task>;
export const hintKeys = ['mail', 'desk', 'logo'] as const;

/** What waits for the operator's people: each feature names what the asker may see, and how much of it there is. */
export const OperatorTasks = question<object, readonly OperatorTask[]>('operator.tasks');

export const overviewEndpoints = {
  getOverview: endpoint({
    // News are the one thing that every one of the operator's roles may read.
    within: 'operator',
    method: 'GET',
    path: '/overview',
    permission: 'op.news',
    summary: 'What waits for the operator’s people',
    input: z.object({}),
    output: z.object({ tasks: z.array(Task), /** What a new center still lacks. */ hints: z.array(z.enum(hintKeys)) }),
  }),
};
