import type { z } from 'zod';
import { audit } from '../features/audit/contract.ts';
import { readInstant, readWord } from './body.ts';
import { invalid } from './fault.ts';
import { readFilter, valueOf } from './filter.ts';
import { numberOf, pageOf } from './paging.ts';
import { ok, type Request, row } from './row.ts';
import { instantTo, resource } from './shapes.ts';

type Line = z.output<typeof audit.listActivity.output>['items'][number];
/** Kinds of records that every program knows … */
const knownTypes = [
  'customer',
  'customer_user',
  'order',
  'subscription',
  'license',
  'transfer',
  'application',
  'application_credential',
  'partner_user',
  'partner_relationship',
] as const;
/** … and those that some came too early for. */
const types = [...knownTypes, 'agreement', 'invoice', 'referral', 'self_serve_policy', 'partner_customer_relationship'] as const;
type Type = (typeof types)[number];

/** What of the house's log is told: as which record, as what, and whether every program knows the word for it. */
const told: Readonly<Record<string, readonly [Type, string, 'newer'?]>> = {
  'customers.added': ['customer', 'add_customer'],
  'customers.changed': ['customer', 'update_customer_billing_profile'],
  'customers.qualification_asked': ['customer', 'update_customer_qualification'],
  'customers.relationship_removed': ['customer', 'remove_partner_customer_relationship'],
  'customers.agreement_attested': ['agreement', 'create_agreement', 'newer'],
  'customers.agreement_accepted': ['agreement', 'create_agreement', 'newer'],
  'customer_users.added': ['customer_user', 'create_customer_user'],
  'customer_users.changed': ['customer_user', 'update_customer_user'],
  'customer_users.deleted': ['customer_user', 'delete_customer_user'],
  'customer_users.restored': ['customer_user', 'restore_customer_user'],
  'customer_users.link_sent': ['customer_user', 'reset_customer_user_password'],
  'licenses.changed': ['license', 'update_customer_user_licenses'],
  'orders.placed': ['order', 'create_order'],
  'orders.completed': ['order', 'update_order'],
  'subscriptions.seats_changed': ['subscription', 'update_subscription'],
  'subscriptions.renamed': ['subscription', 'update_subscription'],
  'subscriptions.cycle_changed': ['subscription', 'update_subscription'],
  'subscriptions.renewal_switched': ['subscription', 'update_subscription'],
  'subscriptions.suspended': ['subscription', 'update_subscription'],
  'subscriptions.reactivated': ['subscription', 'update_subscription'],
  'subscriptions.canceled': ['subscription', 'update_subscription'],
  'subscriptions.change_scheduled': ['subscription', 'update_subscription'],
  'subscriptions.schedule_dropped': ['subscription', 'update_subscription'],
  'subscriptions.support_changed': ['subscription', 'update_subscription'],
  'subscriptions.renewed': ['subscription', 'update_subscription'],
  'subscriptions.trial_converted': ['subscription', 'convert_trial_subscription'],
  'subscriptions.upgraded': ['subscription', 'upgrade_subscription'],
  'transfers.asked': ['transfer', 'create_transfer', 'newer'],
  'transfers.accepted': ['transfer', 'update_transfer'],
  'transfers.rejected': ['transfer', 'update_transfer'],
  'transfers.withdrawn': ['transfer', 'update_transfer'],
  'transfers.completed': ['transfer', 'update_transfer'],
  'relations.accepted': ['partner_relationship', 'create_partner_relationship'],
  'relations.ended': ['partner_relationship', 'remove_partner_relationship', 'newer'],
  'applications.registered': ['application', 'register_application'],
  'applications.withdrawn': ['application', 'unregister_application'],
  'applications.key_added': ['application_credential', 'add_application_credential'],
  'applications.key_ended': ['application_credential', 'remove_application_credential'],
  'members.added': ['partner_user', 'create_partner_user'],
  'members.deactivated': ['partner_user', 'update_partner_user'],
  'members.activated': ['partner_user', 'update_partner_user'],
  'members.restored': ['partner_user', 'update_partner_user'],
  'roles.given': ['partner_user', 'update_partner_user'],
  'roles.taken': ['partner_user', 'update_partner_user'],
  'members.removed': ['partner_user', 'remove_partner_user'],
  'members.left': ['partner_user', 'remove_partner_user'],
};
export const toldNames = Object.keys(told);
const areas = ['customers', 'orders', 'company', 'programs', 'people', 'roles'] as const;
const areaOf: Readonly<Partial<Record<Type, (typeof areas)[number]>>> = {
  customer: 'customers',
  customer_user: 'customers',
  license: 'customers',
  agreement: 'customers',
  order: 'orders',
  subscription: 'orders',
  transfer: 'orders',
  partner_relationship: 'company',
  application: 'programs',
  application_credential: 'programs',
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
function record(line: Line, partnerId: string, isOld: boolean) {
  const [type, operation, newer] = told[line.name] ?? ['customer', 'undefined'];
  const isKnown = (knownTypes as readonly string[]).includes(type);
  return resource('AuditRecord', {
    id: line.entryId,
    partnerId,
    customerId: text(line.details['customerId']),
    customerName: text(line.details['customer']),
    userPrincipalName: line.by.email ?? line.by.name ?? undefined,
    resourceType: isOld && !isKnown ? 'undefined' : type,
    resourceNewValue: JSON.stringify(line.details),
    operationType: isOld && newer ? 'undefined' : operation,
    operationDate: instantTo(line.at),
    operationStatus: 'succeeded',
  });
}

const daysBack = { usual: 30, most: 90 };
const dayMs = 86_400_000;
/** An instant of the query; an end that is a day takes all of that day in. @throws Fault */
function instantOf(request: Request, name: 'startDate' | 'endDate'): Date | undefined {
  const said = request.query(name)?.trim();
  if (!said) return undefined;
  const at = readInstant(said);
  if (!at) throw invalid(name, 'is no date');
  return name === 'endDate' && !said.includes(':') ? new Date(at.getTime() + dayMs) : at;
}

interface Narrowed {
  readonly type: Type | undefined;
  readonly customerId: string | undefined;
  readonly company: string | undefined;
}
const fits =
  ({ type, customerId, company }: Narrowed) =>
  ({ name, details }: Line): boolean => {
    const [of] = told[name] ?? [];
    if (!of || (type && of !== type)) return false;
    if (customerId && details['customerId'] !== customerId) return false;
    return !company || (text(details['customer'])?.toLowerCase().includes(company) ?? false);
  };

/** @throws Fault */
function narrowed(request: Request): Narrowed {
  const conditions = readFilter(request.query('filter'), { CompanyName: ['substring'], CustomerId: ['equals'], ResourceType: ['equals'] });
  const said = valueOf(conditions, 'ResourceType');
  const type = said === undefined ? undefined : readWord(types, said);
  if (said !== undefined && !type) throw invalid('filter', `ResourceType must be one of ${types.join(', ')}`);
  return { type, customerId: valueOf(conditions, 'CustomerId')?.toLowerCase(), company: valueOf(conditions, 'CompanyName')?.toLowerCase() };
}

async function listed(request: Request) {
  const to = instantOf(request, 'endDate');
  const earliest = request.now.getTime() - (daysBack.most + 1) * dayMs;
  const from = instantOf(request, 'startDate') ?? new Date(request.now.getTime() - daysBack.usual * dayMs);
  if (from.getTime() < earliest) throw invalid('startDate', `must not be more than ${daysBack.most} days back`);
  const wanted = narrowed(request);
  const area = wanted.type ? (areaOf[wanted.type] ?? 'people,roles') : areas.join(',');
  const read = async (after: string | undefined, limit: number) => {
    const { items, next } = await request.call(audit.listActivity, { from, ...(to ? { to } : {}), area, after, limit });
    return { items: items.filter(fits(wanted)), next };
  };
  const isOld = request.client === 'java' || request.client === 'powershell';
  const size = Math.min(numberOf(request, 'size') || 500, 500);
  return ok(await pageOf(request, { size, isSeek: true }, read, (line) => record(line, request.accountId, isOld)));
}

export const auditRows = [row('GET', '/v1/auditrecords', listed)];
