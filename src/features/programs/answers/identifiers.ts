import { type Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { BroughtIdentifier, LocationLink, LocationUse } from '../../accounts/contract.ts';
import { listProgramRows, wordsOf } from '../queries.ts';
import { listPublishers } from '../queries/publishers.ts';
import { listLinksHere, listLinksOf, listResellerAccounts } from '../queries/resellerAccounts.ts';

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

/** For locations and their list: which reseller account is linked to which. */
export const resellersAtLocations = async (tx: Tx): Promise<(LocationLink & { readonly locationId: string })[]> =>
  (await listLinksHere(tx)).map(({ kind, locationId, program }) => ({ locationId, key: `${kind}_account`, link: `/a/:account/programs/${program ?? ''}` }));
