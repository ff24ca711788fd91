import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { accounts } from '../src/features/accounts/contract.ts';
import { addApp, as, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, says } from './people.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** A program of the company’s on this machine, that answers what it is told to. */
async function startProgram() {
  const program = { received: [] as Received[], answers: 200, url: '', close: () => server.close() };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      program.received.push({ headers: request.headers, body });
      response.writeHead(program.answers).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  program.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/entente`;
  return program;
}

for (const locale of journeyLocales('es')) {
  test(`a company adds a webhook, sees a test arrive, a failure and its repetition, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const t = says(locale);
    const program = await startProgram();
    const { accountId } = admin.company;
    const page = await admin.context.newPage();

    await page.goto(`${demoUrl()}/a/${accountId}/webhooks`);
    await page
      .getByRole('link', { name: t('webhooks.add') })
      .first()
      .click();
    await page.getByLabel(t('webhooks.name'), { exact: true }).fill('ERP');
    await page.getByLabel(t('webhooks.url'), { exact: true }).fill('http://erp.example.com/in');
    await page.getByRole('button', { name: t('webhooks.add') }).click();
    await expect(page.getByText(t('webhooks.events.none_chosen')).first()).toBeVisible();
    await page.getByText(t('audit.area.company'), { exact: true }).click();
    await page.getByLabel('locations.added').check();
    await page.getByRole('button', { name: t('webhooks.add') }).click();
    await expect(page.getByText(t('fields.https_link')).first()).toBeVisible();
    await expectSound(page, 'a new webhook');
    await page.getByLabel(t('webhooks.url'), { exact: true }).fill(program.url);
    await page.getByRole('button', { name: t('webhooks.add') }).click();
    const value = page.getByText(/^whsec_/);
    await expect(value).toBeVisible();
    const secret = (await value.textContent()) ?? '';
    await page.getByRole('button', { name: t('ui.credential.kept') }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'ERP' })).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);

    await page.getByRole('button', { name: t('webhooks.test') }).click();
    await expect(page.getByRole('main').getByText(t('webhooks.delivery.delivered'), { exact: true })).toBeVisible(afterJobs);
    const [tested] = program.received;
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = tested?.headers ?? {};
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(signature).toBe(
      `v1,${createHmac('sha256', key)
        .update(`${String(id)}.${String(at)}.${tested?.body}`)
        .digest('base64')}`,
    );

    // Something real happens while the program is down.
    program.answers = 503;
    const contact = { givenName: 'Ana', familyName: 'Ruiz', email: admin.email };
    await as(admin.context, accounts, accountId).addLocation({ name: 'Norte', sharesWith: 'company', address: null, contact });
    await page.reload();
    await expect(page.getByRole('link', { name: 'locations.added' })).toBeVisible(afterJobs);
    await expect(page.getByText(t('webhooks.state.failing'))).toBeVisible(afterJobs);
    await expectSound(page, 'a webhook that fails');
    program.answers = 200;
    await page.getByRole('link', { name: 'locations.added' }).click();
    await expect(page.getByText('503').first()).toBeVisible();
    await expectSound(page, 'a delivery');
    await page.getByRole('button', { name: t('webhooks.redeliver') }).click();
    await expect(page.getByRole('main').getByText(t('webhooks.delivery.delivered'), { exact: true })).toBeVisible(afterJobs);
    const real = program.received.filter(({ body }) => body.includes('locations.added'));
    expect(real.length).toBeGreaterThan(1);
    expect(new Set(real.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    program.close();
    await admin.context.close();
  });
}
