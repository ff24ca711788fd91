import { z } from 'zod';
import { Address } from '../../../core/country.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Contact } from '../../../core/person.ts';
import { protectedMinutes } from '../../members/contract/joinRequests.ts';
import {
  AddressUnconfirmed,
  addressResults,
  agreementModes,
  AgreementShown,
  AgreementStands,
  askedQualifications,
  country,
  Customer,
  CustomerChangedMeanwhile,
  CustomerId,
  CustomerLine,
  customerOrders,
  CustomerRemoved,
  customerStates,
  Day,
  Domain,
  DomainTaken,
  mostListed,
  ProviderAttests,
  QualificationInReview,
  qualifications,
  RelationUnknown,
  relationshipKinds,
  saidOfCustomer,
  version,
} from './shapes.ts';

/** Who looks after it: `me`, `nobody`, or a colleague. */
const responsible = z.union([z.literal(['me', 'nobody']), Id]);
const idList = z
  .string()
  .max(40 * mostListed)
  .transform((text) => text.split(','))
  .pipe(z.array(CustomerId).max(mostListed));
export const narrowedCustomers = {
  search: z.string().trim().max(100).optional(),
  agreement: z.enum(agreementModes).optional(),
  responsible: responsible.optional(),
  country: country.optional(),
  relationship: z.enum(relationshipKinds).optional(),
  qualification: z.enum(qualifications).optional(),
  /** The PartnerId of the other company in it. */
  partner: z.string().max(20).optional(),
  state: z.enum(customerStates).optional(),
};
const byCustomer = z.object({ customerId: CustomerId });
const Attestation = Contact.extend({ /** Not later than today, anywhere on earth. */ agreedOn: Day });

export const customerEndpoints = {
  listCustomers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers',
    permission: 'customers',
    summary: 'Customers of the company, by name or the newest first',
    input: PageInput.extend({
      ...narrowedCustomers,
      sort: z.enum(customerOrders).default('name'),
      /** A place in the reader's order, see `lettersOf`; `after` goes on from there. */ from: z.string().max(8).optional(),
      /** What the name, or the domain, begins with; capitals make no difference. */
      nameStarts: z.string().trim().max(200).optional(),
      domainStarts: z.string().trim().max(253).optional(),
    }),
    output: Page(CustomerLine).extend({
      /** When this was true. */
      asOf: z.date(),
      can: z.object({ add: z.boolean(), invite: z.boolean(), assign: z.boolean(), remind: z.boolean(), remove: z.boolean(), export: z.boolean() }),
    }),
  }),
  countCustomers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/count',
    permission: 'customers',
    summary: 'How many customers a search finds, exact up to 10,000; and in which countries there are any',
    input: z.object(narrowedCustomers),
    output: z.object({ count: z.number(), isExact: z.boolean(), countries: z.array(country) }),
  }),
  exportCustomers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/export',
    permission: 'customers',
    needs: 'edit',
    exports: true,
    stepUp: protectedMinutes,
    answers: 'stream',
    summary: 'Customers as CSV in the reader’s language, without a ceiling',
    input: z.object({ ...narrowedCustomers, /** These alone, separated by commas. */ ids: idList.optional() }),
    output: z.unknown(),
  }),
  getCustomer: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId',
    permission: 'customers',
    versioned: true,
    summary: 'One customer',
    input: byCustomer,
    output: Customer,
  }),
  checkDomain: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customer-domains/:domain',
    permission: 'customers.create',
    needs: 'edit',
    perMinute: 30,
    summary: 'Whether a domain is free for a new customer',
    input: z.object({ domain: Domain }),
    output: z.object({ domain: z.string(), isFree: z.boolean(), /** It is a customer of this company. */ customerId: z.string().nullable() }),
  }),
  checkAddress: endpoint({
    within: 'account',
    method: 'POST',
    path: '/address-checks',
    permission: 'customers',
    needs: 'view',
    summary: 'What an address is, as far as its country’s rules tell, and how it might be meant; keeps nothing',
    input: z.object({ address: Address }),
    output: z.object({ result: z.enum(addressResults), suggestions: z.array(Address) }),
  }),
  findAlike: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customer-twins',
    permission: 'customers.create',
    needs: 'edit',
    summary: 'Customers of the company that a new one may be already, by name, domain or registration number',
    input: z.object({
      name: z.string().trim().max(200).default(''),
      domain: z.string().trim().toLowerCase().max(253).default(''),
      registrationNumber: z.string().trim().max(60).default(''),
      country: country.optional(),
    }),
    output: z.object({
      items: z.array(z.object({ customerId: CustomerId, name: z.string(), domain: z.string(), why: z.enum(['name', 'domain', 'registrationNumber']) })),
    }),
  }),
  prepareCustomer: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customer-form',
    permission: 'customers.create',
    needs: 'edit',
    summary: 'What a new customer can be: the countries of the company’s market, and a provider’s resellers or a reseller’s providers',
    input: z.object({}),
    output: z.object({
      /** Where the company itself is. */
      home: country,
      countries: z.array(country),
      /** Those where the law wants a registration number and a phone. */
      numbered: z.array(country),
      /** The company sells through a provider only, and has to name it. */
      needsProvider: z.boolean(),
      /** Whether the reader sees the codes that the company has, see `listValidationCodes`. */
      seesCodes: z.boolean(),
      sellers: z.array(z.object({ relationId: Id, side: z.enum(['distributor', 'reseller']), partnerId: z.string(), name: z.string().nullable() })),
    }),
  }),
  addCustomer: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers',
    permission: 'customers.create',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Add a customer with a directory of its own; its first administrator is mailed a link to set a password',
    input: z.object({
      ...saidOfCustomer,
      domain: Domain,
      /** The name that the first administrator signs in with, before the @. */
      adminName: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9])?$/)
        .default('admin'),
      qualification: z.enum(askedQualifications).default('none'),
      qualificationGround: z.string().trim().max(500).default(''),
      /** Of a government: a code that the operator gave; it is qualified at once. */
      qualificationCode: z.string().trim().max(60).default(''),
      /** Attested now; otherwise the customer is asked, and nothing can be bought until it has agreed. */
      agreement: Attestation.nullable().default(null),
      relationId: Id.nullable().default(null),
      /** The address is right although the checker knows it otherwise. */
      addressConfirmed: z.boolean().default(false),
    }),
    output: Customer,
    problems: [DomainTaken, AddressUnconfirmed, RelationUnknown, ProviderAttests],
  }),
  updateCustomer: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/customers/:customerId',
    permission: 'customers.billing',
    versioned: true,
    summary: 'Change what is billed to a customer; its domain, country and directory stay',
    input: byCustomer.extend({ ...saidOfCustomer, addressConfirmed: z.boolean().default(false), version }),
    output: Customer,
    problems: [CustomerChangedMeanwhile, AddressUnconfirmed, CustomerRemoved],
  }),
  askQualification: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/customers/:customerId/qualification',
    permission: 'customers.details',
    summary: 'Ask for a qualification of the customer, again after one was refused, or give it up',
    input: byCustomer.extend({
      qualification: z.enum(askedQualifications),
      ground: z.string().trim().max(500).default(''),
      /** Of a government: a code that the operator gave; nobody has to look at it again. */
      code: z.string().trim().max(60).default(''),
      version,
    }),
    output: Customer,
    problems: [CustomerChangedMeanwhile, QualificationInReview, CustomerRemoved],
  }),
  listAgreements: endpoint({
    within: 'account',
    method: 'GET',
    path: '/customers/:customerId/agreements',
    permission: 'customers.agreements',
    summary: 'What the customer has agreed to, by whom and since when',
    input: byCustomer,
    output: z.object({ items: z.array(AgreementShown) }),
  }),
  attestAgreement: endpoint({
    within: 'account',
    method: 'POST',
    path: '/customers/:customerId/agreements',
    permission: 'customers.agreements.attest',
    stepUp: protectedMinutes,
    byToken: true,
    summary: 'Confirm that the customer has accepted the agreement, with signer and date',
    input: byCustomer.extend({ signer: Attestation }),
    output: Customer,
    problems: [AgreementStands, ProviderAttests, CustomerRemoved],
  }),
  listQualifications: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/customer-qualifications',
    permission: 'op.verification',
    summary: 'Qualifications of customers that wait for the operator, the longest-waiting first',
    input: PageInput,
    output: Page(
      z.object({
        accountId: z.uuid(),
        partner: z.string(),
        customerId: CustomerId,
        name: z.string(),
        domain: z.string(),
        country,
        qualification: z.enum(qualifications),
        ground: z.string().nullable(),
        askedAt: z.date(),
        version,
        can: z.object({ decide: z.boolean() }),
      }),
    ),
  }),
  decideQualification: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/customer-qualifications/:accountId/:customerId',
    permission: 'op.verification',
    stepUp: protectedMinutes,
    summary: 'Confirm a customer’s qualification, or refuse it with a reason that its partner reads',
    input: byCustomer.extend({ accountId: Id, decision: z.enum(['confirm', 'refuse']), reason: z.string().trim().max(500).default(''), version }),
    output: z.object({}),
    problems: [CustomerChangedMeanwhile],
  }),
};
