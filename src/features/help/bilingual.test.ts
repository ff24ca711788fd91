import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySpans, bilingualFiles, spansApart } from '../../../test/bilingual.ts';
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

/** Block by block, moved in as far as it lies in items: how the list goes on, and its words. */
const shapeOf = (text: Bilingual, side: 'own' | 'source' = 'own') =>
  text[side].blocks.map(({ kind, depth = 0, start = 1, goesOn, groups }) => {
    const sign = kind === 'steps' ? `${start} ` : kind === 'list' ? '- ' : '';
    return `${'  '.repeat(depth)}${sign}${kind}${goesOn ? ' …' : ''}: ${groups.map((group) => group.map(plainText).join(' + ')).join(' / ')}`;
  });

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
  fc.assert(
    fc.property(anySpans, (spans) => {
      const sentence = spansApart(spans, ' ');
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

test('steps go on behind what stands between them, and behind what lies in them', () => {
  const { text, faults } = read(
    `1. ${pair('a-2', 'Un', 'One')}\n   - ${pair('a-3', 'Dans un', 'Within one')}\n\n\`\`\`\nx\n\`\`\`\n\n2. ${pair('a-4', 'Deux', 'Two')}\n\n   > [!NOTE]\n   > ${pair('a-5', 'À noter', 'Note')}\n3. ${pair('a-6', 'Trois', 'Three')}`,
  );
  expect(shapeOf(must(text))).toEqual(['1 steps: Un', '  - list: Dans un', 'code: x', '2 steps: Deux', '  note: À noter', '3 steps …: Trois']);
  expect(faults).toEqual([]);
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

test('lists lie in items, as deep as they are written, with paragraphs, notes, code and tables', () => {
  const { text, faults } = readBilingual('fr-fr/load-a-truck.md', files.find(({ path }) => path.includes('load-a-truck'))?.text ?? '');
  const article = must(text);
  expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['14 picture']);
  expect(shapeOf(article, 'source')).toEqual([
    '1 steps: Open Docks. + The list appears.',
    '  paragraph: Without a free dock nothing leaves. + Wait.',
    '  - list: Cold dock',
    '    - list: Fruit / Fish',
    '      1 steps: Check the ice. / Note the time.',
    '  - list …: Dry dock',
    '2 steps …: Type the code.',
    '  code: {\n  "quai": 7\n\n}',
    '  note: A code works once. + Ask for another.',
    '3 steps …: Close the gate.',
    '  - list: From inside / From outside',
    '    table: Key / Where / Round one / At the desk',
    'paragraph: The truck can leave.',
    '- list: A pallet weighs:',
    '  - list: empty, 25 kg; / full, 900 kg.',
    '- list …: A truck carries thirty.',
  ]);
  expect(skeletonOf(article.own.blocks)).toEqual(skeletonOf(article.source.blocks));
  expect(article.ids.blocks.slice(0, 5)).toEqual(
    [['102', '103'], ['104', '105'], ['106'], ['107', '108'], ['109', '110']].map((ids) => ids.map((n) => `9b2c4-${n}`)),
  );
});

test('a list is read however far its items are moved in', () => {
  const list = (indent: string, sign = '-') =>
    must(
      read(
        [
          `${sign} ${pair('a-2', 'Un', 'One')}`,
          `${indent}- ${pair('a-3', 'Deux', 'Two')}`,
          `${indent}${indent}- ${pair('a-4', 'Trois', 'Three')}`,
          `${sign} ${pair('a-5', 'Quatre', 'Four')}`,
        ].join('\n'),
      ).text,
    );
  for (const indent of ['  ', '   ', '    ', '\t'])
    for (const sign of ['-', '1.'])
      expect(
        shapeOf(list(indent, sign)).map((each) => each.replace(/^(\s*).*: /, '$1')),
        JSON.stringify([indent, sign]),
      ).toEqual(['Un', '  Deux', '    Trois', 'Quatre']);
});

test('code that begins where the words of an item would ends where it ends', () => {
  const code = (opening: string) =>
    read([opening, '   {"gate": 17}', '   ```', `2. ${pair('a-2', 'Suite', 'Next')}`, '', pair('a-3', 'Fin.', 'End.')].join('\n'));
  const { text } = code('1. ```json');
  expect(shapeOf(must(text)).map((each) => each.trim().split(':')[0])).toEqual(['1 steps', 'code', '2 steps …', 'paragraph']);
  expect(said(must(text)).flat()).toContain('Fin.');
});

test('an item less moved in than the first has what lies in it', () => {
  const { text } = read([`  - ${pair('a-2', 'Un', 'One')}`, `- ${pair('a-3', 'Deux', 'Two')}`, `  - ${pair('a-4', 'Dedans', 'Inside')}`].join('\n'));
  expect(shapeOf(must(text))).toEqual(['- list: Un / Deux', '  - list: Dedans']);
});

test('items without words keep what lies in them; too deep is told and stays in words', () => {
  const empty = must(read(`1. ![](a.png)\n\n   - ${pair('a-2', 'Un', 'One')}\n2. ${pair('a-3', 'Deux', 'Two')}`).text);
  expect(shapeOf(empty)).toEqual(['1 steps: ', '  - list: Un', '2 steps …: Deux']);
  const deep = read(Array.from({ length: 40 }, (_, n) => `${'  '.repeat(n)}- ${pair(`b-${n}`, `Ligne ${n}`, `Line ${n}`)}`).join('\n'));
  expect(deep.faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['17 nested']);
  const article = must(deep.text);
  expect(article.ids.blocks.flat()).toEqual(Array.from({ length: 40 }, (_, n) => `b-${n}`));
  expect(must(readBilingual('portes.md', writeBilingual(article)).text)).toEqual(article);
});

test('whatever lies in whatever, it goes out so that it comes in the same', () => {
  let n = 0;
  const sentences = fc.integer({ min: 1, max: 2 }).map((many) => Array.from({ length: many }, () => pair(`c-${++n}`, `Mot ${n}`, `Word ${n}`)).join(' '));
  const moved = (text: string, by: string) => text.replace(/^(?=.)/gm, by);
  const { blocks } = fc.letrec<{ blocks: string; block: string; list: string }>((tie) => ({
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n\n')),
    block: fc.oneof(
      { depthSize: 'small' },
      sentences,
      sentences.map((said) => `>[!TIP]\n>${said}`),
      fc.constant('```\n  x\n\n- y\n```'),
      tie('list'),
    ),
    list: fc
      .tuple(fc.boolean(), fc.array(fc.tuple(sentences, fc.option(tie('blocks'), { nil: '' })), { minLength: 1, maxLength: 3 }))
      .map(([isNumbered, items]) =>
        items.map(([said, inside], at) => `${isNumbered ? `${at + 1}.` : '-'} ${said}${inside ? `\n\n${moved(inside, '    ')}` : ''}`).join('\n'),
      ),
  }));
  fc.assert(
    fc.property(blocks, (body) => {
      const first = must(read(body).text);
      const { text, faults } = readBilingual('portes.md', writeBilingual(first));
      expect(faults.filter(({ code }) => code !== 'nested')).toEqual([]);
      expect(text).toEqual(first);
    }),
    { numRuns: 300 },
  );
});
