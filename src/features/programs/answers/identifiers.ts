import { type Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { BroughtIdentifier, LocationLink, LocationUse } from '../../accounts/contract.ts';
import { standingStates } from '../contract.ts';
import { listEnrollmentsHere, listProgramRows, wordsOf } from '../queries.ts';
import { listPublishers } from '../queries/publishers.ts';
import { listLinksOf, listResellerAccounts } from '../queries/resellerAccounts.ts';

/** For the page of identifiers: what the company publishes under, and the location that its reseller account is linked to. */
export async function identifiersOfPrograms(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<BroughtIdentifier[]> {
  const [publishers, linked, catalog] = await Promise.all([listPublishers(tx), listResellerAccounts(tx), listProgramRows(tx)]);
  const locale = 'locale' in actor ? actor.locale : 'en';
  const names = new Map(catalog.map((program) => [program.program, wordsOf(program, locale).name]));
  return [
    ...linked.map(({ kind, locationId, name }) => ({ kind: `${kind}_location`, value: locationId, of: name, link: `/a/:account/locations/${locationId}` })),
    ...publishers.map(({ publisherId, program }) => ({
      kind: 'publisher',
      value: publisherId,
      of: names.get(program) ?? program,
      link: `/a/:account/programs/${program}`,
    })),
  ];
}

/** A location that a reseller account is linked to stays until another one is. */
export async function resellersAtLocation(tx: Tx, { locationId }: { readonly locationId: string }): Promise<LocationUse[]> {
  return (await listLinksOf(tx, [locationId])).map(({ kind }) => ({ key: `${kind}_account`, count: 1, holds: true }));
}

/** For the list of locations: which reseller account is linked to which. */
export async function resellersAtLocations(
  tx: Tx,
  { locationIds }: { readonly locationIds: readonly string[] },
): Promise<(LocationLink & { readonly locationId: string })[]> {
  const links = await listLinksOf(tx, locationIds);
  if (links.length === 0) return [];
  const [catalog, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  const stands = new Set(enrollments.filter(({ state }) => (standingStates as readonly string[]).includes(state)).map(({ program }) => program));
  return links.map(({ kind, locationId }) => ({
    locationId,
    key: `${kind}_account`,
    link: `/a/:account/programs/${catalog.find(({ program, sections }) => stands.has(program) && (sections as string[]).includes(kind))?.program ?? ''}`,
  }));
}
