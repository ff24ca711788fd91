import { help } from '../../src/features/help/contract.ts';
import { openPictures } from '../../src/features/help/pictures.ts';
import { shippedArticles } from '../../src/features/help/library.ts';
import { as } from '../world.ts';
import { bilingualZip } from '../bilingual.ts';
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
  readPicture: async () => {
    const { hash = '' } = openPictures(shippedArticles).find('invite-people', 'people', locale) ?? {};
    return { input: { picture: `invite-people.people.${locale}.${hash}.webp` }, as: null };
  },
  downloadHelp: async () => ({ input: { locale }, as: null }),
  getHelpReport: async (w) => byRoot(w, { locale }),
  importHelp: async (w) => byRoot(w, { content: bilingualZip(), rehearse: false }),
  listHelpImports: async (w) => byRoot(w, {}),
  removeHelpImport: async (w) => {
    await as(w.world, help, w.root).importHelp({ content: bilingualZip() });
    return byRoot(w, { article: 'keys-and-locks' });
  },
  exportHelp: async (w) => byRoot(w, { locale: 'fr' as const, format: 'xliff' as const }),
  forgetMiss: async (w) => byRoot(w, { locale, asked: 'zyxwvut' }),
};
