import { X509Certificate } from 'node:crypto';
import type { SAML } from '@node-saml/node-saml';
import { DOMParser } from '@xmldom/xmldom';
import { isLocale, type Locale } from '../../core/locale.ts';
import { Email } from '../../core/person.ts';
import { newToken } from '../../server/secrets.ts';
import type { Claimed } from './acts/admit.ts';
import type { SamlSettings } from './contract/saml.ts';

/** How far two clocks may differ. */
const SKEW_MS = 60_000;
/** Older ones are not taken, however long their provider holds them good. */
const OLDEST_MS = 10 * 60_000;
const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Where we are known to a provider: one name and one address for each directory, so that an answer for one is none for another. */
export const samlPlaces = (publicUrl: string, directoryId: string) => {
  const at = `${publicUrl}/api/public/sign-on/saml/${directoryId}`;
  return { entityId: `${at}/metadata`, answerUrl: at };
};
type Places = ReturnType<typeof samlPlaces>;

/** The library is brought when it is first needed: it weighs 20 MB, and many centers never meet SAML. */
async function libraryFor({ entityId, answerUrl }: Places, settings: SamlSettings, requestId = '_', again = false): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: answerUrl,
    entryPoint: settings.ssoUrl,
    idpIssuer: settings.issuer,
    idpCert: settings.certificates,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    forceAuthn: again,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    generateUniqueId: () => requestId,
    // Requests are kept by us, and times are compared by our clock.
    validateInResponseTo: ValidateInResponseTo.never,
    acceptedClockSkewMs: -1,
  });
}

/** Where to send the browser, and what to keep until it is back. */
export async function askSaml(
  places: Places,
  settings: SamlSettings,
  { again = false } = {},
): Promise<{ readonly url: string; readonly kept: { readonly requestId: string; readonly issuer: string } }> {
  const requestId = `_${newToken()}`;
  const url = await (await libraryFor(places, settings, requestId, again)).getAuthorizeUrlAsync('', undefined, {});
  return { url, kept: { requestId, issuer: settings.issuer } };
}

/** What we tell a provider of ourselves. */
export const ownMetadata = async (places: Places): Promise<string> =>
  (await libraryFor(places, { issuer: places.entityId, ssoUrl: places.answerUrl, certificates: ['-'] })).generateServiceProviderMetadata(null, null);

export interface SamlSaid {
  readonly claimed: Claimed;
  readonly secondFactor: boolean | null;
  readonly signedInAt: Date | null;
  readonly assertionId: string;
  readonly requestId: string;
  readonly until: Date;
}

/** XML in the form of xml2js: every element a list, its attributes in `$`, its text in `_` or bare. */
type Node = { readonly [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodes = (parent: Node | undefined, name: string): Node[] =>
  Array.isArray(parent?.[name]) ? (parent[name] as unknown[]).map((each) => (isNode(each) ? each : { _: each })) : [];
const only = (parent: Node | undefined, name: string): Node | undefined => {
  const found = nodes(parent, name);
  return found.length === 1 ? found[0] : undefined;
};
const attributeOf = (node: Node | undefined, name: string): string | null => {
  const value = isNode(node?.['$']) ? node['$'][name] : undefined;
  return typeof value === 'string' ? value : null;
};
const textOf = (node: Node | undefined): string | null => (typeof node?.['_'] === 'string' && node['_'].trim() ? node['_'].trim() : null);
const instantOf = (text: string | null): number => (text ? Date.parse(text) : Number.NaN);

/** What no provider has a use for, and attacks have: entities, remarks, signatures by broken hashes. */
const suspicious = /<!|<\?(?!xml )|rsa-sha1|hmac|xmldsig#sha1|dsa-sha1/i;

/** A second assertion, wherever it is hidden, is there to deceive. */
const assertions = (xml: string): number => xml.match(/<(?:[\w.-]+:)?Assertion[\s/>]/g)?.length ?? 0;

/**
 * Takes what a provider posted. The library finds the one assertion that is truly signed, and its audience; the rest is compared here,
 * on the signed text alone: issuer, times, who it is sent to, and which request it answers. Null: it will not do.
 */
export async function hearSaml(places: Places, settings: SamlSettings, response: string, now: Date, fallback: Locale): Promise<SamlSaid | null> {
  const xml = Buffer.from(response, 'base64').toString('utf8');
  if (suspicious.test(xml) || assertions(xml) !== 1) return null;
  const library = await libraryFor(places, settings);
  const profile = await library
    .validatePostResponseAsync({ SAMLResponse: response })
    // Whatever is wrong with it, the library throws: no signature, another's, a shape that is none.
    .then(
      (answer) => answer.profile,
      () => null,
    );
  const assertion = (profile?.getAssertion?.() as Node | undefined)?.['Assertion'];
  return isNode(assertion) ? judged(places, settings, assertion, now, fallback) : null;
}

/** Whether it is an answer to nothing that anybody asked: somebody opened us from the provider's own page. Nothing more of it is believed. */
export function isUnasked(response: string): boolean {
  const xml = Buffer.from(response, 'base64').toString('utf8');
  return /<(?:[\w.-]+:)?Response[\s/>]/.test(xml) && !/\bInResponseTo\s*=/.test(xml) && !suspicious.test(xml);
}

function judged({ answerUrl }: Places, { issuer }: SamlSettings, assertion: Node, now: Date, fallback: Locale): SamlSaid | null {
  const at = now.getTime();
  const assertionId = attributeOf(assertion, 'ID');
  const issued = instantOf(attributeOf(assertion, 'IssueInstant'));
  if (!assertionId || textOf(only(assertion, 'Issuer')) !== issuer || !(issued <= at + SKEW_MS && issued > at - OLDEST_MS)) return null;
  const conditions = only(assertion, 'Conditions');
  const until = instantOf(attributeOf(conditions, 'NotOnOrAfter'));
  if (!conditions || !holds(conditions, at)) return null;
  const subject = only(assertion, 'Subject');
  const confirmed = nodes(subject, 'SubjectConfirmation').find((each) => {
    const data = only(each, 'SubjectConfirmationData');
    return (
      attributeOf(each, 'Method') === BEARER && data && holds(data, at) && attributeOf(data, 'Recipient') === answerUrl && attributeOf(data, 'InResponseTo')
    );
  });
  const requestId = attributeOf(only(confirmed, 'SubjectConfirmationData'), 'InResponseTo');
  const nameId = only(subject, 'NameID');
  const name = textOf(nameId);
  // A name that is another one each time names nobody.
  if (!requestId || !name || name.length > 500 || attributeOf(nameId, 'Format')?.endsWith(':transient')) return null;
  const statement = nodes(assertion, 'AuthnStatement')[0];
  const signedIn = instantOf(attributeOf(statement, 'AuthnInstant'));
  const attributes = attributesOf(assertion);
  return {
    claimed: claimedOf(issuer, name, attributes, fallback),
    secondFactor: showsSecondFactor(statement, attributes),
    signedInAt: Number.isNaN(signedIn) ? null : new Date(signedIn),
    assertionId,
    requestId,
    until: new Date(Math.min(until, issued + OLDEST_MS) + SKEW_MS),
  };
}

/** Must say until when; may say from when. */
function holds(node: Node, at: number): boolean {
  const [from, until] = [attributeOf(node, 'NotBefore'), instantOf(attributeOf(node, 'NotOnOrAfter'))];
  return at - SKEW_MS < until && (from === null || instantOf(from) <= at + SKEW_MS);
}

function attributesOf(assertion: Node): ReadonlyMap<string, readonly string[]> {
  const found = nodes(assertion, 'AttributeStatement').flatMap((statement) => nodes(statement, 'Attribute'));
  return new Map(
    found.map((each) => [
      (attributeOf(each, 'Name') ?? '').toLowerCase(),
      nodes(each, 'AttributeValue').flatMap((value) => textOf(value)?.slice(0, 500) ?? []),
    ]),
  );
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const names = {
  email: [`${claims}/emailaddress`, 'email', 'mail', 'emailaddress', 'urn:oid:0.9.2342.19200300.100.1.3'],
  given: [`${claims}/givenname`, 'givenname', 'firstname', 'first_name', 'urn:oid:2.5.4.42'],
  family: [`${claims}/surname`, 'surname', 'sn', 'lastname', 'last_name', 'urn:oid:2.5.4.4'],
  locale: ['preferredlanguage', 'locale', 'urn:oid:2.16.840.1.113730.3.1.39'],
  methods: ['http://schemas.microsoft.com/claims/authnmethodsreferences', 'amr'],
} as const;

function claimedOf(issuer: string, subject: string, attributes: ReadonlyMap<string, readonly string[]>, fallback: Locale): Claimed {
  const first = (keys: readonly string[]): string | null => keys.map((key) => attributes.get(key)?.[0]).find(Boolean) ?? null;
  const locale = first(names.locale);
  return {
    issuer,
    subject,
    email: Email.safeParse(first(names.email) ?? subject).data ?? null,
    emailVerified: null,
    givenName: first(names.given),
    familyName: first(names.family),
    locale: isLocale(locale) ? locale : fallback,
  };
}

/** Null: it does not say. */
function showsSecondFactor(statement: Node | undefined, attributes: ReadonlyMap<string, readonly string[]>): boolean | null {
  const said = [...nodes(only(statement, 'AuthnContext'), 'AuthnContextClassRef').map(textOf), ...names.methods.flatMap((key) => attributes.get(key) ?? [])];
  return (
    said.some((text) => text === 'https://refeds.org/profile/mfa' || text === 'http://schemas.microsoft.com/claims/multipleauthn' || text === 'mfa') || null
  );
}

export type MetadataFault = 'not_metadata' | 'no_provider' | 'no_redirect' | 'no_certificate' | 'address';
/** What a provider tells of itself, as far as it is of use; else what is missing. */
export function metadataOf(xml: string, allowsHttp: (url: string) => boolean): { readonly settings: SamlSettings } | { readonly wrong: MetadataFault } {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return { wrong: 'not_metadata' };
  const root = rootOf(xml);
  if (!root) return { wrong: 'not_metadata' };
  const entity = root.localName === 'EntityDescriptor' ? root : below(root, MD, 'EntityDescriptor')[0];
  const provider = entity && below(entity, MD, 'IDPSSODescriptor')[0];
  const issuer = entity?.getAttribute('entityID')?.trim();
  if (!provider || !issuer) return { wrong: 'no_provider' };
  const service = below(provider, MD, 'SingleSignOnService').find((each) => each.getAttribute('Binding') === REDIRECT);
  const ssoUrl = service?.getAttribute('Location') ?? '';
  if (!service) return { wrong: 'no_redirect' };
  if (!URL.canParse(ssoUrl) || !(new URL(ssoUrl).protocol === 'https:' || allowsHttp(ssoUrl))) return { wrong: 'address' };
  const keys = below(provider, MD, 'KeyDescriptor').filter((each) => each.getAttribute('use') !== 'encryption');
  const certificates = keys.flatMap((key) => below(key, DSIG, 'X509Certificate')).flatMap((each) => pemOf(each.textContent ?? '') ?? []);
  if (!certificates.length) return { wrong: 'no_certificate' };
  return { settings: { issuer, ssoUrl, certificates: [...new Set(certificates)].slice(0, 5) } };
}

/** As much of an element as is read here. */
interface Element {
  readonly localName: string | null;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getElementsByTagNameNS(namespace: string, name: string): ArrayLike<Element>;
}
const below = (element: Element, namespace: string, name: string): Element[] => Array.from(element.getElementsByTagNameNS(namespace, name));

function rootOf(xml: string): Element | null {
  let isSound = true;
  const stop = () => {
    isSound = false;
  };
  try {
    const root =
      new DOMParser({ errorHandler: { warning: () => {}, error: stop, fatalError: stop } }).parseFromString(xml.trim(), 'text/xml')?.documentElement ?? null;
    return isSound ? (root as unknown as Element) : null;
  } catch {
    return null;
  }
}

/** A certificate in PEM; undefined when it is none. */
function pemOf(text: string): string | undefined {
  try {
    return new X509Certificate(Buffer.from(text.replace(/\s/g, ''), 'base64')).toString().trim();
  } catch {
    return undefined;
  }
}
export const certificateFacts = (pem: string) => {
  const { fingerprint256, validTo } = new X509Certificate(pem);
  return { fingerprint: fingerprint256, expiresAt: new Date(validTo) };
};
