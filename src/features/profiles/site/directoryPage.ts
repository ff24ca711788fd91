import { initials } from '../../../core/initials.ts';
import type { Translate } from '../../../core/locale.ts';
import type { FoundPartner, Wanted, Why } from '../contract/directory.ts';
import { industries, services, spoken } from '../contract/fields.ts';
import { countryIn } from '../directory.ts';
import { partnerAddress } from './address.ts';
import { framed, type Site } from './frame.ts';
import { type Html, html } from './html.ts';

export interface DirectoryShown {
  readonly wanted: Wanted;
  readonly items: readonly FoundPartner[];
  readonly next: string | null;
  readonly isFirst: boolean;
}

/** The directory: a form that works without a script, and what was found. */
export function directoryPage(site: Site, shown: DirectoryShown): string {
  const { t, center } = site;
  const isSearch = Object.values(shown.wanted).some(Boolean);
  return framed(site, {
    title: `${t('profiles.site.title')} · ${center.name}`,
    description: t('profiles.site.description', { center: center.name }),
    addressIn: (locale) => `/partners/${locale}${isSearch || !shown.isFirst ? queryOf(shown.wanted) : ''}`,
    anyAddress: '/partners',
    // One page for each thing that someone may type would bury the partners' own.
    isKept: !isSearch && shown.isFirst,
    body: html`<h1>${t('profiles.site.title')}</h1>
<p class="muted">${t('profiles.site.sentence', { center: center.name })}</p>
${searchForm(site, shown.wanted)}
${shown.items.length ? html`<ol class="panel results">${shown.items.map((each) => resultOf(site, each))}</ol>` : nothing(t, isSearch, site)}
${shown.next && html`<p><a class="button" rel="next" href="${`/partners/${site.locale}${queryOf(shown.wanted, shown.next)}`}">${t('profiles.site.more')}</a></p>`}`,
  });
}

const nothing = (t: Translate, isSearch: boolean, { locale }: Site): Html =>
  html`<div class="panel" role="status"><h2>${t(isSearch ? 'profiles.site.none' : 'profiles.site.empty')}</h2>
<p>${t(isSearch ? 'profiles.site.none_text' : 'profiles.site.empty_text')}</p>${isSearch && html`<a href="${`/partners/${locale}`}">${t('profiles.site.all')}</a>`}</div>`;

const queryOf = (wanted: Wanted, after?: string): string => {
  const query = new URLSearchParams(Object.entries({ ...wanted, after }).flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : [])));
  return query.size ? `?${query.toString()}` : '';
};

function searchForm({ t, locale }: Site, wanted: Wanted): Html {
  const compare = new Intl.Collator(locale).compare;
  const choices = (of: readonly (readonly [string, string])[]) => of.toSorted(([, a], [, b]) => compare(a, b));
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  return html`<form class="panel" action="${`/partners/${locale}`}" method="get" role="search" aria-label="${t('profiles.site.search')}">
<label>${t('profiles.site.what')}<input type="search" name="search" maxlength="100" value="${wanted.search ?? ''}"></label>
<label>${t('profiles.site.where')}<input name="place" maxlength="100" autocomplete="address-level2" value="${wanted.place ?? ''}"></label>
${choice(
  t('profiles.industries'),
  'industry',
  wanted.industry,
  t('profiles.site.any'),
  choices(industries.map((key) => [key, t(`profiles.industry.${key}`)] as const)),
)}
${choice(
  t('profiles.services'),
  'service',
  wanted.service,
  t('profiles.site.any'),
  choices(services.map((key) => [key, t(`profiles.service.${key}`)] as const)),
)}
${choice(t('profiles.languages'), 'language', wanted.language, t('profiles.site.any'), choices(spoken.map((code) => [code, languages.of(code) ?? code] as const)))}
<div class="go"><button class="button" type="submit">${t('profiles.site.search')}</button></div>
</form>`;
}

const choice = (label: string, name: string, chosen: string | undefined, any: string, options: readonly (readonly [string, string])[]): Html =>
  html`<label>${label}<select name="${name}"><option value="">${any}</option>${options.map(
    ([id, text]) => html`<option value="${id}"${id === chosen && { html: ' selected' }}>${text}</option>`,
  )}</select></label>`;

/** The logo beside a name that says the same; without one, the first letters of the name. */
export const logoOf = (name: string, url: string | null, size = ''): Html =>
  url
    ? html`<img class="${`logo ${size}`}" src="${url}" alt="" loading="lazy">`
    : html`<span class="${`logo ${size}`}" aria-hidden="true" translate="no">${initials(name)}</span>`;

function resultOf(site: Site, partner: FoundPartner): Html {
  const { t, locale } = site;
  const places = [...partner.cities.slice(0, 3), countryIn(locale, partner.country)];
  return html`<li>${logoOf(partner.name, partner.logoUrl)}<div>
<h2><a href="${partnerAddress(locale, partner.pageId, partner.name)}">${partner.name}</a></h2>
<p class="muted">${places.join(' · ')}</p>
<p lang="${partner.locale}">${partner.excerpt}</p>
${partner.why.length > 0 && html`<ul class="why" aria-label="${t('profiles.why')}">${partner.why.map((why) => html`<li>${sayWhy(site, why)}</li>`)}</ul>`}
</div></li>`;
}

/** Where road signs count in miles. */
const inMiles = new Set(['US', 'GB', 'LR', 'MM']);
function distanceIn(locale: string, { kilometers, fromCountry }: { readonly kilometers: number; readonly fromCountry: string }): string {
  const [amount, unit] = inMiles.has(fromCountry) ? [kilometers / 1.609344, 'mile'] : [kilometers, 'kilometer'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 0 }).format(Math.max(1, amount));
}

function sayWhy({ t, locale }: Site, why: Why): string {
  if (why.kind === 'city') return t('profiles.why.city', { city: why.value });
  if (why.kind === 'distance') return t('profiles.why.distance', { distance: distanceIn(locale, why), from: why.from, city: why.value });
  if (why.kind === 'country') return t('profiles.why.country', { country: countryIn(locale, why.value) });
  if (why.kind === 'answers') return t('profiles.why.answers', { days: why.days });
  if (why.kind !== 'tags') return t(`profiles.why.${why.kind}`);
  const words = [...why.industries.map((key) => t(`profiles.industry.${key}`)), ...why.services.map((key) => t(`profiles.service.${key}`)), ...why.words];
  return t('profiles.why.tags', { tags: new Intl.ListFormat(locale).format(words) });
}
