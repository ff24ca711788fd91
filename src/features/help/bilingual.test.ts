import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bilingualFiles } from '../../../test/bilingual.ts';
import { plainText, sentencesIn, skeletonOf } from '../../core/article.ts';
import { type Bilingual, readBilingual } from './bilingual.ts';
import { writeBilingual } from './bilingualCopy.ts';
import { nameOf } from './bilingualSentences.ts';

const files = Object.entries(bilingualFiles()).map(([path, text]) => ({ path, text }));

const head = '---\ntitle: Portes\ndescription: Des portes.\nms.contentlocale: fr-FR\n---\n';
const pair = (id: string, own: string, source: string) =>
  `<span data-ttu-id="${id}">${own}</span><span class="sxs-lookup"><span data-stu-id="${id}">${source}</span></span>`;
const title = `# ${pair('a-1', 'Portes', 'Gates')}`;
const read = (body: string) => readBilingual('portes.md', `${head}${title}\n\n${body}\n`);
const must = (text: Bilingual | null): Bilingual => {
  if (!text) throw new Error('it was not read');
  return text;
};
const said = (text: Bilingual, side: 'own' | 'source' = 'own') =>
  text[side].blocks.map((block) => block.groups.map((group) => group.map(plainText).join(' + ')));

test('headings, lists, steps, notes, tables, code and links come in with the source of each sentence', () => {
  const { text, faults } = readBilingual('fr-fr/open-a-warehouse.md', files.find(({ path }) => path.startsWith('fr-fr/open'))?.text ?? '');
  const article = must(text);
  expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['23 picture']);
  expect(article).toMatchObject({ article: 'open-a-warehouse', locale: 'fr', subject: 'more', own: { title: 'Ouvrir un entrepôt dans le portail' } });
  expect(article.source.title).toBe('Open a warehouse in the portal');
  expect(skeletonOf(article.own.blocks)).toEqual(skeletonOf(article.source.blocks));
  expect(article.own.blocks.map(({ kind }) => kind)).toEqual('paragraph list paragraph heading paragraph steps note table code heading list'.split(' '));
  expect(article.own.blocks[3]).toMatchObject({ level: 2, slug: 'before-you-begin' });
  expect(article.own.blocks[6]).toMatchObject({ tone: 'important' });
  expect(said(article, 'source')[5]).toEqual(['Open Warehouses.', 'Choose Add, then Next. + A list of gates appears.', 'Confirm the gate.']);
  expect(said(article)[7]).toEqual([
    'Ce que vous voulez',
    'Où le trouver',
    'Modifier les horaires',
    'Horaires et jours fériés',
    'Fermer un entrepôt | pour une journée',
    'Fermer pour une journée',
  ]);
  expect(article.own.blocks[4]?.groups[0]?.[0]).toEqual([
    { text: 'Demandez un ' },
    { text: 'numéro de porte', look: 'emphasis' },
    { text: ' au ' },
    { text: 'bureau du fret', href: 'https://freight.example/desk?from=portal&lang=fr' },
    { text: '.' },
  ]);
  expect(article.own.blocks[7]?.groups[3]?.[0]).toEqual([{ text: 'Horaires et jours fériés', href: 'warehouse-hours#holidays' }]);
  expect(article.ids.title).toBe('3f1aa-103');
  expect(article.ids.blocks[5]).toEqual(['3f1aa-111', '3f1aa-112', '3f1aa-113', '3f1aa-114']);
});

test('what is written out and read again is the same article, to its last sentence and id', () => {
  expect(files.length).toBeGreaterThan(3);
  for (const { path, text } of files) {
    const first = must(readBilingual(path, text).text);
    const written = writeBilingual(first);
    const { text: second, faults } = readBilingual(path, written);
    expect(faults, path).toEqual([]);
    expect(second, path).toEqual(first);
    const pairsIn = (all: string) =>
      [...all.matchAll(/data-ttu-id="([^"]+)">(.*?)<\/span><span class="sxs-lookup"><span data-stu-id="\1">(.*?)<\/span>/g)].map((found) => found.slice(1));
    expect(pairsIn(written), path).toEqual(pairsIn(text));
  }
});

test('whatever signs a sentence is made of, it comes back', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ab*_`[]()<>&;#|\\!~:/-1. é双'), minLength: 1, maxLength: 12 });
  const span = fc.record({
    text: word,
    look: fc.option(fc.constantFrom('strong' as const, 'emphasis' as const), { nil: undefined }),
    href: fc.option(fc.constantFrom('https://a.example/x_y', 'other-gate#top'), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 4 }), (spans) => {
      const sentence = spans.flatMap(({ text, look, href }) => [{ text: `a${text}z`, ...(look ? { look } : {}), ...(href ? { href } : {}) }, { text: ' ' }]);
      const text: Bilingual = {
        ...must(read('').text),
        own: { title: 'Portes', summary: 'Des portes.', words: [], blocks: [{ kind: 'paragraph', groups: [[sentence]] }] },
        source: { title: 'Gates', summary: '', blocks: [{ kind: 'paragraph', groups: [[[{ text: 'Gates.' }]]] }] },
        ids: { title: 'a-1', blocks: [['a-2']] },
      };
      const again = must(readBilingual('portes.md', writeBilingual(text)).text);
      expect(said(again)).toEqual([[plainText(sentence).trim()]]);
      expect(again.ids).toEqual(text.ids);
    }),
    { numRuns: 400, examples: [[[{ text: ':::', look: undefined, href: undefined }]]] },
  );
});

test('nothing that could run comes in, and nothing of it goes out', () => {
  const { text, faults } = read(
    [
      `<script>alert(1)</script>${pair('a-2', 'Une <img src=x onerror="alert(2)">porte', 'A <b onclick="alert(2)">gate</b>')}`,
      '',
      `[${pair('a-3', 'Ouvrir', 'Open')}](javascript:alert(3))`,
      '',
      `${pair('a-4', 'Voir [ici](java&#115;cript:alert(4)) ou [là](data:text/html,x).', 'See [here](JavaScript:alert(4)) or [there](vbscript:x).')}`,
      '',
      '<style>',
      'body { background: url(javascript:alert(5)) }',
      '</style>',
      '<svg><a href="javascript:alert(6)"><text>x</text></a></svg>',
      '<!-- a remark with <script> in it -->',
      `- ${pair('a-5', '&lt;script&gt;alert(7)&lt;/script&gt;', '&lt;script&gt;')}`,
      `- <a href="https://a.example" onmouseover="alert(8)">${pair('a-6', 'Lien', 'Link')}</a>`,
      '',
      `<https://a.example/x> <iframe src="https://a.example"></iframe>`,
      '',
      `${pair('a-7', '[x](https://a.example/"onmouseover="alert(9))', '[x](page:/a/:account/people)')}`,
    ].join('\n'),
  );
  const article = must(text);
  const hrefs = [...article.own.blocks, ...article.source.blocks].flatMap((block) =>
    sentencesIn(block).flatMap((sentence) => sentence.flatMap(({ href }) => href ?? [])),
  );
  expect(new Set(hrefs)).toEqual(new Set(['https://a.example/x', 'page:/a/:account/people']));
  // Words about a script are words; they are written as such.
  expect(said(article)[3]).toEqual(['<script>alert(7)</script>', 'Lien']);
  expect(said(article)[0]).toEqual(['Une porte']);
  const written = writeBilingual(article).replaceAll(/<\/?(?:span|a)(?: (?:data-[ts]tu-id|class|name)="[\w.-]*")?>/g, '');
  expect(written).not.toMatch(/<[a-z!/]|\]\((?!https:|mailto:|page:|#|[a-z0-9-]+\.md)/i);
  expect([...new Set(faults.map(({ code }) => code))].sort()).toEqual(['html', 'link', 'no_source']);
  expect(faults.filter(({ code }) => code === 'link').map(({ line }) => line)).toEqual([10, 12, 12, 24]);
});

test('what cannot be read is named by its line, and nothing of the file is kept', () => {
  const wrong = (text: string, path = 'portes.md') => {
    const found = readBilingual(path, text);
    expect(found.text).toBeNull();
    return found.faults.map(({ line, code }) => `${line} ${code}`);
  };
  const body = (rest: string) => wrong(`${head}${title}\n\n${rest}`);
  expect(wrong('# Portes')).toContain('1 no_head');
  expect(wrong(`---\ntitle: x\nms.contentlocale: de-DE\n---\n${title}`)).toEqual(['3 locale']);
  expect(wrong(`---\ntitle: x\nms.contentlocale: en-US\n---\n${title}`)).toEqual(['3 locale']);
  expect(wrong(`${head}## ${pair('a-1', 'Portes', 'Gates')}`)).toEqual(['6 no_title']);
  expect(body(pair('a-2', 'x', 'y').replace('stu-id="a-2"', 'stu-id="a-3"'))).toEqual(['8 pair']);
  expect(body('<span data-ttu-id="a-2">Sans source</span>')).toEqual(['8 pair']);
  expect(body('<span data-ttu-id="a-2">Coupé\nen deux</span><span class="sxs-lookup"><span data-stu-id="a-2">x</span></span>')).toEqual(['8 pair', '9 pair']);
  expect(body(`${pair('a-2', 'x', 'y')}\n\n${pair('a-2', 'x', 'y')}`)).toEqual(['10 same_id']);
  expect(body('| a | b |\n|---|---|\n| 1 | 2 | 3 |')).toContain('10 table');
  expect(body('<script>\nalert(1)\n')).toContain('8 unclosed');
  expect(body('a'.repeat(10_001))).toEqual(['8 long_line']);
});

test('steps go on behind what stands between them, and what lies in an item is a sentence of it', () => {
  const { text, faults } = read(
    `1. ${pair('a-2', 'Un', 'One')}\n   - ${pair('a-3', 'Dans un', 'Within one')}\n\n\`\`\`\nx\n\`\`\`\n\n2. ${pair('a-4', 'Deux', 'Two')}\n\n   > [!NOTE]\n   > ${pair('a-5', 'À noter', 'Note')}\n3. ${pair('a-6', 'Trois', 'Three')}`,
  );
  expect(must(text).own.blocks).toMatchObject([{ kind: 'steps' }, { kind: 'code' }, { kind: 'steps', start: 2 }]);
  expect(said(must(text))).toEqual([['Un + Dans un'], ['x'], ['Deux + À noter', 'Trois']]);
  expect(faults.map(({ code }) => code)).toEqual(['nested', 'nested', 'nested', 'no_source'].slice(0, faults.length));
});

test('an article is named by its place without the folder of its language; a file without a telling name by its heading', () => {
  expect(nameOf('fr-fr/security/reset-a-key.md', 'x')).toBe('security-reset-a-key');
  expect(nameOf('docs/zh-TW/Reset_A_Key.md')).toBe('reset-a-key');
  expect(nameOf('0001_4ac.txt', 'reset-a-key')).toBe('reset-a-key');
});

test('a long line of openings is read in no time', () => {
  const begun = performance.now();
  for (const sign of ['<span data-ttu-id="a-2">', '[', '**a', '`', '<a', '&#', '](']) read(`${sign.repeat(Math.floor(9_900 / sign.length))}`);
  expect(performance.now() - begun).toBeLessThan(4_000);
});
