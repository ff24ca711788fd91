import type { z } from 'zod';
import { api } from '../../../web/api.ts';
import { members } from '../contract.ts';

export const server = api(members);
export type InvitationShown = z.output<typeof members.openInvitation.output>;
export type Proved = z.output<typeof members.checkInvitationCode.output>;

/** Where the token of the mailed link is kept while one signs in or reads the mail with the code. */
export const KEY = 'entente.invitation';

/** A fresh page load: the browser has a session now, and the app begins with it. */
export function enterCompany(accountId: string): void {
  sessionStorage.removeItem(KEY);
  location.assign(`/a/${accountId}`);
}
