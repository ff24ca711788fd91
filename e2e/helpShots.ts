import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from '@playwright/test';
import type { MessageKey } from '../src/core/locale.ts';
import { colleague } from './stopFills.ts';
import type { Stop } from './tour.ts';

/** A picture in an article of the help center; the article shows it by `![…](shot:name)`. */
export interface HelpShot {
  readonly article: string;
  readonly name: string;
  /** Which stop of the tour it shows: that one knows who walks there, and what is done before. */
  readonly stop: string;
  /** The words of the control in the ring; a picture is not taken without it. */
  readonly control: MessageKey;
  /** The distributor's admin walks in every language: a reseller does not have the control. */
  readonly by?: 'distributor';
  /** Another one than that of the stop. */
  readonly fill?: NonNullable<Stop['fill']>;
  /** What else is done before. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** What the picture is cut from: the page below the bar (unless said), or the whole window with its bar. */
  readonly from?: 'window';
  /** Where the cut begins, instead of at the title of the page. */
  readonly near?: true;
}

const require = createRequire(import.meta.url);
/** Names in Chinese letters in a page of another language: every machine draws them but the browser that takes the pictures. */
async function withHan(page: Page): Promise<void> {
  const files = ['noto-sans-sc/files/noto-sans-sc-chinese-simplified', 'noto-sans-tc/files/noto-sans-tc-chinese-traditional'];
  for (const [at, family] of ['Noto Sans SC', 'Noto Sans TC'].entries()) {
    const bytes = await readFile(require.resolve(`@fontsource/${files[at] ?? ''}-400-normal.woff2`));
    const given = JSON.stringify([family, bytes.toString('base64')]);
    await page.evaluate(`(async ([family, data]) => {
      const font = new FontFace(family, Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)), { weight: '100 900' });
      document.fonts.add(await font.load());
    })(${given})`);
  }
}
async function openPicker(page: Page): Promise<void> {
  await withHan(page);
  await page.locator('aside button:has(.lucide-chevrons-up-down)').click();
}
/** The gear in the bar, open. */
const openGear = (page: Page): Promise<void> => page.locator('button:has(.lucide-settings)').first().click();

/** A subscription whose seats can be changed. */
const active = async (context: BrowserContext, url: string, accountId: string) => {
  const subscriptions = `${url}/api/a/${accountId}/subscriptions`;
  const read = async <T>(where: string) => (await (await context.request.get(where)).json()) as T;
  const { items } = await read<{ items: { subscriptionId: string }[] }>(`${subscriptions}?state=active`);
  for (const { subscriptionId } of items.slice(0, 10)) {
    if ((await read<{ can: { seats: boolean } }>(`${subscriptions}/${subscriptionId}`)).can.seats) return { subscriptionId };
  }
  return { subscriptionId: items[0]?.subscriptionId ?? '' };
};
/** A program that the company is in, and for which there are roles to give. */
const joined = async (context: BrowserContext, url: string, accountId: string) => {
  const programs = `${url}/api/a/${accountId}/programs`;
  const read = async <T>(where: string) => (await (await context.request.get(where)).json()) as T;
  const { items } = await read<{ items: { program: string; state: string | null }[] }>(programs);
  for (const { program, state } of items) {
    if (state === 'active' && (await read<{ roles: string[] }>(`${programs}/${program}`)).roles.length > 0) return { program };
  }
  return { program: 'membership' };
};

/** One picture an article, in the order of the articles' names. */
export const helpShots: readonly HelpShot[] = [
  { article: 'account-picker', name: 'picker', stop: 'home-consultant', control: 'shell.picker.search', prepare: openPicker, from: 'window' },
  { article: 'account-verification', name: 'history', stop: 'verification', control: 'verification.history.title' },
  { article: 'activity-log', name: 'log', stop: 'activity', control: 'audit.export' },
  { article: 'add-a-customer', name: 'customers', stop: 'customers', control: 'customers.add' },
  { article: 'agreements', name: 'records', stop: 'agreement', control: 'agreements.records', near: true, by: 'distributor' },
  { article: 'api-and-tokens', name: 'keys', stop: 'api-keys', control: 'keys.make' },
  { article: 'applications-and-consents', name: 'consents', stop: 'consents', control: 'consents.give' },
  { article: 'approvals-and-budgets', name: 'rules', stop: 'order-approval', control: 'order_approval.save' },
  { article: 'ask-for-a-role', name: 'ask', stop: 'role-requests-mine', control: 'role_requests.ask' },
  { article: 'billing-and-payout-accounts', name: 'payouts', stop: 'payout-accounts', control: 'tax.payouts.add' },
  { article: 'bulk-changes', name: 'subscriptions', stop: 'subscriptions', control: 'bulk_changes.start_all' },
  { article: 'business-profile', name: 'profile', stop: 'profile', control: 'profiles.preview' },
  { article: 'call-support', name: 'numbers', stop: 'support', control: 'support.country' },
  { article: 'carts-and-orders', name: 'cart', stop: 'cart', control: 'carts.summary' },
  { article: 'catalog-order', name: 'arrangements', stop: 'catalog-arrangements', control: 'catalog.arrangements.add' },
  { article: 'close-an-account', name: 'closing', stop: 'closing', control: 'closing.ask_button', by: 'distributor' },
  { article: 'company-profile', name: 'profile', stop: 'company', control: 'accounts.company.history' },
  { article: 'customer-users-and-licenses', name: 'users', stop: 'customer-users', control: 'customers.users.add' },
  { article: 'delegated-administration', name: 'rights', stop: 'customer-relationship', control: 'customers.delegations.ask' },
  { article: 'integrator', name: 'applications', stop: 'applications', control: 'applications.register' },
  { article: 'invite-a-customer', name: 'invitation', stop: 'customer-invite', control: 'customers.invitations.with_rights' },
  { article: 'invite-people', name: 'people', stop: 'people', control: 'members.invite.open' },
  { article: 'learning-account', name: 'learning', stop: 'my-learning-none', control: 'learning.mine.associate' },
  { article: 'locations', name: 'locations', stop: 'locations', control: 'locations.add' },
  { article: 'manage-your-account', name: 'settings', stop: 'home', control: 'shell.settings', from: 'window' },
  { article: 'merge-companies', name: 'merges', stop: 'merges', control: 'merges.invite' },
  { article: 'notices-and-mail', name: 'choices', stop: 'notice-choices', control: 'notices.choices.mail' },
  { article: 'operator-desk', name: 'console', stop: 'operator', control: 'shell.op_vetting', from: 'window' },
  { article: 'price-effects', name: 'effects', stop: 'prices-difference', control: 'catalog.effects.title', near: true },
  { article: 'prices-and-price-lists', name: 'prices', stop: 'prices', control: 'catalog.prices.on' },
  { article: 'programs-and-enrollment', name: 'program', stop: 'program', control: 'programs.give_roles', fill: joined },
  { article: 'read-the-help', name: 'two-languages', stop: 'help-both', control: 'second.both' },
  { article: 'regain-admin-access', name: 'requests', stop: 'elevations', control: 'elevations.desk' },
  { article: 'relationships-with-partners', name: 'relationships', stop: 'relations', control: 'relations.invite', by: 'distributor' },
  { article: 'remove-people', name: 'person', stop: 'person', control: 'leaving.open', fill: colleague },
  { article: 'reset-a-users-password', name: 'person', stop: 'person', control: 'members.act.reset_password', fill: colleague },
  { article: 'reset-your-password', name: 'trouble', stop: 'recover', control: 'recovery.trouble.password' },
  { article: 'roles-and-permissions', name: 'roles', stop: 'roles', control: 'rights.tab.permission' },
  { article: 'saved-views-and-exports', name: 'views', stop: 'customers', control: 'customers.export' },
  { article: 'second-factors-and-passkeys', name: 'security', stop: 'security', control: 'security.passkeys.add' },
  { article: 'settings', name: 'gear', stop: 'home', control: 'shell.settings.partner', prepare: openGear, from: 'window' },
  { article: 'sign-in', name: 'sign-in', stop: 'sign-in', control: 'signin.cannot_get_in' },
  { article: 'sign-in-as-a-guest', name: 'guest', stop: 'invite', control: 'members.invite.guest' },
  { article: 'sign-in-policy-and-single-sign-on', name: 'directories', stop: 'directories', control: 'directories.add' },
  { article: 'sign-up-your-company', name: 'sign-up', stop: 'sign-up', control: 'signup.start.send' },
  { article: 'subscriptions', name: 'subscription', stop: 'subscription', control: 'subscriptions.act.seats', fill: active },
  { article: 'suspension', name: 'standing', stop: 'standing-suspended', control: 'accounts.standing.way_back' },
  { article: 'tax-exemptions-and-profiles', name: 'exemption', stop: 'tax-exemption', control: 'tax.file', by: 'distributor' },
  { article: 'transfers', name: 'transfers', stop: 'transfers', control: 'transfers.new' },
];
