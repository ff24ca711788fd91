/**
 * What this tab keeps of a sign-up, so that reloading the page loses nothing: the code page, or the token that opens what
 * was answered. In sessionStorage, not localStorage: on a shared computer it goes with the tab.
 */
export interface Kept {
  readonly token?: string;
  readonly sent?: { readonly signUpId: string; readonly email: string; readonly sentAt: number };
}

const name = 'entente.sign-up';

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
    // Without storage the sign-up works as long as the page is open; the mailed link opens it again.
  }
}

/** The token of a mailed link, taken out of the address so that it stands in no history and over nobody's shoulder. */
export function takeLinkToken(): string | undefined {
  const token = /^#([\w-]{20,100})$/.exec(location.hash)?.[1];
  if (token) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
