import { CircleUserRound, ShieldCheck } from 'lucide-react';
import type { Role } from './core/access.ts';
import { fullName } from './core/person.ts';
import { center } from './features/center/contract.ts';
import { identity } from './features/identity/contract.ts';
import { StepUp } from './features/identity/screens/StepUp.tsx';
import { members } from './features/members/contract.ts';
import { api, callQuietly } from './web/api.ts';
import { makeApp } from './web/app.tsx';
import type { SignedInPage } from './web/pages.ts';
import type { SessionActs } from './web/session.tsx';
import type { ShellSlots } from './web/shell/slots.ts';

/**
 * The signed-in pages: address, sentences, code, and where they stand in the navigation. The order here is the order there.
 * `permission` is the one that the page's first question to the server needs.
 */
const pages: readonly SignedInPage[] = [
  { path: '/me/profile', parts: ['profile'], page: () => import('./features/identity/screens/ProfilePage.tsx').then((m) => m.ProfilePage), nav: { section: 'me', label: 'shell.nav.profile', icon: CircleUserRound } },
  { path: '/me/security', parts: ['security', 'signin'], page: () => import('./features/identity/screens/SecurityPage.tsx').then((m) => m.SecurityPage), nav: { section: 'me', label: 'shell.nav.security', icon: ShieldCheck } },
];

const me = api(identity);
const mine = api(members);

const acts: SessionActs = {
  async read() {
    const [person, { items }] = await Promise.all([me.getMe({}), mine.listMyAccounts({})]);
    const { permissions, roles } = person.operator;
    return {
      personId: person.personId, name: fullName(person), email: person.email, locale: person.locale, theme: person.theme,
      accounts: items.map((account) => ({ ...account, roles: account.roles as Role[] })),
      operator: roles.length > 0 ? { roles, permissions: permissions.map(({ permission }) => permission) } : null,
    };
  },
  signOut: () => me.signOut({}),
  keepLocale: (locale) => me.updateMe({ locale }),
  keepTheme: (theme) => me.updateMe({ theme }),
  async findPeople(accountId, text) {
    const { items } = (await callQuietly(members.listMembers, { search: text, limit: 6, state: 'active' }, accountId)) as { items: { personId: string; givenName: string; familyName: string; email: string }[] };
    return items.map((person) => ({ name: fullName(person), detail: person.email, href: `/a/${accountId}/people/${person.personId}` }));
  },
  async readDesk() {
    const { deskEmail, deskPhone } = await api(center).get({});
    return { email: deskEmail, phone: deskPhone };
  },
};

/** Places in the shell that features fill. */
const slots: ShellSlots = { StepUp };

export const app = makeApp({ pages, acts, slots });
