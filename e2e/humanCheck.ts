import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import pg from 'pg';
import { port, readNote } from '../src/server/postgres/running.ts';
import { loadSecrets } from '../src/server/secrets.ts';

/** Asks the demo center's own database, over the socket in its folder, as nobody outside of it can. */
async function look(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const note = await readNote(path.join(process.env['DEMO_DATA'] ?? '', 'postgres'));
  const client = new pg.Client({ host: note?.socketDir ?? '', port, user: 'postgres', database: 'entente' });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The id of the check that a page begins while `act` runs; its picture is there then. */
export async function checkBegunBy(page: Page, act: () => Promise<unknown>): Promise<string> {
  const [answer] = await Promise.all([page.waitForResponse((each) => each.url().endsWith('/api/public/human-check') && each.ok()), act()]);
  const { checkId } = (await answer.json()) as { checkId: string };
  await page.locator(`img[src*="${checkId}"]`).waitFor({ state: 'attached' });
  return checkId;
}

/** What the picture shows and the sound says: from the attempt's row, opened with the key of the center; never from the page. */
export async function charactersOf(checkId: string): Promise<string> {
  const [row] = await look('select answer from human_checks where check_id = $1', [checkId]);
  expect(row, 'the check has its row').toBeDefined();
  return loadSecrets(process.env['DEMO_DATA'] ?? '').open(row?.['answer'] as Buffer);
}
