import type { GrantOverride } from '../../core/access.ts';
import type { Locale } from '../../core/locale.ts';
import { run, type Tx } from '../../server/tx.ts';
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
