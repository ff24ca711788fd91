import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { LocationId } from '../../../core/id.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/**
 * A company sells in its country through one location. Programs of one kind share the account and its location: whoever goes from
 * buying through a distributor to buying directly keeps it. The kinds are the parts of the portal that the programs bring.
 */
export const resellerKinds = ['reseller', 'distributor'] as const;
export type ResellerKind = (typeof resellerKinds)[number];
const kind = z.enum(resellerKinds);

export const ResellerAccount = z.object({
  kind,
  /** The company's legal country: where the location must be. */
  country: z.string(),
  /** Programs of the kind that the company is in or on its way to. */
  programs: z.array(z.object({ program: z.string(), name: z.string() })),
  /** `fits`: it is still in the company's country, which may have moved. */
  location: z.object({ locationId: LocationId, name: z.string(), country: z.string(), fits: z.boolean() }).nullable(),
  linkedAt: z.date().nullable(),
  /** Null where it was linked by itself. */
  linkedBy: z.string().nullable(),
  /** Locations that it could be linked to, counting no further than two. */
  choices: z.number().int(),
  /** Zero as long as none is linked. */
  version: z.number().int(),
  editors: z.array(z.string()),
  can: z.object({ link: z.boolean(), addLocation: z.boolean() }),
});
export type ResellerAccount = z.output<typeof ResellerAccount>;

const linked = z.object({ kind, locationId: LocationId, name: z.string(), /** The location that it was linked to before. */ formerId: LocationId.nullable() });
export const ResellerAccountLinked = announcement('reseller_accounts.linked', linked);
/** The company is in no program of the kind any more. */
export const ResellerAccountReleased = announcement('reseller_accounts.released', linked.omit({ formerId: true }));

export const resellerAccountEndpoints = {
  listResellerAccounts: endpoint({
    within: 'account',
    method: 'GET',
    path: '/reseller-accounts',
    permission: 'programs',
    summary: 'The reseller and distributor accounts of the company, and the location that each is linked to',
    input: z.object({}),
    output: z.object({ items: z.array(ResellerAccount) }),
  }),
  linkResellerAccount: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/reseller-accounts/:kind/location',
    permission: 'locations',
    versioned: true,
    summary: 'Link the reseller account to a location in the company’s country; one location stands for one account',
    input: z.object({ kind, locationId: LocationId, version: z.number().int() }),
    output: ResellerAccount,
    problems: [ChangedMeanwhile],
  }),
};
