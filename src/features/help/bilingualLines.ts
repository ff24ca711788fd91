import type { FaultCode } from './contract/imports.ts';

/** What stands in a file and cannot be kept. */
export interface Fault {
  readonly line: number;
  readonly code: FaultCode;
  readonly at: string;
}

/** With one of these nothing of a file is kept; with the others only what they name is left out. */
const beyond: ReadonlySet<FaultCode> = new Set([
  'not_text',
  'too_large',
  'long_line',
  'no_head',
  'locale',
  'no_title',
  'pair',
  'same_id',
  'table',
  'unclosed',
  'taken',
  'twice',
  'xliff',
]);
export const isBeyond = (code: FaultCode): boolean => beyond.has(code);

/** `a, b，c` as words. */
export const words = (said: string): string[] =>
  said
    .split(/[,，、;]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** Signs that one line may have: looking for pairs of brackets takes the square of it. */
const LINE_MOST = 10_000;
const fence = /^\s*(?:```|~~~)/;
/** Code may begin behind the sign of an item; it ends on a line of its own. */
const fenceOfItem = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:```|~~~)/;
/** What holds no words, whatever stands between its tags. */
const wordless = 'script|style|iframe|object|applet|svg|noscript|video|audio|canvas';
const opening = new RegExp(`<(${wordless})\\b`, 'i');

/** The lines without markup of any kind but the pairs' own and the names of headings; code stays as it is. */
export function cleanLines(lines: readonly string[], from: number, wrong: (at: number, code: FaultCode, what?: string) => void): string[] {
  let isCode = false;
  /** What a line before has begun and none has ended. */
  let within: { readonly end: RegExp; readonly at: number } | null = null;
  const cleaned = lines.map((line, at) => {
    if (at < from) return line;
    if (line.length > LINE_MOST) {
      wrong(at, 'long_line', line);
      return '';
    }
    const isFence = isCode ? fence.test(line) : fenceOfItem.test(line);
    if (!within && isFence) isCode = !isCode;
    if (isCode || isFence) return line;
    let rest = line;
    let kept = '';
    for (;;) {
      if (within) {
        const ended: RegExpExecArray | null = within.end.exec(rest);
        if (!ended) return withoutTags(kept, at, wrong);
        rest = rest.slice(ended.index + ended[0].length);
        within = null;
      }
      const comment = rest.indexOf('<!--');
      const begun = opening.exec(rest);
      const first = comment !== -1 && (!begun || comment < begun.index) ? comment : (begun?.index ?? -1);
      if (first === -1) return withoutTags(kept + rest, at, wrong);
      const name = first === comment ? null : (begun?.[1] ?? '');
      if (name !== null) wrong(at, 'html', rest.slice(first));
      kept += rest.slice(0, first);
      rest = rest.slice(first + (name === null ? 4 : name.length + 1));
      within = { end: name === null ? /-->/ : new RegExp(`</${name}\\s*>|^[^<>]*/>`, 'i'), at };
    }
  });
  const open = within as { readonly at: number } | null;
  if (open) wrong(open.at, 'unclosed', lines[open.at]);
  return cleaned;
}

const ours = /^<(?:span\s+(?:data-[ts]tu-id="[^"<>]*"|class="sxs-lookup")\s*>|\/span>|a\s+(?:name|id)="[^"<>]*"\s*>|\/a>)$/i;
const tag = /<\/?[a-z!?][^<>]*(?:>|$)/gi;

/** The words of a line that stand between its tags. Signs that are written as entities are themselves, and mean nothing but themselves. */
function withoutTags(line: string, at: number, wrong: (at: number, code: FaultCode, what?: string) => void): string {
  const told = (code: FaultCode, what: string, instead = '') => {
    wrong(at, code, what);
    return instead;
  };
  const pictures = line
    .replace(/:::.*$/, (found) => told(/image/i.test(found) ? 'picture' : 'embed', found))
    .replace(/!\[([^\]]*)\]\(([^)]*)\)/g, (_, alt: string, file: string) => told('picture', file, alt.includes('data-ttu-id') ? alt : ''))
    .replace(/\[!(?:video|include|div)\b[^\]]*\](?:\([^)]*\))?/gi, (found) => told('embed', found));
  return pictures
    .split(/(\\.|`[^`]*`)/)
    .map((part, n) =>
      n % 2 ? part : entities(autolinks(part).replace(tag, (found) => (ours.test(found) ? found : told('html', found, /^<br/i.test(found) ? ' ' : '')))),
    )
    .join('');
}
const autolinks = (text: string): string => text.replace(/<(https:\/\/[^\s<>]+)>/g, '[$1]($1)');

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  hellip: '…',
  ndash: '–',
  mdash: '—',
};
const entities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
    const sign = name
      ? named[name.toLowerCase()]
      : code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : undefined;
    if (sign === undefined || /[\uE000-\uE17F]/.test(sign)) return whole;
    return /[!-/:-@[-`{-~]/.test(sign) ? `\\${sign}` : sign;
  });
