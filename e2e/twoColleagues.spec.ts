import { expect, type Page, test } from '@playwright/test';
import { keyChoose, keyIn, keyOn } from './keys.ts';
import { addApp, addColleague, type Newcomer, signUpCompany } from './newcomers.ts';
import { afterTheWait, leaveAlone } from './orphans.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('en')) {
  test(`two colleagues bring back an administrator without a mouse, in ${locale}`, async ({ browser }) => {
    test.slow();
    const gone = await signUpCompany(browser, locale);
    await addApp(gone);
    const [first, second] = [await addColleague(browser, gone), await addColleague(browser, gone, ['default_user'], 2)];
    await addApp(first);
    await addApp(second);
    await leaveAlone(gone, [first, second]);
    const t = says(locale);
    const at = `${demoUrl()}/a/${gone.company.accountId}`;

    // The first finds it on Home and asks.
    const mine = await first.context.newPage();
    await mine.goto(at);
    const task = mine.getByRole('listitem').filter({ hasText: t('accounts.task.no_admin.title') });
    await keyOn(mine, task.getByRole('link'));
    await mine.waitForURL('**/elevations');
    await expect(mine.getByRole('heading', { name: t('elevations.title'), level: 1 })).toBeVisible();
    await expect(mine.getByText(t('elevations.admins', { count: 0 }))).toBeVisible();
    await expectSound(mine, 'a company without an admin');
    await keyChoose(mine, mine.getByRole('radiogroup', { name: t('elevations.who') }), mine.getByRole('radio', { name: t('elevations.who_me'), exact: true }));
    await keyIn(mine, mine.getByRole('textbox', { name: t('elevations.reason_field') }), 'Our only administrator left last week');
    await keyOn(mine, mine.getByRole('button', { name: t('elevations.begin'), exact: true }));
    await expect(mine.getByRole('heading', { name: t('elevations.for_me') })).toBeVisible();
    await expect(mine.getByText(t('elevations.needs', { count: 1 }))).toBeVisible();

    // The second confirms.
    const theirs = await second.context.newPage();
    await theirs.goto(at);
    await keyOn(
      theirs,
      theirs
        .getByRole('listitem')
        .filter({ hasText: t('accounts.task.elevation_gathering.title', { name: first.name }) })
        .getByRole('link'),
    );
    await theirs.waitForURL('**/elevations');
    await keyOn(theirs, theirs.getByRole('button', { name: t('elevations.confirm'), exact: true }));
    const dialog = theirs.getByRole('dialog', { name: t('elevations.confirm_title', { name: first.name }) });
    await expect(dialog).toBeVisible();
    await expectSound(theirs, 'confirming a colleague');
    await keyOn(theirs, dialog.getByRole('button', { name: t('elevations.confirm'), exact: true }));
    await expect(theirs.getByText(t('elevations.state.waiting'), { exact: true })).toBeVisible();

    // The waiting time passes; then the first works as an admin, with what could not be undone still closed.
    await afterTheWait(first);
    await mine.goto(`${at}/elevations`);
    await expect(mine.getByText(t('elevations.state.granted'), { exact: true })).toBeVisible();
    await expect(mine.getByText(t('elevations.closed_title'))).toBeVisible();
    await expectSound(mine, 'provisionally an admin');
    await mine.goto(`${at}/people/invite`);
    await expect(mine.getByRole('heading', { level: 1 })).toBeVisible();
    await refusedForNow(mine, first);

    await Promise.all([gone, first, second].map(({ context }) => context.close()));
  });
}

/** Exporting people waits for the end of the window; the answer says so, and until when. */
async function refusedForNow(page: Page, { company }: Newcomer): Promise<void> {
  const answer = await page.context().request.get(`${demoUrl()}/api/a/${company.accountId}/members/export`);
  expect(answer.status()).toBe(403);
  expect(((await answer.json()) as { details: { opensAt: string | null } }).details.opensAt).toMatch(/^\d{4}-/);
}
