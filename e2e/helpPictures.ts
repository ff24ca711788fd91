import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { demoRoleRequests } from '../src/main.cli/demoData.ts';
import type { HelpShot } from './helpShots.ts';
import { adminOf, companyOf, says } from './people.ts';
import { type Stop, stops } from './tour.ts';
import { goTo, walk } from './walk.ts';

/** As wide as the column of an article, so that words in the picture are as large as in the page; with the navigation beside it. */
export const width = 760;
const navigation = 248;
/** A picture that says one thing needs no more. */
const tallest = 520;
const least = 300;
/** Larger a picture may not be, in bytes. */
export const heaviest = 40 * 1024;

export const stopOf = ({ stop }: HelpShot): Stop => {
  const found = stops.find(({ name }) => name === stop);
  if (!found) throw new Error(`no stop ${stop} in the tour`);
  return found;
};

/** Somebody of the language, in a window in which the page is as wide as a picture. */
export async function walkForHelp(browser: Browser, url: string, locale: Locale, shot: HelpShot): Promise<{ context: BrowserContext; accountId: string }> {
  const { as } = stopOf(shot);
  // The one without rights is of the company that speaks the language.
  const email = shot.by ? adminOf('en') : as === 'colleague' ? demoRoleRequests[companyOf(locale).key]?.email : undefined;
  const viewport = { width: as === 'nobody' ? width : width + navigation, height: 1600 };
  return walk(browser, url, locale, as, { viewport, colorScheme: 'light', reducedMotion: 'reduce' }, email);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Walk {
  readonly locale: Locale;
  readonly accountId: string;
  /** The picture that was taken in this page before, if it left nothing open: the walk goes on from there. */
  readonly before?: HelpShot | undefined;
}

/** Goes to the page of a picture and puts a ring around its control. @throws when the control is not there */
export async function frame(context: BrowserContext, page: Page, url: string, shot: HelpShot, { locale, accountId, before }: Walk): Promise<Box> {
  await page.evaluate("document.getElementById('ring')?.remove()");
  await goTo(
    context,
    page,
    url,
    { ...stopOf(shot), ...(shot.fill ? { fill: shot.fill } : {}) },
    accountId,
    before && !before.prepare ? stopOf(before) : undefined,
  );
  await shot.prepare?.(page);
  const words = says(locale)(shot.control);
  await page.waitForFunction(`(${isThere})(${JSON.stringify(words)})`, undefined, { timeout: 12_000 }).catch(() => {
    throw new Error(`no “${words}” (${shot.control}) on ${new URL(page.url()).pathname}`);
  });
  const given = { words, from: shot.from ?? 'page', near: shot.near ?? false, width, tallest, least };
  return (await page.evaluate(`(${frameInPage})(${JSON.stringify(given)})`)) as Box;
}

/** A picture as WebP, as sharp as its size allows. */
export async function take(page: Page, clip: Box): Promise<Buffer> {
  const image = await loadImage(await page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  for (const quality of [82, 74, 66, 58, 50]) {
    const webp = await canvas.encode('webp', quality);
    if (webp.length <= heaviest) return webp;
  }
  throw new Error('no quality makes it small enough');
}

/** The shots that one walker takes after the other. */
export function byWalker(shots: readonly HelpShot[]): readonly (readonly HelpShot[])[] {
  const groups = new Map<string, HelpShot[]>();
  for (const shot of shots) {
    const who = shot.by ?? stopOf(shot).as;
    groups.set(who, [...(groups.get(who) ?? []), shot]);
  }
  return [...groups.values()];
}

/* What follows runs in the page, as text: there it knows nothing of this file. */

/** The element that says the words: what can be pressed before what is only read, and a dialog before what lies under it. */
const find = `function find(words) {
  const plain = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 4;
  const ownText = (element) => plain([...element.childNodes].map((node) => (node.nodeType === 3 ? node.textContent : '')).join(' '));
  const meant = plain(words);
  const says = (element) => plain(element.getAttribute('aria-label')) === meant || plain(element.textContent) === meant || ownText(element) === meant;
  const all = [...document.querySelectorAll('body *')].filter((element) => isShown(element) && says(element));
  const weigh = (element) =>
    (element.closest('[role=dialog], [role=menu], [popover]') ? 0 : element.closest('main') ? 10 : 20) +
    (element.matches('button, a, input, [role=tab], [role=switch], [role=menuitem], [role=radio]') ? 0 : element.matches('label') ? 1 : element.matches('h1, h2, h3, th, legend, summary') ? 2 : 3);
  // The innermost, which is no wider than its words; of equals the first.
  const inner = all.filter((element) => !all.some((other) => other !== element && element.contains(other) && weigh(other) <= weigh(element)));
  return inner.map((element, at) => [weigh(element), at, element]).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0]?.[2];
}`;
const isThere = `function isThere(words) { ${find}; return Boolean(find(words)); }`;

const frameInPage = `function frameInPage({ words, from, near, width, tallest, least }) {
  ${find}
  window.scrollTo(0, 0);
  const found = find(words);
  const union = (boxes) => {
    const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
    return { left, top, right: Math.max(...boxes.map((b) => b.right)), bottom: Math.max(...boxes.map((b) => b.bottom)) };
  };
  if (found.getBoundingClientRect().bottom > innerHeight - 80) found.scrollIntoView({ block: 'center', behavior: 'instant' });
  // A choice is shown with its sign, a label with its field, a heading as wide as its words.
  const choice = found.tagName === 'LABEL' ? null : found.closest('label');
  const fields = [found.tagName === 'LABEL' ? found.control : null, found.id && document.querySelector('[aria-labelledby~="' + found.id + '"]')];
  const wording = document.createRange();
  wording.selectNodeContents(found);
  const shown = fields.filter((each) => each && each.getBoundingClientRect().width > 0);
  const own = choice ?? (found.matches('h1, h2, h3, h4, th, legend, p, dt, div, label') && !shown.length ? wording : found);
  const target = union([own, ...shown].map((each) => each.getBoundingClientRect()));
  const ring = document.createElement('div');
  ring.id = 'ring';
  ring.popover = 'manual';
  const gap = 5;
  Object.assign(ring.style, {
    position: 'fixed', inset: 'auto', margin: '0', padding: '0', background: 'none', boxSizing: 'border-box', pointerEvents: 'none',
    left: target.left - gap + 'px', top: target.top - gap + 'px', width: target.right - target.left + 2 * gap + 'px', height: target.bottom - target.top + 2 * gap + 'px',
    border: '3px solid #d9480f', borderRadius: '9px', boxShadow: '0 0 0 2px rgb(255 255 255 / 0.85)', overflow: 'visible',
  });
  document.querySelector('h1')?.blur();
  document.activeElement?.blur?.();
  document.body.append(ring);
  ring.showPopover();
  const page = document.querySelector('main').getBoundingClientRect();
  const dialog = found.closest('[role=dialog]')?.getBoundingClientRect();
  const around = dialog && dialog.width > 200 ? { left: dialog.left - 24, top: dialog.top - 24, right: dialog.right + 24, bottom: dialog.bottom + 24 } : null;
  const space = from === 'window' ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : (around ?? page);
  const wide = Math.min(width, space.right - space.left);
  const x = Math.max(space.left, Math.min((target.left + target.right) / 2 - wide / 2, space.right - wide));
  // Everything that must not be cut through: lines of words, fields, pictures.
  const solid = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (ring.contains(node)) continue;
    if (node.nodeType === 3) {
      if (!node.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      solid.push(...range.getClientRects());
    } else if (node.matches('input, select, textarea, button, img, svg, [role=row], tr, li')) {
      const box = node.getBoundingClientRect();
      const isRow = node.matches('[role=row], tr, li');
      // Rows stand one upon the other: between two of them a cut does no harm.
      if (box.height < 160) solid.push(isRow ? new DOMRect(box.x, box.y + 6, box.width, Math.max(0, box.height - 12)) : box);
    }
  }
  const inside = solid.filter((b) => b.width > 2 && b.height > 2 && b.right > x && b.left < x + wide);
  const end = Math.min(space.bottom, Math.max(...inside.filter((b) => b.top < space.bottom).map((b) => b.bottom), target.bottom) + 28);
  const isFree = (y) => !inside.some((b) => b.top - 5 < y && b.bottom + 5 > y);
  const cut = (wish, least) => {
    for (let y = wish; y > least; y--) if (isFree(y)) return y;
    return wish;
  };
  // Above the first words there is nothing to see.
  let top = from === 'window' ? space.top : Math.max(space.top, Math.min(...inside.filter((b) => b.top > space.top).map((b) => b.top), target.top) - 56);
  if (near || target.bottom + 24 - top > tallest) top = cut(Math.max(top, target.top - (near ? 50 : 170)), top);
  const wish = Math.min(end, top + (target.bottom + 60 - top < tallest * 0.75 ? tallest * 0.85 : tallest));
  const bottom = wish >= end ? end : cut(wish, Math.max(top + least, target.bottom + 8));
  return { x: Math.round(x), y: Math.round(top), width: Math.round(wide), height: Math.round(bottom - top) };
}`;
