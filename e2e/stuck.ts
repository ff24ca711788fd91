import { expect, type Page } from '@playwright/test';
import type { Trouble } from '../src/features/recovery/contract/funnel.ts';
import { charactersOf, checkBegunBy } from './humanCheck.ts';
import { keyChoose, keyIn, keyOn, tabTo } from './keys.ts';
import type { Newcomer } from './newcomers.ts';
import { demoUrl, expectSound, mailTo, says } from './people.ts';

/** Someone who cannot get in, without a mouse: from the sign-in page up to the first thing to show. */
export async function getStuck(page: Page, { locale, email }: Pick<Newcomer, 'locale' | 'email'>, trouble: Trouble, by: 'picture' | 'sound'): Promise<void> {
  const t = says(locale);
  await page.goto(`${demoUrl()}/sign-in`);
  await keyIn(page, page.getByLabel(t('signin.email')), email);
  await keyOn(page, page.getByRole('link', { name: t('signin.cannot_get_in') }));

  await page.waitForURL(/\/recover$/);
  await expect(page.getByRole('heading', { level: 1, name: t('recovery.start.title') })).toBeFocused();
  const group = page.getByRole('radiogroup', { name: t('recovery.start.what') });
  await keyChoose(page, group, group.getByRole('radio', { name: t(`recovery.trouble.${trouble}`) }));
  await expectSound(page, 'what happened');
  const next = page.getByRole('button', { name: t('recovery.next'), exact: true });
  await keyOn(page, next);

  await page.waitForURL(/step=account/);
  await expect(page.getByRole('radio', { name: t('recovery.account.work') })).toBeChecked();
  await expectSound(page, 'which account');
  const first = await checkBegunBy(page, () => keyOn(page, next));

  await page.waitForURL(/step=who/);
  const id = page.getByLabel(t('recovery.who.email'), { exact: true });
  await expect(id).toHaveValue(email);
  const again = await checkBegunBy(page, () => keyOn(page, page.getByRole('button', { name: t('check.refresh') })));
  expect(again).not.toBe(first);
  await expect(id, 'new characters leave the user ID alone').toHaveValue(email);
  if (by === 'sound') {
    await keyOn(page, page.getByRole('button', { name: t('check.listen') }));
    await expect(page.locator('audio')).toHaveAttribute('src', /^blob:/);
  }
  await keyIn(page, page.getByLabel(t('check.characters')), await charactersOf(again));
  await expectSound(page, 'who it is');
  const [started] = await Promise.all([page.waitForRequest((request) => request.url().endsWith('/api/public/recovery')), keyOn(page, next)]);
  expect(started.postDataJSON(), 'the characters were what showed that somebody is there').toMatchObject({
    email,
    human: { kind: 'characters', checkId: again },
  });
  await expect(page.getByRole('heading', { level: 1, name: t('recovery.prove.title') })).toBeVisible();
}

/** Types the code that was sent to an address or a number; the last digit sends it. */
export async function showCode(page: Page, { locale, context }: Pick<Newcomer, 'locale' | 'context'>, to: string): Promise<void> {
  const { code = '' } = await mailTo(context, demoUrl(), to, 'recovery.code');
  const field = page.getByLabel(says(locale)('recovery.prove.code'));
  await tabTo(page, field);
  await page.keyboard.type(code);
}
