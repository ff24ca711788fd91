import { framed, type Site } from './frame.ts';
import { html } from './html.ts';

/** For an address under which nothing is, or nothing any more. */
export const missingPage = (site: Site): string =>
  framed(site, {
    title: `${site.t('profiles.site.missing')} · ${site.center.name}`,
    description: site.t('profiles.site.missing_text'),
    addressIn: (locale) => `/partners/${locale}`,
    isKept: false,
    body: html`<h1>${site.t('profiles.site.missing')}</h1><p>${site.t('profiles.site.missing_text')}</p>
<p><a class="button" href="${`/partners/${site.locale}`}">${site.t('profiles.site.all')}</a></p>`,
  });
