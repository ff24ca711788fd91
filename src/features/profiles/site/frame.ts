import { accentProperties } from '../../../core/accent.ts';
import { type Locale, localeNames, type Translate } from '../../../core/locale.ts';
import { initials } from '../../../core/initials.ts';
import { type Html, html } from './html.ts';
import { look } from './look.ts';

/** What every public page knows. */
export interface Site {
  readonly t: Translate;
  readonly locale: Locale;
  /** Languages that the operator offers. */
  readonly offered: readonly Locale[];
  readonly center: { readonly name: string; readonly logoUrl: string | null; readonly accent: string };
  /** Of the built pages; those after the first, of the Han fonts, may come late. */
  readonly stylesheets: readonly string[];
  /** The public address of the center, without a slash at its end. */
  readonly url: string;
}
export interface FramedPage {
  readonly title: string;
  readonly description: string;
  /** The address of the page in a language, below the center's. */
  readonly addressIn: (locale: Locale) => string;
  /** The address for readers of no language of ours. */
  readonly anyAddress?: string;
  /** Search engines keep a page only when it has something of its own. */
  readonly isKept: boolean;
  readonly image?: string | null;
  readonly data?: Html;
  readonly body: Html;
}

/** A whole page: what search engines read in its head, the ways around it, and the body. */
export function framed(site: Site, page: FramedPage): string {
  const { t, locale, offered, center, url } = site;
  const canonical = url + page.addressIn(locale);
  const sheet = (href: string) => html`<link rel="stylesheet" href="${href}">`;
  const accent = [...accentProperties(center.accent)].map(([name, shades]) => `${name}:${shades}`).join(';');
  return html`<!doctype html>
<html lang="${locale}" style="${accent}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
${page.isKept ? html`<link rel="canonical" href="${canonical}">` : html`<meta name="robots" content="noindex, follow">`}
${page.isKept && offered.map((each) => html`<link rel="alternate" hreflang="${each}" href="${url + page.addressIn(each)}">`)}
${page.isKept && html`<link rel="alternate" hreflang="x-default" href="${url + (page.anyAddress ?? page.addressIn(offered[0] ?? locale))}">`}
<meta property="og:title" content="${page.title}">
<meta property="og:description" content="${page.description}">
<meta property="og:url" content="${canonical}">
<meta property="og:site_name" content="${center.name}">
${page.image && html`<meta property="og:image" content="${url + page.image}">`}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
${site.stylesheets.slice(0, 1).map(sheet)}
<style>${{ html: look }}</style>
${page.data}
</head>
<body>
<header class="bar">
<a class="brand" href="${`/partners/${locale}`}">${center.logoUrl ? html`<img class="mark" src="${center.logoUrl}" alt="">` : html`<span class="mark" aria-hidden="true">${initials(center.name).slice(0, 1)}</span>`}${center.name}</a>
<nav aria-label="${t('profiles.site.languages')}"><ul>${offered.map(
    (each) =>
      html`<li><a href="${page.addressIn(each)}" lang="${each}" hreflang="${each}"${each === locale && { html: ' aria-current="true"' }}>${localeNames[each]}</a></li>`,
  )}</ul></nav>
</header>
<main>${page.body}</main>
<footer>${t('profiles.site.footer', { center: center.name })} <a href="/sign-in">${t('profiles.site.sign_in')}</a></footer>
${site.stylesheets.slice(1).map(sheet)}
</body>
</html>
`.html;
}
