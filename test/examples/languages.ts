import { languages } from '../../src/features/languages/contract.ts';
import { as } from '../world.ts';
import { byRoot, type ExamplesOf, type ExampleWorld, someone } from './world.ts';

const locale = 'fr' as const;
const sentence = 'ui.cancel';
let serial = 0;

/** A suggestion that waits. */
export async function suggestion(w: Pick<ExampleWorld, 'mark' | 'world'>, text = `Annuler ${++serial}`): Promise<string> {
  return (await as(w.world, languages, await someone(w)).suggest({ locale, sentence, text })).suggestionId;
}
/** A sentence that the center says in words of its own. */
async function own(w: ExampleWorld) {
  const root = as(w.world, languages, w.root);
  const at = { locale, sentence: 'ui.close' };
  const { version } = await root.getSentence(at);
  return { ...at, version: (await root.setSentence({ ...at, version, text: `Fermer ${++serial}` })).version };
}

export const languagesExamples: ExamplesOf<typeof languages> = {
  readSentence: async (w) => ({ input: { locale, sentence }, as: await someone(w) }),
  suggest: async (w) => ({
    input: { locale, sentence, text: `Annuler ${++serial}`, reason: 'Shorter', page: '/me/profile' },
    as: await someone(w),
  }),
  listSuggestions: async (w) => byRoot(w, { locale }),
  getSuggestion: async (w) => byRoot(w, { suggestionId: await suggestion(w) }),
  acceptSuggestion: async (w) => byRoot(w, { suggestionId: await suggestion(w), text: `Annuler tout ${++serial}` }),
  refuseSuggestion: async (w) => byRoot(w, { suggestionId: await suggestion(w), answer: 'The short word is the usual one' }),
  listSentences: async (w) => byRoot(w, { locale, search: 'cancel', limit: 5 }),
  getSentence: async (w) => byRoot(w, { locale, sentence }),
  previewSentence: async (w) => byRoot(w, { locale, sentence: 'ui.form.errors', text: '{count, plural, one {# faute} other {# fautes}}' }),
  async setSentence(w) {
    const at = { locale, sentence: 'ui.filters' };
    const { version } = await as(w.world, languages, w.root).getSentence(at);
    return byRoot(w, { ...at, version, text: `Filtres ${++serial}` });
  },
  takeBackSentence: async (w) => byRoot(w, await own(w)),
  exportSentences: async (w) => byRoot(w, { locale }),
};
