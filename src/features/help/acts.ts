import { fold } from '../../core/text.ts';
import type { Locale } from '../../core/locale.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { VoteReason } from './contract.ts';

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
