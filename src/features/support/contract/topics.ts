/** What a service request can be about: words `support_requests.category.<category>`, `support_requests.topic.<topic>`. */
export const categories = ['access', 'company', 'programs', 'portal'] as const;
export type Category = (typeof categories)[number];

/** A page of the portal that may answer the question; `:account` is filled in. Its label is the one that it has in the navigation. */
export interface HelpfulPage {
  readonly path: string;
  readonly label:
    | 'shell.people'
    | 'shell.roles'
    | 'shell.company'
    | 'shell.verification'
    | 'shell.standing'
    | 'shell.locations'
    | 'shell.programs'
    | 'shell.agreements'
    | 'shell.relations'
    | 'shell.tax_exemption'
    | 'shell.nav.security';
}
export interface Topic {
  readonly category: Category;
  /** Where the answer often stands already; what is done there is said by `support_requests.help.<topic>`. */
  readonly pages: readonly HelpfulPage[];
}
const at = (path: string, label: HelpfulPage['label']): HelpfulPage => ({ path, label });

/** In the order in which they are offered. */
export const topics = {
  sign_in: { category: 'access', pages: [at('/me/security', 'shell.nav.security'), at('/a/:account/people', 'shell.people')] },
  people: { category: 'access', pages: [at('/a/:account/people', 'shell.people')] },
  roles: { category: 'access', pages: [at('/a/:account/roles', 'shell.roles')] },
  profile: { category: 'company', pages: [at('/a/:account/company', 'shell.company')] },
  verification: { category: 'company', pages: [at('/a/:account/verification', 'shell.verification')] },
  suspension: { category: 'company', pages: [at('/a/:account/standing', 'shell.standing')] },
  locations: { category: 'company', pages: [at('/a/:account/locations', 'shell.locations')] },
  tax: { category: 'company', pages: [at('/a/:account/tax-exemption', 'shell.tax_exemption')] },
  enrollment: { category: 'programs', pages: [at('/a/:account/programs', 'shell.programs')] },
  agreements: { category: 'programs', pages: [at('/a/:account/agreements', 'shell.agreements')] },
  relations: { category: 'programs', pages: [at('/a/:account/relations', 'shell.relations')] },
  fault: { category: 'portal', pages: [] },
  language: { category: 'portal', pages: [] },
  other: { category: 'portal', pages: [] },
} as const satisfies Record<string, Topic>;
export type TopicKey = keyof typeof topics;
export const topicKeys = Object.keys(topics) as TopicKey[];
export const isTopic = (text: string): text is TopicKey => Object.hasOwn(topics, text);
