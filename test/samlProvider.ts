import { generateKeyPairSync, sign } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';

/** What an assertion says; each part can be said wrongly. */
export interface Saying {
  readonly nameId?: string;
  readonly nameIdXml?: string;
  readonly email?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly audience?: string;
  readonly recipient?: string;
  readonly inResponseTo?: string;
  readonly issuer?: string;
  readonly id?: string;
  readonly issuedAt?: Date;
  readonly from?: Date;
  readonly until?: Date;
  readonly factor?: string;
}

/** A SAML provider with a key of its own, that signs whatever it is told to. */
export function samlProvider(entityId = 'https://idp.example/saml', ssoUrl = 'https://idp.example/sso') {
  const { key, certificate } = newKey();
  const bare = certificate.replace(/-----[^-]+-----|\s/g, '');
  const metadata = `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bare}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl}"/></md:IDPSSODescriptor></md:EntityDescriptor>`;

  /** An assertion without a signature. */
  function assertion(now: Date, { acs, audience, requestId }: Asked, saying: Saying): string {
    const at = (date: Date) => date.toISOString();
    const in5 = new Date(now.getTime() + 300_000);
    const {
      id = `_a${crypto.randomUUID()}`,
      issuer = entityId,
      nameId = 'u-1',
      email = 'jonas@contoso.example',
      givenName = 'Jonas',
      familyName = 'Weber',
    } = saying;
    const until = at(saying.until ?? in5);
    return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" IssueInstant="${at(saying.issuedAt ?? now)}" Version="2.0"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${saying.nameIdXml ?? nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${saying.inResponseTo ?? requestId}" NotOnOrAfter="${until}" Recipient="${saying.recipient ?? acs}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(saying.from ?? now)}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${saying.audience ?? audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(now)}"><saml:AuthnContext><saml:AuthnContextClassRef>${saying.factor ?? 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"><saml:AttributeValue>${email}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"><saml:AttributeValue>${givenName}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"><saml:AttributeValue>${familyName}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`;
  }

  /** Signs the element at the path, with this provider’s key unless another is given. */
  function signXml(
    xml: string,
    { at = "//*[local-name(.)='Assertion']", with: privateKey = key, algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' } = {},
  ): string {
    const signer = new SignedXml({
      privateKey,
      publicCert: certificate,
      signatureAlgorithm: algorithm,
      canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    });
    signer.addReference({
      xpath: at,
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    });
    signer.computeSignature(xml, { location: { reference: `${at}/*[local-name(.)='Issuer']`, action: 'after' } });
    return signer.getSignedXml();
  }

  const wrap = (inner: string, requestId: string) =>
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r${crypto.randomUUID()}" Version="2.0" InResponseTo="${requestId}"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inner}</samlp:Response>`;

  return { entityId, ssoUrl, metadata, key, assertion, sign: signXml, wrap };
}
export type SamlProvider = ReturnType<typeof samlProvider>;

export interface Asked {
  readonly acs: string;
  readonly audience: string;
  readonly requestId: string;
}
/** What a request that was sent to the provider asks for. */
export function readRequest(url: string): Asked & { readonly destination: string } {
  const { searchParams, origin, pathname } = new URL(url);
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(xml)?.[1] ?? '';
  return {
    acs: attribute('AssertionConsumerServiceURL'),
    audience: /<saml:Issuer[^>]*>([^<]*)</.exec(xml)?.[1] ?? '',
    requestId: attribute('ID'),
    destination: origin + pathname,
  };
}

/** A key and a certificate that it has signed itself; made anew, so that none lies about. */
export function newKey(): { readonly key: string; readonly certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = der(0x30, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der(0x05));
  const name = der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from('idp.example')))));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const valid = der(0x30, time('250101000000Z'), time('450101000000Z'));
  const said = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    valid,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signed = der(0x30, said, algorithm, der(0x03, Buffer.from([0]), sign('sha256', said, privateKey)));
  const pem = signed.toString('base64').replace(/(.{64})/g, '$1\n');
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----` };
}
/** One value in the encoding of certificates (X.690): its kind, its length, what is in it. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes));
