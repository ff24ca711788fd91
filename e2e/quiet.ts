import { expect, type Page, type Request } from '@playwright/test';

interface Asking {
  readonly open: Set<Request>;
  /** When a question was last asked or answered, in milliseconds of `performance.now()`. */
  lastAt: number;
}

const asking = new WeakMap<Page, Asking>();

/** Milliseconds without a question after which a page has said all that it has to say. */
const ENOUGH = 125;

/**
 * Waits until the page has asked for nothing for an eighth of a second, nor waits for an answer. An idle network, as
 * the browser's driver calls it, is half a second: too long for a thousand visits.
 */
export async function quiet(page: Page): Promise<void> {
  const known = asking.get(page);
  if (!known) {
    // What was asked before somebody listened is not counted.
    listen(page);
    return page.waitForLoadState('networkidle');
  }
  await expect.poll(() => (known.open.size > 0 ? 0 : performance.now() - known.lastAt), { intervals: [30] }).toBeGreaterThan(ENOUGH);
}

function listen(page: Page): void {
  const state: Asking = { open: new Set(), lastAt: performance.now() };
  asking.set(page, state);
  const moved = (change: () => void) => {
    change();
    state.lastAt = performance.now();
  };
  // The stream of notices stays open as long as the page does.
  page.on('request', (request) => request.resourceType() !== 'eventsource' && moved(() => state.open.add(request)));
  page.on('requestfinished', (request) => moved(() => state.open.delete(request)));
  page.on('requestfailed', (request) => moved(() => state.open.delete(request)));
}
