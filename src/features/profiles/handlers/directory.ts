import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { findPublicFile } from '../../center/queries.ts';
import type { directoryEndpoints } from '../contract/directory.ts';
import { findPartner, findPartners, logoUrl } from '../directory.ts';
import type { ProfilesParts } from '../handlers.ts';

export const directoryHandlers = ({ files, translator }: ProfilesParts): HandlersOf<typeof directoryEndpoints> => ({
  searchPartners: ({ tx }, search) => findPartners(tx, translator, search),
  async getPartner({ tx }, { pageId, locale }) {
    const partner = await findPartner(tx, pageId, locale);
    if (!partner) throw new NotFound({});
    const { shown, all } = partner;
    return {
      ...shown.content,
      pageId,
      country: shown.country,
      locale: shown.locale,
      locales: all.map((each) => each.locale),
      logoUrl: logoUrl(shown.content.logo),
      answerDays: shown.answerDays,
    };
  },
  async getPartnerLogo({ tx }, { id }) {
    const file = await findPublicFile(tx, id);
    if (!file) throw new NotFound({});
    return { type: file.type, name: null, body: files.get(file.fileId), cache: 'public' } satisfies Download;
  },
});
