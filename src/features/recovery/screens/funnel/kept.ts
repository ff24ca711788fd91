/** What this tab keeps of a recovery, so that reloading the page loses nothing. In sessionStorage: on a shared computer it goes with the tab. */
export interface Kept {
  readonly token?: string;
}
const name = 'entente.recovery';

export function readKept(): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '{}') as Kept;
  } catch {
    return {}; // storage is barred, or holds something else
  }
}
export function writeKept(kept: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // Without storage it works as long as the page is open.
  }
}
