import type { Contract } from './core/endpoint.ts';
import { center } from './features/center/contract.ts';
import { identity } from './features/identity/contract.ts';
import { accounts } from './features/accounts/contract.ts';
import { views } from './features/views/contract.ts';
import { members } from './features/members/contract.ts';
import { signup } from './features/signup/contract.ts';
import { setup } from './features/setup/contract.ts';
import { notices } from './features/notices/contract.ts';
import { audit } from './features/audit/contract.ts';
import { programs } from './features/programs/contract.ts';
import { relations } from './features/relations/contract.ts';
import { verification } from './features/verification/contract.ts';
import { agreements } from './features/agreements/contract.ts';
import { tax } from './features/tax/contract.ts';
import { learning } from './features/learning/contract.ts';
import { merges } from './features/merges/contract.ts';
import { profiles } from './features/profiles/contract.ts';
import { applications } from './features/applications/contract.ts';
import { tokens } from './features/tokens/contract.ts';
import { keys } from './features/keys/contract.ts';
import { closing } from './features/closing/contract.ts';
import { directories } from './features/directories/contract.ts';
import { support } from './features/support/contract.ts';
import { recovery } from './features/recovery/contract.ts';
import { customers } from './features/customers/contract.ts';
import { catalog } from './features/catalog/contract.ts';
import { orders } from './features/orders/contract.ts';
import { webhooks } from './features/webhooks/contract.ts';
import { help } from './features/help/contract.ts';
import { languages } from './features/languages/contract.ts';

/** Every feature of the house. Docs, OpenAPI, the CLI and the house tests walk this list. */
export const contracts = {
  center,
  identity,
  accounts,
  views,
  members,
  signup,
  setup,
  notices,
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
} as const satisfies Record<string, Contract>;
