import type { BrowserContext, Page } from '@playwright/test';
import { settled } from './people.ts';

/** The value of `key` in the first row of a list. */
export const firstOf = (list: (accountId: string) => string, key: string) => async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(url + list(accountId))).json()) as { items: Record<string, string>[] };
  return { [key]: items[0]?.[key] ?? '' };
};
export const location = firstOf((account) => `/api/a/${account}/locations`, 'locationId');
export const order = firstOf((account) => `/api/a/${account}/orders`, 'orderId');
export const cart = firstOf((account) => `/api/a/${account}/carts`, 'cartId');
export const transfer = firstOf((account) => `/api/a/${account}/transfers`, 'transferId');
export const webhook = firstOf((account) => `/api/a/${account}/webhooks`, 'endpointId');
/** What was sent last, and where to. */
export const webhookDelivery = async (context: BrowserContext, url: string, accountId: string) => ({
  ...(await webhook(context, url, accountId)),
  ...(await firstOf((account) => `/api/a/${account}/webhooks/deliveries`, 'eventId')(context, url, accountId)),
});
export const subscription = firstOf((account) => `/api/a/${account}/subscriptions`, 'subscriptionId');
export const bulkChange = firstOf((account) => `/api/a/${account}/bulk-changes`, 'bulkId');
export const customer = firstOf((account) => `/api/a/${account}/customers`, 'customerId');
/** The customer of the newest subscription: one that has licenses. */
export const licensedCustomer = async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(`${url}/api/a/${accountId}/subscriptions?state=active`)).json()) as {
    items: { customer: { customerId: string } }[];
  };
  return { customerId: items[0]?.customer.customerId ?? '' };
};
/** The administrator of the first customer's directory. */
export const customerUser = async (context: BrowserContext, url: string, accountId: string) => {
  const { customerId = '' } = await customer(context, url, accountId);
  return { customerId, ...(await firstOf((account) => `/api/a/${account}/customers/${customerId}/users`, 'userId')(context, url, accountId)) };
};
export const person = firstOf((account) => `/api/a/${account}/members`, 'personId');

/** The SAML one among the company's directories. */
export const samlDirectory = async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(`${url}/api/a/${accountId}/directories`)).json()) as { items: { directoryId: string; kind: string }[] };
  return { directoryId: items.find(({ kind }) => kind === 'saml')?.directoryId ?? '' };
};
/** Choose what the last group of a directory gives. */
export const openGroup = (page: Page) => page.getByRole('main').getByRole('grid').nth(1).getByRole('button').last().click();
export const directory = firstOf((account) => `/api/a/${account}/directories`, 'directoryId');
/** Someone with roles who is not the walker. */
export const colleague = async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(`${url}/api/a/${accountId}/members`)).json()) as {
    items: { personId: string; can: { remove: boolean } }[];
  };
  return { personId: items.find(({ can }) => can.remove)?.personId ?? items[0]?.personId ?? '' };
};

/** A file of locations with something to mend, handed in. */
export const importedLocations = async (context: BrowserContext, url: string, accountId: string) => {
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
export async function openViews(page: Page): Promise<void> {
  await page.locator('main button:has(.lucide-bookmark)').click();
  await page.getByRole('menuitem').first().click();
  await page.getByRole('dialog').waitFor();
}
/** The first customer is ticked, and somebody is to look after it. */
export async function assignOne(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).getByRole('checkbox').check();
  await page.getByRole('region').getByRole('button').first().click();
  await page.getByRole('dialog').waitFor();
}

/** A file of people with something to mend, handed in. */
export const imported = async (context: BrowserContext, url: string, accountId: string) => {
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
export const enrollment = async (context: BrowserContext, url: string) => {
  const { items } = (await (await context.request.get(`${url}/api/operator/enrollments`)).json()) as { items: { accountId: string; program: string }[] };
  return { accountId: items[0]?.accountId ?? '', program: items[0]?.program ?? '' };
};

/** The first partner of the directory. */
const somePartner = async (context: BrowserContext, url: string) => {
  const { items } = (await (await context.request.get(`${url}/api/public/partners?limit=1`)).json()) as { items: { pageId: string; locale: string }[] };
  return { slug: items[0]?.pageId ?? '', locale: items[0]?.locale ?? 'en' };
};
export const partnerPage = (context: BrowserContext, url: string) => somePartner(context, url);
export async function toPartner(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  const { slug } = await somePartner(page.context(), origin);
  await page.goto(`${origin}/write-to-partner?to=${slug}`);
  await settled(page);
}

/** What the application asks to which the company has consented, sent by its program. */
export const askedByProgram = async (context: BrowserContext, url: string, accountId: string) => {
  const { applicationId = '' } = await firstOf((account) => `/api/a/${account}/consents`, 'applicationId')(context, url, accountId);
  const asked = new URLSearchParams({ client_id: applicationId, response_type: 'code', scope: 'openid' });
  const answer = await context.request.get(`${url}/${accountId}/oauth2/v2.0/authorize?${asked.toString()}`, { maxRedirects: 0 });
  return { request: answer.headers()['location']?.split('/').at(-1) ?? '' };
};

/** A better translation that somebody suggests; the same each time. */
export const suggestion = async (context: BrowserContext, url: string) => {
  const answer = await context.request.post(`${url}/api/me/languages/fr/sentences/help.report.sentence/suggestions`, {
    data: { text: 'Ce que les lecteurs pensent des articles, et ce qu’ils ont cherché en vain.', reason: 'Plus court.', page: '/operator/help' },
  });
  const { suggestionId } = (await answer.json()) as { suggestionId: string };
  return { suggestionId };
};
