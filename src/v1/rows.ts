import { securityRows } from './security.ts';
import { analyticsRows } from './analytics.ts';
import { agreementRows } from './agreements.ts';
import { serviceRequestRows } from './serviceRequests.ts';
import { auditRows } from './audit.ts';
import { relationshipRows } from './relationships.ts';
import { customerFactRows } from './customerFacts.ts';
import { cartRows } from './carts.ts';
import { customerRows } from './customers.ts';
import { licenseRows } from './licenses.ts';
import { roleRows } from './roles.ts';
import { offerRows } from './offers.ts';
import { orderRows } from './orders.ts';
import { partnerProfileRows } from './partnerProfiles.ts';
import { productRows } from './products.ts';
import type { Row } from './row.ts';
import { subscriptionPartRows } from './subscriptionParts.ts';
import { subscriptionRows } from './subscriptions.ts';
import { transferRows } from './transfers.ts';
import { selfServeRows } from './selfServe.ts';
import { usageRows } from './usage.ts';
import { invoiceRows } from './invoices.ts';
import { newCommerceRows } from './newCommerce.ts';
import { productUpgradeRows } from './productUpgrades.ts';
import { reportRows } from './reports.ts';
import { pricingRows } from './pricing.ts';
import { userRows } from './users.ts';
import { validationRows } from './validation.ts';
import { webhookRows } from './webhooks.ts';

/** Every documented call that is answered. */
export const rows: readonly Row[] = [
  ...customerRows,
  ...offerRows,
  ...productRows,
  ...cartRows,
  ...orderRows,
  ...subscriptionRows,
  ...subscriptionPartRows,
  ...transferRows,
  ...usageRows,
  ...invoiceRows,
  ...pricingRows,
  ...selfServeRows,
  ...userRows,
  ...roleRows,
  ...licenseRows,
  ...webhookRows,
  ...validationRows,
  ...partnerProfileRows,
  ...customerFactRows,
  ...relationshipRows,
  ...auditRows,
  ...serviceRequestRows,
  ...agreementRows,
  ...analyticsRows,
  ...securityRows,
  ...reportRows,
  ...productUpgradeRows,
  ...newCommerceRows,
];
