import type { BrowserContext, Page } from '@playwright/test';
import { settled } from './people.ts';
import {
  addPhone,
  disputed,
  finishRecovery,
  firstTopic,
  onLink,
  onRecover,
  onRecovery,
  openDialog,
  openedRecovery,
  rightsOfFirst,
  suspended,
  tab,
} from './stopStates.ts';

/**
 * Who walks to a page: nobody yet, the first admin of the language's company, a colleague without rights, the consultant, the
 * operator, the integrator's admin, or who may change where payouts go. */
export type Walker = 'nobody' | 'admin' | 'colleague' | 'consultant' | 'operator' | 'integrator' | 'payee';

export interface Stop {
  /** Names the picture. */
  readonly name: string;
  /** The pattern in main.web.tsx or main.app.tsx; a test compares. */
  readonly path: string;
  readonly as: Walker;
  /** Fills what the pattern leaves open, besides `:account`. */
  readonly fill?: (context: BrowserContext, url: string, accountId: string) => Promise<Record<string, string>>;
  /** Brings the page into the state that is meant. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The value of `key` in the first row of a list. */
const firstOf = (list: (accountId: string) => string, key: string) => async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(url + list(accountId))).json()) as { items: Record<string, string>[] };
  return { [key]: items[0]?.[key] ?? '' };
};
const location = firstOf((account) => `/api/a/${account}/locations`, 'locationId');
const order = firstOf((account) => `/api/a/${account}/orders`, 'orderId');
const cart = firstOf((account) => `/api/a/${account}/carts`, 'cartId');
const transfer = firstOf((account) => `/api/a/${account}/transfers`, 'transferId');
const subscription = firstOf((account) => `/api/a/${account}/subscriptions`, 'subscriptionId');
const bulkChange = firstOf((account) => `/api/a/${account}/bulk-changes`, 'bulkId');
const customer = firstOf((account) => `/api/a/${account}/customers`, 'customerId');
/** The customer of the newest subscription: one that has licenses. */
const licensedCustomer = async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(`${url}/api/a/${accountId}/subscriptions?state=active`)).json()) as {
    items: { customer: { customerId: string } }[];
  };
  return { customerId: items[0]?.customer.customerId ?? '' };
};
/** The administrator of the first customer's directory. */
const customerUser = async (context: BrowserContext, url: string, accountId: string) => {
  const { customerId = '' } = await customer(context, url, accountId);
  return { customerId, ...(await firstOf((account) => `/api/a/${account}/customers/${customerId}/users`, 'userId')(context, url, accountId)) };
};
const person = firstOf((account) => `/api/a/${account}/members`, 'personId');

/** The SAML one among the company's directories. */
const samlDirectory = async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(`${url}/api/a/${accountId}/directories`)).json()) as { items: { directoryId: string; kind: string }[] };
  return { directoryId: items.find(({ kind }) => kind === 'saml')?.directoryId ?? '' };
};
/** Choose what the last group of a directory gives. */
const openGroup = (page: Page) => page.getByRole('main').getByRole('grid').nth(1).getByRole('button').last().click();
const directory = firstOf((account) => `/api/a/${account}/directories`, 'directoryId');
/** Someone with roles who is not the walker. */
const colleague = async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(`${url}/api/a/${accountId}/members`)).json()) as {
    items: { personId: string; can: { remove: boolean } }[];
  };
  return { personId: items.find(({ can }) => can.remove)?.personId ?? items[0]?.personId ?? '' };
};

/** A file of locations with something to mend, handed in. */
const importedLocations = async (context: BrowserContext, url: string, accountId: string) => {
  const lines = [
    'name,country,line1,city,state,postal_code,given_name,family_name,email',
    'Harbor North,US,12 Pier Road,Portland,ME,04101,Noor,Haddad,noor@harborpine.example',
    'Harbor South,US,9 Quay Street,Portland,ME,none,Wei,Chen,wei@harborpine.example',
    ',Mars,1 Crater,Olympus,,,Ida,Holm,no-address',
  ];
  const answer = await context.request.post(`${url}/api/a/${accountId}/location-imports`, {
    data: { name: 'new-locations.csv', content: Buffer.from(lines.join('\n')).toString('base64') },
  });
  const { importId } = (await answer.json()) as { importId: string };
  return { importId };
};

/** What the list shows, and how it gets a name. */
async function openViews(page: Page): Promise<void> {
  await page.locator('main button:has(.lucide-bookmark)').click();
  await page.getByRole('menuitem').first().click();
  await page.getByRole('dialog').waitFor();
}
/** The first customer is ticked, and somebody is to look after it. */
async function assignOne(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).getByRole('checkbox').check();
  await page.getByRole('region').getByRole('button').first().click();
  await page.getByRole('dialog').waitFor();
}

/** A file of people with something to mend, handed in. */
const imported = async (context: BrowserContext, url: string, accountId: string) => {
  const lines = [
    'email,given_name,family_name,roles,language',
    'noor.haddad@harborpine.example,Noor,Haddad,sales_agent,fr',
    'wei.chen@harborpine.example,伟,陈,,zh-CN',
    'no-address,Ida,,Emperor,Klingon',
  ];
  const answer = await context.request.post(`${url}/api/a/${accountId}/imports`, {
    data: { name: 'new-people.csv', content: Buffer.from(lines.join('\n')).toString('base64') },
  });
  const { importId } = (await answer.json()) as { importId: string };
  for (let turn = 0; turn < 50; turn++) {
    const { state } = (await (await context.request.get(`${url}/api/a/${accountId}/imports/${importId}`)).json()) as { state: string };
    if (state !== 'checking') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { importId };
};

/** An application that waits for the operator. */
const enrollment = async (context: BrowserContext, url: string) => {
  const { items } = (await (await context.request.get(`${url}/api/operator/enrollments`)).json()) as { items: { accountId: string; program: string }[] };
  return { accountId: items[0]?.accountId ?? '', program: items[0]?.program ?? '' };
};

/** The first partner of the directory. */
const somePartner = async (context: BrowserContext, url: string) => {
  const { items } = (await (await context.request.get(`${url}/api/public/partners?limit=1`)).json()) as { items: { pageId: string; locale: string }[] };
  return { slug: items[0]?.pageId ?? '', locale: items[0]?.locale ?? 'en' };
};
const partnerPage = (context: BrowserContext, url: string) => somePartner(context, url);
async function toPartner(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  const { slug } = await somePartner(page.context(), origin);
  await page.goto(`${origin}/write-to-partner?to=${slug}`);
  await settled(page);
}

/** Every page of the center, and the states that are worth a look. Pictures and the walk through every page use this one list. */
export const stops: readonly Stop[] = [
  { name: 'sign-in', path: '/sign-in', as: 'nobody' },
  { name: 'sign-up', path: '/sign-up', as: 'nobody' },
  { name: 'recover', path: '/recover', as: 'nobody' },
  { name: 'recover-account', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'step=account') },
  { name: 'recover-who', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'step=who') },
  { name: 'recover-personal', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'about=personal') },
  { name: 'recover-refused', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'about=refused') },
  { name: 'recover-nobody', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'about=nobody') },
  { name: 'recover-verify', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'about=verify') },
  { name: 'recover-user', path: '/recover', as: 'nobody', prepare: (page) => onRecover(page, 'about=user') },
  { name: 'recover-prove', path: '/recover', as: 'nobody', prepare: (page) => onRecovery(page, { opened: null }) },
  { name: 'recover-more', path: '/recover', as: 'nobody', prepare: (page) => onRecovery(page, { opened: openedRecovery }) },
  {
    name: 'recover-help',
    path: '/recover',
    as: 'nobody',
    prepare: (page) => onRecovery(page, { opened: { ...openedRecovery, ways: openedRecovery.ways.slice(0, 1), reachable: false } }),
  },
  { name: 'recover-unknown', path: '/recover', as: 'nobody', prepare: (page) => onRecovery(page, { opened: { ...openedRecovery, known: false, ways: [] } }) },
  {
    name: 'recover-password',
    path: '/recover',
    as: 'nobody',
    prepare: (page) => onRecovery(page, { opened: { ...openedRecovery, missing: 0, finish: finishRecovery } }),
  },
  {
    name: 'recover-lost',
    path: '/recover',
    as: 'nobody',
    prepare: (page) => onRecovery(page, { trouble: 'factor', opened: { ...openedRecovery, missing: 0, finish: { ...finishRecovery, password: 'possible' } } }),
  },
  { name: 'recover-gone', path: '/recover', as: 'nobody', prepare: (page) => onRecovery(page, null) },
  { name: 'request-access', path: '/request-access', as: 'nobody' },
  { name: 'set-password-gone', path: '/set-password', as: 'nobody' },
  { name: 'not-me', path: '/not-me', as: 'nobody', prepare: disputed },
  { name: 'not-me-gone', path: '/not-me', as: 'nobody' },
  { name: 'invitation-gone', path: '/invitation', as: 'nobody' },
  { name: 'unsubscribe-gone', path: '/unsubscribe', as: 'nobody' },
  { name: 'contact-gone', path: '/contact', as: 'nobody' },
  { name: 'support', path: '/support', as: 'nobody' },
  { name: 'verify', path: '/verify', as: 'nobody' },
  { name: 'partner-directory', path: '/partners', as: 'nobody' },
  { name: 'partner-profile', path: '/partners/:locale/:slug', as: 'nobody', fill: partnerPage },
  { name: 'write-to-partner', path: '/write-to-partner', as: 'nobody', prepare: toPartner },
  { name: 'write-to-partner-gone', path: '/write-to-partner', as: 'nobody' },
  { name: 'request-follow-gone', path: '/request', as: 'nobody' },
  { name: 'home', path: '/a/:account', as: 'admin' },
  { name: 'people', path: '/a/:account/people', as: 'admin' },
  { name: 'people-invitations', path: '/a/:account/people', as: 'admin', prepare: (page) => tab(page, 1) },
  { name: 'people-requests', path: '/a/:account/people', as: 'admin', prepare: (page) => tab(page, 2) },
  { name: 'people-role-requests', path: '/a/:account/people', as: 'admin', prepare: (page) => tab(page, 3) },
  {
    name: 'role-request',
    path: '/a/:account/role-requests/:requestId',
    as: 'admin',
    fill: firstOf((account) => `/api/a/${account}/role-requests`, 'requestId'),
  },
  { name: 'role-requests-mine', path: '/a/:account/role-requests', as: 'colleague' },
  {
    name: 'role-request-mine',
    path: '/a/:account/role-requests/:requestId',
    as: 'colleague',
    fill: firstOf((account) => `/api/a/${account}/my-role-requests`, 'requestId'),
  },
  { name: 'role-ask', path: '/a/:account/role-requests', as: 'colleague', prepare: openDialog },
  { name: 'access-requests', path: '/a/:account/access-requests', as: 'admin' },
  { name: 'invite', path: '/a/:account/people/invite', as: 'admin' },
  { name: 'person', path: '/a/:account/people/:personId', as: 'admin', fill: person },
  { name: 'person-leave', path: '/a/:account/people/:personId/leave', as: 'admin', fill: colleague },
  { name: 'reset-password', path: '/a/:account/people/:personId/password', as: 'admin', fill: colleague },
  { name: 'reset-requests', path: '/a/:account/reset-requests', as: 'admin' },
  { name: 'people-import', path: '/a/:account/people/import', as: 'admin' },
  { name: 'people-imported', path: '/a/:account/people/import/:importId', as: 'admin', fill: imported },
  { name: 'roles', path: '/a/:account/roles', as: 'admin' },
  { name: 'roles-permission', path: '/a/:account/roles', as: 'admin', prepare: (page) => tab(page, 1) },
  { name: 'roles-person', path: '/a/:account/roles', as: 'admin', prepare: rightsOfFirst },
  { name: 'roles-give', path: '/a/:account/roles/give', as: 'admin' },
  { name: 'company', path: '/a/:account/company', as: 'admin' },
  { name: 'company-legal-contact', path: '/a/:account/company?edit=legal_contact', as: 'admin' },
  { name: 'company-writing', path: '/a/:account/company?edit=writing', as: 'admin' },
  { name: 'company-business', path: '/a/:account/company?edit=business', as: 'admin' },
  { name: 'company-history', path: '/a/:account/company/history', as: 'admin' },
  { name: 'location-import', path: '/a/:account/locations/import', as: 'admin' },
  { name: 'location-imported', path: '/a/:account/locations/import/:importId', as: 'admin', fill: importedLocations },
  { name: 'identifiers', path: '/a/:account/identifiers', as: 'admin' },
  { name: 'catalog', path: '/a/:account/catalog', as: 'admin' },
  { name: 'catalog-product', path: '/a/:account/catalog/products/:productId', as: 'admin', fill: async () => ({ productId: 'tideway-office' }) },
  {
    name: 'catalog-compare',
    path: '/a/:account/catalog/compare',
    as: 'admin',
    prepare: (page) => page.goto(`${page.url()}?products=tideway-office,tideway-mail`).then(() => settled(page)),
  },
  { name: 'catalog-arrangements', path: '/a/:account/catalog/arrangements', as: 'admin' },
  {
    name: 'catalog-arrangement',
    path: '/a/:account/catalog/arrangements/:arrangementId',
    as: 'admin',
    fill: firstOf((account) => `/api/a/${account}/arrangements`, 'arrangementId'),
  },
  { name: 'prices', path: '/a/:account/prices', as: 'admin' },
  { name: 'prices-difference', path: '/a/:account/prices', as: 'admin', prepare: async (page) => void (await page.getByRole('tab').nth(2).click()) },
  { name: 'retail', path: '/a/:account/retail', as: 'admin' },
  { name: 'locations', path: '/a/:account/locations', as: 'admin' },
  { name: 'location-add', path: '/a/:account/locations/add', as: 'admin' },
  { name: 'location', path: '/a/:account/locations/:locationId', as: 'admin', fill: location },
  {
    name: 'location-edit',
    path: '/a/:account/locations/:locationId',
    as: 'admin',
    fill: location,
    prepare: (page) => page.getByRole('main').getByRole('button').first().click(),
  },
  { name: 'customers', path: '/a/:account/customers', as: 'admin' },
  { name: 'customers-views', path: '/a/:account/customers', as: 'admin', prepare: openViews },
  { name: 'customers-assign', path: '/a/:account/customers', as: 'admin', prepare: assignOne },
  { name: 'customer-add', path: '/a/:account/customers/add', as: 'admin' },
  { name: 'customer', path: '/a/:account/customers/:customerId', as: 'admin', fill: customer },
  { name: 'customer-billing', path: '/a/:account/customers/:customerId', as: 'admin', fill: customer, prepare: (page) => tab(page, 1) },
  { name: 'customer-agreements', path: '/a/:account/customers/:customerId', as: 'admin', fill: customer, prepare: (page) => tab(page, 2) },
  { name: 'customer-relationship', path: '/a/:account/customers/:customerId', as: 'admin', fill: customer, prepare: (page) => tab(page, 3) },
  { name: 'customer-users', path: '/a/:account/customers/:customerId', as: 'admin', fill: customer, prepare: (page) => tab(page, 4) },
  { name: 'customer-licenses', path: '/a/:account/customers/:customerId', as: 'admin', fill: licensedCustomer, prepare: (page) => tab(page, 5) },
  {
    name: 'customer-user-licenses',
    path: '/a/:account/customers/:customerId',
    as: 'admin',
    fill: licensedCustomer,
    prepare: async (page) => {
      await tab(page, 4);
      await page.getByRole('main').getByRole('checkbox').nth(1).check();
      await page.getByRole('main').getByRole('region').last().getByRole('button').first().click();
    },
  },
  { name: 'customer-user-add', path: '/a/:account/customers/:customerId/users/new', as: 'admin', fill: customer },
  { name: 'customer-user-import', path: '/a/:account/customers/:customerId/users/import', as: 'admin', fill: customer },
  { name: 'customer-user', path: '/a/:account/customers/:customerId/users/:userId', as: 'admin', fill: customerUser },
  { name: 'customer-invitations', path: '/a/:account/customers/invitations', as: 'admin' },
  { name: 'customer-invite', path: '/a/:account/customers/invitations/new', as: 'admin' },
  { name: 'my-customer', path: '/me/customer', as: 'admin' },
  { name: 'orders', path: '/a/:account/orders', as: 'admin' },
  { name: 'order-new', path: '/a/:account/orders/new', as: 'admin' },
  { name: 'order', path: '/a/:account/orders/:orderId', as: 'admin', fill: order },
  { name: 'cart', path: '/a/:account/carts/:cartId', as: 'admin', fill: cart },
  { name: 'subscriptions', path: '/a/:account/subscriptions', as: 'admin' },
  { name: 'order-approval', path: '/a/:account/order-approval', as: 'admin' },
  { name: 'budgets', path: '/a/:account/budgets', as: 'admin' },
  { name: 'bulk-changes', path: '/a/:account/bulk-changes', as: 'admin' },
  { name: 'bulk-change', path: '/a/:account/bulk-changes/:bulkId', as: 'admin', fill: bulkChange },
  { name: 'transfers', path: '/a/:account/transfers', as: 'admin' },
  { name: 'transfer-new', path: '/a/:account/transfers/new', as: 'admin' },
  { name: 'transfer-ask', path: '/a/:account/transfers/ask', as: 'admin' },
  { name: 'transfer', path: '/a/:account/transfers/:transferId', as: 'admin', fill: transfer },
  { name: 'subscription', path: '/a/:account/subscriptions/:subscriptionId', as: 'admin', fill: subscription },
  { name: 'customer-invitation-gone', path: '/customer-invitation', as: 'nobody' },
  { name: 'operator-qualifications', path: '/operator/customer-qualifications', as: 'operator' },
  { name: 'relations', path: '/a/:account/relations', as: 'admin' },
  { name: 'relation', path: '/a/:account/relations/:relationId', as: 'admin', fill: firstOf((account) => `/api/a/${account}/relations`, 'relationId') },
  { name: 'relation-invite', path: '/a/:account/relations/invite', as: 'admin' },
  { name: 'standing', path: '/a/:account/standing', as: 'admin' },
  { name: 'standing-suspended', path: '/a/:account/standing', as: 'admin', prepare: suspended },
  { name: 'closing', path: '/a/:account/closing', as: 'admin' },
  { name: 'merges', path: '/a/:account/merges', as: 'admin' },
  { name: 'merge-invite', path: '/a/:account/merges/invite', as: 'admin' },
  { name: 'merge', path: '/a/:account/merges/:mergeId', as: 'admin', fill: firstOf((account) => `/api/a/${account}/merges`, 'mergeId') },
  { name: 'programs', path: '/a/:account/programs', as: 'admin' },
  { name: 'programs-user', path: '/a/:account/programs', as: 'colleague' },
  { name: 'program-groups', path: '/a/:account/programs/groups', as: 'admin' },
  { name: 'program', path: '/a/:account/programs/:program', as: 'admin', fill: async () => ({ program: 'membership' }) },
  { name: 'program-to-join', path: '/a/:account/programs/:program', as: 'admin', fill: async () => ({ program: 'reseller_indirect' }) },
  { name: 'resources', path: '/a/:account/resources', as: 'admin' },
  { name: 'verification', path: '/a/:account/verification', as: 'admin' },
  { name: 'domains', path: '/a/:account/domains', as: 'admin' },
  { name: 'directories', path: '/a/:account/directories', as: 'admin' },
  { name: 'directory-new', path: '/a/:account/directories/new', as: 'admin' },
  { name: 'directory', path: '/a/:account/directories/:directoryId', as: 'admin', fill: directory },
  { name: 'provisioning', path: '/a/:account/directories/:directoryId/provisioning', as: 'admin', fill: directory },
  { name: 'provisioning-group', path: '/a/:account/directories/:directoryId/provisioning', as: 'admin', fill: directory, prepare: openGroup },
  { name: 'saml-new', path: '/a/:account/directories/new/saml', as: 'admin' },
  { name: 'saml', path: '/a/:account/directories/:directoryId/saml', as: 'admin', fill: samlDirectory },
  { name: 'sign-on-gone', path: '/sign-on', as: 'nobody' },
  { name: 'sign-on-other', path: '/sign-on/:company', as: 'nobody', fill: async () => ({ company: '-' }) },
  { name: 'sign-on-link', path: '/sign-on', as: 'nobody', prepare: onLink },
  { name: 'elevations', path: '/a/:account/elevations', as: 'colleague' },
  { name: 'stop-elevation-gone', path: '/stop-elevation', as: 'nobody' },
  { name: 'agreements', path: '/a/:account/agreements', as: 'admin' },
  { name: 'agreement', path: '/a/:account/agreements/:agreement', as: 'admin', fill: () => Promise.resolve({ agreement: 'partner' }) },
  { name: 'profiles', path: '/a/:account/profiles', as: 'admin' },
  { name: 'profile-new', path: '/a/:account/profiles/new', as: 'admin' },
  { name: 'profile', path: '/a/:account/profiles/:profileId', as: 'admin', fill: firstOf((account) => `/api/a/${account}/profiles`, 'profileId') },
  { name: 'leads', path: '/a/:account/leads', as: 'admin' },
  { name: 'requests', path: '/a/:account/requests', as: 'admin' },
  { name: 'requests-closed', path: '/a/:account/requests', as: 'admin', prepare: (page) => tab(page, 1) },
  { name: 'request-new', path: '/a/:account/requests/new', as: 'admin' },
  { name: 'request-write', path: '/a/:account/requests/new', as: 'admin', prepare: firstTopic },
  { name: 'request', path: '/a/:account/requests/:requestId', as: 'admin', fill: firstOf((account) => `/api/a/${account}/requests`, 'requestId') },
  { name: 'support-details', path: '/a/:account/support-details', as: 'admin' },
  { name: 'billing-profile', path: '/a/:account/billing-profile', as: 'admin' },
  { name: 'payout-accounts', path: '/a/:account/payout-accounts', as: 'payee' },
  {
    name: 'payout-account-new',
    path: '/a/:account/payout-accounts',
    as: 'payee',
    prepare: (page) => page.getByRole('main').getByRole('button').nth(2).click(),
  },
  { name: 'tax-profiles', path: '/a/:account/tax-profiles', as: 'payee' },
  {
    name: 'tax-profile-new',
    path: '/a/:account/tax-profiles',
    as: 'payee',
    prepare: (page) => page.getByRole('main').getByRole('button').first().click(),
  },
  { name: 'payout-accounts-refused', path: '/a/:account/payout-accounts', as: 'admin' },
  { name: 'tax-exemption', path: '/a/:account/tax-exemption', as: 'admin' },
  { name: 'sign-in-policy', path: '/a/:account/sign-in', as: 'admin' },
  { name: 'security-report', path: '/a/:account/security-report', as: 'admin' },
  { name: 'second-factor', path: '/a/:account/second-factor', as: 'admin' },
  { name: 'second-factor-admins', path: '/a/:account/second-factor', as: 'admin', prepare: (page) => page.getByRole('radio').nth(1).check() },
  { name: 'second-factor-exceptions', path: '/a/:account/second-factor/exceptions', as: 'admin' },
  { name: 'activity', path: '/a/:account/activity', as: 'admin' },
  {
    name: 'activity-entry',
    path: '/a/:account/activity/entries/:entryId',
    as: 'admin',
    fill: firstOf((account) => `/api/a/${account}/activity?area=company`, 'entryId'),
  },
  { name: 'activity-proof', path: '/a/:account/activity/proof', as: 'admin' },
  { name: 'profile', path: '/me/profile', as: 'admin' },
  { name: 'security', path: '/me/security', as: 'admin' },
  { name: 'security-one-way', path: '/me/security', as: 'colleague' },
  { name: 'security-add-phone', path: '/me/security', as: 'admin', prepare: addPhone },
  { name: 'my-learning', path: '/me/learning', as: 'admin' },
  { name: 'my-learning-none', path: '/me/learning', as: 'colleague' },
  { name: 'applications', path: '/a/:account/applications', as: 'integrator' },
  { name: 'applications-none', path: '/a/:account/applications', as: 'admin' },
  { name: 'application-new', path: '/a/:account/applications/new', as: 'integrator' },
  {
    name: 'application',
    path: '/a/:account/applications/:applicationId',
    as: 'integrator',
    fill: firstOf((account) => `/api/a/${account}/applications`, 'applicationId'),
  },
  {
    name: 'application-edit',
    path: '/a/:account/applications/:applicationId/edit',
    as: 'integrator',
    fill: firstOf((account) => `/api/a/${account}/applications`, 'applicationId'),
  },
  { name: 'consents', path: '/a/:account/consents', as: 'admin' },
  { name: 'consent-new', path: '/a/:account/consents/new', as: 'admin' },
  { name: 'learning', path: '/a/:account/learning', as: 'admin' },
  { name: 'companies', path: '/me/companies', as: 'admin' },
  { name: 'notices', path: '/me/notices', as: 'admin' },
  { name: 'notice-choices', path: '/me/notices/choices', as: 'admin' },
  { name: 'news-read', path: '/me/news', as: 'admin' },
  { name: 'missing', path: '/a/:account/no-such-page', as: 'admin' },
  { name: 'home-user', path: '/a/:account', as: 'colleague' },
  { name: 'people-refused', path: '/a/:account/people', as: 'colleague' },
  { name: 'home-consultant', path: '/a/:account', as: 'consultant' },
  { name: 'operator', path: '/operator', as: 'operator' },
  { name: 'operator-accounts', path: '/operator/accounts', as: 'operator' },
  { name: 'operator-suspension', path: '/operator/accounts/:accountId/suspension', as: 'operator', fill: firstOf(() => '/api/operator/accounts', 'accountId') },
  { name: 'operator-account', path: '/operator/accounts/:accountId', as: 'operator', fill: firstOf(() => '/api/operator/accounts', 'accountId') },
  { name: 'operator-relations', path: '/operator/relations', as: 'operator' },
  { name: 'operator-verification', path: '/operator/verification', as: 'operator' },
  {
    name: 'operator-case',
    path: '/operator/verification/:accountId',
    as: 'operator',
    fill: firstOf(() => '/api/operator/verification?queue=asked', 'accountId'),
  },
  { name: 'operator-enrollments', path: '/operator/enrollments', as: 'operator' },
  { name: 'operator-enrollment', path: '/operator/accounts/:accountId/enrollments/:program', as: 'operator', fill: enrollment },
  { name: 'operator-elevations', path: '/operator/accounts/:accountId/elevations', as: 'operator', fill: enrollment },
  { name: 'operator-company-programs', path: '/operator/accounts/:accountId/programs', as: 'operator', fill: enrollment },
  { name: 'operator-programs', path: '/operator/programs', as: 'operator' },
  { name: 'operator-program', path: '/operator/programs/:program', as: 'operator', fill: async () => ({ program: 'reseller_direct' }) },
  { name: 'operator-programs-import', path: '/operator/programs/import', as: 'operator' },
  { name: 'operator-resources', path: '/operator/resources', as: 'operator' },
  { name: 'operator-agreements', path: '/operator/agreements', as: 'operator' },
  { name: 'operator-agreement-new', path: '/operator/agreements/new', as: 'operator' },
  { name: 'operator-agreement', path: '/operator/agreements/:textId', as: 'operator', fill: firstOf(() => '/api/operator/agreements', 'textId') },
  { name: 'operator-payout-accounts', path: '/operator/payout-accounts', as: 'operator' },
  { name: 'operator-tax-profiles', path: '/operator/tax-profiles', as: 'operator' },
  { name: 'operator-tax-exemptions', path: '/operator/tax-exemptions', as: 'operator' },
  {
    name: 'operator-tax-exemption',
    path: '/operator/tax-exemptions/:accountId/:exemptionId',
    as: 'operator',
    fill: async (context, url) => {
      const { items } = (await (await context.request.get(`${url}/api/operator/tax-exemptions`)).json()) as {
        items: { accountId: string; exemptionId: string }[];
      };
      return { accountId: items[0]?.accountId ?? '', exemptionId: items[0]?.exemptionId ?? '' };
    },
  },
  { name: 'operator-location-removals', path: '/operator/location-removals', as: 'operator' },
  { name: 'operator-closings', path: '/operator/closings', as: 'operator' },
  { name: 'operator-join-requests', path: '/operator/join-requests', as: 'operator' },
  { name: 'operator-requests', path: '/operator/requests', as: 'operator' },
  {
    name: 'operator-request',
    path: '/operator/requests/:requestId',
    as: 'operator',
    fill: firstOf(() => '/api/operator/requests?kind=question', 'requestId'),
  },
  {
    name: 'operator-access-case',
    path: '/operator/requests/:requestId/access',
    as: 'operator',
    fill: firstOf(() => '/api/operator/requests?kind=access', 'requestId'),
  },
  { name: 'operator-support-contacts', path: '/operator/support-contacts', as: 'operator' },
  { name: 'operator-support-contact-new', path: '/operator/support-contacts/new', as: 'operator' },
  {
    name: 'operator-support-contact',
    path: '/operator/support-contacts/:contactId',
    as: 'operator',
    fill: firstOf(() => '/api/operator/support-contacts', 'contactId'),
  },
  { name: 'operator-support-contacts-import', path: '/operator/support-contacts/import', as: 'operator' },
  { name: 'operator-catalog', path: '/operator/catalog', as: 'operator' },
  { name: 'operator-catalog-new', path: '/operator/catalog/new', as: 'operator' },
  { name: 'operator-catalog-import', path: '/operator/catalog/import', as: 'operator' },
  { name: 'operator-catalog-versions', path: '/operator/catalog/versions', as: 'operator' },
  {
    name: 'operator-catalog-version',
    path: '/operator/catalog/versions/:versionId',
    as: 'operator',
    fill: firstOf(() => '/api/operator/catalog/versions', 'versionId'),
  },
  { name: 'operator-catalog-product', path: '/operator/catalog/products/:productId', as: 'operator', fill: async () => ({ productId: 'tideway-office' }) },
  { name: 'operator-price-lists', path: '/operator/price-lists', as: 'operator' },
  { name: 'operator-price-list', path: '/operator/price-lists/:listId', as: 'operator', fill: firstOf(() => '/api/operator/price-lists', 'listId') },
  { name: 'operator-price-import', path: '/operator/price-lists/import', as: 'operator' },
  {
    name: 'operator-price-imported',
    path: '/operator/price-lists/import/:importId',
    as: 'operator',
    fill: firstOf(() => '/api/operator/price-imports', 'importId'),
  },
  { name: 'operator-partner-prices', path: '/operator/partner-prices', as: 'operator' },
  { name: 'operator-price-groups', path: '/operator/price-groups', as: 'operator' },
  { name: 'operator-promotions', path: '/operator/promotions', as: 'operator' },
  { name: 'operator-news', path: '/operator/news', as: 'operator' },
  { name: 'operator-news-new', path: '/operator/news/new', as: 'operator' },
  { name: 'operator-news-edit', path: '/operator/news/:newsId', as: 'operator', fill: firstOf(() => '/api/operator/news', 'newsId') },
  { name: 'operator-roles', path: '/operator/roles', as: 'operator' },
  { name: 'operator-staff', path: '/operator/staff', as: 'operator' },
  { name: 'operator-staff-new', path: '/operator/staff/new', as: 'operator' },
  { name: 'operator-mailbox', path: '/operator/mailbox', as: 'operator' },
  { name: 'operator-mail', path: '/operator/mailbox/:mailId', as: 'operator', fill: firstOf(() => '/api/operator/mails', 'mailId') },
  { name: 'operator-jobs', path: '/operator/jobs', as: 'operator' },
  { name: 'operator-activity', path: '/operator/activity', as: 'operator' },
  { name: 'operator-activity-entry', path: '/operator/activity/entries/:entryId', as: 'operator', fill: firstOf(() => '/api/operator/activity', 'entryId') },
  { name: 'operator-activity-proof', path: '/operator/activity/proof', as: 'operator' },
  { name: 'operator-calendar', path: '/operator/calendar', as: 'operator' },
  { name: 'operator-settings', path: '/operator/settings', as: 'operator' },
];
