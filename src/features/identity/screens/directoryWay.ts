/** A directory that speaks for the domain of an address. */
export interface DirectoryOffer {
  readonly directoryId: string;
  readonly name: string;
}
/** Signing in through a company's directory; given to the sign-in page by a later feature. */
export interface DirectoryWay {
  /** What is offered for an address: the same for every address of its domain. */
  offersFor(email: string): Promise<readonly DirectoryOffer[]>;
  /** Leads to the provider. */
  begin(offer: DirectoryOffer, email: string, next: string | null): Promise<void>;
}
