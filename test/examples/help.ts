import type { help } from '../../src/features/help/contract.ts';
import { byRoot, type ExamplesOf } from './world.ts';

const locale = 'en' as const;
const article = 'sign-in';
let serial = 0;

export const helpExamples: ExamplesOf<typeof help> = {
  listArticles: async () => ({ input: { locale }, as: null }),
  readArticle: async () => ({ input: { article, locale: 'fr' as const, beside: locale }, as: null }),
  searchHelp: async () => ({ input: { locale, text: 'password' }, as: null }),
  noteMiss: async () => ({ input: { locale, text: `zyxwvut ${++serial}` }, as: null }),
  vote: async () => ({ input: { article, locale, helped: false, reason: 'unclear' as const, remark: 'Where is the button?' }, as: null }),
  downloadHelp: async () => ({ input: { locale }, as: null }),
  getHelpReport: async (w) => byRoot(w, { locale }),
  forgetMiss: async (w) => byRoot(w, { locale, asked: 'zyxwvut' }),
};
