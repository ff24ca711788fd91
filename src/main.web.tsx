import './web/theme.css';
import { startWeb } from './web/entry.tsx';
import type { PublicPage } from './web/pages.ts';

/** Pages that need no session. Light: neither queries nor the data router come with them. `problems` where a sentence of a refusal is part of the page. */
export const publicPages: readonly PublicPage[] = [
  { path: '/setup', parts: ['setup', 'center', 'roles', 'problems'], page: () => import('./features/setup/screens/SetupPage.tsx').then((m) => m.SetupPage) },
  {
    path: '/sign-in',
    parts: ['signin'],
    page: () =>
      Promise.all([import('./features/identity/screens/SignInPage.tsx'), import('./features/directories/screens/directoryWay.ts')]).then(
        ([m, { directoryWay }]) => m.signInPage(directoryWay),
      ),
  },
  { path: '/sign-on/:company', parts: ['signin'], page: () => import('./features/directories/screens/SignOnPage.tsx').then((m) => m.SignOnPage) },
  { path: '/sign-on', parts: ['signin'], page: () => import('./features/directories/screens/SignOnPage.tsx').then((m) => m.SignOnPage) },
  { path: '/not-me', parts: ['signin'], page: () => import('./features/identity/screens/NotMePage.tsx').then((m) => m.NotMePage) },
  {
    path: '/recover',
    parts: ['recovery', 'signin', 'check', 'problems'],
    page: () => import('./features/recovery/screens/RecoverPage.tsx').then((m) => m.RecoverPage),
  },
  {
    path: '/request-access',
    parts: ['access_requests', 'support_requests', 'check', 'problems'],
    page: () => import('./features/recovery/screens/access/RequestAccessPage.tsx').then((m) => m.RequestAccessPage),
  },
  { path: '/set-password', parts: ['signin'], page: () => import('./features/identity/screens/CredentialLinkPage.tsx').then((m) => m.CredentialLinkPage) },
  {
    path: '/sign-up',
    parts: ['signup', 'signin', 'country', 'roles'],
    page: () => import('./features/signup/screens/SignUpPage.tsx').then((m) => m.SignUpPage),
  },
  {
    path: '/invitation',
    parts: ['members', 'roles', 'problems'],
    page: () => import('./features/members/screens/InvitationPage.tsx').then((m) => m.InvitationPage),
  },
  {
    path: '/verify',
    parts: ['verify', 'agreements', 'country', 'problems'],
    page: () => import('./features/agreements/screens/VerifyPage.tsx').then((m) => m.VerifyPage),
  },
  {
    path: '/customer-invitation',
    parts: ['customer_invitation', 'customers', 'country'],
    page: () => import('./features/customers/screens/CustomerInvitationPage.tsx').then((m) => m.CustomerInvitationPage),
  },
  {
    path: '/become-customer',
    parts: ['customer_invitation', 'customers'],
    page: () => import('./features/customers/screens/BecomeCustomerPage.tsx').then((m) => m.BecomeCustomerPage),
  },
  { path: '/support', parts: ['support'], page: () => import('./features/support/screens/SupportPage.tsx').then((m) => m.SupportPage) },
  {
    path: '/request',
    parts: ['support_requests', 'problems'],
    page: () => import('./features/support/screens/requests/FollowPage.tsx').then((m) => m.FollowPage),
  },
  { path: '/help', parts: ['help', 'roles'], page: () => import('./features/help/screens/HelpPage.tsx').then((m) => m.HelpPage) },
  { path: '/help/:article', parts: ['help', 'roles', 'second'], page: () => import('./features/help/screens/ArticlePage.tsx').then((m) => m.ArticlePage) },
  {
    path: '/stop-elevation',
    parts: ['elevations', 'roles', 'problems'],
    page: () => import('./features/recovery/screens/elevations/StopElevationPage.tsx').then((m) => m.StopElevationPage),
  },
  {
    path: '/mail',
    parts: ['mail_text', 'second'],
    page: () => import('./features/center/screens/MailInEnglishPage.tsx').then((m) => m.MailInEnglishPage),
  },
  {
    path: '/unsubscribe',
    parts: ['unsubscribe', 'notice_topics'],
    page: () => import('./features/notices/screens/UnsubscribePage.tsx').then((m) => m.UnsubscribePage),
  },
  {
    path: '/write-to-partner',
    parts: ['partner_contact', 'check'],
    page: () =>
      Promise.all([import('./features/profiles/screens/WriteToPartnerPage.tsx'), import('./features/identity/screens/HumanCheck.tsx')]).then(([m, check]) =>
        m.writeToPartnerPage(check.HumanCheck),
      ),
  },
  {
    path: '/not-authorized',
    parts: ['not_authorized'],
    page: () => import('./features/tokens/screens/NotAuthorizedPage.tsx').then((m) => m.NotAuthorizedPage),
  },
  { path: '/contact', parts: ['accounts', 'problems'], page: () => import('./features/accounts/screens/ContactPage.tsx').then((m) => m.ContactPage) },
];

// The signed-in pages stand in main.app.tsx; they come when the first of them is opened.
startWeb({ publicPages, app: () => import('./main.app.tsx').then((m) => m.app), appParts: ['shell', 'roles', 'permissions'] });
