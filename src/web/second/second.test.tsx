// @vitest-environment happy-dom
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import fr from '../../../locales/fr.json' with { type: 'json' };
import simplified from '../../../locales/zh-CN.json' with { type: 'json' };
import traditional from '../../../locales/zh-TW.json' with { type: 'json' };
import { locales } from '../../core/locale.ts';
import type { Locale } from '../../core/locale.ts';
import type { Suggesting } from '../shell/slots.ts';

const catalogs: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en, es, fr, 'zh-CN': simplified, 'zh-TW': traditional };
const written = (locale: string) => catalogs[locale as Locale];
const parts = ['frame', 'ui', 'members', 'roles', 'second', 'announcements'];
const hashes = Object.fromEntries(parts.map((part) => [part, 'h']));
document.body.innerHTML = `<script type="application/json" id="boot">${JSON.stringify({
  locale: 'fr',
  locales: ['en', 'fr', 'es'],
  catalogs: { en: hashes, fr: hashes, es: hashes },
})}</script>`;
// The page is read when the catalog is: after it was written.
const { catalog } = await import('../catalog.ts');
const { HouseProvider, useHouse } = await import('../house.tsx');
const { SlotsContext } = await import('../shell/slots.ts');
const { PublicFrame } = await import('../shell/PublicFrame.tsx');
const { SecondLanguage } = await import('./SecondLanguage.tsx');
const { patternOf } = await import('./speaking.ts');
configure({ asyncUtilTimeout: 30_000 });

// Time is set; what a person does takes none of it.
const user = userEvent.setup({ delay: null });
const fetched: string[] = [];
/** The code of the tips is here and listens. */
async function ready() {
  await waitFor(() => expect(document.querySelector('[data-second]')).toBeTruthy());
  await act(async () => {});
}
/** Longer than any key is held or pointer rests before something happens. */
const later = () => vi.advanceTimersByTimeAsync(2_000);
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] });
  fetched.length = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    fetched.push(url);
    const [, , locale = '', file = ''] = url.split('/');
    const part = file.split('.')[0] ?? '';
    const own = Object.entries(written(locale)).filter(([id]) => id.startsWith(`${part}.`));
    return new Response(JSON.stringify(Object.fromEntries(own.map(([id, message]) => [id, compileMessage(message)]))));
  });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function Desk() {
  const { t } = useHouse();
  return (
    <main>
      <h1>{t('members.title')}</h1>
      <p>{`${t('members.title')} · ${t('ui.cancel')}`}</p>
      <button type="button">{t('members.bulk.deactivate', { count: 3 })}</button>
      <button type="button" aria-label={t('announcements.role_requests.made', { actor: 'Zoé', role: t('roles.global_admin') })} />
      <label>
        {t('members.invite.open')}
        <input aria-describedby="wrong" />
      </label>
      <p id="wrong">{t('ui.close')}</p>
      <a href="/elsewhere">Weber & Söhne</a>
    </main>
  );
}

async function open(suggest?: (suggesting: Suggesting) => null) {
  await catalog.needParts(['ui', 'members', 'roles', 'announcements']);
  render(
    <HouseProvider>
      <SlotsContext value={suggest ? { suggest } : {}}>
        <Desk />
        <SecondLanguage />
      </SlotsContext>
    </HouseProvider>,
  );
  fetched.length = 0;
}
const hold = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Alt', altKey: true });
const english = written('en');

test('nothing of the second language is fetched before a sentence is asked for; then its part alone', async () => {
  await open();
  screen.getByRole('button', { name: 'Désactiver 3 personnes' }).focus();
  fireEvent.keyDown(document.body, { key: 'a' });
  await later();
  expect(fetched).toEqual([]);
  hold();
  expect(await screen.findByText('Deactivate 3 people')).toBeTruthy();
  expect(fetched.filter((url) => url.includes('/en/'))).toEqual(['/locales/en/members.h.json']);
});

test('the focused control is described by its sentence in English, with the same figures; Escape puts it away and nothing else', async () => {
  await open();
  const button = screen.getByRole('button', { name: 'Désactiver 3 personnes' });
  button.focus();
  hold();
  const said = await screen.findByText('Deactivate 3 people');
  expect(said.getAttribute('lang')).toBe('en');
  await waitFor(() => expect(button.getAttribute('aria-describedby')).toBe(said.closest('[role="tooltip"]')?.id));
  const outside = vi.fn<() => void>();
  document.addEventListener('keydown', outside);
  await user.keyboard('{Escape}');
  document.removeEventListener('keydown', outside);
  expect(outside).not.toHaveBeenCalled();
  await waitFor(() => expect(screen.queryByText('Deactivate 3 people')).toBeNull());
  expect(button.hasAttribute('aria-describedby')).toBe(false);
});

test('a role that a sentence names is said in English with it', async () => {
  await open();
  screen.getByRole('button', { name: /Zoé/ }).focus();
  hold();
  expect(await screen.findByText(`Zoé asked for the role “${english['roles.global_admin']}”`)).toBeTruthy();
});

test('a field tells its label and what is wrong with it', async () => {
  await open();
  screen.getByRole('textbox').focus();
  hold();
  expect(await screen.findByText(english['members.invite.open'] ?? '')).toBeTruthy();
  expect(screen.getByText(english['ui.close'] ?? '')).toBeTruthy();
});

test('a name that somebody gave is no sentence', async () => {
  await open();
  screen.getByRole('link').focus();
  hold();
  await ready();
  await later();
  expect(screen.queryByRole('tooltip', { hidden: true })?.textContent ?? '').toBe('');
});

test('Alt with an arrow goes from sentence to sentence and says both', async () => {
  await open();
  hold();
  await ready();
  const down = () => fireEvent.keyDown(document.body, { key: 'ArrowDown', altKey: true });
  // Rooms have no size here.
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 10, 100, 20));
  Element.prototype.scrollIntoView = () => {};
  down();
  const live = () => document.querySelector('[data-second] [aria-live]')?.textContent ?? '';
  await waitFor(() => expect(live()).toContain('Personnes People'));
  down();
  // The same sentence stands in the next line, beside another.
  await waitFor(() => expect(document.querySelector('[data-second] [aria-live] p')?.textContent).toBe('Personnes People'));
  down();
  await waitFor(() => expect(live()).toContain(`${written('fr')['ui.cancel']} ${english['ui.cancel']}`));
  vi.restoreAllMocks();
});

test('whoever may suggest is handed the pattern and not the words on the page; Tab leads there', async () => {
  const given: Suggesting[] = [];
  await open((suggesting) => {
    given.push(suggesting);
    return null;
  });
  const button = screen.getByRole('button', { name: 'Désactiver 3 personnes' });
  button.focus();
  hold();
  const offer = await screen.findByRole('button', { name: 'Proposer une meilleure traduction', hidden: true });
  await user.tab();
  expect(document.activeElement).toBe(offer);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(given).not.toHaveLength(0));
  const key = 'members.bulk.deactivate';
  expect(given[0]).toMatchObject({ sentence: { kind: 'interface', key }, locale: 'fr', own: written('fr')[key], source: english[key] });
  expect(document.activeElement).toBe(button);
});

test('pointing shows it where that is switched on; the way to the tip does not close it, leaving does', async () => {
  localStorage.setItem('entente.source', 'tip');
  await open();
  await ready();
  const title = screen.getByRole('heading');
  vi.spyOn(Range.prototype, 'getClientRects').mockReturnValue([new DOMRect(0, 0, 100, 20)] as never);
  Object.assign(document, { caretPositionFromPoint: () => ({ offsetNode: title.firstChild }) });
  fireEvent.pointerMove(title, { clientX: 5, clientY: 5 });
  const said = await screen.findByText('People');
  fireEvent.pointerMove(said, { clientX: 5, clientY: 30 });
  await later();
  expect(screen.getByText('People')).toBeTruthy();
  // Beside the letters there is no sentence.
  fireEvent.pointerMove(title, { clientX: 300, clientY: 5 });
  await waitFor(() => expect(screen.queryByText('People')).toBeNull());
  vi.restoreAllMocks();
  Object.assign(document, { caretPositionFromPoint: undefined });
});

test('behind the list of languages the second one is chosen, and the page stays in its own', async () => {
  await catalog.needParts(['ui', 'frame']);
  render(
    <HouseProvider>
      <PublicFrame>
        <p>…</p>
      </PublicFrame>
    </HouseProvider>,
  );
  await user.selectOptions(screen.getByLabelText('Langue'), 'Deuxième langue…');
  const dialog = await screen.findByRole('dialog', { name: 'Deuxième langue' });
  await user.click(within(dialog).getByRole('button', { name: 'Par phrase' }));
  await user.selectOptions(within(dialog).getByRole('combobox'), 'Español');
  expect([localStorage.getItem('entente.source'), localStorage.getItem('entente.source_language')]).toEqual(['tip', 'es']);
  expect(document.documentElement.lang).toBe('fr');
});

test('a compiled sentence is written as it was, in every language', () => {
  for (const locale of locales) {
    for (const [id, message] of Object.entries(written(locale))) {
      const compiled = compileMessage(message);
      expect(compileMessage(patternOf(compiled)), `${locale} ${id}: ${patternOf(compiled)}`).toEqual(compiled);
    }
  }
});
