import { addressLines } from '../../../core/country.ts';
import { countryRule } from '../../../core/countries.ts';
import type { Locale } from '../../../core/locale.ts';
import type { Listed, ListedPlace } from '../contract/directory.ts';
import { countryIn, excerptOf, logoUrl } from '../directory.ts';
import { partnerAddress } from './address.ts';
import { logoOf } from './directoryPage.ts';
import { framed, type Site } from './frame.ts';
import { dataBlock, type Html, html } from './html.ts';

export interface PartnerShown {
  readonly pageId: string;
  readonly country: string;
  /** The language of what the partner wrote. */
  readonly locale: Locale;
  readonly content: Listed;
  readonly answerDays: number | null;
  /** Not published: shown to those who write it. */
  readonly isPreview?: boolean;
}

/** The public profile of a partner in a country. */
export function partnerPage(site: Site, shown: PartnerShown): string {
  const { t, locale, center } = site;
  const { content, country, pageId } = shown;
  return framed(site, {
    title: `${content.name} · ${countryIn(locale, country)} · ${center.name}`,
    description: excerptOf(content.description),
    addressIn: (each) => partnerAddress(each, pageId, content.name),
    isKept: !shown.isPreview,
    image: logoUrl(content.logo),
    data: dataBlock('application/ld+json', structured(site, shown)),
    body: html`${shown.isPreview && html`<div class="panel" role="status">${t('profiles.site.preview')}</div>`}
<p class="back"><a href="${`/partners/${locale}`}">${t('profiles.site.title')}</a></p>
<div class="head">${logoOf(content.name, logoUrl(content.logo), 'big')}<div><h1>${content.name}</h1><p class="muted">${countryIn(locale, country)}</p></div></div>
<div class="beside"><div><p class="text" lang="${shown.locale}">${content.description}</p>
${tagSections(site, shown)}</div>
<aside class="panel">${!shown.isPreview && html`<a class="button" href="${`/write-to-partner?to=${pageId}`}">${t('profiles.site.write')}</a>`}
${shown.answerDays !== null && html`<p class="small muted">${t('profiles.site.answers', { days: Math.max(1, Math.ceil(shown.answerDays)) })}</p>`}
<section><h2>${t('profiles.locations')}</h2>${content.places.map((place) => placeOf(site, content.name, place))}</section>
${linksOf(site, content)}</aside></div>`,
  });
}

function tagSections({ t, locale }: Site, { content, locale: written }: PartnerShown): Html {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const section = (title: string, tags: readonly string[], lang: Locale) =>
    tags.length > 0 && html`<section><h2>${title}</h2><ul class="tags" lang="${lang}">${tags.map((tag) => html`<li>${tag}</li>`)}</ul></section>`;
  return html`${[
    section(
      t('profiles.services'),
      content.services.map((key) => t(`profiles.service.${key}`)),
      locale,
    ),
    section(
      t('profiles.industries'),
      content.industries.map((key) => t(`profiles.industry.${key}`)),
      locale,
    ),
    section(t('profiles.products'), content.products, written),
    section(t('profiles.skills'), content.skills, written),
    section(
      t('profiles.languages'),
      content.languages.map((code) => names.of(code) ?? code),
      locale,
    ),
  ]}`;
}

const linesOf = ({ address }: ListedPlace, locale: Locale): string[] => {
  const rule = countryRule(address.country);
  return rule ? addressLines(rule, address, locale) : [];
};
const placeOf = ({ locale }: Site, company: string, place: ListedPlace): Html =>
  html`<address>${place.name !== company && html`<strong>${place.name}</strong><br>`}${linesOf(place, locale).map((line) => html`${line}<br>`)}</address>`;

/** Whoever follows a link must not be taken for a recommendation of the center. */
const linksOf = ({ t }: Site, { website, companyPage }: Listed): Html | null =>
  website || companyPage
    ? html`<section><h2>${t('profiles.site.links')}</h2><ul class="plain">${[
        website && html`<li><a href="${website}" rel="nofollow ugc noopener noreferrer">${new URL(website).host}</a></li>`,
        companyPage && html`<li><a href="${companyPage}" rel="nofollow ugc noopener noreferrer">${new URL(companyPage).host}</a></li>`,
      ]}</ul></section>`
    : null;

/** schema.org: the company, and each of its places as a business of its own. */
export function structured({ url, locale }: Site, { pageId, content }: PartnerShown) {
  const at = url + partnerAddress(locale, pageId, content.name);
  const addressOf = ({ address }: ListedPlace) => ({
    '@type': 'PostalAddress',
    streetAddress: [address.line1, address.line2, address.line3].filter(Boolean).join(', '),
    addressLocality: address.city,
    addressRegion: address.state,
    postalCode: address.postalCode,
    addressCountry: address.country,
  });
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    '@id': at,
    url: content.website ?? at,
    name: content.name,
    description: content.description,
    knowsLanguage: content.languages,
    ...(content.logo ? { logo: url + logoUrl(content.logo) } : {}),
    ...(content.companyPage ? { sameAs: [content.companyPage] } : {}),
    ...(content.skills.length + content.products.length ? { knowsAbout: [...content.skills, ...content.products] } : {}),
    ...(content.places[0] ? { address: addressOf(content.places[0]) } : {}),
    location: content.places.map((place, n) => ({
      '@type': 'LocalBusiness',
      '@id': `${at}#place-${n + 1}`,
      name: place.name,
      address: addressOf(place),
      url: at,
    })),
  };
}
