import { expect } from 'vitest';
import type { Scoped } from '../core/access.ts';
import type { AccountRole } from '../core/roles.ts';
import { appToken, personToken } from '../../test/tokens.ts';
import { account, joinPrograms, member, type TestAccount, type TestPerson, type World } from '../../test/world.ts';
import { type Speak, speaking } from './testing.ts';

type Permission = Scoped['permission'];
export const allOf = (...permissions: Permission[]): Scoped[] => permissions.map((permission) => ({ permission, level: 'edit' }));

export interface TestPartner {
  readonly company: TestAccount;
  /** By itself: an application's own token. */
  readonly speak: Speak;
  /** For one of the company's people. */
  readonly forPerson: Speak;
  readonly who: TestPerson;
}
/** A company that sells, with an application of its own that was given these scopes. */
export async function partnerWith(
  world: World,
  scopes: readonly Scoped[],
  { country = 'US', roles = ['admin_agent', 'global_admin'] as readonly AccountRole[], name = undefined as string | undefined } = {},
): Promise<TestPartner> {
  const company = await account(world, name, country);
  await joinPrograms(world, company, 'reseller');
  const who = await member(world, company, ...roles);
  const [app, person] = [await appToken(world, company, scopes), await personToken(world, company, who, scopes)];
  return { company, who, speak: speaking(world, app.bearer), forPerson: speaking(world, person.bearer) };
}

const billing = {
  Culture: 'EN-US',
  Email: 'ida@blue.example',
  Language: 'En',
  CompanyName: 'Blue Lantern Books',
  FirstName: 'Ida',
  LastName: 'Holm',
  DefaultAddress: { Country: 'US', City: 'SEATTLE', State: 'WA', AddressLine1: '1420 Western Avenue', PostalCode: '98101', PhoneNumber: '2065550142' },
};
/** A customer, made as programs make one. */
export async function customerBy({ speak }: Pick<TestPartner, 'speak'>): Promise<{ id: string; domain: string }> {
  const domain = `blue-${crypto.randomUUID().slice(0, 8)}.example`;
  const { status, body } = await speak('POST', '/v1/customers', { body: { CompanyProfile: { Domain: domain }, BillingProfile: billing } });
  expect(status, JSON.stringify(body)).toBe(201);
  return { id: (body as { id: string }).id, domain };
}
export const self = (uri: string) => ({ self: { uri, method: 'GET', headers: [] } });
export const listOf = (...items: readonly unknown[]) => ({ totalCount: items.length, items, attributes: { objectType: 'Collection' } });
/** The same for what is another company's as for what never was. */
export async function expectSame(foreign: Promise<{ status: number; body: unknown }>, never: Promise<{ status: number; body: unknown }>, code: number) {
  const [theirs, nobodys] = [await foreign, await never];
  expect([theirs.status, theirs.body]).toMatchObject([404, { code, source: 'Entente' }]);
  expect([nobodys.status, nobodys.body]).toEqual([theirs.status, theirs.body]);
}
