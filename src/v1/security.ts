import { members } from '../features/members/contract.ts';
import { pageOf } from './paging.ts';
import { ok, type Request, row } from './row.ts';
import { instantTo, resource } from './shapes.ts';

/** Whoever has no second factor has shown none: each time in the portal counts. */
async function withoutSecondFactor(request: Request) {
  const read = async (after: string | undefined, limit: number) => {
    const { items, next } = await request.call(members.listSecondFactors, { only: 'lacking', after, limit });
    return { items: items.filter(({ lastSeenAt }) => lastSeenAt !== null), next };
  };
  return ok(
    await pageOf(request, { size: 500, whole: 10_000 }, read, ({ personId, email, lastSeenAt }) =>
      resource('PortalRequest', {
        objectId: personId,
        tenantId: request.accountId,
        upn: email,
        lastNonMfaCompliantRequestDateTime: lastSeenAt ? instantTo(lastSeenAt) : undefined,
      }),
    ),
  );
}

export const securityRows = [row('GET', '/v1/nonMfaCompliantPartnerPrincipals', withoutSecondFactor)];
