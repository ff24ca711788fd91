/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  /** A control of a page, named by the id of its words; only where articles of the help center are read. */
  | { readonly kind: 'control'; readonly text: string };

/** A block of a text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inside: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly inside: readonly Inline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'rule' };

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const item = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const rule = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const quote = /^\s{0,3}>\s?(.*)$/;

/**
 * Reads the part of Markdown that contracts and help are written in: headings, paragraphs, lists of one level, quotes, rules, bold,
 * italic, code and links. Everything else, HTML above all, is plain text.
 */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const [block, taken] = line.trim() === '' ? [undefined, 1] : blockAt(lines, at);
    if (block) blocks.push(block);
    at += taken;
  }
  return blocks;
}

const isNew = (line: string): boolean => line.trim() === '' || heading.test(line) || item.test(line) || rule.test(line) || quote.test(line);

/** Lines from `from` on that belong together, until one that begins something else. */
function gather(lines: readonly string[], from: number): string[] {
  const rest = lines.slice(from);
  const end = rest.findIndex(isNew);
  return (end === -1 ? rest : rest.slice(0, end)).map((line) => line.trim());
}

function blockAt(lines: readonly string[], at: number): [Block, number] {
  const line = lines[at] ?? '';
  const title = heading.exec(line);
  if (title) return [{ kind: 'heading', level: title[1]?.length ?? 1, inside: readInline(title[2] ?? '') }, 1];
  if (rule.test(line)) return [{ kind: 'rule' }, 1];
  if (item.test(line)) return listAt(lines, at);
  const quoted = quote.exec(line);
  if (quoted) {
    const more = lines.slice(at + 1);
    const end = more.findIndex((each) => !quote.test(each));
    const said = [line, ...(end === -1 ? more : more.slice(0, end))].map((each) => quote.exec(each)?.[1] ?? '');
    return [{ kind: 'quote', inside: readInline(said.join(' ').trim()) }, said.length];
  }
  const rest = gather(lines, at + 1);
  return [{ kind: 'paragraph', inside: readInline([line.trim(), ...rest].join(' ')) }, rest.length + 1];
}

/** Items until a blank line that no other item of the same kind follows. */
function listAt(lines: readonly string[], at: number): [Block, number] {
  const first = item.exec(lines[at] ?? '');
  const isNumbered = first?.[1] !== undefined;
  const items: string[] = [];
  let next = at;
  for (let line = lines[next]; line !== undefined; line = lines[next]) {
    const found = item.exec(line);
    if (line.trim() === '') {
      const after = item.exec(lines[next + 1] ?? '');
      if (!after || (after[1] !== undefined) !== isNumbered) break;
      next++;
      continue;
    }
    if (!found || (found[1] !== undefined) !== isNumbered) break;
    const rest = gather(lines, next + 1);
    items.push([found[2] ?? '', ...rest].join(' '));
    next += rest.length + 1;
  }
  return [{ kind: 'list', start: isNumbered ? Number(first?.[1]) : null, items: items.map((each) => readInline(each)) }, next - at];
}

const piece = /\\([\\`*_[\]()#+\-.!>])|`([^`]+)`|\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)|\*(?=\S)([^*]+?)(?<=\S)\*|\[([^\]]+)\]\(([^)\s]+)\)|\[control:([\w.-]+)\]/g;

/** What a text may hold besides words. */
interface Allowed {
  /** Addresses that links may lead to. */
  readonly links: RegExp;
  readonly controls?: boolean;
}
/** Only addresses that a browser opens without running anything. */
const outside: Allowed = { links: /^(https?:\/\/|mailto:)/i };

/** The pieces of a line; what is not allowed is plain text. */
export function readInline(text: string, allowed: Allowed = outside): Inline[] {
  const found: Inline[] = [];
  const say = (plain: string) => {
    const last = found.at(-1);
    if (last?.kind === 'text') found[found.length - 1] = { kind: 'text', text: last.text + plain };
    else if (plain) found.push({ kind: 'text', text: plain });
  };
  let at = 0;
  for (const match of text.matchAll(piece)) {
    const [whole, escaped, code, strong, emphasis, label, href, control] = match;
    say(text.slice(at, match.index));
    at = match.index + whole.length;
    if (escaped) say(escaped);
    else if (code) found.push({ kind: 'code', text: code });
    else if (strong) found.push({ kind: 'strong', inside: readInline(strong, allowed) });
    else if (emphasis) found.push({ kind: 'emphasis', inside: readInline(emphasis, allowed) });
    else if (label && href && allowed.links.test(href)) found.push({ kind: 'link', href, inside: readInline(label, allowed) });
    else if (control && allowed.controls) found.push({ kind: 'control', text: control });
    else say(whole);
  }
  say(text.slice(at));
  return found;
}
