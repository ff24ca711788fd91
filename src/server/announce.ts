import type { z } from 'zod';
import { type Announcement, findSecret, personalTexts } from '../core/announcement.ts';
import { fold } from '../core/text.ts';
import { type Actor, personIdOf } from './actor.ts';
import { databaseOf, run, type Tx } from './tx.ts';

type Values = Readonly<Record<string, unknown>>;
interface Told<Details> {
  /** The account whose log it belongs to; null for what concerns a person or the center. */
  readonly accountId?: string | null;
  /** The person it concerns: the invited, the demoted; not the doer. */
  readonly personId?: string | null;
  readonly subjectId?: string | null;
  readonly details: Details;
  /** What was changed as it was, and as it is; only what differs need be there. */
  readonly before?: Values;
  readonly after?: Values;
}

/**
 * Says, in the transaction that did it, what happened; queues the listeners' jobs with it, so that no commit means no echo.
 * It is the entry of the activity log. @throws Error when a field is named like a secret: none may ever be in the log
 */
export async function announce<D extends z.ZodType>(tx: Tx, actor: Actor, now: Date, what: Announcement<D>, told: Told<z.input<D>>): Promise<string> {
  const announcementId = crypto.randomUUID();
  const details: unknown = what.details.parse(told.details);
  const { before, after } = told;
  const secret = findSecret({ details, before, after });
  if (secret) throw new Error(`${what.name}: “${secret}” is secret and cannot be announced`);
  const accountId = told.accountId === undefined ? actor.accountId : told.accountId;
  const actorName = 'name' in actor ? actor.name : null;
  const statements: Promise<unknown>[] = [
    tx
      .insertInto('announcements')
      .values({
        announcementId,
        at: now,
        name: what.name,
        accountId,
        personId: told.personId ?? null,
        subjectId: told.subjectId ?? null,
        actorKind: actor.kind,
        actorId: personIdOf(actor),
        actorName,
        address: actor.address,
        userAgent: actor.userAgent,
        requestId: actor.requestId,
        applicationId: actor.via?.applicationId ?? null,
        applicationName: actor.via?.name ?? null,
        details: JSON.stringify(details),
        before: before ? JSON.stringify(before) : null,
        after: after ? JSON.stringify(after) : null,
        searchText: searchTextOf({ actorName, address: actor.address, details, before, after }),
      })
      .execute(),
    tx.insertInto('sealQueue').values({ announcementId, at: now }).execute(),
  ];
  if (what.toCompanies && accountId === null && told.personId) statements.push(run(tx, 'select announce_to_companies($1, $2)', [announcementId, now]));
  await Promise.all(statements);
  await databaseOf(tx).queue?.announced(tx, what.name, announcementId);
  return announcementId;
}

const toldAtOnce = 1_000;
/** Who a bulk change is told of: an actor, or what was kept of one until a job did the work. */
export type Teller = Pick<Actor, 'kind' | 'accountId' | 'address' | 'userAgent' | 'requestId' | 'via'> & { readonly personId?: string; readonly name?: string };

/** As `announce`, once for each of many things of one account that one act did. */
export async function announceMany<D extends z.ZodType>(
  tx: Tx,
  actor: Teller,
  now: Date,
  what: Announcement<D>,
  all: readonly Told<z.input<D>>[],
): Promise<void> {
  for (let at = 0; at < all.length; at += toldAtOnce) {
    const rows = all.slice(at, at + toldAtOnce).map((told) => entryOf(actor, what, told));
    const ids = JSON.stringify(rows);
    await run(
      tx,
      `insert into announcements (announcement_id, at, name, account_id, person_id, subject_id, actor_kind, actor_id, actor_name, address, user_agent, request_id, application_id, application_name, details, before, after, search_text)
       select x.announcement_id, $2, $3, $4, x.person_id, x.subject_id, $5, $6, $7, $8, $9, $10, $11, $12, x.details, x.before, x.after, x.search_text
         from jsonb_to_recordset($1::jsonb) as x(announcement_id uuid, person_id uuid, subject_id text, details jsonb, before jsonb, after jsonb, search_text text)`,
      [
        ids,
        now,
        what.name,
        actor.accountId,
        actor.kind,
        actor.kind === 'app' ? null : (actor.personId ?? null),
        actor.name ?? null,
        actor.address,
        actor.userAgent,
        actor.requestId,
        actor.via?.applicationId ?? null,
        actor.via?.name ?? null,
      ],
    );
    await run(tx, 'insert into seal_queue (announcement_id, at) select announcement_id, $2 from jsonb_to_recordset($1::jsonb) as x(announcement_id uuid)', [
      ids,
      now,
    ]);
    await databaseOf(tx).queue?.announcedMany(
      tx,
      what.name,
      rows.map((row) => row.announcement_id),
    );
  }
}

function entryOf<D extends z.ZodType>(actor: Teller, what: Announcement<D>, { personId, subjectId, before, after, ...told }: Told<z.input<D>>) {
  const details: unknown = what.details.parse(told.details);
  const secret = findSecret({ details, before, after });
  if (secret) throw new Error(`${what.name}: “${secret}” is secret and cannot be announced`);
  return {
    announcement_id: crypto.randomUUID(),
    person_id: personId ?? null,
    subject_id: subjectId ?? null,
    details,
    before: before ?? null,
    after: after ?? null,
    search_text: searchTextOf({ actorName: actor.name ?? null, address: actor.address, details, before, after }),
  };
}

/** Long enough for every name and address of an entry; a long note need not be found by its last words. */
const SEARCHED = 2_000;

/** What a search by part of a text reads of an entry: who did it, from where, and whose names and words are in it. */
export function searchTextOf(entry: {
  readonly actorName: string | null;
  readonly address: string | null;
  readonly details: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
}): string {
  const texts = personalTexts({ details: entry.details, before: entry.before, after: entry.after }, '').map(([, text]) => text);
  return fold([...new Set([entry.actorName, entry.address, ...texts].filter(Boolean))].join(' ')).slice(0, SEARCHED);
}
