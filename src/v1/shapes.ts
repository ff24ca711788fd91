import { z } from 'zod';
import type { Address } from '../core/country.ts';
import { invalid } from './fault.ts';

/** A link as the documents have it: relative, and without the version of the API. */
export interface Link {
  readonly uri: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}
export const link = (uri: string, method = 'GET', headers: Link['headers'] = []): Link => ({ uri, method, headers });

/** A resource with its type, and what else every one carries. What is undefined is left out. */
export function resource<T extends object>(
  objectType: string,
  members: T,
  { links, etag }: { readonly links?: Readonly<Record<string, Link | undefined>>; readonly etag?: string } = {},
) {
  return { ...members, ...(links ? { links } : {}), attributes: { ...(etag === undefined ? {} : { etag }), objectType } };
}
export interface Collection<T> {
  readonly totalCount: number;
  readonly items: readonly T[];
}
/** A list that has no further page. */
export const collection = <T>(items: readonly T[], links?: Readonly<Record<string, Link>>) =>
  resource('Collection', { totalCount: items.length, items }, links ? { links } : {});

/** The documented address; what is not one of its members is dropped. */
export const WireAddress = z.object({
  country: z.string().trim().length(2),
  region: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  addressLine1: z.string(),
  addressLine2: z.string().optional(),
  postalCode: z.string().optional(),
  firstName: z.string().optional(),
  middleName: z.string().optional(),
  lastName: z.string().optional(),
  phoneNumber: z.string().optional(),
});
export type WireAddress = z.output<typeof WireAddress>;

/** An empty text is none. */
const said = (text: string | undefined | null): string | undefined => text?.trim() || undefined;
/** The documented address as the house keeps it. */
export const addressFrom = (wire: WireAddress): Address => ({
  country: wire.country.toUpperCase(),
  line1: wire.addressLine1,
  line2: said(wire.addressLine2),
  city: said(wire.city),
  district: said(wire.region),
  state: said(wire.state),
  postalCode: said(wire.postalCode),
});
interface Named {
  readonly givenName?: string | undefined;
  readonly middleName?: string | null | undefined;
  readonly familyName?: string | undefined;
  readonly phone?: string | null | undefined;
}
/** An address of the house as documented, with the name and phone that the documents put into it. */
export const addressTo = (address: Address, { givenName, middleName, familyName, phone }: Named = {}) => ({
  country: address.country,
  region: said(address.district),
  city: said(address.city),
  state: said(address.state),
  addressLine1: address.line1,
  addressLine2: said([address.line2, address.line3].filter(Boolean).join(', ')),
  postalCode: said(address.postalCode),
  firstName: said(givenName),
  middleName: said(middleName),
  lastName: said(familyName),
  phoneNumber: said(phone),
});

/** A day without a time is its first moment, UTC. */
export const dayTo = (day: string): string => `${day}T00:00:00Z`;
export const instantTo = (at: Date): string => at.toISOString().replace(/\.000Z$/, 'Z');

/** Version of a resource as orders and subscriptions carry it. */
export const etagOf = (id: string, version: number): string => Buffer.from(JSON.stringify({ id, version })).toString('base64');
/** The version that an ETag of ours names. @throws Fault for what is none */
export function versionIn(etag: string): number {
  const plain = etag.replace(/^W\//, '').replace(/^"|"$/g, '');
  const inside = /^-?\d+$/.test(plain) ? plain : versionOfJson(plain);
  const version = Number(inside);
  if (inside === undefined || !Number.isSafeInteger(version)) throw invalid('etag', 'is not one that was given');
  return version;
}
function versionOfJson(etag: string): unknown {
  try {
    return (JSON.parse(Buffer.from(etag, 'base64').toString()) as { version?: unknown }).version;
  } catch {
    return undefined;
  }
}

/** How the documents call a language of the house, and a country's customs in it. */
export const cultureOf = (locale: string, country: string): string => (locale === 'zh-CN' || locale === 'zh-TW' ? locale : `${locale.slice(0, 2)}-${country}`);
