import { cursorKey, page } from '../../../core/page.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { ProfileChange, profileEndpoints } from '../contract/profile.ts';
import { asOf, differing, type Fields } from '../policy.ts';
import { listProfileChanges, type ProfileChangeRow, readProfile } from '../queries/profile.ts';

/** Changes that are taken back at most; a company that changes its profile daily gets there in thirteen years. */
const takenBack = 5_000;

export const profileHandlers: HandlersOf<typeof profileEndpoints> = {
  async listProfileChanges({ tx }, { field, after, limit }) {
    const rows = await listProfileChanges(tx, { limit: limit + 1, field, after: placeOf(after) });
    return page(rows, limit, (row) => [row.at.toISOString(), Number(row.turn)], present);
  },
  async getProfileAsOf({ tx }, { at }) {
    const [now, later, [last]] = await Promise.all([
      readProfile(tx),
      listProfileChanges(tx, { limit: takenBack, since: at }),
      listProfileChanges(tx, { limit: 1, after: { at: new Date(at.getTime() + 1), turn: 0 } }),
    ]);
    return { at, fields: asOf(now, later.map(told), at), changedAt: last?.at ?? null };
  },
};

const told = ({ name, at, before, after }: ProfileChangeRow) => ({ name, at, before: before as Fields | null, after: after as Fields | null });

function present(row: ProfileChangeRow): ProfileChange {
  const { before, after } = differing(told(row));
  return { entryId: row.announcementId, at: row.at, by: { name: row.actorName, kind: row.actorKind }, before, after };
}

function placeOf(cursor: string | undefined) {
  const [at, turn] = cursorKey(cursor) ?? [];
  const instant = new Date(String(at));
  return Number.isNaN(instant.getTime()) || !Number.isSafeInteger(Number(turn)) ? undefined : { at: instant, turn: Number(turn) };
}
