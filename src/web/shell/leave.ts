import type { SessionActs } from '../session.tsx';

let leaving = false;
/** Whoever signs out by themselves is not told that the session has ended, however soon the page hears of it. */
export const isLeaving = (): boolean => leaving;

/** Ends the session and loads the page anew, so that nothing of this person stays in memory. */
export async function leave(acts: SessionActs): Promise<void> {
  leaving = true;
  await acts.signOut().catch(() => {});
  location.assign('/sign-in');
}
