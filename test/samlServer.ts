import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readRequest, samlProvider, type Saying } from './samlProvider.ts';

/** What somebody at the provider may choose; each answer but the honest one is an attack, or, `unasked`, what looks like one: a sign-in that begins there. */
export const lies = ['honest', 'unsigned', 'audience', 'unasked'] as const;
export type Lie = (typeof lies)[number];
export interface SamlPerson {
  readonly sub: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}
export interface SamlServer {
  /** Where it publishes what it says of itself. */
  readonly metadataUrl: string;
  readonly entityId: string;
  readonly people: SamlPerson[];
  close(): void;
}

const page = (body: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Provider</title>${body}</html>`;
/** The link that somebody presses at the provider. */
export const linkOf = (email: string, lie: Lie = 'honest') => (lie === 'honest' ? email : `${email}, ${lie}`);

/** A SAML provider with pages, on a free port of this machine: asks who one is, and has the browser post a signed answer, as providers do. */
export async function samlServer(): Promise<SamlServer> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = samlProvider(`${origin}/saml`, `${origin}/sso`);
  const people: SamlPerson[] = [];

  /** The form that leads back, sent off by the page itself. */
  function answer(url: URL, person: SamlPerson): string {
    const asked = readRequest(url.href);
    const lie = url.searchParams.get('lie') as Lie;
    const saying: Saying = { ...person, nameId: person.sub, ...(lie === 'audience' ? { audience: 'https://elsewhere.example/metadata' } : {}) };
    const sent = (xml: string) => (lie === 'unasked' ? xml.replace(/ InResponseTo="[^"]*"/g, '') : xml);
    const said = sent(provider.assertion(new Date(), asked, saying));
    const xml = sent(provider.wrap(lie === 'unsigned' ? said : provider.sign(said), asked.requestId));
    return page(
      `<body onload="document.forms[0].submit()"><form method="post" action="${asked.acs}"><input type="hidden" name="SAMLResponse" value="${Buffer.from(xml).toString('base64')}"></form>`,
    );
  }
  const question = (url: URL) => {
    const links = people.flatMap(({ sub, email }) =>
      lies.map((lie) => {
        const to = new URLSearchParams([...url.searchParams, ['sub', sub], ['lie', lie]]);
        return `<p><a href="?${to.toString().replaceAll('&', '&amp;')}">${linkOf(email, lie)}</a></p>`;
      }),
    );
    return page(`<h1>Who are you?</h1>${links.join('')}`);
  };

  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '', origin);
    if (url.pathname === '/metadata') return response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' }).end(provider.metadata);
    if (url.pathname !== '/sso') return response.writeHead(404).end();
    const person = people.find(({ sub }) => sub === url.searchParams.get('sub'));
    return response.writeHead(200, { 'content-type': 'text/html' }).end(person ? answer(url, person) : question(url));
  });
  return {
    metadataUrl: `${origin}/metadata`,
    entityId: provider.entityId,
    people,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
