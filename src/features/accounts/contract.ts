import { z } from 'zod';
import { Address, CountryRule } from '../../core/country.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { Contact, Email } from '../../core/person.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';

import {
  AccountLine,
  Company,
  CompanyWithCan,
  ContactLinkNotUsable,
  Duplicate,
  Home,
  LegalNameLocked,
  Look,
  LookedPerson,
  Phone,
  ShutsYouOut,
  SignInPolicy,
  SupportDetails,
  TaxExemption,
  Website,
  accountStates,
  companyName,
  companyNumber,
  lookReasons,
  proofKinds,
  taxExemptions,
  version,
  vettingStatuses,
} from './contract/company.ts';
import { detailEndpoints } from './contract/details.ts';
import { domainEndpoints } from './contract/domains.ts';
import { locationFileEndpoints } from './contract/locationFiles.ts';
import { LocationLine, locationEndpoints } from './contract/locations.ts';
import { standingEndpoints } from './contract/standing.ts';

export * from './contract/company.ts';
export * from './contract/details.ts';
export * from './contract/domains.ts';
export * from './contract/locationFiles.ts';
export * from './contract/locations.ts';
export * from './contract/merging.ts';
export * from './contract/standing.ts';

const byAccount = z.object({ accountId: Id });

export const accounts = {
  ...locationEndpoints,
  ...locationFileEndpoints,
  ...detailEndpoints,
  ...domainEndpoints,
  ...standingEndpoints,
  getCompany: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company',
    permission: 'legal_profile',
    versioned: true,
    summary: 'The company as it stands in the register, and where its verification stands',
    input: z.object({}),
    output: CompanyWithCan,
  }),
  getCompanyCard: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/card',
    permission: 'support_profile',
    summary: 'What everybody who works for the company may know of it: its name, PartnerId and country',
    input: z.object({}),
    output: z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string(), country: z.string() }),
  }),
  updateLegalProfile: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/company/legal',
    permission: 'legal_profile',
    versioned: true,
    summary: 'Change the legal data; changed ones are checked again',
    input: z.object({ name: companyName, address: Address, registrationNumber: companyNumber, vatNumber: companyNumber, website: Website, version }),
    output: CompanyWithCan,
    problems: [ChangedMeanwhile, LegalNameLocked],
  }),
  updatePrimaryContact: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/company/primary-contact',
    permission: 'legal_profile',
    versioned: true,
    summary: 'Name the person who gets all mail about the verification',
    input: z.object({ contact: Contact, version }),
    output: CompanyWithCan,
    problems: [ChangedMeanwhile],
  }),
  resendContactMail: endpoint({
    within: 'account',
    method: 'POST',
    path: '/company/primary-contact/mail',
    permission: 'verification',
    summary: 'Ask the primary contact once more to confirm the address',
    input: z.object({}),
    output: z.object({}),
  }),
  confirmContact: endpoint({
    within: 'public',
    method: 'POST',
    path: '/contact-confirmations',
    permission: 'public',
    perMinute: 20,
    summary: 'Confirm, by the mailed link, that the primary contact gets mail',
    input: z.object({ token: z.string().min(20).max(100) }),
    output: z.object({ company: z.string() }),
    problems: [ContactLinkNotUsable],
  }),
  getSupportDetails: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/support',
    permission: 'support_profile',
    versioned: true,
    summary: 'Where customers find help',
    input: z.object({}),
    output: SupportDetails,
  }),
  updateSupportDetails: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/company/support',
    permission: 'support_profile',
    versioned: true,
    summary: 'Say where customers find help',
    input: z.object({ email: Email, phone: Phone, website: Website, version }),
    output: SupportDetails,
    problems: [ChangedMeanwhile],
  }),
  getTaxExemption: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/tax-exemption',
    permission: 'tax_exemption',
    versioned: true,
    summary: 'Whether the company will ask for tax exemption',
    input: z.object({}),
    output: TaxExemption,
  }),
  setTaxExemption: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/company/tax-exemption',
    permission: 'tax_exemption',
    versioned: true,
    summary: 'Say whether the company will ask for tax exemption',
    input: z.object({ choice: z.enum(taxExemptions), version }),
    output: TaxExemption,
    problems: [ChangedMeanwhile],
  }),
  getSignInPolicy: endpoint({
    within: 'account',
    method: 'GET',
    path: '/company/sign-in',
    permission: 'sign_in_policy',
    versioned: true,
    summary: 'Which ways of signing in the company accepts',
    input: z.object({}),
    output: SignInPolicy,
  }),
  setAcceptedProofs: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/company/sign-in',
    permission: 'sign_in_policy',
    versioned: true,
    stepUp: 10,
    summary: 'Choose which ways of signing in the company accepts; in force at once',
    input: z.object({ accepted: z.array(z.enum(proofKinds)), version }),
    output: SignInPolicy,
    problems: [ShutsYouOut, ChangedMeanwhile],
  }),
  getHome: endpoint({
    within: 'account',
    method: 'GET',
    path: '/home',
    whileSeeing: true,
    permission: 'signed-in',
    summary: 'What waits for the company, and a few figures',
    input: z.object({}),
    output: Home,
  }),
  listLooks: endpoint({
    within: 'account',
    method: 'GET',
    path: '/looks',
    permission: 'activity_log',
    summary: 'When the operator looked into the account, who and why',
    input: PageInput,
    output: Page(Look),
  }),
  listCountries: endpoint({
    within: 'public',
    method: 'GET',
    path: '/countries',
    permission: 'public',
    summary: 'Every country and region that an address can be in',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ iso2: z.string(), callingCode: z.string() })) }),
  }),
  getCountry: endpoint({
    within: 'public',
    method: 'GET',
    path: '/countries/:iso2',
    permission: 'public',
    summary: 'What a country asks of an address, a company number and a VAT number',
    input: z.object({ iso2: z.string().regex(/^[A-Z]{2}$/) }),
    output: CountryRule,
  }),
  listAccounts: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/accounts',
    permission: 'op.accounts',
    summary: 'Partner companies, by name',
    input: PageInput.extend({
      search: z.string().trim().max(100).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      vetting: z.enum(vettingStatuses).optional(),
      state: z.enum(accountStates).optional(),
    }),
    output: Page(AccountLine),
  }),
  openAccount: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/accounts/:accountId/looks',
    permission: 'op.accounts',
    needs: 'view',
    summary: 'Look into an account; the account is told who looked and why',
    input: byAccount.extend({
      why: z.enum(lookReasons),
      note: z
        .string()
        .trim()
        .max(300)
        .transform((text) => text || null)
        .nullable()
        .default(null),
    }),
    output: Company.extend({
      support: SupportDetails.pick({ email: true, phone: true, phoneShown: true, website: true }),
      taxExemption: z.enum(taxExemptions).nullable(),
      acceptedProofs: z.array(z.string()),
      domains: z.array(z.object({ domain: z.string(), provedAt: z.date().nullable() })),
      /** The company that this one has become part of. */
      mergedInto: z.object({ accountId: z.uuid(), partnerId: z.string(), name: z.string() }).nullable(),
      duplicates: z.array(Duplicate),
      locations: z.array(LocationLine),
      locationCount: z.number(),
      people: z.array(LookedPerson),
      peopleCount: z.number(),
      invitationCount: z.number(),
      looks: z.array(Look),
      can: z.object({ verify: z.boolean(), bringBack: z.boolean() }),
    }),
  }),
};
