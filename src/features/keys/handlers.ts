import { credentialStateOf } from '../../core/credential.ts';
import { instantKey, page } from '../../core/page.ts';
import type { HandlersOf } from '../../server/call.ts';
import { endGrant } from '../tokens/acts.ts';
import { NotFound } from '../../core/problems.ts';
import { makeKey } from './acts.ts';
import type { ApiKey, keys, KeyScope } from './contract.ts';
import { scopesToGive } from './policy.ts';
import { findOwnKey, type KeyRow, listKeysOf } from './queries.ts';

export const keysHandlers: HandlersOf<typeof keys> = {
  async listKeys({ tx, actor, now }, { after, limit }) {
    const rows = await listKeysOf(tx, actor.personId, { limit: limit + 1, after: instantKey(after) });
    const shown = page(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.grantId],
      (row) => present(row, now),
    );
    return { ...shown, can: { give: scopesToGive(actor.rights) } };
  },
  makeKey: ({ tx, actor, now }, input) => makeKey(tx, actor, now, input),
  async endKey({ tx, actor, now }, { keyId }) {
    if (!(await findOwnKey(tx, actor.personId, keyId))) throw new NotFound({});
    await endGrant(tx, actor, now, keyId);
    return {};
  },
};

function present(row: KeyRow, now: Date): ApiKey {
  const { grantId: keyId, name, createdAt, lastUsedAt, endedAt } = row;
  const expiresAt = row.expiresAt ?? now;
  return {
    keyId,
    name,
    hint: row.hint ?? '',
    scopes: row.scopes as KeyScope[],
    createdAt,
    lastUsedAt,
    endedAt,
    expiresAt,
    state: stateOf({ expiresAt, endedAt }, now),
  };
}

/** A key for a month would be expiring from its first day: here it is when its owner has been told. */
function stateOf(ends: { readonly expiresAt: Date; readonly endedAt: Date | null }, now: Date): ApiKey['state'] {
  const state = credentialStateOf(ends, now);
  return state === 'expiring' && ends.expiresAt.getTime() - now.getTime() > WARNED_MS ? 'live' : state;
}
const WARNED_MS = 7 * 86_400_000;
