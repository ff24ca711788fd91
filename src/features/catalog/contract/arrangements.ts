import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { Market, ProductId } from './products.ts';

/** Arrangements that a company, and each of its people, may have. */
export const arrangementsAtMost = 50;
export const itemsAtMost = 5_000;
export const groupsAtMost = 100;

const Name = z.string().trim().min(1).max(80);
export const Arrangement = z.object({
  arrangementId: z.uuid(),
  name: z.string(),
  /** Null: for every market that has none of its own. */
  market: Market.nullable(),
  /** Shared: the company’s, for all who sell. Otherwise the reader’s own. */
  isShared: z.boolean(),
  isDefault: z.boolean(),
  pinned: z.number().int(),
  hidden: z.number().int(),
  groups: z.number().int(),
  changedAt: z.date(),
  version: z.number().int(),
  can: z.object({ edit: z.boolean() }),
});
export type Arrangement = z.output<typeof Arrangement>;

export const ArrangedItem = z.object({
  productId: ProductId,
  groupId: Id.nullable(),
  isPinned: z.boolean(),
  isHidden: z.boolean(),
  ownName: z.string().trim().min(1).max(120).nullable(),
});
export type ArrangedItem = z.output<typeof ArrangedItem>;
export const ArrangedGroup = z.object({ groupId: Id, name: Name });
export type ArrangedGroup = z.output<typeof ArrangedGroup>;

export const ArrangementNotShared = defineProblem('arrangements.not_yours', 403, z.object({}));
export const TooManyArrangements = defineProblem('arrangements.too_many', 409, z.object({ most: z.number() }));

const named = z.object({ arrangement: z.string() });
export const ArrangementMade = announcement('arrangements.made', named);
export const ArrangementChanged = announcement('arrangements.changed', named);
export const ArrangementRemoved = announcement('arrangements.removed', named);
export const ArrangementChosen = announcement('arrangements.made_default', named);

const own = { within: 'account', permission: 'catalog' } as const;
/** Whoever sees the catalog may arrange it for themselves; the company’s own arrangements ask for more (policy/arrangements.ts). */
const changes = { ...own, method: 'POST', needs: 'view' } as const;
const byArrangement = z.object({ arrangementId: Id });

export const arrangementEndpoints = {
  listArrangements: endpoint({
    ...own,
    method: 'GET',
    path: '/arrangements',
    summary: 'Ways in which the company, and the reader, have ordered the catalog',
    input: z.object({}),
    output: z.object({ items: z.array(Arrangement), can: z.object({ share: z.boolean() }) }),
  }),
  getArrangement: endpoint({
    ...own,
    method: 'GET',
    path: '/arrangements/:arrangementId',
    summary: 'One arrangement: its groups, and every product in its order; what is new in the catalog comes last',
    input: byArrangement,
    output: Arrangement.extend({
      groupList: z.array(ArrangedGroup),
      items: z.array(ArrangedItem.extend({ title: z.string(), publisher: z.string(), isNew: z.boolean() })),
    }),
  }),
  makeArrangement: endpoint({
    ...changes,
    path: '/arrangements',
    summary: 'Begin an arrangement, empty or as a copy of another one',
    input: z.object({ name: Name, market: Market.nullable(), isShared: z.boolean(), copyOf: Id.nullable() }),
    output: z.object({ arrangementId: z.uuid() }),
    problems: [ArrangementNotShared, TooManyArrangements],
  }),
  saveArrangement: endpoint({
    ...changes,
    method: 'PUT',
    path: '/arrangements/:arrangementId',
    summary: 'Keep the order, the pins, the groups and the names as they are now',
    input: byArrangement.extend({
      name: Name,
      market: Market.nullable(),
      groups: z.array(ArrangedGroup).max(groupsAtMost),
      items: z.array(ArrangedItem).max(itemsAtMost),
      version: z.number().int(),
    }),
    output: z.object({ version: z.number().int() }),
    problems: [ArrangementNotShared, ChangedMeanwhile],
  }),
  pinProduct: endpoint({
    ...changes,
    path: '/catalog/products/:productId/pin',
    summary: 'Put a product on top, or take it down again, in the arrangement in force',
    input: z.object({ productId: ProductId, market: Market, arrangementId: Id, isPinned: z.boolean() }),
    output: z.object({}),
    problems: [ArrangementNotShared],
  }),
  setDefaultArrangement: endpoint({
    ...changes,
    path: '/arrangements/:arrangementId/default',
    summary: 'Let an arrangement be the one that the catalog opens with',
    input: byArrangement.extend({ isDefault: z.boolean() }),
    output: z.object({}),
    problems: [ArrangementNotShared],
  }),
  removeArrangement: endpoint({
    ...changes,
    method: 'DELETE',
    path: '/arrangements/:arrangementId',
    summary: 'Remove an arrangement; the catalog itself stays as it is',
    input: byArrangement,
    output: z.object({}),
    problems: [ArrangementNotShared],
  }),
};
