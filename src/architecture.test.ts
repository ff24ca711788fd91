import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The features in building order: each may lean on those before it, never on those after it. */
const order = [
  'center',
  'identity',
  'accounts',
  'views',
  'members',
  'signup',
  'setup',
  'notices',
  'audit',
  'programs',
  'relations',
  'verification',
  'agreements',
  'merges',
  'learning',
  'applications',
  'tokens',
  'keys',
  'profiles',
  'tax',
  'support',
  'recovery',
  'directories',
  'closing',
  'customers',
  'catalog',
  'orders',
  'webhooks',
  'billing',
  'referrals',
  'incentives',
  'directory',
  'insights',
  'help',
  'languages',
];

/** Who may import whom. A room is the first folder below `src`; doors are the files directly in it. */
const arrows: Record<string, readonly string[]> = {
  core: ['core'],
  server: ['server', 'core'],
  web: ['web', 'core'],
  contract: ['contract', 'core'],
  feature: ['feature', 'contract', 'server', 'core'],
  screen: ['screen', 'contract', 'web', 'core'],
  v1: ['v1', 'contract', 'server', 'core'],
  door: ['door', 'core', 'server', 'web', 'contract', 'feature', 'screen', 'v1'],
};

/** What a feature may see of an earlier one: its words, its rules and its acts, never its insides. */
const open = new Set(['contract', 'policy', 'queries', 'acts']);
/** The kinds of file a feature is made of; a kind that outgrows a screen or two is a folder of the same name. */
const kinds = new Set(['contract', 'policy', 'queries', 'acts', 'handlers', 'jobs', 'answers', 'mails', 'screens']);

const src = import.meta.dirname;
const files = (readdirSync(src, { recursive: true }) as string[]).filter((f) => /\.tsx?$/.test(f));
const sources = files.filter((f) => !/\.test\.tsx?$/.test(f) && !f.includes('testing'));
const importsOf = (file: string) =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/(?<![\w.])(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, path = '']) => path);
const local = (file: string) =>
  importsOf(file)
    .filter((p) => p.startsWith('.'))
    .map((p) => normalize(join(dirname(file), p)));

function room(file: string): string {
  const [first = '', , part = ''] = file.split('/');
  if (first.startsWith('main.') || !file.includes('/')) return 'door';
  if (first !== 'features') return first;
  if (part === 'screens') return 'screen';
  return part === 'contract.ts' || part === 'contract' ? 'contract' : 'feature';
}

test('imports follow the drawn arrows only', () => {
  const wrong = sources.flatMap((file) =>
    local(file)
      .filter((target) => !target.startsWith('..') && !arrows[room(file)]?.includes(room(target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('a feature leans on earlier features only, and only on what they show', () => {
  const wrong = sources
    .filter((f) => f.startsWith('features/'))
    .flatMap((file) =>
      local(file)
        .filter((t) => t.startsWith('features/'))
        .flatMap((target) => {
          const [, from = ''] = file.split('/'),
            [, to = '', part = ''] = target.split('/');
          if (from === to) return [];
          const shown = room(file) === 'screen' ? part.startsWith('contract') || part === 'screens' : open.has(part.replace(/\.tsx?$/, ''));
          return order.indexOf(to) < order.indexOf(from) && shown ? [] : [`${file} → ${target}`];
        }),
    );
  expect(wrong).toEqual([]);
});

test('every feature has its place in the building order', () => {
  expect(readdirSync(join(src, 'features')).filter((f) => !order.includes(f))).toEqual([]);
});

test('only the doors import handlers', () => {
  const wrong = sources
    .filter((f) => room(f) !== 'door')
    .flatMap((file) =>
      local(file)
        .filter((t) => /\/handlers(\.ts|\/)/.test(t) && t.split('/')[1] !== file.split('/')[1])
        .map((t) => `${file} → ${t}`),
    );
  expect(wrong).toEqual([]);
});

test('core is pure: no Node, no browser, few packages', () => {
  const allowed = new Set(['zod', 'decimal.js', '@lingui/core']);
  const wrong = sources
    .filter((f) => f.startsWith('core/'))
    .flatMap((file) =>
      importsOf(file)
        .filter((p) => !p.startsWith('.') && !allowed.has(p))
        .map((p) => `${file} → ${p}`),
    );
  expect(wrong).toEqual([]);
});

test('the web knows no Node and the server no React', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((p) =>
        ['web', 'screen'].includes(room(file))
          ? p.startsWith('node:') || p === 'pg'
          : ['server', 'feature', 'core', 'contract'].includes(room(file)) && /^(react|react-.*|@tanstack\/.*)$/.test(p),
      )
      .map((p) => `${file} → ${p}`),
  );
  expect(wrong).toEqual([]);
});

test('nothing is called utils, helpers, lib, common, shared, types, constants, services or index', () => {
  const wrong = files.filter((f) => f.split('/').some((part) => /^(utils?|helpers?|lib|common|shared|types|constants|services|index)(\.tsx?)?$/.test(part)));
  expect(wrong).toEqual([]);
});

test('a file of a feature is of a known kind, or has a subject that its own feature alone uses', () => {
  const subjects = sources.filter((f) => f.startsWith('features/')).filter((f) => !kinds.has((f.split('/')[2] ?? '').replace(/\.tsx?$/, '')));
  const leaks = subjects.flatMap((subject) =>
    sources.filter((f) => room(f) !== 'door' && f.split('/')[1] !== subject.split('/')[1] && local(f).includes(subject)).map((f) => `${f} → ${subject}`),
  );
  expect(leaks).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  // What the database looks like is written out by a script.
  const written = ['server/tables.ts'];
  expect(sources.filter((f) => !written.includes(f) && readFileSync(join(src, f), 'utf8').split('\n').length > 400)).toEqual([]);
});

test('process.env is read in one place', () => {
  const wrong = sources.filter(
    (f) => /process\.env/.test(readFileSync(join(src, f), 'utf8')) && f !== 'server/config.ts' && !f.startsWith('main.') && !f.startsWith('server/postgres'),
  );
  expect(wrong).toEqual([]);
});

test('what tests stand on stands up nothing by itself: the files of a worker share their modules, and the first would close it for the others', () => {
  const test = join(src, '../test');
  const others = (readdirSync(test, { recursive: true }) as string[]).filter((f) => f.endsWith('.ts')).map((f) => join(test, f));
  const stood = [...files.map((f) => join(src, f)), ...others].filter((f) => /testing|\/test\//u.test(f) && !/\.test\.tsx?$|\/kill\//u.test(f));
  const alone = /^(await |(export )?(const|let) [^=\n]+= await |(before|after)(Each|All)\()/mu;
  expect(stood.length).toBeGreaterThan(50);
  expect(stood.filter((f) => alone.test(readFileSync(f, 'utf8')))).toEqual([]);
});
