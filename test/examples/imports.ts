import { members } from '../../src/features/members/contract.ts';
import { runJobs } from '../world.ts';
import { asAdmin, byAdmin, emailOf, type ExamplesOf, type ExampleWorld } from './world.ts';

type Own =
  | 'getImportTemplate'
  | 'uploadImport'
  | 'listImports'
  | 'getImport'
  | 'listImportRows'
  | 'exportImport'
  | 'confirmImport'
  | 'discardImport'
  | 'previewUndo'
  | 'undoImport';

const file = (w: ExampleWorld) => ({
  name: `${w.mark}.csv`,
  content: Buffer.from(`email,given_name,family_name\n${emailOf(w)},${w.mark},Durand\n`).toString('base64'),
});

/** A file that has been read. */
async function read(w: ExampleWorld) {
  const { importId } = await asAdmin(w, members).uploadImport(file(w));
  await runJobs(w.world);
  return asAdmin(w, members).getImport({ importId });
}
async function done(w: ExampleWorld) {
  const { importId, version } = await read(w);
  await asAdmin(w, members).confirmImport({ importId, version });
  await runJobs(w.world);
  return { importId };
}

export const importExamples: Pick<ExamplesOf<typeof members>, Own> = {
  getImportTemplate: async (w) => byAdmin(w, {}),
  uploadImport: async (w) => byAdmin(w, file(w)),
  listImports: async (w) => byAdmin(w, { limit: 5 }),
  getImport: async (w) => byAdmin(w, { importId: (await read(w)).importId }),
  listImportRows: async (w) => byAdmin(w, { importId: (await read(w)).importId, outcome: 'invite', limit: 5 }),
  exportImport: async (w) => byAdmin(w, { importId: (await read(w)).importId }),
  async confirmImport(w) {
    const { importId, version } = await read(w);
    return byAdmin(w, { importId, version });
  },
  discardImport: async (w) => byAdmin(w, { importId: (await read(w)).importId }),
  previewUndo: async (w) => byAdmin(w, await done(w)),
  undoImport: async (w) => byAdmin(w, await done(w)),
};
