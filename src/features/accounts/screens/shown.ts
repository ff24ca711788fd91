import type { z } from 'zod';
import type { accounts } from '../contract.ts';

/** The company as its page reads it. */
export type CompanyShown = z.output<typeof accounts.getCompany.output>;
