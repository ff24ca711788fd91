import { expect, test } from '@playwright/test';
import { demoOperators } from '../src/main.cli/demoData.ts';
import { openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, says, settled, signInByApi } from './people.ts';

/** The agent of the demo works in a language of their own, whichever that of the company. */
const agent = demoOperators.find(({ role }) => role === 'op_support_agent')?.locale ?? 'en';

for (const locale of journeyLocales('zh-TW')) {
  test(`a request with a file is asked back, answered, closed, and reopened, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const d = says(agent);
    const owner = await signUpCompany(browser, locale);
    const { accountId, name } = owner.company;
    const page = await owner.context.newPage();

    // From what it is about, past what may answer it already, to the words.
    await page.goto(`${demoUrl()}/a/${accountId}/requests`);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('support_requests.new') })
      .click();
    await page
      .getByRole('article')
      .getByRole('link', { name: t('support_requests.topic.locations') })
      .click();
    await expect(page.getByText(t('support_requests.help.locations'))).toBeVisible();
    await page.locator('[name="subject"]').waitFor();
    await expectSound(page, 'a new request');
    await page.getByRole('button', { name: t('support_requests.send'), exact: true }).click();
    await expect(page.locator('[name="subject"]')).toHaveAttribute('aria-invalid', 'true');
    const subject = `新據點 ${crypto.randomUUID().slice(0, 6)}`;
    await page.locator('[name="subject"]').fill(subject);
    await page.locator('[name="text"]').fill('清單裡找不到高雄的據點。');
    const chooser = page.locator('input[type="file"]');
    // A page that calls itself a picture is named and left out by the server; a text goes along.
    await chooser.setInputFiles([
      { name: '畫面.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><script>1</script>') },
      { name: '紀錄.txt', mimeType: 'text/plain', buffer: Buffer.from('14:05 新增\n14:06 不見了\n') },
    ]);
    await page.getByRole('button', { name: t('support_requests.send'), exact: true }).click();
    await expect(page.getByText(t('problems.support.file_not_allowed', { name: '畫面.png' }))).toBeVisible();
    await expectSound(page, 'a file refused');
    await page.getByRole('link', { name: t('support_requests.open') }).click();
    await expect(page.getByRole('heading', { name: subject, level: 1 })).toBeVisible();
    await expect(page.getByText('紀錄.txt', { exact: true })).toBeVisible();
    const mail = await mailTo(owner.context, demoUrl(), owner.email, 'support.request_told');
    expect(mail.url).toBe(page.url());
    await settled(page);
    await expectSound(page, 'a request');

    // The agent finds it by the company's name, takes it and asks back.
    const desk = await openBrowser(browser, agent);
    await signInByApi(desk, demoUrl(), operatorEmail('op_support_agent'));
    const work = await desk.newPage();
    await work.goto(`${demoUrl()}/operator/requests?q=${encodeURIComponent(`${name} ${subject}`)}`);
    await work.getByRole('link', { name: new RegExp(subject) }).click();
    await expect(work.getByRole('heading', { name: subject, level: 1 })).toBeVisible();
    await work.getByRole('button', { name: d('support_requests.desk.take'), exact: true }).click();
    await expect(work.getByText(d('support_requests.assigned.me'), { exact: true })).toBeVisible();
    const saved = work.waitForEvent('download');
    await work.getByRole('link', { name: d('support_requests.files.save', { name: '紀錄.txt' }) }).click();
    expect((await saved).suggestedFilename()).toBe('紀錄.txt');
    await expectSound(work, 'a request on the desk');
    await work.getByRole('radio', { name: new RegExp(`^${d('support_requests.as.question')}`) }).check();
    await work.locator('[name="text"]').fill('請問是哪一個地址？');
    await work.getByRole('button', { name: d('support_requests.do.question') }).click();
    await expect(work.getByText(d('support_requests.done.question'))).toBeVisible();

    // Home says that the desk waits; the answer goes from there.
    await page.goto(`${demoUrl()}/a/${accountId}`);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('accounts.task.service_request.action') })
      .first()
      .click();
    await expect(page.getByText('請問是哪一個地址？')).toBeVisible();
    await page.locator('[name="text"]').fill('高雄市前鎮區成功二路。');
    await page.getByRole('button', { name: t('support_requests.send'), exact: true }).click();
    await expect(page.getByText(t('support_requests.written'))).toBeVisible();
    await expect(page.getByText(t('support_requests.state.asker.open'), { exact: true })).toBeVisible();

    // The last word of the desk; and it is not the last.
    await work.reload();
    await expect(work.getByText('高雄市前鎮區成功二路。')).toBeVisible();
    await work.getByRole('radio', { name: new RegExp(`^${d('support_requests.as.close')}`) }).check();
    await work.locator('[name="text"]').fill('已補上，請查看。');
    await work.getByRole('button', { name: d('support_requests.do.close') }).click();
    await expect(work.getByRole('button', { name: d('support_requests.reopen.action') })).toBeVisible();
    await page.reload();
    await expect(page.getByText(t('support_requests.turn.closed', { outcome: t('support_requests.outcome.solved') }))).toBeVisible();
    await settled(page);
    await expectSound(page, 'a closed request');
    await page.locator('[name="text"]').fill('還是沒有出現。');
    await page.getByRole('button', { name: t('support_requests.reopen.action') }).click();
    await expect(page.getByText(t('support_requests.reopen.done'))).toBeVisible();
    await expect(page.getByText(t('support_requests.state.asker.open'), { exact: true })).toBeVisible();
    await Promise.all([owner.context.close(), desk.close()]);
  });
}
