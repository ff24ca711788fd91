/** The address typed on the sign-in page, for the page that helps who cannot get in: typed once is enough. It never stands in an address bar. */
const name = 'entente.typed-address';

export function keepTypedAddress(email: string): void {
  try {
    sessionStorage.setItem(name, email.trim());
  } catch {
    // Without storage it is typed again.
  }
}
export function typedAddress(): string {
  try {
    return sessionStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}
