import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Narrowed } from './bulk.ts';
import { permission } from './shapes.ts';
import { orderStates } from './states.ts';

/** Columns of an exported list of subscriptions; what a bulk change reads of it is among them (`bulkColumns`). */
export const subscriptionColumns = [
  'subscription',
  'customer',
  'product',
  'nickname',
  'state',
  'seats',
  'term',
  'billing',
  'price',
  'retail',
  'currency',
  'auto_renews',
  'renews_on',
  'seats_at_renewal',
  'ordered',
] as const;
export type SubscriptionColumn = (typeof subscriptionColumns)[number];
export const orderColumns = ['number', 'customer', 'state', 'billing', 'first', 'currency', 'placed', 'by', 'approved_by', 'order'] as const;
export type OrderColumn = (typeof orderColumns)[number];

const stream = { within: 'account', method: 'GET', permission, answers: 'stream', exports: true, output: z.unknown() } as const;
export const exportEndpoints = {
  exportSubscriptions: endpoint({
    ...stream,
    path: '/subscriptions/export',
    summary: 'Every subscription that the list would show, as a CSV file in the reader’s language; changed, it can be handed in as a bulk change',
    input: Narrowed,
  }),
  exportOrders: endpoint({
    ...stream,
    path: '/orders/export',
    summary: 'Every order that the list would show, as a CSV file in the reader’s language',
    input: z.object({ search: z.string().trim().max(100).optional(), customerId: Id.optional(), state: z.enum(orderStates).optional() }),
  }),
};
