import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { addressResults } from '../../../core/addressCheck.ts';
import { Address } from '../../../core/country.ts';
import { Id } from '../../../core/id.ts';
import { Locale, PersonName, Email } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { question } from '../../../core/question.ts';

/** A customer's id is that of its directory (tenant); the same for every partner. */
export const CustomerId = Id;
export type CustomerId = string;

/** What the partner is to the customer. */
export const relationshipKinds = ['direct_reseller', 'provider', 'indirect_reseller', 'advisor'] as const;
export type RelationshipKind = (typeof relationshipKinds)[number];
export const customerStates = ['active', 'removed'] as const;
export const qualifications = ['none', 'education', 'government', 'state_owned', 'non_profit'] as const;
export type Qualification = (typeof qualifications)[number];
/** Those that a partner can ask for; a non-profit organization is found out elsewhere. */
export const askedQualifications = ['none', 'education', 'government', 'state_owned'] as const;
export const qualificationStates = ['none', 'in_review', 'confirmed', 'refused'] as const;
export const agreementModes = ['none', 'attested', 'direct'] as const;
/** By name in the reader's language; the newest first. */
export const customerOrders = ['name', 'newest'] as const;
/** Customers that one list of ids may name in an address. */
export const mostListed = 200;
export const createdVias = ['creation', 'invitation', 'extension'] as const;
export { addressResults };

export const country = z.string().regex(/^[A-Z]{2}$/);
export const version = z.number().int();
/** A day as it stands in a calendar. */
export const Day = z.iso.date();

/** A domain as people write it: with a scheme, a path or capitals, which are taken off. */
export const Domain = z
  .string()
  .trim()
  .max(253)
  .transform((typed) =>
    typed
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/[/?#].*$/, ''),
  )
  .refine((domain) => /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(domain), 'invalid_format');

const optionalText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .transform((typed) => typed || null)
    .nullable()
    .default(null);

/** Whom one writes to about bills; in some countries by a middle name, too. */
export const CustomerContact = PersonName.extend({
  middleName: optionalText(50),
  email: Email,
  phone: z.string().trim().max(40).optional(),
});

/** What is billed to a customer, and where. */
export const saidOfCustomer = {
  name: z.string().trim().min(1).max(200),
  address: Address,
  contact: CustomerContact,
  registrationNumber: optionalText(60),
  locale: Locale,
};

export const CustomerLine = z.object({
  customerId: CustomerId,
  name: z.string(),
  domain: z.string(),
  country,
  relationship: z.enum(relationshipKinds),
  state: z.enum(customerStates),
  qualification: z.enum(qualifications),
  qualificationState: z.enum(qualificationStates),
  agreement: z.enum(agreementModes),
  /** Of a provider: the reseller; of a reseller: the provider. */
  other: z.object({ partnerId: z.string(), name: z.string().nullable() }).nullable(),
  /** Who of the company looks after it. */
  responsible: z.object({ personId: z.uuid(), name: z.string() }).nullable(),
  createdAt: z.date(),
});
export type CustomerLine = z.output<typeof CustomerLine>;

export const DelegationShown = z.object({
  delegationId: z.uuid(),
  roles: z.array(z.string()),
  days: z.number().int(),
  /** `expired`: active until its last day has gone by. */
  state: z.enum(['asked', 'active', 'declined', 'ended', 'expired']),
  why: z.string().nullable(),
  askedAt: z.date(),
  askedBy: z.string(),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  endedBy: z.enum(['customer', 'partner', 'removal']).nullable(),
  version,
});

export const AgreementShown = z.object({
  agreementId: z.uuid(),
  mode: z.enum(['attested', 'direct']),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  agreedOn: Day,
  attestedBy: z.string().nullable(),
  /** Which version of the text; null: before there were texts. */
  textNumber: z.number().int().nullable(),
});

export const Customer = CustomerLine.extend({
  tenantName: z.string(),
  createdVia: z.enum(createdVias),
  createdBy: z.string(),
  removedAt: z.date().nullable(),
  removedReason: z.string().nullable(),
  qualificationGround: z.string().nullable(),
  qualificationReason: z.string().nullable(),
  agreedOn: Day.nullable(),
  /** Null for whoever may not see what is billed. */
  billing: z
    .object({
      address: Address,
      addressCheck: z.enum(addressResults),
      contact: CustomerContact,
      phoneShown: z.string().nullable(),
      registrationNumber: z.string().nullable(),
      locale: Locale,
    })
    .nullable(),
  /** Rights in the customer's directory that are in force now. */
  delegatedRoles: z.array(z.string()),
  version,
  editors: z.array(z.string()),
  can: z.object({
    edit: z.boolean(),
    qualify: z.boolean(),
    attest: z.boolean(),
    assign: z.boolean(),
    seeSubscriptions: z.boolean(),
    order: z.boolean(),
    seeAgreements: z.boolean(),
    delegate: z.boolean(),
    seeSelfPurchase: z.boolean(),
    changeSelfPurchase: z.boolean(),
    remove: z.boolean(),
    seeUsers: z.boolean(),
    manageUsers: z.boolean(),
    importUsers: z.boolean(),
  }),
});
export type Customer = z.output<typeof Customer>;

/** Something of the customer that later features hold; `blocks` while it stands, the relationship cannot be removed. */
export interface CustomerUse {
  /** Its sentence is `customers.use.<key>`. */
  readonly key: string;
  readonly count: number;
  readonly blocks: boolean;
  /** Where it is ended, below the account. */
  readonly link: string | null;
}
/** Asked of later features: what of theirs hangs on a customer. What there is none of is left out. */
export const CustomerUses = question<{ readonly customerId: string }, CustomerUse[]>('customers.uses');

/** The domain has a directory already: it is invited, not made anew. */
export const DomainTaken = defineProblem('customers.domain_taken', 409, z.object({ domain: z.string() }));
/** The address is not what the checker knows it as, and nobody has said that it is right all the same. */
export const AddressUnconfirmed = defineProblem('customers.address_unconfirmed', 409, z.object({ result: z.string() }));
export const CustomerRemoved = defineProblem('customers.removed', 409, z.object({}));
/** Someone else has changed it since it was read: which parts, who (the last one). */
export const customerParts = ['name', 'address', 'contact', 'registrationNumber', 'locale'] as const;
export type CustomerPart = (typeof customerParts)[number];
export const CustomerChangedMeanwhile = defineProblem(
  'customers.changed_meanwhile',
  409,
  z.object({ parts: z.array(z.enum(customerParts)), by: z.string().nullable(), at: z.date().nullable() }),
);
export const QualificationInReview = defineProblem('customers.qualification_in_review', 409, z.object({}));
export const AgreementStands = defineProblem('customers.agreement_stands', 409, z.object({ agreedOn: z.string() }));
/** An indirect reseller sells through its provider, which keeps the agreement. */
export const ProviderAttests = defineProblem('customers.provider_attests', 409, z.object({}));
export const RelationUnknown = defineProblem('customers.relation_unknown', 409, z.object({}));

/** What a purchase is refused for; asked in this order. */
export const AgreementMissing = defineProblem('customers.agreement_missing', 409, z.object({ customerId: z.string() }));
export const RelationshipEnded = defineProblem('customers.relationship_ended', 409, z.object({ customerId: z.string() }));
export const CustomerUnderReview = defineProblem('customers.under_review', 409, z.object({ customerId: z.string() }));
export const AddressToMend = defineProblem('customers.address_to_mend', 409, z.object({ customerId: z.string() }));
export const ProviderBuys = defineProblem('customers.provider_buys', 409, z.object({ customerId: z.string() }));

const named = z.object({ customerId: z.string(), customer: z.string() });
export const CustomerAdded = announcement('customers.added', named.extend({ country, domain: z.string() }));
export const CustomerChanged = announcement('customers.changed', named.extend({ parts: z.array(z.enum(customerParts)), version }));
export const QualificationAsked = announcement('customers.qualification_asked', named.extend({ qualification: z.enum(qualifications) }));
export const QualificationDecided = announcement(
  'customers.qualification_decided',
  named.extend({ qualification: z.enum(qualifications), decision: z.enum(['confirmed', 'refused']) }),
);
export const AgreementAttested = announcement('customers.agreement_attested', named.extend({ signer: z.string(), agreedOn: z.string() }));
