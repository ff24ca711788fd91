import { z } from 'zod';
import { NotFound } from '../core/problems.ts';
import { agreements } from '../features/agreements/contract.ts';
import { customers } from '../features/customers/contract.ts';
import { relations } from '../features/relations/contract.ts';
import { readInstant, readWord } from './body.ts';
import { Fault, invalid } from './fault.ts';
import { guidOf } from './ids.ts';
import { created, ok, type Request, row } from './row.ts';
import { collection, dayTo, resource } from './shapes.ts';
import { tenantMissing } from './users.ts';

/** The agreement of customers has had two names; that of partners has one. */
const forCustomers = ['MicrosoftCloudAgreement', 'MicrosoftCustomerAgreement'] as const;
const forPartners = 'MicrosoftPartnerAgreement';
const types = [...forCustomers, forPartners] as const;
type Type = (typeof types)[number];
type Template = z.output<typeof agreements.listAgreementTemplates.output>['items'][number];

/** Which names are asked for: the first unless said, `*` for all. @throws Fault */
function askedTypes(request: Request): readonly Type[] {
  const said = request.query('agreementType') || forCustomers[0];
  if (said === '*') return types;
  const type = readWord(types, said);
  if (!type) throw invalid('agreementType', `must be * or one of ${types.join(', ')}`);
  return [type];
}
const isForCustomers = (type: Type): boolean => type !== forPartners;
const linkOf = (textId: string): string => `/agreementtemplates/${textId}/document`;

async function metadata(request: Request) {
  const wanted = askedTypes(request);
  const { items } = await request.call(agreements.listAgreementTemplates, {});
  // Of its two names the text has the later one when all are asked for.
  const named = wanted.length === types.length ? wanted.slice(1) : wanted;
  const shown = named.flatMap((agreementType) =>
    items
      .filter((each) => each.isForCustomers === isForCustomers(agreementType))
      .map(({ textId, number }) => resource('AgreementMetaData', { templateId: textId, agreementType, agreementLink: linkOf(textId), versionRank: number })),
  );
  return ok(collection(shown));
}

async function document(request: Request) {
  const said = request.query('language');
  const locale = said ? localeNamed(said) : undefined;
  const { items } = await request.call(agreements.listAgreementTemplates, {});
  const template = items.find(({ textId }) => textId === request.param('templateId'));
  if (!template) throw new Fault(404, 1000, 'There is no such template in force.');
  const { read, save, locale: given } = await request.call(agreements.makeDocumentLinks, { agreement: template.agreement, locale });
  const country = request.query('country')?.toUpperCase();
  return ok(resource('AgreementDocument', { displayUri: read, downloadUri: save, language: given, country }));
}
const locales = { en: 'en', fr: 'fr', es: 'es', zhcn: 'zh-CN', zhhans: 'zh-CN', zhtw: 'zh-TW', zhhant: 'zh-TW' } as const;
/** A language as a program names it, with or without a country; undefined for one that there is no text in. */
function localeNamed(said: string) {
  const flat = said.toLowerCase().replace(/[^a-z]/g, '');
  return (locales as Readonly<Record<string, (typeof locales)[keyof typeof locales]>>)[flat] ?? locales[flat.slice(0, 2) as 'en'];
}

type Agreed = z.output<typeof customers.listAgreements.output>['items'][number];
const agreement = ({ givenName, familyName, email, phone, agreedOn }: Agreed, type: Type, template: Template | undefined) =>
  resource('Agreement', {
    primaryContact: { firstName: givenName, lastName: familyName, email, phoneNumber: phone ?? undefined },
    templateId: template?.textId,
    dateAgreed: dayTo(agreedOn),
    type,
    agreementLink: template && linkOf(template.textId),
  });
const ofCustomers = async (request: Request) => (await request.call(agreements.listAgreementTemplates, {})).items.find((each) => each.isForCustomers);

/** The house keeps who has agreed and when; the text that is named is the one in force. */
async function confirmations(request: Request) {
  const type = askedTypes(request).findLast(isForCustomers);
  const { items } = await request.call(customers.listAgreements, { customerId: request.param('customerId') });
  if (!type) return ok(collection([]));
  const template = await ofCustomers(request);
  return ok(collection(items.map((each) => agreement(each, type, template))));
}

const Confirmation = z.object({
  primaryContact: z.object({ firstName: z.string(), lastName: z.string(), email: z.string(), phoneNumber: z.string().optional() }),
  templateId: z.string(),
  dateAgreed: z.string(),
  type: z.union([z.string(), z.number()]),
});
async function confirm(request: Request) {
  const { primaryContact: contact, templateId, dateAgreed, type: said } = request.body(Confirmation);
  const type = readWord(types, said);
  if (!type || !isForCustomers(type)) throw invalid('type', `must be ${forCustomers.join(' or ')}`);
  const template = await ofCustomers(request);
  if (template?.textId !== templateId.toLowerCase()) throw invalid('templateId', 'is not the agreement that customers accept');
  const agreedOn = readInstant(dateAgreed)?.toISOString().slice(0, 10);
  if (!agreedOn) throw invalid('dateAgreed', 'is no date');
  const customerId = request.param('customerId');
  await request.call(customers.attestAgreement, {
    customerId,
    signer: { givenName: contact.firstName, familyName: contact.lastName, email: contact.email, phone: contact.phoneNumber, agreedOn },
  });
  return created(
    resource('Agreement', { primaryContact: contact, templateId: template.textId, dateAgreed: dayTo(agreedOn), type, agreementLink: linkOf(template.textId) }),
  );
}

async function directlySigned(request: Request) {
  const { agreement: mode } = await request.call(customers.getCustomer, { customerId: request.param('customerId') });
  return ok(resource('DirectSignedCustomerAgreementStatus', { isSigned: mode === 'direct' }));
}

/** The number that an identifier was made of, among those that one works with. */
async function numberOfTenant(request: Request, tenantId: string): Promise<string | undefined> {
  let after: string | undefined;
  do {
    const { items, next } = await request.call(relations.listRelations, { state: 'active', after, limit: 500 });
    const found = items.find(({ other }) => guidOf('partner', other.partnerId) === tenantId.toLowerCase());
    if (found) return found.other.partnerId;
    after = next ?? undefined;
  } while (after);
  return undefined;
}
const guid = z.guid();
/** Exactly one of two numbers names the partner. */
async function partnerStatus(request: Request) {
  const [mpnId, tenantId] = [request.query('mpnId')?.trim(), request.query('tenantId')?.trim()];
  if (!mpnId && !tenantId) throw new Fault(400, 2001, 'One of mpnId and tenantId must be given.');
  if ((mpnId && tenantId) || (tenantId && !guid.safeParse(tenantId).success) || (mpnId && !/^\d+$/.test(mpnId)))
    throw new Fault(400, 2000, 'Exactly one must be given: mpnId, a number, or tenantId, a GUID.');
  const partnerId = mpnId ?? (tenantId ? await numberOfTenant(request, tenantId) : undefined);
  if (!partnerId) throw new Fault(400, 2205, 'No partner that you work with has this tenantId.');
  try {
    const { hasAgreed } = await request.call(agreements.getPartnerAgreement, { partnerId });
    return ok(resource('AgreementSignatureStatus', { isAgreementSigned: hasAgreed }));
  } catch (error) {
    if (error instanceof NotFound) throw new Fault(400, 2200, 'No partner that you work with has this mpnId.');
    throw error;
  }
}

const ofOne = '/v1/customers/{customerId}';
export const agreementRows = [
  row('GET', '/v1/agreements', metadata),
  row('GET', '/v1/agreementtemplates/{templateId}/document', document),
  row('GET', `${ofOne}/agreements`, confirmations, { missing: tenantMissing }),
  row('POST', `${ofOne}/agreements`, confirm, { missing: tenantMissing }),
  row('GET', `${ofOne}/directSignedMicrosoftCustomerAgreementStatus`, directlySigned, { missing: tenantMissing }),
  row('GET', '/v1/compliance/csp/agreementstatus', partnerStatus),
];
