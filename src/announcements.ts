import type { Announcement } from './core/announcement.ts';
import * as center from './features/center/contract.ts';
import * as accounts from './features/accounts/contract.ts';
import * as members from './features/members/contract.ts';
import * as signup from './features/signup/contract.ts';

const isAnnouncement = (value: object): value is Announcement => 'details' in value && 'name' in value && !('method' in value);

/** Every announcement that a contract declares; the house tests and the activity log walk this list. */
export const announcements: readonly Announcement[] = [center, accounts, members, signup].flatMap((contract): object[] => Object.values(contract)).filter(isAnnouncement);
