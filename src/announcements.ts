import type { Announcement } from './core/announcement.ts';
import * as center from './features/center/contract.ts';
import * as identity from './features/identity/contract.ts';
import * as accounts from './features/accounts/contract.ts';
import * as views from './features/views/contract.ts';
import * as members from './features/members/contract.ts';
import * as signup from './features/signup/contract.ts';
import * as audit from './features/audit/contract.ts';
import * as programs from './features/programs/contract.ts';
import * as relations from './features/relations/contract.ts';
import * as verification from './features/verification/contract.ts';
import * as agreements from './features/agreements/contract.ts';
import * as tax from './features/tax/contract.ts';
import * as learning from './features/learning/contract.ts';
import * as merges from './features/merges/contract.ts';
import * as profiles from './features/profiles/contract.ts';
import * as applications from './features/applications/contract.ts';
import * as tokens from './features/tokens/contract.ts';
import * as keys from './features/keys/contract.ts';
import * as support from './features/support/contract.ts';
import * as closing from './features/closing/contract.ts';
import * as directories from './features/directories/contract.ts';
import * as recovery from './features/recovery/contract.ts';
import * as customers from './features/customers/contract.ts';
import * as catalog from './features/catalog/contract.ts';
import * as orders from './features/orders/contract.ts';
import * as webhooks from './features/webhooks/contract.ts';
import * as help from './features/help/contract.ts';
import * as languages from './features/languages/contract.ts';

const isAnnouncement = (value: unknown): value is Announcement =>
  typeof value === 'object' && value !== null && 'details' in value && 'name' in value && !('method' in value);

/** Every announcement that a contract declares; the house tests and the activity log walk this list. */
export const announcements: readonly Announcement[] = [
  center,
  identity,
  accounts,
  views,
  members,
  signup,
  audit,
  programs,
  relations,
  verification,
  agreements,
  profiles,
  learning,
  applications,
  tokens,
  keys,
  tax,
  merges,
  support,
  recovery,
  directories,
  closing,
  customers,
  catalog,
  orders,
  webhooks,
  help,
  languages,
]
  .flatMap((contract): unknown[] => Object.values(contract))
  .filter(isAnnouncement);
