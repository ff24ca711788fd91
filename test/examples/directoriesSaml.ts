import type { directories } from '../../src/features/directories/contract.ts';
import { directories as contract } from '../../src/features/directories/contract.ts';
import { samlProvider } from '../samlProvider.ts';
import { asAdmin, byAdmin, type ExamplesOf, type ExampleWorld } from './world.ts';

const { metadata } = samlProvider();
const connected = (w: ExampleWorld) => asAdmin(w, contract).addSamlDirectory({ name: `${w.mark} SAML`, metadata });

export const directoriesSamlExamples: Pick<
  ExamplesOf<typeof directories>,
  'addSamlDirectory' | 'getSamlDirectory' | 'changeSamlProvider' | 'samlMetadata' | 'samlAnswer'
> = {
  addSamlDirectory: async (w) => byAdmin(w, { name: `${w.mark} SAML`, metadata }),
  getSamlDirectory: async (w) => byAdmin(w, await connected(w)),
  changeSamlProvider: async (w) => byAdmin(w, { ...(await connected(w)), metadata, version: 1 }),
  samlMetadata: async (w) => ({ input: await connected(w), as: null }),
  // Whatever is posted there, the way leads back to our page; what of it is believed is for the tests of the feature.
  samlAnswer: async (w) => ({ input: { ...(await connected(w)), SAMLResponse: 'PGEvPg==' }, as: null }),
};
