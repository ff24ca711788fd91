import type { members } from '../../src/features/members/contract.ts';
import { byAdmin, byRoot, type ExamplesOf, someoneIn } from './world.ts';

type Own =
  | 'listRoles'
  | 'listRoleHolders'
  | 'getPersonRights'
  | 'exportRoles'
  | 'listRolePlaces'
  | 'previewRoles'
  | 'giveRoles'
  | 'listGrants'
  | 'previewGrants'
  | 'setGrants';

/** Open as shipped; setting it to what it is leaves the next example as it was. */
const cell = { role: 'account_admin', permission: 'tenants', was: null, level: null } as const;

export const roleExamples: Pick<ExamplesOf<typeof members>, Own> = {
  listRoles: async (w) => byAdmin(w, {}),
  listRoleHolders: async (w) => byAdmin(w, { permission: 'users', search: 'example', limit: 5 }),
  getPersonRights: async (w) => byAdmin(w, { personId: (await someoneIn(w, 'billing_admin')).personId }),
  exportRoles: async (w) => byAdmin(w, { what: 'people' }),
  listRolePlaces: async (w) => byAdmin(w, {}),
  previewRoles: async (w) => byAdmin(w, { personIds: [(await someoneIn(w, 'default_user')).personId], give: [{ role: 'billing_admin' }] }),
  giveRoles: async (w) =>
    byAdmin(w, { personIds: [(await someoneIn(w, 'default_user')).personId], roles: [{ role: 'user_admin', endsAt: '2027-06-30T00:00:00.000Z' }] }),
  listGrants: async (w) => byRoot(w, {}),
  previewGrants: async (w) => byRoot(w, { changes: [{ ...cell, level: 'edit' }] }),
  setGrants: async (w) => byRoot(w, { changes: [cell] }),
};
