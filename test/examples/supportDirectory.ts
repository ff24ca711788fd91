import { support } from '../../src/features/support/contract.ts';
import type { ContactFields, directoryEndpoints } from '../../src/features/support/contract/directory.ts';
import { as } from '../world.ts';
import { byRoot, type ExamplesOf, type ExampleWorld } from './world.ts';

export const exampleContact: ContactFields = {
  country: 'FR',
  product: '*',
  purpose: '*',
  kind: 'phone',
  value: '+33 1 99 00 12 34',
  label: { en: 'Partner support' },
  costNote: {},
  tollFree: false,
  languages: ['fr', 'en'],
  timeZone: 'Europe/Paris',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close: '18:00' }],
  checkedOn: '2026-11-02',
};
const added = ({ world, root }: ExampleWorld) => as(world, support, root).addSupportContact(exampleContact);
const content = Buffer.from('country,kind,value,languages,tz\r\nUS,email,help@operator.example,en,America/New_York\r\n').toString('base64');

export const directoryExamples: ExamplesOf<typeof directoryEndpoints> = {
  getDirectory: async () => ({ input: { country: 'FR', locale: 'fr' }, as: null }),
  listSupportContacts: async (w) => byRoot(w, {}),
  addSupportContact: async (w) => byRoot(w, exampleContact),
  editSupportContact: async (w) => {
    const { contactId, version } = await added(w);
    return byRoot(w, { ...exampleContact, contactId, version, purpose: 'access' as const });
  },
  removeSupportContact: async (w) => byRoot(w, { contactId: (await added(w)).contactId }),
  orderSupportContacts: async (w) => byRoot(w, { contactIds: [(await added(w)).contactId] }),
  exportSupportContacts: async (w) => byRoot(w, {}),
  previewSupportContacts: async (w) => byRoot(w, { content }),
  importSupportContacts: async (w) => byRoot(w, { content }),
};
