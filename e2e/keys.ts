import { expect, type Locator, type Page } from '@playwright/test';

/** Goes to a part of the page as someone without a mouse does. Fails when Tab never gets there. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let turn = 0; turn < 120; turn++) {
    if (await target.evaluate((element) => (element as unknown as { matches(selector: string): boolean }).matches(':focus-within'))) return;
    await page.keyboard.press(key);
  }
  throw new Error('the keyboard never gets there');
}

/** Types into a field, after whatever stood in it was taken out. */
export async function keyIn(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Presses a button or follows a link. A button that is still at work would not hear it. */
export async function keyOn(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await expect(target).toBeEnabled();
  await page.keyboard.press(key);
}

/** Types into a list of choices, and takes its first line once that is the one that is meant. */
export async function keyPick(page: Page, box: Locator, text: string, line: string): Promise<void> {
  await keyIn(page, box, text);
  const list = page.getByRole('listbox');
  const first = list.getByRole('option').first();
  await expect(first).toContainText(line);
  await page.keyboard.press('ArrowDown');
  await expect(first).toHaveAttribute('data-focused', 'true');
  await page.keyboard.press('Enter');
  await expect(list).toBeHidden();
}

/** Chooses one of a group of radio buttons: Tab reaches the group, arrows its members. */
export async function keyChoose(page: Page, group: Locator, choice: Locator): Promise<void> {
  await tabTo(page, group);
  for (let turn = 0; turn < 20; turn++) {
    if (await choice.isChecked()) return;
    await page.keyboard.press(turn === 0 ? 'Space' : 'ArrowDown');
  }
  throw new Error('the arrows never get there');
}

/** Presses a key and waits until the focus is elsewhere: what comes next would be pressed where it was. */
export async function pressAndMove(page: Page, key: string): Promise<void> {
  await page.evaluate('window.focusedBefore = document.activeElement');
  await page.keyboard.press(key);
  await page.waitForFunction('document.activeElement !== window.focusedBefore');
}
