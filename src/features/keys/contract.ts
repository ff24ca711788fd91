import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { credentialStates } from '../../core/credential.ts';
import { endpoint } from '../../core/endpoint.ts';
import { permissionKeys, permissions } from '../../core/grants.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';

/** For how many days a key is good; never longer, so that a forgotten one ends by itself. */
export const keyDays = [30, 90, 365] as const;
/** Live ones that a person may have in one company. */
export const keysOfPerson = 20;

const ofCompany = permissionKeys.filter((key) => permissions[key].side === 'account');
/** What a key may: never more than its owner may at the time. `edit` includes `view`. */
export const KeyScope = z.object({ permission: z.enum(ofCompany), level: z.enum(['view', 'edit']) });
export type KeyScope = z.output<typeof KeyScope>;

const ApiKey = z.object({
  keyId: z.uuid(),
  name: z.string(),
  /** Its last characters. */
  hint: z.string(),
  scopes: z.array(KeyScope),
  createdAt: z.date(),
  expiresAt: z.date(),
  /** To within five minutes. */
  lastUsedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  state: z.enum(credentialStates),
});
export type ApiKey = z.output<typeof ApiKey>;

export const TooManyKeys = defineProblem('keys.too_many', 409, z.object({ most: z.number() }));
/** Nobody gives a key what they may not do themselves. */
export const ScopeNotYours = defineProblem('keys.scope_not_yours', 409, z.object({ permission: z.string() }));

const named = z.object({ name: z.string() });
export const KeyMade = announcement('keys.made', named);
export const KeyExpiring = announcement('keys.expiring', named.extend({ days: z.number() }));

const own = { within: 'account', permission: 'signed-in' } as const;
export const keys = {
  listKeys: endpoint({
    ...own,
    method: 'GET',
    path: '/api-keys',
    summary: 'My API keys in this company (never themselves), the newest first, and what I can give to one',
    input: PageInput,
    output: Page(ApiKey).extend({ can: z.object({ give: z.array(KeyScope) }) }),
  }),
  makeKey: endpoint({
    ...own,
    method: 'POST',
    path: '/api-keys',
    stepUp: 10,
    summary: 'Make an API key that may some of what I may in this company; it is in this answer and nowhere else',
    input: z.object({
      name: z.string().trim().min(1).max(100),
      days: z.coerce.number().pipe(z.literal(keyDays)),
      scopes: z.array(KeyScope).min(1).max(200),
    }),
    output: z.object({ keyId: z.uuid(), value: z.string(), expiresAt: z.date() }),
    problems: [TooManyKeys, ScopeNotYours],
  }),
  endKey: endpoint({
    ...own,
    method: 'POST',
    path: '/api-keys/:keyId/end',
    takesAway: true,
    summary: 'End one of my API keys, in force at once',
    input: z.object({ keyId: Id }),
    output: z.object({}),
  }),
};
