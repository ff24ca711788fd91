import type { GrantOverride } from '../../core/access.ts';
import type { Locale } from '../../core/locale.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { Block } from '../../core/article.ts';
import type { Bilingual, Ids } from './bilingual.ts';
import type { VoteReason } from './contract.ts';

/** What the installation changed in the table of grants. */
export const listOverrides = async (tx: Tx): Promise<GrantOverride[]> =>
  (await tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute()) as GrantOverride[];

export interface VotesOfArticle {
  readonly article: string;
  readonly helped: number;
  readonly not: number;
  readonly reasons: readonly { readonly reason: VoteReason; readonly times: number }[];
  readonly remarks: readonly { readonly remark: string; readonly locale: Locale; readonly votedAt: string }[];
}

/** The votes of each article: those that helped least first; of remarks the newest ten. */
export async function listVotes(tx: Tx): Promise<VotesOfArticle[]> {
  const { rows } = await run(
    tx,
    `select v.article, count(*) filter (where helped)::int as helped, count(*) filter (where not helped)::int as "not",
       coalesce((select jsonb_agg(jsonb_build_object('reason', r.reason, 'times', r.times) order by r.times desc, r.reason)
          from (select reason, count(*)::int as times from help_votes x where x.article = v.article and reason is not null group by reason) r), '[]') as reasons,
       coalesce((select jsonb_agg(jsonb_build_object('remark', m.remark, 'locale', m.locale, 'votedAt', m.voted_at) order by m.voted_at desc)
          from (select remark, locale, voted_at from help_votes x where x.article = v.article and remark is not null order by voted_at desc limit 10) m), '[]') as remarks
     from help_votes v group by v.article order by 3 desc, 2, 1`,
  );
  return rows as unknown as VotesOfArticle[];
}

/** What was looked for in vain, the most asked first; 100 at most. */
export const listMisses = (tx: Tx) =>
  tx
    .selectFrom('helpMisses')
    .select(['asked', 'locale', 'times', 'lastAt'])
    .orderBy('times', 'desc')
    .orderBy('lastAt', 'desc')
    .orderBy('askedFolded')
    .limit(100)
    .execute();

/** Moves on with everything that is brought along or removed, in whichever process. */
export async function editionOf(tx: Tx): Promise<number> {
  const { rows } = await run(tx, 'select edition::float8 as edition from help_edition');
  return Number(rows[0]?.['edition'] ?? 0);
}

/** Names of the articles that were brought along. */
export async function listImportedNames(tx: Tx): Promise<string[]> {
  const { rows } = await run(tx, 'select distinct article from help_texts');
  return rows.map(({ article }) => String(article));
}
/** The languages of each: what is no longer named is gone. */
export async function listImportedKeys(tx: Tx): Promise<string[]> {
  const { rows } = await run(tx, "select article || ' ' || locale as key from help_texts");
  return rows.map(({ key }) => String(key));
}

export interface ImportedText extends Bilingual {
  readonly importedAt: Date;
}
interface TextRow {
  readonly article: string;
  readonly locale: Locale;
  readonly path: string;
  readonly head: Bilingual['head'];
  readonly subject: Bilingual['subject'];
  readonly title: string;
  readonly summary: string;
  readonly words: string[];
  readonly blocks: Block[];
  readonly sourceTitle: string;
  readonly sourceSummary: string;
  readonly sourceBlocks: Block[];
  readonly ids: Ids;
  readonly importedAt: Date;
}
const textColumns =
  'article, locale, path, head, subject, title, summary, words, blocks, source_title as "sourceTitle", source_summary as "sourceSummary", source_blocks as "sourceBlocks", ids, imported_at as "importedAt"';
const textOf = (row: TextRow): ImportedText => ({
  article: row.article,
  locale: row.locale,
  path: row.path,
  head: row.head,
  subject: row.subject,
  own: { title: row.title, summary: row.summary, words: row.words, blocks: row.blocks },
  source: { title: row.sourceTitle, summary: row.sourceSummary, blocks: row.sourceBlocks },
  ids: row.ids,
  importedAt: row.importedAt,
});

const CHANGED_MOST = 500;
/** What came after an edition, by name, a few hundred at a time. */
export async function textsSince(tx: Tx, edition: number, after: string): Promise<ImportedText[]> {
  const { rows } = await run(
    tx,
    `select ${textColumns} from help_texts where edition > $1 and article || ' ' || locale > $2 order by article || ' ' || locale limit ${CHANGED_MOST}`,
    [edition, after],
  );
  return (rows as unknown as TextRow[]).map(textOf);
}
export async function findText(tx: Tx, article: string, locale: Locale): Promise<ImportedText | null> {
  const { rows } = await run(tx, `select ${textColumns} from help_texts where article = $1 and locale = $2`, [article, locale]);
  return rows[0] ? textOf(rows[0] as unknown as TextRow) : null;
}
/** Those of some articles, each in its language. */
export async function findTexts(tx: Tx, wanted: readonly { readonly article: string; readonly locale: Locale }[]): Promise<ImportedText[]> {
  if (wanted.length === 0) return [];
  const { rows } = await run(
    tx,
    `select ${textColumns} from help_texts join unnest($1::text[], $2::text[]) as w (wanted, tongue) on article = wanted and locale = tongue`,
    [wanted.map(({ article }) => article), wanted.map(({ locale }) => locale)],
  );
  return (rows as unknown as TextRow[]).map(textOf);
}
interface TextsWanted {
  readonly locale: Locale;
  /** Folded; each stands somewhere in the article, in either language or its name. */
  readonly words: readonly string[];
  /** Articles that are wanted without them. */
  readonly also: readonly string[];
  /** The name of the last that was read. */
  readonly after: string;
  readonly most: number;
}
/** All words and addresses in blocks, without the names that JSON has for them. */
const wordsIn = (blocks: string): string =>
  `replace(jsonb_path_query_array(${blocks}, '$.**.text')::text || jsonb_path_query_array(${blocks}, '$.**.href')::text, '\\"', '"')`;
/** What was brought along in a language and has some words, by name. The database folds a little less than `fold`. */
export async function textsWith(tx: Tx, { locale, words, also, after, most }: TextsWanted): Promise<ImportedText[]> {
  const { rows } = await run(
    tx,
    `select ${textColumns} from help_texts where locale = $1 and article > $2 and
       ($3::text[] = '{}' or article = any ($5) or lower(regexp_replace(normalize(article || '~ ' || title || ' ' || summary || ${wordsIn('blocks')} || source_title || ${wordsIn('source_blocks')}, NFKD), '[\u0300-\u036f]', 'g')) like all ($3))
     order by article limit $4`,
    [locale, after, words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`), most, also],
  );
  return (rows as unknown as TextRow[]).map(textOf);
}
/** Every article that was brought along in a language. */
export async function textsIn(tx: Tx, locale: Locale): Promise<ImportedText[]> {
  const { rows } = await run(tx, `select ${textColumns} from help_texts where locale = $1 order by article`, [locale]);
  return (rows as unknown as TextRow[]).map(textOf);
}

/** What was brought along, the newest first; no more than fits on a page. */
export async function listImports(
  tx: Tx,
  most: number,
): Promise<{ readonly article: string; readonly locale: Locale; readonly title: string; readonly path: string; readonly importedAt: Date }[]> {
  const { rows } = await run(
    tx,
    'select article, locale, title, path, imported_at as "importedAt" from help_texts order by imported_at desc, article, locale limit $1',
    [most],
  );
  return rows as never;
}
export async function countImports(tx: Tx): Promise<number> {
  const { rows } = await run(tx, 'select count(*)::int as count from help_texts');
  return Number(rows[0]?.['count'] ?? 0);
}
