import type { Scoped } from '../../core/access.ts';
import { system } from '../../server/actor.ts';
import { inAccount } from '../../server/db.ts';
import type { Log } from '../../server/log.ts';
import { letApplicationIn } from './acts.ts';
import { type Client, findClient } from './clients.ts';
import type { OauthParts } from './provider.ts';
import { claimsOfApplication, fault } from './wire.ts';

export interface AppParts extends OauthParts {
  readonly log: Log;
}

const rolesOf = (scopes: readonly Scoped[]): string[] => scopes.map(({ permission, level }) => `${permission}.${level}`);

/** A token of an application by itself: one look-up, one signature. @throws what the program is told */
export async function appTokenFor(
  parts: AppParts,
  client: Client,
  { by, audience }: { readonly by: 'secret' | 'certificate' | 'public'; readonly audience: string },
  now: Date,
): Promise<string> {
  if (by === 'public') throw fault('proof', 'The request body must contain the following parameter: client_assertion or client_secret.');
  const accountId = client.accountId as string;
  const isOwn = accountId === client.ownerId;
  const scopes = isOwn ? client.asks : client.consented;
  const grantId = scopes && (client.grantId ?? (await letIn(parts, client, now)));
  if (!scopes || !grantId) throw fault('consent', `The company has not consented to the application ${client.applicationId}.`);
  const more = {
    ...claimsOfApplication(client),
    appidacr: by === 'secret' ? '1' : '2',
    idtyp: 'app',
    oid: client.applicationId,
    sub: client.applicationId,
    roles: rolesOf(scopes),
  };
  return parts.tokens.signAccess({ grantId, accountId, audience, more }, now);
}

/** The first time, and after what stood before has ended. */
async function letIn(parts: AppParts, client: Client, now: Date): Promise<string | null> {
  const accountId = client.accountId as string;
  await inAccount(parts.db, accountId, (tx) => letApplicationIn(tx, system('tokens', accountId), now, client));
  return (await findClient(parts, { clientId: client.applicationId, tenant: accountId, address: null }, now)).grantId;
}
