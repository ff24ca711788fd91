import { X509Certificate } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Scoped } from '../../core/access.ts';
import { type Database, inNobody } from '../../server/db.ts';
import { hashToken, sameText, type Secrets } from '../../server/secrets.ts';
import { run } from '../../server/tx.ts';
import { addressKey, triesAllowed } from '../identity/policy.ts';
import { fault, type Form } from './wire.ts';

export interface ClientParts {
  readonly db: Database;
  readonly secrets: Secrets;
  readonly publicUrl: string;
}

/** An application, as it stands at the token endpoint. */
export interface Client {
  readonly applicationId: string;
  /** The company that registered it. */
  readonly ownerId: string;
  readonly name: string;
  readonly description: string;
  readonly company: string;
  readonly partnerId: string;
  readonly redirects: readonly string[];
  readonly asks: readonly Scoped[];
  readonly keys: readonly { readonly hash: string | null; readonly certificate: string | null }[];
  /** The company that it comes for; null: there is none by that name. */
  readonly accountId: string | null;
  readonly consentId: string | null;
  readonly consented: readonly Scoped[] | null;
  /** Under which it works there by itself; null: it has not yet, or may not. */
  readonly grantId: string | null;
  readonly shutUntil: string | null;
}
/** One without a secret or certificate: it runs where nothing can be kept, so it proves nothing but that it began what it ends (PKCE). */
export const isPublic = ({ keys }: Pick<Client, 'keys'>): boolean => keys.length === 0;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const named = /^[\p{L}\p{N}.-]{1,253}$/u;
/** Words in the place of a company: whichever it turns out to be. */
const anyTenant = new Set(['common', 'organizations', 'consumers', 'adfs']);
export const tenantOf = (word: string): string | null => (anyTenant.has(word.toLowerCase()) ? null : word.toLowerCase());

const doors = ['client_secret from', 'client_secret of'];
/** Where wrong secrets are counted: by the address, and by the application from there, so that nobody elsewhere can shut it out. */
const keysOf = ({ secrets }: Pick<ClientParts, 'secrets'>, clientId: string, address: string | null): [string, string] => [
  secrets.hash(`from ${addressKey(address)}`),
  secrets.hash(`of ${clientId} ${addressKey(address)}`),
];

/** An application by its client id, for a company. @throws what the program is told */
export async function findClient(
  parts: ClientParts,
  { clientId, tenant, address }: { readonly clientId: string | undefined; readonly tenant: string | null; readonly address: string | null },
  now: Date,
): Promise<Client> {
  const id = clientId?.toLowerCase();
  if (!id) throw fault('missing', 'The request body must contain the following parameter: client_id.');
  // What cannot be the name of a company must not spoil the look-up that others share.
  const company = tenant === null || named.test(tenant) ? tenant : '';
  const client = uuid.test(id) ? await lookUp(parts, { id, tenant: company, keys: keysOf(parts, id, address), now }) : undefined;
  if (!client) throw fault('client', `The application ${id.slice(0, 100)} was not found.`);
  return client;
}

interface Asked {
  readonly id: string;
  readonly tenant: string | null;
  readonly keys: readonly [string, string];
  readonly now: Date;
}
interface Waiting {
  readonly asked: Asked;
  readonly answer: PromiseWithResolvers<Client | undefined>;
}
/** Those that came since the last look left, of each database; there is one while a look is under way. */
const queues = new WeakMap<Database, Waiting[]>();

/** Whoever comes while others are looked up goes with the next look, all together: a hundred programs at once cost two statements. */
function lookUp({ db }: Pick<ClientParts, 'db'>, asked: Asked): Promise<Client | undefined> {
  const answer = Promise.withResolvers<Client | undefined>();
  const queue = queues.get(db);
  if (queue) queue.push({ asked, answer });
  else {
    queues.set(db, [{ asked, answer }]);
    setImmediate(() => void lookWhileAnyCome(db));
  }
  return answer.promise;
}

async function lookWhileAnyCome(db: Database): Promise<void> {
  for (let all = queues.get(db) ?? []; all.length; all = queues.get(db) ?? []) {
    queues.set(db, []);
    await lookAllUp(db, all);
  }
  queues.delete(db);
}

async function lookAllUp(db: Database, all: readonly Waiting[]): Promise<void> {
  const asked = all.map((one) => one.asked);
  try {
    const { rows } = await db.pool.query<{ place: number; found: Client }>({
      name: 'find_clients',
      text: 'select place, found from find_clients($1, $2, $3, $4, $5)',
      values: [
        asked.map(({ id }) => id),
        asked.map(({ tenant }) => tenant),
        asked.map(({ keys }) => keys[0]),
        asked.map(({ keys }) => keys[1]),
        new Date(Math.max(...asked.map(({ now }) => now.getTime()))),
      ],
    });
    const found = new Map(rows.map((row) => [row.place, row.found]));
    for (const [i, { answer }] of all.entries()) answer.resolve(found.get(i + 1));
  } catch (error) {
    for (const { answer } of all) answer.reject(error);
  }
}

/** What an application brings to prove itself. */
export interface Proof {
  readonly secret: string | undefined;
  readonly assertion: string | undefined;
}
/** From the form, or from HTTP Basic (RFC 6749, 2.3.1). */
export function proofIn(form: Form, authorization: string | undefined): Proof & { readonly clientId: string | undefined } {
  const assertion = form['client_assertion_type'] === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' ? form['client_assertion'] : undefined;
  const basic = /^Basic ([\w+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return { clientId: form['client_id'] ?? subjectOf(assertion), secret: form['client_secret'], assertion };
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  return { clientId: decoded(id), secret: decoded(secret.join(':')), assertion };
}
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};
function subjectOf(assertion: string | undefined): string | undefined {
  try {
    const { sub } = JSON.parse(Buffer.from(assertion?.split('.')[1] ?? '', 'base64url').toString()) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is the application that it says. Wrong tries are counted; right ones cost nothing. @throws what the program is told */
export async function prove(parts: ClientParts, client: Client, proof: Proof, address: string | null, now: Date): Promise<'secret' | 'certificate' | 'public'> {
  if (client.shutUntil) {
    const seconds = Math.max(1, Math.ceil((new Date(client.shutUntil).getTime() - now.getTime()) / 1000));
    throw fault('throttled', `Too many wrong secrets; try again in ${seconds} seconds.`, { retryAfterSeconds: seconds });
  }
  if (isPublic(client) && !proof.secret && !proof.assertion) return 'public';
  if (!proof.secret && !proof.assertion) throw fault('proof', 'The request body must contain the following parameter: client_assertion or client_secret.');
  const brought = proof.secret && hashToken(proof.secret);
  if (brought && client.keys.some(({ hash }) => hash && sameText(hash, brought))) return 'secret';
  if (proof.assertion && (await isSigned(parts, client, proof.assertion, now))) return 'certificate';
  await inNobody(parts.db, (tx) =>
    run(tx, 'select knock($1, $2, $3, $4)', [doors, keysOf(parts, client.applicationId, address), [triesAllowed.address, triesAllowed.person], now]),
  );
  throw proof.assertion
    ? fault('assertion', 'The client assertion is not signed by a certificate of this application, or is not for this address.')
    : fault('secret', 'Invalid client secret provided.');
}

/** A statement of its own that one of its certificates signed (RFC 7523): for one of our token endpoints, and for a day at most. */
async function isSigned({ publicUrl }: ClientParts, client: Client, assertion: string, now: Date): Promise<boolean> {
  for (const { certificate } of client.keys) {
    if (!certificate) continue;
    try {
      const { payload } = await jwtVerify(assertion, new X509Certificate(certificate).publicKey, {
        issuer: client.applicationId,
        subject: client.applicationId,
        currentDate: now,
        algorithms: ['RS256', 'PS256', 'ES256', 'ES384'],
        requiredClaims: ['exp', 'aud'],
      });
      const isOurs = [payload.aud].flat().some((one) => one?.startsWith(`${publicUrl}/`) || one === publicUrl);
      if (isOurs && (payload.exp ?? 0) * 1000 - now.getTime() <= 86_400_000) return true;
    } catch {
      // The next one may have signed it.
    }
  }
  return false;
}
