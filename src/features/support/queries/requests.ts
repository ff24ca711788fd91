import { sql } from 'kysely';
import { hashToken } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';

export const findRequest = (tx: Tx, requestId: string) => tx.selectFrom('serviceRequests').selectAll().where('requestId', '=', requestId).executeTakeFirst();
export type RequestRow = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/** Locks the request until the transaction ends, so that two answers do not both find it open. */
export const findRequestForUpdate = (tx: Tx, requestId: string) =>
  tx.selectFrom('serviceRequests').selectAll().where('requestId', '=', requestId).forUpdate().executeTakeFirst();

/** The request that a private link leads to; `tx` must see across accounts. */
export const findRequestByToken = (tx: Tx, token: string): Promise<RequestRow | undefined> =>
  tx
    .selectFrom('serviceRequests as r')
    .innerJoin('serviceLinks as l', 'l.requestId', 'r.requestId')
    .selectAll('r')
    .where('l.tokenHash', '=', hashToken(token))
    .executeTakeFirst();

/** The conversation, oldest first. */
export const listMessages = (tx: Tx, requestId: string, { notes }: { readonly notes: boolean }) =>
  tx
    .selectFrom('serviceMessages')
    .selectAll()
    .where('requestId', '=', requestId)
    .$if(!notes, (query) => query.where('side', '<>', 'note'))
    .orderBy('place')
    .execute();
export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

export const listFiles = (tx: Tx, requestId: string) =>
  tx
    .selectFrom('serviceFiles as s')
    .innerJoin('files as f', 'f.fileId', 's.fileId')
    .select(['s.requestId', 's.fileId', 's.messageId', 's.shows', 's.addedAt', 'f.name', 'f.type', 'f.bytes', 'f.sha256'])
    .where('s.requestId', '=', requestId)
    .orderBy('s.addedAt')
    .orderBy('s.fileId')
    .execute();
export type FileRow = Awaited<ReturnType<typeof listFiles>>[number];

export const listLooks = (tx: Tx, requestId: string) =>
  tx.selectFrom('serviceLooks').select(['name', 'at']).where('requestId', '=', requestId).orderBy('at', 'desc').limit(20).execute();

export async function nextNumber(tx: Tx): Promise<string> {
  const { rows } = await run(tx, "select nextval('service_request_numbers')::text as number");
  return `SR-${String(rows[0]?.['number'])}`;
}

const countOf = async (query: Promise<{ count: number }>) => (await query).count;
/** Requests that a person has opened since; across companies only where `tx` sees them. */
export const countOpenedSince = (tx: Tx, personId: string, since: Date) =>
  countOf(
    tx
      .selectFrom('serviceRequests')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('personId', '=', personId)
      .where('createdAt', '>', since)
      .executeTakeFirstOrThrow(),
  );
export const countWrittenSince = (tx: Tx, requestId: string, since: Date) =>
  countOf(
    tx
      .selectFrom('serviceMessages')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('requestId', '=', requestId)
      .where('side', '=', 'asker')
      .where('at', '>', since)
      .executeTakeFirstOrThrow(),
  );
export const countFiles = (tx: Tx, requestId: string) =>
  countOf(tx.selectFrom('serviceFiles').select(sql<number>`count(*)::int`.as('count')).where('requestId', '=', requestId).executeTakeFirstOrThrow());
