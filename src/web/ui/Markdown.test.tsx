import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarkdown, type Block, type Inline } from '../../core/markdown.ts';

const text = (plain: string): Inline[] => [{ kind: 'text', text: plain }];

test('headings, paragraphs, lists, quotes and rules are told apart', () => {
  expect(readMarkdown('# A\n\nfirst\nline\n\n1. one\n   goes on\n2. two\n\n- a\n- b\n\n> said\n> so\n\n---\nend')).toEqual([
    { kind: 'heading', level: 1, inside: text('A') },
    { kind: 'paragraph', inside: text('first line') },
    { kind: 'list', start: 1, items: [text('one goes on'), text('two')] },
    { kind: 'list', start: null, items: [text('a'), text('b')] },
    { kind: 'quote', inside: text('said so') },
    { kind: 'rule' },
    { kind: 'paragraph', inside: text('end') },
  ]);
});

test('a numbered list goes on after an empty line, and begins where it says', () => {
  expect(readMarkdown('3. three\n\n4. four')).toEqual([{ kind: 'list', start: 3, items: [text('three'), text('four')] }]);
});

test('bold, italic, code and links; what is escaped stays as it is', () => {
  expect(readMarkdown('**a *b*** `c` [d](https://e.example) \\*f\\*')).toEqual([
    {
      kind: 'paragraph',
      inside: [
        {
          kind: 'strong',
          inside: [
            { kind: 'text', text: 'a ' },
            { kind: 'emphasis', inside: text('b') },
          ],
        },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'c' },
        { kind: 'text', text: ' ' },
        { kind: 'link', href: 'https://e.example', inside: text('d') },
        { kind: 'text', text: ' *f*' },
      ],
    },
  ]);
});

test('a link that would run something, and HTML, are plain text', () => {
  for (const plain of ['[x](javascript:alert(1))', '[x](data:text/html,y)', '<script>alert(1)</script>', '<img src=x onerror=y>']) {
    const [block] = readMarkdown(plain);
    expect(JSON.stringify(block)).not.toContain('"link"');
    expect(lettersOf(block as Block)).toBe(plain);
  }
});

test('whatever is written, no letter of it is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', ' ', '\n', '\n\n', '*', '**', '- ', '1. ', '# ', '> ', '`', '[x](y)'), { maxLength: 30 }), (pieces) => {
      const written = pieces.join('');
      const letters = (all: string) => all.replace(/[^ab]/g, '');
      expect(letters(readMarkdown(written).map(lettersOf).join(''))).toBe(letters(written));
    }),
  );
});

function lettersOf(block: Block): string {
  if (block.kind === 'rule') return '';
  return block.kind === 'list' ? block.items.map(said).join('') : said(block.inside);
}
const said = (inside: readonly Inline[]): string => inside.map((part) => ('inside' in part ? said(part.inside) : part.text)).join('');
