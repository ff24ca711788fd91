import { may, mayTakeAway } from '../../core/access.ts';
import { instantKey, page } from '../../core/page.ts';
import { fullName } from '../../core/person.ts';
import { companyOfSignOn } from '../../core/signOn.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Database } from '../../server/db.ts';
import type { Secrets } from '../../server/secrets.ts';
import { agree, endGrant, endOwnGrant, refuseRequest, scopesFor } from './acts.ts';
import type { Grant, tokens } from './contract.ts';
import { listCompanies, listGrantsHere, listGrantsOf } from './queries.ts';
import { resourcesOf } from './records.ts';
import { findAsking, findAskingHere, findRequest } from './requests.ts';

export interface TokensParts {
  readonly db: Database;
  readonly secrets: Secrets;
  readonly publicUrl: string;
}

export const tokensHandlers = (parts: TokensParts): HandlersOf<typeof tokens> => ({
  async lookAtRequest({ tx, actor, now }, { request }) {
    const companies = await listCompanies(tx, now);
    const { model, clientId, tenant } = await findRequest(parts.db, parts.secrets, request);
    const client = await findAsking(parts, clientId, tenant, now);
    const { applicationId, name, description, company, partnerId } = client;
    const only = companyOfSignOn(actor.proofs);
    return {
      application: { applicationId, name, description, company, partnerId },
      kind: model === 'Interaction' ? 'browser' : 'device',
      accounts: companies.filter(({ accountId }) => (tenant === null || accountId === client.accountId) && (only === null || accountId === only)),
    };
  },
  async lookAtRequestHere({ actor, now }, { request }) {
    const client = await findAskingHere(parts, await findRequest(parts.db, parts.secrets, request), actor.accountId, now);
    const scopes = scopesFor(client, actor.accountId);
    return {
      scopes: (scopes ?? []).map((scope) => ({ ...scope, mine: may(actor.rights, scope.permission) || may(actor.rights, scope.permission, 'own') })),
      isMissingConsent: scopes === null,
      can: { agree: scopes !== null, consent: scopes === null && may(actor.rights, 'app_users', 'edit') },
    };
  },
  async agreeToRequest({ tx, actor, now }, { request, scopes }) {
    const requested = await findRequest(parts.db, parts.secrets, request);
    const client = await findAskingHere(parts, requested, actor.accountId, now);
    return agree(tx, actor, now, parts.secrets, { requested, client, scopes, resources: resourcesOf(parts.publicUrl) });
  },
  async refuseRequest({ tx }, { request }) {
    return refuseRequest(tx, parts.secrets, await findRequest(parts.db, parts.secrets, request));
  },
  async listMyPrograms({ tx, actor, now }, { after, limit }) {
    const [rows, companies] = await Promise.all([
      listGrantsOf(tx, actor.personId, now, { limit: limit + 1, after: instantKey(after) }),
      listCompanies(tx, now),
    ]);
    const names = new Map(companies.map(({ accountId, name }) => [accountId, name]));
    return page(rows, limit, placeOf, (row) => present(row, { person: null, company: names.get(row.accountId) ?? null, canEnd: true }));
  },
  async endMyProgram({ tx, actor, now }, { grantId }) {
    await endOwnGrant(tx, actor, now, grantId);
    return {};
  },
  async listPrograms({ tx, actor, now }, { after, limit }) {
    const rows = await listGrantsHere(tx, now, { limit: limit + 1, after: instantKey(after) });
    const canEnd = mayTakeAway(actor.rights, 'app_users');
    return page(rows, limit, placeOf, (row) =>
      present(row, {
        person: row.givenName !== null && row.familyName !== null ? fullName({ givenName: row.givenName, familyName: row.familyName }) : null,
        company: null,
        canEnd,
      }),
    );
  },
  async endProgram({ tx, actor, now }, { grantId }) {
    await endGrant(tx, actor, now, grantId);
    return {};
  },
});

interface Row {
  readonly grantId: string;
  readonly kind: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}
const placeOf = (row: Row) => [row.createdAt.toISOString(), row.grantId];
function present(
  { grantId, kind, name, createdAt, lastUsedAt, expiresAt }: Row,
  more: { readonly person: string | null; readonly company: string | null; readonly canEnd: boolean },
): Grant {
  const { person, company, canEnd } = more;
  return { grantId, kind: kind as Grant['kind'], name, person, company, createdAt, lastUsedAt, expiresAt, can: { end: canEnd } };
}
