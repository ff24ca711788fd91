import { sql } from 'kysely';
import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../../core/problems.ts';
import { type Actor, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount, getAccountForUpdate } from '../../accounts/queries.ts';
import { findLocation } from '../../accounts/queries/locations.ts';
import { standingStates } from '../contract.ts';
import { ResellerAccountLinked, ResellerAccountReleased, type ResellerKind } from '../contract/resellerAccounts.ts';
import { listEnrollmentsHere, listProgramRows } from '../queries.ts';
import { kindsOf, listFreeLocations, listLinksOf, listResellerAccounts, type ResellerAccountRow } from '../queries/resellerAccounts.ts';

const here = sql<string>`current_account()`;

/** The kinds of reseller account that the company has, or is about to have. */
export async function listKindsHere(tx: Tx): Promise<ResellerKind[]> {
  const [programs, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  const stands = new Set(enrollments.filter(({ state }) => (standingStates as readonly string[]).includes(state)).map(({ program }) => program));
  return [...new Set(programs.filter(({ program }) => stands.has(program)).flatMap(kindsOf))];
}

async function link(tx: Tx, actor: Actor, now: Date, kind: ResellerKind, to: { locationId: string; name: string }, before: ResellerAccountRow | undefined) {
  const linkedByName = actor.kind === 'system' ? null : 'name' in actor ? actor.name : null;
  await tx
    .insertInto('resellerAccounts')
    .values({ kind, locationId: to.locationId, linkedAt: now, linkedByName })
    .onConflict((oc) =>
      oc
        .columns(['accountId', 'kind'])
        .doUpdateSet({ locationId: to.locationId, linkedAt: now, linkedByName, version: sql<number>`reseller_accounts.version + 1` }),
    )
    .execute();
  await announce(tx, actor, now, ResellerAccountLinked, {
    accountId: (await getAccount(tx)).accountId,
    subjectId: to.locationId,
    details: { kind, locationId: to.locationId, name: to.name, formerId: before?.locationId ?? null },
    before: { location: before?.name ?? null },
    after: { location: to.name },
  });
}

export interface Link {
  readonly kind: ResellerKind;
  readonly locationId: string;
  readonly version: number;
}
/**
 * Links a reseller account of the running company to one of its locations.
 * @throws NotFound when the company has no such account · ChangedMeanwhile · RequestInvalid when the location is none of the company's,
 * in another country than the company, or stands for another account already
 */
export async function linkResellerAccount(tx: Tx, actor: Actor, now: Date, { kind, locationId, version }: Link): Promise<void> {
  const { country } = await getAccountForUpdate(tx);
  const [kinds, accounts, location] = await Promise.all([listKindsHere(tx), listResellerAccounts(tx), findLocation(tx, locationId)]);
  if (!kinds.includes(kind)) throw new NotFound({});
  const before = accounts.find((account) => account.kind === kind);
  if ((before?.version ?? 0) !== version) throw new ChangedMeanwhile({});
  if (!location) throw new RequestInvalid({ fields: { locationId: 'invalid_value' } });
  if (location.country !== country) throw new RequestInvalid({ fields: { locationId: 'location_not_in_country' } });
  if ((await listLinksOf(tx, [locationId])).some((other) => other.kind !== kind)) throw new RequestInvalid({ fields: { locationId: 'location_linked' } });
  if (before?.locationId === locationId) return;
  await link(tx, actor, now, kind, location, before);
}

/** Where exactly one location fits there is nothing to choose: it is linked by itself. The account is held. */
export async function linkOnlyOnes(tx: Tx, now: Date): Promise<void> {
  const [kinds, accounts] = await Promise.all([listKindsHere(tx), listResellerAccounts(tx)]);
  const missing = kinds.filter((kind) => !accounts.some((account) => account.kind === kind));
  for (const kind of missing) {
    const { country, accountId } = await getAccount(tx);
    const [only, ...others] = await listFreeLocations(tx, country);
    if (only && others.length === 0) await link(tx, system('programs.link_location', accountId), now, kind, only, undefined);
  }
}

/** Lets go of the locations of accounts that no program of the company stands for any more. The account is held. */
export async function releaseUnused(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const accounts = await listResellerAccounts(tx);
  if (accounts.length === 0) return;
  const kinds = await listKindsHere(tx);
  for (const { kind, locationId, name } of accounts.filter((account) => !kinds.includes(account.kind))) {
    await tx.deleteFrom('resellerAccounts').where('accountId', '=', here).where('kind', '=', kind).execute();
    await announce(tx, actor, now, ResellerAccountReleased, {
      accountId: (await getAccount(tx)).accountId,
      subjectId: locationId,
      details: { kind, locationId, name },
      before: { location: name },
      after: { location: null },
    });
  }
}
