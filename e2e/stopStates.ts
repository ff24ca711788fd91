import type { Page } from '@playwright/test';
import { mailTo, settled, signInByApi } from './people.ts';
import { quiet } from './quiet.ts';

/** The form of a further phone number. */
export async function addPhone(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await page.getByRole('main').locator('section').first().getByRole('button').nth(-2).click();
  await page.locator('input[type=tel]').waitFor();
}

/** The link of the mail that tells someone of a further address, which is theirs. */
export async function disputed(page: Page): Promise<void> {
  const url = new URL(page.url()).origin;
  const [who, value] = ['grace.okafor@harborpine.example', 'grace@private.example'];
  const browser = await page.context().browser()?.newContext();
  if (!browser) throw new Error('no browser');
  await signInByApi(browser, url, who);
  const ways = `${url}/api/me/security/ways`;
  const added = await browser.request.post(ways, { data: { kind: 'email', value } });
  // Refused when a walk in another language was here before.
  if (added.ok()) {
    const { key, attempt } = (await added.json()) as { key: string; attempt: string };
    const { code } = await mailTo(browser, url, value, 'identity.way_code');
    await browser.request.post(`${ways}/${key}/confirm`, { data: { attempt, code } });
  }
  await browser.close();
  await page.goto((await mailTo(page.context(), url, who, 'identity.security')).url ?? '');
  // Only what stands behind the # is another.
  await page.reload();
  await settled(page);
}

/** The page in one of the steps that stand in its address. */
export async function onRecover(page: Page, query: string): Promise<void> {
  await page.goto(`${new URL('/recover', page.url()).href}?${query}`);
  await settled(page);
}

export const openedRecovery = {
  known: true,
  frozen: false,
  ways: [
    { way: 'mailbox', kind: 'email', hint: 'o•••@h•••.example', state: 'shown' },
    { way: '1', kind: 'phone', hint: '••• 34', state: 'open' },
    { way: 'totp', kind: 'totp', hint: '', state: 'open' },
    { way: 'recovery_code', kind: 'recovery_code', hint: '', state: 'open' },
    { way: 'passkey', kind: 'passkey', hint: '', state: 'young' },
  ],
  missing: 1,
  reachable: true,
  finish: null,
  admins: 'to_ask',
};
export const finishRecovery = {
  givenName: 'Olivia',
  familyName: 'Bennett',
  password: 'needed',
  minimum: { alone: 15, withSecondFactor: 8, now: 8 },
  authenticator: true,
  passkeys: [{ passkeyId: '0f0e0d0c-0b0a-4908-8706-050403020100', name: 'Chrome · Windows' }],
  passwordIsShort: false,
  mustChangeAddress: false,
  addresses: [],
};
/** A recovery as far as a step: what the server says of one is given in its place, for no demo person is ever stuck. */
export async function onRecovery(page: Page, state: object | null): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const recovery = {
    email: 'olivia.bennett@harborpine.example',
    trouble: 'password',
    expiresAt,
    ready: true,
    codes: [{ way: 'mailbox', resendAt: expiresAt, minutes: 15 }],
  };
  await page.route('**/api/public/recovery/status', (route) =>
    route.fulfill(
      state === null
        ? { status: 410, contentType: 'application/problem+json', json: { type: 'urn:entente:problem:recovery.gone', status: 410 } }
        : { json: { ...recovery, ...state } },
    ),
  );
  await page.evaluate("sessionStorage.setItem('entente.recovery', JSON.stringify({ token: 'x'.repeat(43) }))");
  await page.reload();
  await settled(page);
}

/** The company as if the operator had suspended it. */
export async function suspended(page: Page): Promise<void> {
  const said = {
    reason: 'unpaid_invoice',
    words: 'Invoice 2026-118 of September 21 is still open.',
    suspendedAt: new Date(),
    liftedAt: null,
    liftedWords: null,
  };
  await page.route('**/company/standing', async (route) => {
    const answer = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...answer, state: 'suspended', suspension: { suspensionId: crypto.randomUUID(), ...said } } });
  });
  await page.route('**/api/me/accounts', async (route) => {
    const { items, ...rest } = (await (await route.fetch()).json()) as { items: object[] };
    await route.fulfill({ json: { ...rest, items: items.map((item) => ({ ...item, state: 'suspended' })) } });
  });
  await page.reload();
  await settled(page);
}

export async function openDialog(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
}

export async function firstTopic(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('article').first().getByRole('link').first().click();
  await page.locator('[name="subject"]').waitFor();
  await quiet(page);
}

export async function tab(page: Page, at: number): Promise<void> {
  await page.getByRole('main').getByRole('tab').nth(at).click();
  await quiet(page);
}

/** The third tab, with the first person chosen. */
export async function rightsOfFirst(page: Page): Promise<void> {
  await tab(page, 2);
  const panel = page.getByRole('tabpanel');
  // A list on wide windows, one field on narrow ones.
  const isNarrow = (page.viewportSize()?.width ?? 0) < 900;
  if (isNarrow) await panel.getByRole('combobox').selectOption({ index: 1 });
  else await panel.getByRole('navigation').getByRole('button').first().click();
  await quiet(page);
}

/** Come back from a provider with the address of somebody who is here already. */
export async function onLink(page: Page): Promise<void> {
  await page.evaluate(`sessionStorage.setItem('entente-sign-on-link', '{"token":"x","email":"ana@contoso.example","directory":"Contoso"}')`);
  await page.goto(new URL('/sign-on?link=1', page.url()).href);
  await settled(page);
}

/** The calls that the page has made, by way of the keyboard's help. */
export async function openCalls(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('?');
  await page.getByRole('dialog').locator('section').last().getByRole('button').click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
}
