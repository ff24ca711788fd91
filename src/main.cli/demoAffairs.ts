import type { Ask } from '../features/applications/contract.ts';
import type { WantedAccount } from '../features/tax/contract.ts';

/** What the integrator has made, and which companies let it in. */
export const demoApplication = {
  company: 'fjordbridge',
  name: 'Fjordbridge Sync',
  description: 'Keeps customers and subscriptions in step with the accounting of the company.',
  redirects: ['https://sync.fjordbridge.example/connected'],
  asks: [
    { permission: 'customers', level: 'edit' },
    { permission: 'subscriptions', level: 'view' },
    { permission: 'invoices', level: 'view' },
  ] satisfies Ask[],
  secret: { name: 'Production', months: 12 },
  partners: ['harbor', 'atelier', 'yunfan', 'mediterraneo', 'chenxi'],
} as const;

/** What a company has registered for itself alone: to try the API with. */
export const demoOwnApplication = {
  company: 'harbor',
  name: 'Harborpine Console',
  description: 'Scripts of our own that look after customers, subscriptions, and orders.',
  redirects: ['http://localhost:8400/back', 'https://console.harborpine.example/back'],
  asks: [
    ...(['customers', 'customers.create', 'customers.details', 'customers.billing', 'customers.relationship', 'customers.self_purchase'] as const),
    ...(['customers.act_on_behalf', 'customers.agreements.attest', 'subscriptions', 'transfers', 'invoices'] as const),
    ...(['legal_profile', 'support_profile', 'billing_profile', 'locations', 'support.requests', 'app_users', 'webhooks'] as const),
  ]
    .map((permission): Ask => ({ permission, level: 'edit' }))
    .concat(
      (['catalog', 'pricing', 'agreements', 'agreements.status', 'customers.agreements', 'activity_log', 'relations', 'programs'] as const).map(
        (permission) => ({
          permission,
          level: 'view',
        }),
      ),
    ),
  secret: { name: 'Try it out', months: 24 },
} as const;

/** What the companies of the demo have said to the tax office. */
export const demoTaxProfile = {
  kind: 'company',
  legalName: 'Harbor & Pine Systems, Inc.',
  country: 'US',
  number: '91-2345678',
  claimsTreaty: false,
  isCertified: true,
} as const;

interface DemoPayout {
  readonly account: WantedAccount;
  /** Whether the other person has confirmed it. */
  readonly isConfirmed: boolean;
}
/** Where a company’s payouts go: who asks, who confirms, and what. */
export const demoPayouts: { readonly company: string; readonly asks: string; readonly confirms: string; readonly accounts: readonly DemoPayout[] } = {
  company: 'harbor',
  asks: 'noah.fischer@harborpine.example',
  confirms: 'elena.marchetti@harborpine.example',
  accounts: [
    {
      isConfirmed: true,
      account: {
        name: 'Operating account',
        holder: 'Harbor & Pine Systems, Inc.',
        country: 'US',
        currency: 'USD',
        bank: '021000021',
        number: '0210 0002 1123',
        contactEmail: 'treasury@harborpine.example',
      },
    },
    {
      isConfirmed: false,
      account: {
        name: 'Euro account',
        holder: 'Harbor & Pine Systems, Inc.',
        country: 'DE',
        currency: 'EUR',
        bank: 'COBADEFFXXX',
        number: 'DE89 3704 0044 0532 0130 00',
        contactEmail: 'treasury@harborpine.example',
      },
    },
  ],
};
