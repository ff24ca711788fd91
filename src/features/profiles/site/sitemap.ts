import { escaped } from './html.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
/** Page ids begin with each of these equally often. */
const firsts = '0123456789abcdefghijklmnopqrstuvwxyz';

/** https://www.sitemaps.org/protocol.html: at most 50,000 addresses in one file. */
export const sitemapIndex = (url: string): string =>
  `${head}<sitemapindex ${space}>${[...firsts].map((first) => `<sitemap><loc>${escaped(url)}/sitemaps/partners-${first}.xml</loc></sitemap>`).join('')}</sitemapindex>`;

export const sitemap = (pages: readonly { readonly url: string; readonly changedAt?: Date }[]): string =>
  `${head}<urlset ${space}>${pages
    .map(({ url, changedAt }) => `<url><loc>${escaped(url)}</loc>${changedAt ? `<lastmod>${changedAt.toISOString().slice(0, 10)}</lastmod>` : ''}</url>`)
    .join('')}</urlset>`;
