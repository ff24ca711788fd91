import { sourceOf } from '../../core/locale.ts';
import type { Source } from '../../core/locale.ts';
import { toldAt } from './articles.ts';
import type { Told } from './articles.ts';

/** A sentence on the page: one that `t` has said, or one of a text that knows its sentences by their place. */
export interface Found {
  /** The same for the same sentence. */
  readonly key: string;
  readonly own: string;
  readonly source?: Source;
  readonly told?: Told;
  readonly place?: string;
  /** Where it stands. */
  readonly at: Element | Range;
}

/** No sentence is longer, in any language. */
const LONGEST = 900;
/** How many elements around a word are looked at: a sentence with a link in it, a name in bold. */
const AROUND = 5;
/** What holds more is no control but a part of the page: its sentences are read one by one. */
const MOST = 8;
const controls = 'button, a[href], input, select, textarea, summary, [tabindex], [role="img"], [role="option"], [role="menuitem"], [role="tab"]';

const sourceFor = (text: string): Source | undefined => (text.length > LONGEST ? undefined : (sourceOf(text) ?? sourceOf(text.trim())));

/** What stands under a point of the page; without a point, in and around an element. */
export function sentencesAt(target: Element, point?: { readonly x: number; readonly y: number }): Found[] {
  const told = ofText(target);
  if (told) return [told];
  const words = point ? textAt(target, point) : null;
  const said = words ? around(words) : point ? [] : around(target);
  if (said.length > 0) return said;
  const control = target.closest(controls);
  return control ? sentencesOf(control) : [];
}

/** What a control says of itself: its name, what it asks for, its help, what is wrong with it. */
export function sentencesOf(control: Element): Found[] {
  const told = ofText(control);
  if (told) return [told];
  const labels = control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement ? control.labels : null;
  const elsewhere = ['aria-labelledby', 'aria-describedby', 'aria-errormessage']
    .flatMap((name) => control.getAttribute(name)?.split(/\s+/) ?? [])
    .flatMap((id) => document.getElementById(id) ?? [])
    .filter((each) => !each.closest('[data-second]'));
  const named = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) => control.getAttribute(name) ?? []);
  const within = sentencesIn(control);
  const chosen = control instanceof HTMLSelectElement ? [...control.selectedOptions].flatMap(({ text }) => split(text, control)) : [];
  const found = [
    ...named.flatMap((text) => split(text, control)),
    ...(labels ? [...labels].flatMap((label) => sentencesIn(label)) : []),
    ...chosen,
    ...(within.length > MOST ? [] : within),
    ...elsewhere.flatMap((each) => sentencesIn(each)),
  ];
  return [...new Map(found.map((each) => [each.key, each])).values()];
}

/** Every sentence within an element, in the order of the page; the lists behind fields are not on it. */
export function sentencesIn(root: Element): Found[] {
  const found: Found[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !node.textContent?.trim() || parent.closest('[data-second], script, style, option')) continue;
    const told = ofText(parent);
    for (const each of told ? [told] : around(node, root)) if (!found.some(({ key, at }) => key === each.key && sameRoom(at, each.at))) found.push(each);
  }
  return found;
}

/** What can be read in turn by keyboard: all that is shown, or what is shown of the open dialog. */
export function sentencesShown(): Found[] {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')];
  const over = dialogs.findLast((each) => each.closest('[data-rac], .float') && isShown(each));
  return sentencesIn(over ?? document.body).filter(({ at }) => isShown(at instanceof Range ? at.startContainer.parentElement : at));
}

function isShown(element: Element | null): boolean {
  if (!element || element.checkVisibility?.({ visibilityProperty: true }) === false || element.closest('[inert]')) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1;
}

function ofText(target: Element): Found | null {
  const found = toldAt(target);
  if (!found) return null;
  const { told, place, element } = found;
  return { key: `${told.article ?? ''} ${place}`, own: element.textContent ?? '', told, place, at: element };
}

/** The same sentence, as its text tells it now. */
export const toldNow = (found: Found): Found => (found.told && found.at instanceof Element ? (ofText(found.at) ?? found) : found);

/** The sentence that a piece of text is, or is part of. */
function around(node: Node, within?: Element): Found[] {
  let each: Node | null = node;
  for (let n = 0; each && n < AROUND && each !== within?.parentElement; n++) {
    const text = each.textContent ?? '';
    const source = sourceFor(text);
    if (source) return [{ key: keyOf(source), own: text.trim(), source, at: rangeOf(each) }];
    if (text.length > LONGEST) break;
    each = each.parentElement;
  }
  return split(node.textContent ?? '', rangeOf(node));
}

/** Several sentences in one line: "Active · since March", "Country (optional)". */
function split(text: string, at: Element | Range): Found[] {
  const whole = sourceFor(text);
  const parts = whole ? [text] : text.length > LONGEST ? [] : text.split(/ [·|–—] |[:：]\s|\s?[()（）]\s?|\n/);
  return parts.flatMap((part) => {
    const source = sourceFor(part);
    return source ? [{ key: keyOf(source), own: part.trim(), source, at }] : [];
  });
}

const keyOf = ({ id, values }: Source): string => `${id} ${JSON.stringify(values ?? {})}`;

function rangeOf(node: Node): Range {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range;
}
/** Whether two sentences stand in the same place of the page. */
export const sameRoom = (a: Element | Range, b: Element | Range): boolean =>
  a === b || (a instanceof Range && b instanceof Range && a.startContainer === b.startContainer && a.endContainer === b.endContainer);

/** The text under a point, when the point is on its letters and not beside them. */
function textAt(target: Element, { x, y }: { readonly x: number; readonly y: number }): Text | null {
  const found = document.caretPositionFromPoint?.(x, y)?.offsetNode ?? document.caretRangeFromPoint?.(x, y)?.startContainer;
  if (!(found instanceof Text) || !target.contains(found)) return null;
  const isOn = [...rangeOf(found).getClientRects()].some((at) => x >= at.left - 2 && x <= at.right + 2 && y >= at.top - 2 && y <= at.bottom + 2);
  return isOn ? found : null;
}
