import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { applications } from '../src/features/applications/contract.ts';
import { addApp, as, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

/** A program on the reader's machine, which listens for the answer on whatever port is free. */
async function listening(): Promise<{ readonly back: string; close(): void }> {
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Back</title>'));
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    back: `http://127.0.0.1:${(server.address() as AddressInfo).port}/back`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

for (const locale of journeyLocales('es')) {
  test(`a program asks for access, works with it, and is shut out, in ${locale}`, async ({ browser, request }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const { back, close } = await listening();
    const { accountId } = admin.company;
    const { applicationId } = await as(admin.context, applications, accountId).registerApplication({
      name: 'Consola',
      description: 'Lee las ubicaciones de la empresa',
      redirects: ['http://127.0.0.1/back'],
      asks: [{ permission: 'locations', level: 'view' }],
    });
    const t = says(locale);
    const verifier = randomBytes(32).toString('base64url');
    const asked = new URLSearchParams({
      client_id: applicationId,
      response_type: 'code',
      redirect_uri: back,
      scope: 'openid offline_access https://api.partnercenter.microsoft.com/user_impersonation',
      state: 'here',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const page = await admin.context.newPage();
    await page.goto(`${demoUrl()}/organizations/oauth2/v2.0/authorize?${asked.toString()}`);
    await expect(page.getByRole('heading', { name: t('authorize.wants', { name: 'Consola' }) })).toBeVisible();
    await expect(page.getByText(t('consents.grant', { permission: t('permissions.locations'), level: 'view' }))).toBeVisible();
    await expectSound(page, 'what a program asks for');
    await page.getByRole('button', { name: t('authorize.agree') }).click();
    await page.waitForURL(/\/back\?/);
    const answer = new URL(page.url()).searchParams;
    expect(answer.get('state')).toBe('here');

    const token = await request.post(`${demoUrl()}/organizations/oauth2/v2.0/token`, {
      form: { grant_type: 'authorization_code', client_id: applicationId, code: answer.get('code') ?? '', redirect_uri: back, code_verifier: verifier },
    });
    expect(token.ok(), await token.text()).toBe(true);
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const work = () => request.get(`${demoUrl()}/api/a/${accountId}/locations`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await work()).status()).toBe(200);

    await page.goto(`${demoUrl()}/me/security`);
    await page.getByRole('button', { name: t('ui.named', { label: t('programs_let_in.end'), value: 'Consola' }) }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('programs_let_in.end'), exact: true })
      .click();
    await expect(page.getByText(t('programs_let_in.mine_none'))).toBeVisible();
    expect((await work()).status()).toBe(401);
    close();
    await admin.context.close();
  });

  test(`a device without a keyboard gets access by a code, in ${locale}`, async ({ browser, request }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const { accountId } = admin.company;
    const { applicationId } = await as(admin.context, applications, accountId).registerApplication({
      name: 'Terminal',
      description: 'Lee las ubicaciones de la empresa',
      redirects: [],
      asks: [{ permission: 'locations', level: 'view' }],
    });
    const t = says(locale);
    const begun = await request.post(`${demoUrl()}/organizations/oauth2/v2.0/devicecode`, { form: { client_id: applicationId, scope: 'openid' } });
    const { user_code: code, device_code: device } = (await begun.json()) as { user_code: string; device_code: string };
    const page = await admin.context.newPage();
    await page.goto(`${demoUrl()}/device`);
    await page.getByLabel(t('device.code'), { exact: true }).fill(code.toLowerCase());
    await page.getByRole('button', { name: t('authorize.next') }).click();
    await expect(page.getByRole('heading', { name: t('authorize.wants', { name: 'Terminal' }) })).toBeVisible();
    await expectSound(page, 'what a device asks for');
    await page.getByRole('button', { name: t('authorize.agree') }).click();
    await expect(page.getByText(t('authorize.agreed'))).toBeVisible();
    const token = await request.post(`${demoUrl()}/organizations/oauth2/v2.0/token`, {
      form: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: applicationId, device_code: device },
    });
    expect(await token.json()).toMatchObject({ token_type: 'Bearer' });
    await admin.context.close();
  });
}
