import { expect, test } from '@playwright/test';
import { weekdayName } from '../src/core/calendar.ts';
import { center } from '../src/features/center/contract.ts';
import { as, openBrowser } from './newcomers.ts';
import { demoUrl, expectSound, fillDay, operatorEmail, operatorLocale, says, signInByApi } from './people.ts';

// The operator's owner works in a language of their own.
test('the operator says when it works; of two who do so at once, both are kept', async ({ browser }) => {
  const locale = operatorLocale('op_root');
  const t = says(locale);
  const desk = await openBrowser(browser, locale);
  await signInByApi(desk, demoUrl(), operatorEmail('op_root'));
  const api = as(desk, center);
  const { version, promises: _promises, can: _can, ...before } = await api.getCalendar({});
  const page = await desk.newPage();
  await page.goto(`${demoUrl()}/operator/calendar`);
  const holidays = page.getByRole('group', { name: t('center.calendar.holidays'), exact: true }).last();
  const add = async (day: string, name: string) => {
    await fillDay(holidays, day);
    await holidays.getByLabel(t('center.calendar.holiday_name')).fill(name);
    await holidays.getByRole('button', { name: t('center.calendar.add_holiday') }).click();
    await expect(holidays.getByText(name, { exact: true })).toBeVisible();
  };
  const save = page.getByRole('button', { name: t('center.calendar.save'), exact: true });

  // A holiday without a day is none; a day that begins after it has ended neither.
  await holidays.getByRole('button', { name: t('center.calendar.add_holiday') }).click();
  await expect(holidays.getByText(t('center.calendar.holiday_missing'))).toBeVisible();
  await add('2031-01-01', 'A day of rest');
  await page.getByLabel(weekdayName('sat', locale)).check();
  await expectSound(page, 'a calendar that is being changed');

  // A colleague is quicker with another holiday: theirs comes in beside one's own.
  await api.changeCalendar({ ...before, holidays: [...before.holidays, { on: '2031-05-01', name: 'Labor Day' }], version });
  await save.click();
  await expect(page.getByText(t('ui.merged.title'))).toBeVisible();
  for (const name of ['A day of rest', 'Labor Day']) await expect(holidays.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByLabel(weekdayName('sat', locale))).toBeChecked();
  await expectSound(page, 'two changed the calendar');
  await save.click();
  await expect(page.getByText(t('center.calendar.saved'))).toBeVisible();
  const after = await api.getCalendar({});
  expect(after.holidays.map(({ on }) => on)).toEqual([...before.holidays.map(({ on }) => on), '2031-01-01', '2031-05-01']);
  expect(after.days).toContain('sat');

  // The log tells of it; then it is as it was, for the other journeys.
  await page.getByRole('link', { name: t('center.calendar.history') }).click();
  await page.waitForURL('**/operator/activity?area=center');
  await expect(page.getByText(t('announcements.center.calendar_changed', { actor: 'Renata Vogel' })).first()).toBeVisible();
  await api.changeCalendar({ ...before, version: after.version });
  await desk.close();
});
