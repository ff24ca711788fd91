import { fold } from '../../core/text.ts';
import type { Locale } from '../../core/locale.ts';
import type { Actor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { Bilingual } from './bilingual.ts';
import { ArticlesImported, ArticlesRemoved, type VoteReason } from './contract.ts';

/** So many questions are kept: strangers can ask, and must not fill the disk. Those that were asked longest ago go first. */
const MISSES_MOST = 2_000;
/** Votes of one article that are kept, the newest. */
const VOTES_MOST = 1_000;

/** What may name somebody is not kept: an address, a number of a phone, a card or a customer. */
const namesSomebody = (text: string): boolean => text.includes('@') || /\d[\d\s.-]{4,}\d/.test(text);

/** Counts a question that no article answers; nothing of who asked. */
export async function noteMiss(tx: Tx, now: Date, locale: Locale, asked: string): Promise<void> {
  if (namesSomebody(asked)) return;
  await run(
    tx,
    `insert into help_misses (locale, asked_folded, asked, first_at, last_at) values ($1, $2, $3, $4, $4)
     on conflict (locale, asked_folded) do update set times = help_misses.times + 1, last_at = excluded.last_at`,
    [locale, fold(asked), asked, now],
  );
  await run(
    tx,
    'delete from help_misses where (locale, asked_folded) in (select locale, asked_folded from help_misses order by last_at desc, asked_folded offset $1)',
    [MISSES_MOST],
  );
}

export async function forgetMiss(tx: Tx, locale: Locale, asked: string): Promise<void> {
  await tx.deleteFrom('helpMisses').where('locale', '=', locale).where('askedFolded', '=', fold(asked)).execute();
}

interface Vote {
  readonly article: string;
  readonly locale: Locale;
  readonly helped: boolean;
  readonly reason: VoteReason | null;
  readonly remark: string | null;
}

/** Keeps what somebody thinks of an article; nothing of who they are. */
export async function keepVote(tx: Tx, now: Date, vote: Vote): Promise<void> {
  await tx
    .insertInto('helpVotes')
    .values({ ...vote, votedAt: now })
    .execute();
  await run(tx, 'delete from help_votes where vote_id in (select vote_id from help_votes where article = $1 order by voted_at desc, vote_id offset $2)', [
    vote.article,
    VOTES_MOST,
  ]);
}

/** Rows of one statement. */
const BATCH = 200;

/** Brings articles in, all of them or none; one that is there already in its language is replaced. */
export async function keepTexts(tx: Tx, actor: Actor, now: Date, texts: readonly Bilingual[]): Promise<void> {
  if (texts.length === 0) return;
  const edition = await turnPage(tx);
  for (let at = 0; at < texts.length; at += BATCH) {
    const rows = texts.slice(at, at + BATCH).map(({ own, source, ...text }) => ({
      ...text,
      ...own,
      source_title: source.title,
      source_summary: source.summary,
      source_blocks: source.blocks,
    }));
    await run(
      tx,
      `insert into help_texts (article, locale, path, head, subject, title, summary, words, blocks, source_title, source_summary, source_blocks, ids, imported_at, edition)
       select article, locale, path, head, subject, title, summary, words, blocks, source_title, source_summary, source_blocks, ids, $2, $3
       from jsonb_to_recordset($1::jsonb) as t(article text, locale text, path text, head jsonb, subject text, title text, summary text, words text[],
         blocks jsonb, source_title text, source_summary text, source_blocks jsonb, ids jsonb)
       on conflict (article, locale) do update set path = excluded.path, head = excluded.head, subject = excluded.subject, title = excluded.title,
         summary = excluded.summary, words = excluded.words, blocks = excluded.blocks, source_title = excluded.source_title,
         source_summary = excluded.source_summary, source_blocks = excluded.source_blocks, ids = excluded.ids, imported_at = excluded.imported_at, edition = excluded.edition`,
      [JSON.stringify(rows), now, edition],
    );
  }
  const articles = [...new Set(texts.map(({ article }) => article))];
  await announce(tx, actor, now, ArticlesImported, { accountId: null, details: { count: texts.length, articles: articles.slice(0, 20) } });
}

/** Removes an article that was brought along, in one language or in all; says in how many it was there. */
export async function removeTexts(tx: Tx, actor: Actor, now: Date, article: string, locale: Locale | null): Promise<number> {
  await turnPage(tx);
  const { rows } = await run(tx, 'delete from help_texts where article = $1 and ($2::text is null or locale = $2) returning title', [article, locale]);
  if (rows.length === 0) return 0;
  await announce(tx, actor, now, ArticlesRemoved, { accountId: null, details: { article, title: String(rows[0]?.['title']), count: rows.length } });
  return rows.length;
}

/** Whoever changes what was brought along does so one after the other: an edition that can be seen has none before it that cannot. */
async function turnPage(tx: Tx): Promise<number> {
  const { rows } = await run(tx, 'update help_edition set edition = edition + 1 returning edition::float8 as edition');
  return Number(rows[0]?.['edition']);
}
