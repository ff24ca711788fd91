import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** What an OpenID Connect provider is known by. The client secret stands sealed beside it. */
export const OidcSettings = z.object({ issuer: z.string(), clientId: z.string() });
export type OidcSettings = z.output<typeof OidcSettings>;

export const directoryKinds = ['oidc', 'saml'] as const;
export const directoryStates = ['draft', 'on', 'off'] as const;
/** Why an issuer cannot be used; its sentence is part of `problems.directories.provider_not_usable`. */
export const providerFaults = ['address', 'inner_network', 'unreachable', 'no_document', 'other_issuer', 'no_code_flow', 'client'] as const;
/** Why a sign-in through a directory was not let in; its sentence is part of `problems.sign_on.refused`. */
export const refusals = [
  'provider_said_no',
  'answer_wrong',
  'no_email',
  'email_not_verified',
  'foreign_domain',
  'other_subject',
  'not_a_member',
  'deactivated',
  'turned_off',
] as const;
export type Refusal = (typeof refusals)[number];

/** What a sign-in that was only tried has shown. */
export const TestResult = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  /** Whether the provider says that a second factor was checked (`amr`); null: it says nothing. */
  secondFactor: z.boolean().nullable(),
  /** Null: it would be let in. */
  refused: z.enum(refusals).nullable(),
});
export type TestResult = z.output<typeof TestResult>;

export const DirectoryDomain = z.object({
  domain: z.string(),
  isRequired: z.boolean(),
  checkedAt: z.date().nullable(),
  /** The proof is no longer seen in the DNS: nobody signs in for it. */
  lostAt: z.date().nullable(),
});
export const Directory = z.object({
  directoryId: z.uuid(),
  name: z.string(),
  kind: z.enum(directoryKinds),
  state: z.enum(directoryStates),
  checksSecondFactor: z.boolean(),
  admitsNew: z.boolean(),
  tested: z.object({ at: z.date(), result: TestResult }).nullable(),
  domains: z.array(DirectoryDomain),
  /** People who are linked with it. */
  people: z.number(),
  createdAt: z.date(),
  version: z.number().int(),
});
export type Directory = z.output<typeof Directory>;

const LinkedPerson = z.object({
  identityId: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  /** `invited`: has come from the provider, and has not yet signed in once by a way of their own. */
  state: z.enum(['invited', 'linked']),
  /** Whether they have a password or a passkey; a code to the mailbox works for everyone. */
  hasOwnWay: z.boolean(),
  lastUsedAt: z.date().nullable(),
});
const LocalAdmin = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  keepsLocalWay: z.boolean(),
  hasSecondFactor: z.boolean(),
});

export const ProviderNotUsable = defineProblem('directories.provider_not_usable', 422, z.object({ reason: z.enum(providerFaults), host: z.string() }));
/** Tried first: whoever turns on what does not work shuts people out. */
export const NotTested = defineProblem('directories.not_tested', 409, z.object({}));
export const DomainNotProved = defineProblem('directories.domain_not_proved', 409, z.object({ domain: z.string() }));
/** It was proved once; its record is no longer in the DNS, where it is looked for every day. */
export const DomainNotSeen = defineProblem('directories.domain_not_seen', 409, z.object({ domain: z.string(), record: z.string() }));
export const DomainElsewhere = defineProblem('directories.domain_elsewhere', 409, z.object({ domain: z.string(), directory: z.string() }));
/** Nobody may be made to use a directory while no admin keeps a way in that does not lead through one. */
export const NoLocalWay = defineProblem('directories.no_local_way', 409, z.object({}));
/** Only global admins who have a second factor of their own keep a local way. */
export const NotForLocalWay = defineProblem('directories.not_for_local_way', 409, z.object({ name: z.string() }));

const named = z.object({ name: z.string() });
const ofDomain = named.extend({ domain: z.string() });
export const DirectoryAdded = announcement('directories.added', named);
export const DirectoryChanged = announcement('directories.changed', named);
export const DirectoryTurnedOn = announcement('directories.turned_on', named);
export const DirectoryTurnedOff = announcement('directories.turned_off', named);
export const DirectoryRemoved = announcement('directories.removed', named.extend({ people: z.number() }));
export const DirectoryDomainAdded = announcement('directories.domain_added', ofDomain);
export const DirectoryDomainTaken = announcement('directories.domain_taken', ofDomain);
export const DirectoryRequired = announcement('directories.required', ofDomain);
export const DirectoryNotRequired = announcement('directories.not_required', ofDomain);
export const DirectoryDomainLost = announcement('directories.domain_lost', ofDomain);
export const DirectoryDomainFound = announcement('directories.domain_found', ofDomain);
/** `name`: the person's. */
export const PersonLinked = announcement('directories.person_linked', named.extend({ directory: z.string() }));
export const PersonUnlinked = announcement('directories.person_unlinked', named.extend({ directory: z.string() }));
export const LocalWaysChanged = announcement('directories.local_ways_changed', z.object({ count: z.number() }));

const read = { within: 'account', method: 'GET', permission: 'tenants' } as const;
const act = { within: 'account', permission: 'tenants', stepUp: 10 } as const;
const one = z.object({ directoryId: Id });
const versioned = one.extend({ version: z.number().int() });
export const directoryName = z.string().trim().min(1).max(60);
const Version = z.object({ version: z.number().int() });

export const directoryEndpoints = {
  listDirectories: endpoint({
    ...read,
    path: '/directories',
    summary: 'The company’s directories, and which admins keep a local way in',
    input: z.object({}),
    output: z.object({
      items: z.array(Directory),
      admins: z.array(LocalAdmin),
      /** Somebody must use a directory at this moment. */
      isRequired: z.boolean(),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  getDirectory: endpoint({
    ...read,
    path: '/directories/:directoryId',
    summary: 'One directory: what it is known by, and for which domains it speaks',
    input: one,
    output: Directory.extend({
      oidc: OidcSettings.nullable(),
      /** Where the provider sends people back to; to be entered there. */
      returnUrl: z.string(),
      /** Domains of the company that the DNS has proved, and the directory that speaks for each. */
      proved: z.array(z.object({ domain: z.string(), directoryId: z.uuid().nullable(), directory: z.string().nullable() })),
      hasLocalWay: z.boolean(),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  addDirectory: endpoint({
    ...act,
    method: 'POST',
    path: '/directories',
    summary: 'Connect an OpenID Connect provider; its discovery document is read first',
    input: z.object({
      name: directoryName,
      issuer: z.string().trim().min(1).max(500),
      clientId: z.string().trim().min(1).max(300),
      clientSecret: z.string().trim().min(1).max(2000),
    }),
    output: one,
    problems: [ProviderNotUsable],
  }),
  changeDirectory: endpoint({
    ...act,
    method: 'PATCH',
    path: '/directories/:directoryId',
    summary: 'Change a directory; what its provider is known by is tried anew',
    input: versioned.extend({
      name: directoryName.optional(),
      issuer: z.string().trim().min(1).max(500).optional(),
      clientId: z.string().trim().min(1).max(300).optional(),
      /** Absent: the one that is kept stays. */
      clientSecret: z.string().trim().min(1).max(2000).optional(),
      checksSecondFactor: z.boolean().optional(),
      admitsNew: z.boolean().optional(),
    }),
    output: Version,
    problems: [ChangedMeanwhile, ProviderNotUsable],
  }),
  testDirectory: endpoint({
    ...act,
    method: 'POST',
    path: '/directories/:directoryId/test',
    summary: 'Try a sign-in through the directory: nobody is let in or linked by it',
    input: one,
    output: z.object({ attempt: z.string(), url: z.string() }),
    problems: [ProviderNotUsable],
  }),
  turnDirectoryOn: endpoint({
    ...act,
    method: 'POST',
    path: '/directories/:directoryId/turn-on',
    summary: 'Turn a directory on, after a sign-in was tried',
    input: versioned,
    output: Version,
    problems: [ChangedMeanwhile, NotTested],
  }),
  turnDirectoryOff: endpoint({
    ...act,
    method: 'POST',
    path: '/directories/:directoryId/turn-off',
    summary: 'Turn a directory off; sessions that it opened end at once',
    input: versioned,
    output: Version,
    problems: [ChangedMeanwhile],
  }),
  setDirectoryDomain: endpoint({
    ...act,
    method: 'PUT',
    path: '/directories/:directoryId/domains/:domain',
    summary: 'Let a directory speak for a proved domain, and say whether its people must use it',
    input: one.extend({ domain: z.string().trim().min(1).max(253), isRequired: z.boolean() }),
    output: DirectoryDomain,
    problems: [DomainNotProved, DomainNotSeen, DomainElsewhere, NoLocalWay],
  }),
  takeDirectoryDomain: endpoint({
    ...act,
    method: 'DELETE',
    path: '/directories/:directoryId/domains/:domain',
    summary: 'The directory speaks for this domain no longer',
    input: one.extend({ domain: z.string().trim().min(1).max(253) }),
    output: z.object({}),
  }),
  previewDirectoryRemoval: endpoint({
    ...read,
    needs: 'edit',
    path: '/directories/:directoryId/removal',
    summary: 'Who signs in through a directory, and who would have only a code to the mailbox without it',
    input: one,
    output: z.object({ people: z.array(LinkedPerson), count: z.number(), withoutOwnWay: z.number() }),
  }),
  removeDirectory: endpoint({
    ...act,
    method: 'DELETE',
    path: '/directories/:directoryId',
    summary: 'Remove a directory with every link; people stay members',
    input: versioned,
    output: z.object({ people: z.number() }),
    problems: [ChangedMeanwhile],
  }),
  listLinkedPeople: endpoint({
    ...read,
    path: '/directories/:directoryId/people',
    summary: 'People who are linked with a directory',
    input: PageInput.extend({ directoryId: Id }),
    output: Page(LinkedPerson),
  }),
  unlinkPerson: endpoint({
    ...act,
    method: 'DELETE',
    path: '/directories/:directoryId/people/:identityId',
    summary: 'End a link; the person’s sessions of this directory end at once',
    input: one.extend({ identityId: Id }),
    output: z.object({}),
  }),
  setLocalWays: endpoint({
    ...act,
    method: 'PUT',
    path: '/local-ways',
    summary: 'Name the admins who keep a local way in',
    input: z.object({ personIds: z.array(Id).max(20) }),
    output: z.object({}),
    problems: [NoLocalWay, NotForLocalWay],
  }),
};
