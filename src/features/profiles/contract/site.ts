import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';

const page = { within: 'public', method: 'GET', permission: 'public', answers: 'file', atRoot: true, perMinute: 300 } as const;
const text = z.string().max(200).optional();
/** As it stands in the address; what cannot be understood is left out, for people type addresses. */
const asked = {
  search: text,
  place: text,
  skill: text,
  product: text,
  country: text,
  language: text,
  industry: text,
  service: text,
  after: z.string().max(500).optional(),
};

/** Whole pages in HTML, for people without an account and for search engines. */
export const siteEndpoints = {
  showDirectory: endpoint({
    ...page,
    path: '/partners',
    summary: 'The directory of partners as a page, in the language of the browser',
    input: z.object(asked),
    output: z.unknown(),
  }),
  showDirectoryIn: endpoint({
    ...page,
    path: '/partners/:locale',
    summary: 'The directory of partners as a page in a language',
    input: z.object({ ...asked, locale: z.string().max(200) }),
    output: z.unknown(),
  }),
  showPartner: endpoint({
    ...page,
    path: '/partners/:locale/:slug',
    summary: 'The public profile of a partner as a page in a language',
    input: z.object({ locale: z.string().max(200), slug: z.string().max(300) }),
    output: z.unknown(),
  }),
  showSitemap: endpoint({
    ...page,
    path: '/sitemap.xml',
    summary: 'For search engines: where the lists of pages are',
    input: z.object({}),
    output: z.unknown(),
  }),
  showSitemapPart: endpoint({
    ...page,
    path: '/sitemaps/:part',
    summary: 'For search engines: pages of the directory whose id begins with a character',
    input: z.object({ part: z.string().max(200) }),
    output: z.unknown(),
  }),
};
