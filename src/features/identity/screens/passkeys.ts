import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';

type Options = Record<string, unknown>;
export interface PasskeyAnswer {
  [key: string]: unknown;
  id: string;
  type: string;
  response: Record<string, unknown>;
}

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

/** Nothing when the person closed the browser's question, or no passkey fits: that is to be said, not reported. */
const orNothing = (asking: Promise<unknown>): Promise<PasskeyAnswer | undefined> => (asking as Promise<PasskeyAnswer>).catch(() => undefined);

/** Asks the browser for a passkey. */
export const showPasskey = (options: Options): Promise<PasskeyAnswer | undefined> => orNothing(startAuthentication({ optionsJSON: options as never }));

/** Lets the browser make a passkey. */
export const makePasskey = (options: Options): Promise<PasskeyAnswer | undefined> => orNothing(startRegistration({ optionsJSON: options as never }));

/**
 * Offers passkeys among what the browser fills in; resolves when one is chosen, and to nothing where that cannot be, or is no longer
 * wanted once the options are here: a browser asks for one passkey at a time, and this would end the question that came after.
 */
export async function offerPasskey(getOptions: () => Promise<Options>, isWanted: () => boolean): Promise<PasskeyAnswer | undefined> {
  if (!(await browserSupportsWebAuthnAutofill())) return undefined;
  const options = await getOptions();
  if (!isWanted()) return undefined;
  return orNothing(startAuthentication({ optionsJSON: options as never, useBrowserAutofill: true }));
}

export const stopOffering = (): void => WebAuthnAbortService.cancelCeremony();
