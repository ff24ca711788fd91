import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { permissionKeys } from '../../../core/grants.ts';
import { Locale } from '../../../core/person.ts';
import { sections } from '../../../core/roles.ts';
import { SeenAs } from './seeAs.ts';

/** A program that a company is in, or on its way to, as its navigation and its settings know it. */
export const JoinedProgram = z.object({
  program: z.string(),
  /** Its name, and the name of its part of the navigation, in each language. Programs whose part has the same name share it. */
  texts: z.record(Locale, z.object({ name: z.string(), nav: z.string() })),
  group: z.enum(['partner', 'developer']),
  sections: z.array(z.enum(sections)),
  state: z.string(),
  /** What one would need to have something to do in it; null for whoever has. */
  lacks: z.enum(permissionKeys).nullable(),
});

export const MyAccount = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  country: z.string(),
  state: z.string(),
  /** When the company closes its account, unless that is taken back. */
  closesAt: z.date().nullable(),
  roles: z.array(z.string()),
  /** What one may open there, for the navigation. */
  permissions: z.array(z.enum(permissionKeys)),
  /** What one holds there for one’s own things only. */
  ownPermissions: z.array(z.enum(permissionKeys)),
  programs: z.array(JoinedProgram),
  /** What waits there for whoever asks: requests that they can answer, notices that they have not read. Each exact up to 100. */
  waiting: z.object({ requests: z.number(), notices: z.number() }),
});

export const myAccountEndpoints = {
  listMyAccounts: endpoint({
    within: 'person',
    method: 'GET',
    path: '/accounts',
    permission: 'signed-in',
    bySignOn: true,
    summary: 'The companies one belongs to, with their programs and what waits in each, for the navigation',
    input: z.object({}),
    whileSeeing: true,
    /** While the portal is seen as someone else: that company only, with what both may open there. */
    output: z.object({ items: z.array(MyAccount), seeing: SeenAs.nullable() }),
  }),
};
