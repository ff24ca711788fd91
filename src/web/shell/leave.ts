import type { SessionActs } from '../session.tsx';

/** Ends the session and loads the page anew, so that nothing of this person stays in memory. */
export async function leave(acts: SessionActs): Promise<void> {
  await acts.signOut().catch(() => {});
  location.assign('/sign-in');
}
