import { may } from '../../../core/access.ts';
import { type Locale, pickLocale } from '../../../core/locale.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { addResource, editResource, orderResources, removeResource } from '../acts/resources.ts';
import type { Resource, resourceEndpoints } from '../contract.ts';
import { listEnrollmentsHere, listResourceRows, type ResourceRow } from '../queries.ts';

export const resourceHandlers: HandlersOf<typeof resourceEndpoints> = {
  async listResources({ tx, request }) {
    const [rows, enrollments] = await Promise.all([listResourceRows(tx), listEnrollmentsHere(tx)]);
    const active = new Set(enrollments.filter(({ state }) => state === 'active' || state === 'restricted').map(({ program }) => program));
    const seen = rows.filter(({ audience }) => audience.length === 0 || audience.some((program) => active.has(program)));
    return {
      items: seen.map((row) => {
        const titles = row.titles as Record<Locale, string>;
        const title = titles[pickLocale([request.locale], Object.keys(titles) as Locale[])];
        return { resourceId: row.resourceId, title, address: row.address, programs: row.audience };
      }),
    };
  },
  async listKeptResources({ tx, actor }) {
    return { items: (await listResourceRows(tx)).map(present), can: { edit: may(actor.rights, 'op.programs', 'edit') } };
  },
  addResource: async ({ tx, actor, now }, link) => present(await addResource(tx, actor, now, link)),
  editResource: async ({ tx, actor, now }, { resourceId, ...link }) => present(await editResource(tx, actor, now, resourceId, link)),
  async removeResource({ tx, actor, now }, { resourceId }) {
    await removeResource(tx, actor, now, resourceId);
    return {};
  },
  async orderResources({ tx, actor, now }, { resourceIds }) {
    await orderResources(tx, actor, now, resourceIds);
    return {};
  },
};

const present = ({ resourceId, titles, address, audience, version }: ResourceRow): Resource => ({
  resourceId,
  titles: titles as Resource['titles'],
  address,
  audience,
  version,
});
