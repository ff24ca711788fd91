import { expect, type Page, test } from '@playwright/test';
import { demoOperators } from '../src/main.cli/demoData.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { addApp, addColleague, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, operatorEmail, pickCountry, says, settled, signInByApi } from './people.ts';

const verifier = demoOperators.find(({ role }) => role === 'op_verifier')?.locale ?? 'en';
const right = 'FR14 2004 1010 0505 0001 3M02 606';
const other = 'DE89 3704 0044 0532 0130 00';

for (const locale of journeyLocales('zh-TW')) {
  test(`one person asks for a payout account, another confirms it, and both contacts hear of every change, in ${locale}`, async ({ browser }) => {
    const t = says(locale);
    const owner = await signUpCompany(browser, locale);
    const { accountId, domain, name: company } = owner.company;
    await addApp(owner);
    const people = [await addColleague(browser, owner, ['default_user'], 1), await addColleague(browser, owner, ['default_user'], 2)];
    // Selling in the marketplace, and the roles that it brings: joining and giving roles are other journeys.
    await inDemoDatabase(async (database) => {
      await database.query("insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'marketplace', 'active', now(), now())", [
        accountId,
      ]);
      for (const { personId } of people)
        await database.query("insert into role_assignments (account_id, person_id, role, given_at) values ($1, $2, 'financial_contributor', now())", [
          accountId,
          personId,
        ]);
      await database.query('update members set rights_version = rights_version + 1 where account_id = $1', [accountId]);
    });
    for (const person of people) await addApp(person);
    const [first, second] = (await Promise.all(people.map(({ context }) => context.newPage()))) as [Page, Page];
    const address = `${demoUrl()}/a/${accountId}/payout-accounts`;
    const contact = { old: `treasury@${domain}`, next: `finance@${domain}` };
    const fill = async (page: Page, number: string, email: string, name: string) => {
      for (const [field, text] of Object.entries({ name, holder: company, number, bank: 'PSSTFRPPPAR', currency: 'EUR', contactEmail: email }))
        await page.locator(`[name="account.${field}"]`).fill(text);
    };

    // The first one asks; a number that cannot be right goes to nobody.
    await first.goto(address);
    await first.getByRole('button', { name: t('tax.payouts.add') }).click();
    await pickCountry(first.getByRole('form').getByRole('combobox').first(), 'FR', locale);
    await fill(first, right.replace('606', '607'), contact.old, 'Main');
    await first.getByRole('button', { name: t('tax.payouts.ask') }).click();
    await expect(first.getByText(t('fields.check_digit')).first()).toBeVisible();
    await expectSound(first, 'a payout account to ask for');
    await first.locator('[name="account.number"]').fill(right);
    await first.getByRole('button', { name: t('tax.payouts.ask') }).click();
    await expect(first.getByText(t('tax.payouts.waiting'), { exact: true })).toBeVisible();
    await expect(first.getByRole('button', { name: t('tax.payouts.confirm'), exact: true })).toBeHidden();
    await expect(first.getByText('2606')).toBeVisible();
    await mailTo(owner.context, demoUrl(), contact.old, 'tax.payout');

    // The second confirms; it waits for the operator, and nothing is paid to it for three days.
    await second.goto(address);
    await settled(second);
    await expectSound(second, 'a change that waits for me');
    await second.getByRole('button', { name: t('tax.payouts.confirm'), exact: true }).click();
    const card = second.getByRole('article', { name: 'Main' });
    await expect(card.getByText(t('tax.payouts.standing.pending_validation'))).toBeVisible();

    // The operator approves; the hold goes on.
    const desk = await openBrowser(browser, verifier);
    await signInByApi(desk, demoUrl(), operatorEmail('op_verifier'));
    const d = says(verifier);
    const queue = await desk.newPage();
    await queue.goto(`${demoUrl()}/operator/payout-accounts`);
    const line = queue.getByRole('listitem').filter({ hasText: company }).filter({ hasText: '2606' }).last();
    await expectSound(queue, 'payout accounts on the desk');
    await line.getByRole('button', { name: d('tax.payouts.desk.approve'), exact: true }).click();
    await expect(queue.getByText(d('tax.payouts.desk.approved'))).toBeVisible();
    await second.reload();
    await expect(card.getByText(t('tax.payouts.standing.held'))).toBeVisible();
    // Three days later.
    await inDemoDatabase((database) =>
      database.query("update payout_accounts set held_until = now() - interval '1 minute' where account_id = $1", [accountId]),
    );
    await second.reload();
    await expect(card.getByText(t('tax.payouts.standing.approved'))).toBeVisible();

    // Another account in its place: the old contact and the new one hear of it, before and after.
    await card.getByRole('button', { name: t('tax.payouts.replace') }).click();
    await pickCountry(second.getByRole('form').getByRole('combobox').first(), 'DE', locale);
    await fill(second, other, contact.next, 'Reserve');
    await second.getByRole('button', { name: t('tax.payouts.ask') }).click();
    await expect(second.getByText(t('tax.payouts.waiting'), { exact: true })).toBeVisible();
    const asked = await mailTo(owner.context, demoUrl(), contact.next, 'tax.payout');
    await first.goto(address);
    await first.getByRole('button', { name: t('tax.payouts.confirm'), exact: true }).click();
    await expect(first.getByRole('article', { name: 'Main' }).getByText(t('tax.payouts.standing.closed'))).toBeVisible();
    await expect(first.getByRole('article', { name: 'Reserve' }).getByText(t('tax.payouts.standing.pending_validation'))).toBeVisible();
    await expectSound(first, 'a payout account in place of another');
    for (const email of Object.values(contact))
      await expect(async () => expect((await mailTo(owner.context, demoUrl(), email, 'tax.payout')).subject).not.toBe(asked.subject)).toPass();
    await Promise.all([owner.context.close(), desk.close(), ...people.map(({ context }) => context.close())]);
  });
}
