import { run, type Tx } from '../../server/tx.ts';
import { hashToken } from '../../server/secrets.ts';
import { enter } from '../../server/db.ts';
import { getAccount } from '../accounts/queries.ts';
import { findJoinRequestsByEmail } from '../members/queries.ts';
import { Answers, type JoinStatus } from './contract.ts';

export const findSignUp = (tx: Tx, signUpId: string) => tx.selectFrom('signUps').selectAll().where('signUpId', '=', signUpId).executeTakeFirst();
/** Locks the sign-up until the transaction ends, so that it cannot be finished twice. */
export const findSignUpForUpdate = (tx: Tx, signUpId: string) =>
  tx.selectFrom('signUps').selectAll().where('signUpId', '=', signUpId).forUpdate().executeTakeFirst();
export type SignUpRow = NonNullable<Awaited<ReturnType<typeof findSignUp>>>;

/** The sign-up that a browser or a mailed link holds the token of; undefined when there is none or it has been kept too long. */
export const findSignUpByToken = (tx: Tx, now: Date, token: string) =>
  tx
    .selectFrom('signUpTokens as t')
    .innerJoin('signUps as s', 's.signUpId', 't.signUpId')
    .selectAll('s')
    .where('t.tokenHash', '=', hashToken(token))
    .where('s.expiresAt', '>', now)
    .executeTakeFirst();

/** An earlier sign-up of the same mailbox that was left half done: whoever proves the mailbox again goes on with it. */
export const findHalfDone = (tx: Tx, now: Date, { signUpId, emailFolded }: SignUpRow) =>
  tx
    .selectFrom('signUps')
    .selectAll()
    .where('emailFolded', '=', emailFolded)
    .where('signUpId', '!=', signUpId)
    .where('confirmedAt', 'is not', null)
    .where('finishedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('updatedAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

/** How many codes went to a mailbox since then, and when the last one did. */
export const countCodes = (tx: Tx, emailFolded: string, since: Date) =>
  tx
    .selectFrom('signUps')
    .select((eb) => [eb.fn.coalesce(eb.fn.sum<string>('codesSent'), eb.val('0')).as('sent'), eb.fn.max('codeSentAt').as('last')])
    .where('emailFolded', '=', emailFolded)
    .where('codeSentAt', '>', since)
    .executeTakeFirstOrThrow();

/** Those whose last answer is older than `before`, unfinished and not yet reminded. */
export const listForgotten = (tx: Tx, now: Date, before: Date) =>
  tx
    .selectFrom('signUps')
    .selectAll()
    .where('confirmedAt', 'is not', null)
    .where('finishedAt', 'is', null)
    .where('linkSentAt', 'is', null)
    .where('updatedAt', '<', before)
    .where('expiresAt', '>', now)
    .orderBy('updatedAt')
    .limit(500)
    .forUpdate()
    .skipLocked()
    .execute();

/** The companies that stand under a mail domain. Ask for a proved mailbox only: their names are nobody else's business. */
export async function listCompaniesByDomain(tx: Tx, domain: string): Promise<{ accountId: string; name: string }[]> {
  const { rows } = await run(tx, 'select account_id as id, name from find_accounts_by_domain($1) order by name, account_id limit 20', [domain]);
  return rows.map((row) => ({ accountId: row['id'] as string, name: row['name'] as string }));
}

/** What became of the latest request of a proved mailbox to be let into a company, if it waits or was made in this sign-up; enters that company on `tx`. */
export async function findLatestRequest(tx: Tx, signUp: SignUpRow): Promise<JoinStatus | null> {
  const [latest] = (await findJoinRequestsByEmail(tx, signUp.emailFolded)).toSorted((a, b) => b.dueAt.getTime() - a.dueAt.getTime());
  if (!latest) return null;
  await enter(tx, { accountId: latest.accountId });
  const request = await tx
    .selectFrom('joinRequests')
    .select(['state', 'createdAt', 'dueAt', 'reason'])
    .where('accountId', '=', latest.accountId)
    .where('requestId', '=', latest.requestId)
    .executeTakeFirstOrThrow();
  // A decision of long ago does not stand in the way of asking again.
  if (request.state !== 'open' && request.state !== 'at_desk' && request.createdAt < signUp.createdAt) return null;
  return {
    company: (await getAccount(tx)).name,
    state: request.state as JoinStatus['state'],
    askedAt: request.createdAt,
    dueAt: request.dueAt,
    reason: request.reason,
  };
}

/** One at a time, until the transaction ends: sign-ups of the same mailbox or the same mail domain, which must see each other's outcome. */
export const lockWords = async (tx: Tx, ...words: string[]): Promise<void> => {
  for (const word of words.toSorted()) await run(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`sign-up ${word}`]);
};

/** What was typed, as it was kept. */
export const answersOf = (row: Pick<SignUpRow, 'answers'>): Answers => Answers.catch({}).parse(row.answers);
