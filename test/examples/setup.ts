import type { setup } from '../../src/features/setup/contract.ts';
import { emailOf, type ExamplesOf, password } from './world.ts';

const code = 'ABCD-EFGH-JKLM';

/** Their world is set up already: what is right in them meets `center.already_set_up`. */
export const setupExamples: ExamplesOf<typeof setup> = {
  checkCode: async () => ({ input: { code }, as: null }),
  loadDemo: async () => ({ input: { code }, as: null }),
  setUp: async (w) => ({
    input: {
      code,
      name: 'Northwind partners',
      accent: '#0f766e',
      locales: ['en', 'fr'],
      admin: { givenName: 'Noor', familyName: 'Haddad', email: emailOf(w), password, locale: 'en' },
    },
    as: null,
  }),
};
