import type { z } from 'zod';
import type { Announcement } from '../core/announcement.ts';
import { type Actor, personIdOf } from './actor.ts';
import { databaseOf, type Tx } from './tx.ts';

interface Told<Details> {
  /** The account whose log it belongs to; null for what concerns a person or the center. */
  readonly accountId?: string | null;
  /** The person it concerns: the invited, the demoted; not the doer. */
  readonly personId?: string | null;
  readonly subjectId?: string | null;
  readonly details: Details;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/**
 * Says, in the transaction that did it, what happened; queues the listeners' jobs with it, so that no commit means no echo.
 * Secrets never enter it.
 */
export async function announce<D extends z.ZodType>(tx: Tx, actor: Actor, now: Date, what: Announcement<D>, told: Told<z.input<D>>): Promise<string> {
  const announcementId = crypto.randomUUID();
  await tx
    .insertInto('announcements')
    .values({
      announcementId,
      at: now,
      name: what.name,
      accountId: told.accountId === undefined ? actor.accountId : told.accountId,
      personId: told.personId ?? null,
      subjectId: told.subjectId ?? null,
      actorKind: actor.kind,
      actorId: personIdOf(actor),
      actorName: 'name' in actor ? actor.name : null,
      address: actor.address,
      userAgent: actor.userAgent,
      requestId: actor.requestId,
      details: JSON.stringify(what.details.parse(told.details)),
      before: told.before ? JSON.stringify(told.before) : null,
      after: told.after ? JSON.stringify(told.after) : null,
    })
    .execute();
  await databaseOf(tx).queue?.announced(tx, what.name, announcementId);
  return announcementId;
}
