import type { Dialect } from '../../../server/http.ts';

/**
 * SAML's POST binding: a form that the provider's page has the browser send here. The answer is a way back to our own page, which
 * alone knows what it began; of what was wrong nothing is told to whoever sent it.
 */
export const samlDialect = (returnUrl: string): Dialect => ({
  type: 'application/x-www-form-urlencoded',
  read: (body) => Object.fromEntries(new URLSearchParams(body)),
  answer: (output) => ({ status: 303, headers: { location: (output as { readonly location: string }).location }, body: null }),
  refuse: () => ({ status: 303, headers: { location: `${returnUrl}?saml=-` }, body: null }),
});
