import { Readable } from 'node:stream';
import { isLocale, type Locale } from '../../../core/locale.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { Wanted } from '../contract/directory.ts';
import type { siteEndpoints } from '../contract/site.ts';
import { findPartner, findPartners } from '../directory.ts';
import type { ProfilesParts } from '../handlers.ts';
import { listPageIds } from '../queries/directory.ts';
import { pageIdIn, partnerAddress } from '../site/address.ts';
import { directoryPage } from '../site/directoryPage.ts';
import type { Site } from '../site/frame.ts';
import { missingPage } from '../site/missingPage.ts';
import { partnerPage } from '../site/partnerPage.ts';
import { sitemap, sitemapIndex } from '../site/sitemap.ts';

const PAGE = 20;
const sent = (type: string, body: string, status: 200 | 404 = 200): Download => ({ type, name: null, body: Readable.from([body]), status });
const htmlPage = (body: string, status?: 200 | 404) => sent('text/html; charset=utf-8', body, status);
const xml = (body: string) => sent('application/xml; charset=utf-8', body);

/** What every public page knows. */
export async function siteOf({ translator, config, stylesheets }: ProfilesParts, tx: Tx, locale: Locale): Promise<Site> {
  const center = await getCenter(tx);
  const offered = center.locales as Locale[];
  const spoken = offered.includes(locale) ? locale : (offered[0] ?? 'en');
  const logoUrl = center.logoFileId && `/api/public/center/logo/${center.logoFileId}`;
  return {
    t: translator(spoken),
    locale: spoken,
    offered,
    center: { name: center.name, logoUrl, accent: center.accent },
    stylesheets: stylesheets(spoken),
    url: config.publicUrl,
  };
}

/** What can be understood of an address that somebody typed or changed; empty fields of the form are nothing asked for. */
function wantedOf(asked: Readonly<Record<string, string | undefined>>): Wanted {
  const entries = Object.entries(asked).filter(([key, value]) => value?.trim() && key in Wanted.shape && Wanted.safeParse({ [key]: value }).success);
  return Wanted.parse(Object.fromEntries(entries));
}

export const siteHandlers = (parts: ProfilesParts): HandlersOf<typeof siteEndpoints> => {
  async function directory(tx: Tx, locale: Locale, { after, ...asked }: Readonly<Record<string, string | undefined>>): Promise<Download> {
    const wanted = wantedOf(asked);
    const site = await siteOf(parts, tx, locale);
    const found = await findPartners(tx, parts.translator, { ...wanted, locale: site.locale, after, limit: PAGE });
    return htmlPage(directoryPage(site, { wanted, ...found, isFirst: !after }));
  }
  return {
    showDirectory: ({ tx, request }, asked) => directory(tx, request.locale, asked),
    async showDirectoryIn({ tx, request }, { locale, ...asked }) {
      return isLocale(locale) ? directory(tx, locale, asked) : htmlPage(missingPage(await siteOf(parts, tx, request.locale)), 404);
    },
    async showPartner({ tx, request }, { locale, slug }) {
      const [site, pageId] = [await siteOf(parts, tx, isLocale(locale) ? locale : request.locale), pageIdIn(slug)];
      const partner = pageId && isLocale(locale) ? await findPartner(tx, pageId, site.locale) : undefined;
      if (!pageId || !partner) return htmlPage(missingPage(site), 404);
      return htmlPage(partnerPage(site, { pageId, ...partner.shown }));
    },
    async showSitemap({ tx }) {
      return xml(sitemapIndex((await siteOf(parts, tx, 'en')).url));
    },
    async showSitemapPart({ tx }, { part }) {
      const [, first] = /^partners-([0-9a-z])\.xml$/.exec(part) ?? [];
      if (!first) throw new NotFound({});
      const { url, offered } = await siteOf(parts, tx, 'en');
      const pages = (await listPageIds(tx, first)).flatMap(({ pageId, name, publishedAt }) =>
        offered.map((locale) => ({ url: url + partnerAddress(locale, pageId, name), changedAt: publishedAt })),
      );
      // The directory itself stands in the first part.
      return xml(sitemap([...(first === '0' ? offered.map((locale) => ({ url: `${url}/partners/${locale}` })) : []), ...pages]));
    },
  };
};
