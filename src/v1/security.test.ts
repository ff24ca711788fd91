import { expect } from 'vitest';
import { personToken } from '../../test/tokens.ts';
import { buildWorld, member } from '../../test/world.ts';
import { served, speaking } from './testing.ts';
import { allOf, partnerWith } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('security_report');

served('GET /v1/nonMfaCompliantPartnerPrincipals', 'who was in the portal without a second factor, and when last', async () => {
  const { speak, company } = await partnerWith(world, scopes);
  const seen = await member(world, company, 'sales_agent');
  await world.admin.query('update members set last_used_at = $2 where person_id = $1', [seen.personId, world.now]);
  const { status, body } = await speak('GET', '/v1/nonmfacompliantpartnerprincipals');
  expect([status, body]).toEqual([
    200,
    {
      totalCount: 1,
      items: [
        {
          objectId: seen.personId,
          tenantId: company.accountId,
          upn: seen.email,
          lastNonMfaCompliantRequestDateTime: '2026-11-21T09:00:00Z',
          attributes: { objectType: 'PortalRequest' },
        },
      ],
      links: { self: { uri: '/nonmfacompliantpartnerprincipals', method: 'GET', headers: [] } },
      attributes: { objectType: 'Collection' },
    },
  ]);
  const { bearer } = await personToken(world, company, seen, scopes);
  const refused = await speaking(world, bearer)('GET', '/v1/nonMfaCompliantPartnerPrincipals');
  expect(refused).toMatchObject({ status: 403, body: { code: 900_150, data: expect.arrayContaining(['security_report']) } });
});
