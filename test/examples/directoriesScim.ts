import { directories } from '../../src/features/directories/contract.ts';
import { addDirectory, clientOf, type Resource } from '../../src/features/directories/testingScim.ts';
import { asAdmin, byAdmin, type Example, type ExamplesOf, type ExampleWorld } from './world.ts';

let serial = 0;
/** A directory of the company’s, with a domain of its own and a token. */
async function connected(w: ExampleWorld) {
  const domain = `scim-${++serial}.${w.mark.toLowerCase()}.example`;
  const directoryId = await addDirectory(w.world, w.company, { domain, state: 'on' });
  const { tokenId, value } = await asAdmin(w, directories).makeProvisioningToken({ directoryId, name: `${w.mark} sync`, months: 6 });
  const client = clientOf(w.world, { directoryId, token: value });
  const user = (name = 'jonas') => ({ userName: `${name}@${domain}`, name: { givenName: `${w.mark}a`, familyName: w.mark }, active: true });
  return {
    directoryId,
    tokenId,
    client,
    user,
    /** An example that the directory’s program may call. */
    call: <Input extends object>(input: Input): Example<Input & { directoryId: string }> => ({ input: { directoryId, ...input }, as: null, bearer: value }),
    add: async () => ((await client.post('/Users', user())).body as Resource).id,
    group: async () => ((await client.post('/Groups', { displayName: w.mark })).body as Resource).id,
  };
}
const rename = { Operations: [{ op: 'replace', path: 'displayName', value: 'New' }] };

export const directoriesScimExamples: Pick<
  ExamplesOf<typeof directories>,
  | Extract<keyof typeof directories, `scim${string}`>
  | 'getProvisioning'
  | 'makeProvisioningToken'
  | 'endProvisioningToken'
  | 'listProvisionedUsers'
  | 'listProvisionedGroups'
  | 'mapGroup'
> = {
  scimConfig: async (w) => (await connected(w)).call({}),
  scimResourceTypes: async (w) => (await connected(w)).call({}),
  scimSchemas: async (w) => (await connected(w)).call({}),
  scimListUsers: async (w) => (await connected(w)).call({ filter: 'userName eq "x"', startIndex: 1, count: 10 }),
  async scimGetUser(w) {
    const it = await connected(w);
    return it.call({ id: await it.add() });
  },
  async scimCreateUser(w) {
    const it = await connected(w);
    return it.call(it.user('new'));
  },
  async scimReplaceUser(w) {
    const it = await connected(w);
    return it.call({ id: await it.add(), ...it.user('renamed') });
  },
  async scimPatchUser(w) {
    const it = await connected(w);
    return it.call({ id: await it.add(), ...rename });
  },
  async scimRemoveUser(w) {
    const it = await connected(w);
    return it.call({ id: await it.add() });
  },
  scimListGroups: async (w) => (await connected(w)).call({ filter: 'displayName eq "x"', startIndex: 1, count: 10 }),
  async scimGetGroup(w) {
    const it = await connected(w);
    return it.call({ id: await it.group() });
  },
  scimCreateGroup: async (w) => (await connected(w)).call({ displayName: w.mark }),
  async scimReplaceGroup(w) {
    const it = await connected(w);
    return it.call({ id: await it.group(), displayName: 'New' });
  },
  async scimPatchGroup(w) {
    const it = await connected(w);
    return it.call({ id: await it.group(), ...rename });
  },
  async scimRemoveGroup(w) {
    const it = await connected(w);
    return it.call({ id: await it.group() });
  },
  getProvisioning: async (w) => byAdmin(w, { directoryId: (await connected(w)).directoryId }),
  makeProvisioningToken: async (w) => byAdmin(w, { directoryId: (await connected(w)).directoryId, name: 'Second', months: 3 as const }),
  async endProvisioningToken(w) {
    const { directoryId, tokenId } = await connected(w);
    return byAdmin(w, { directoryId, tokenId });
  },
  async listProvisionedUsers(w) {
    const it = await connected(w);
    await it.add();
    return byAdmin(w, { directoryId: it.directoryId, limit: 5 });
  },
  async listProvisionedGroups(w) {
    const it = await connected(w);
    await it.group();
    return byAdmin(w, { directoryId: it.directoryId, limit: 5 });
  },
  async mapGroup(w) {
    const it = await connected(w);
    return byAdmin(w, { directoryId: it.directoryId, groupId: await it.group(), roles: ['helpdesk_agent' as const], version: 1 });
  },
};
