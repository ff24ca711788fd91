import type { z } from 'zod';
import { api } from '../../../../web/api.ts';
import { customers } from '../../contract.ts';

export const server = api(customers);
export type InvitationShown = z.output<typeof customers.openCustomerInvitation.output>;
export type Proved = z.output<typeof customers.checkCustomerCode.output>;

/** Where the token of the link is kept while one signs in or reads the mail with the code. */
export const KEY = 'entente.customer_invitation';

/** A fresh page load: the browser has a session now, and the app begins with it. */
export function enterOwnPage(): void {
  sessionStorage.removeItem(KEY);
  location.assign('/me/customer');
}
