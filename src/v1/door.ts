import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Endpoint, isRead } from '../core/endpoint.ts';
import { type Locale, pickLocale, type Translate } from '../core/locale.ts';
import { SignInRequired } from '../core/problems.ts';
import type { Asked, Call, Route } from '../server/call.ts';
import { later } from '../server/later.ts';
import type { Limits } from '../server/limits.ts';
import type { Log } from '../server/log.ts';
import { readBody } from './body.ts';
import { openCallers } from './callers.ts';
import { bodyOf, Fault, faultOf, tooMany } from './fault.ts';
import { type Answer, type Client, reading, type Request, type Row } from './row.ts';
import { openRouter, queryOf } from './router.ts';
import { sayIn } from './say.ts';

/** Whose token it is: the company, and the caller as limits know them. */
export interface Bearer {
  readonly accountId: string;
  readonly caller: string;
}
export interface V1Parts {
  readonly log: Log;
  readonly call: Call;
  readonly routes: readonly Route[];
  /** Loaded with the first request, or when it is asked for: a start does without them. */
  rows(): Promise<readonly Row[]>;
  readonly limits: Limits;
  /** Undefined for a token that is none of ours, or over. What it may is for `call` to decide. */
  identify(bearer: string, now: Date): Promise<Bearer | undefined>;
  /** Whether the token still stands; asked for answers that no `call` has proved it for. */
  stands(bearer: string, now: Date): Promise<boolean>;
  translator(locale: Locale): Translate;
  now(): Date;
}

/** Where the documents put their paths; see `endpoints.csv`. */
const roots = ['/v1', '/v1.0', '/webhooks/v1', '/partner/v1'];
/** The same as programs send them: in any case, with repeated slashes. What comes behind them is for the router, which reads it so as well. */
const sent = /^\/+(v1(?:\.0)?|(?:webhooks|partner)\/+v1)(?=\/)/i;
export const atDocumentedRoot = (url: string): string => url.replace(sent, (_, root: string) => `/${root.toLowerCase().replace(/\/+/, '/')}`);

const json = 'application/json; charset=utf-8';

/**
 * The Partner Center REST API as existing programs speak it: finds the row of a path, reads the body as forgivingly as they write
 * it, enters the house through `call`, and answers and refuses in their words. No rule of the trade lives here. Returns what loads its rows.
 */
export function addV1(app: FastifyInstance, parts: V1Parts): () => Promise<unknown> {
  const router = later(async () => openRouter(await parts.rows()));
  const endpoints = new Map(parts.routes.map((route) => [route.endpoint, route]));
  const callers = openCallers(parts.limits);
  void app.register(async (scope) => {
    scope.setErrorHandler(refuseUnread);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    for (const root of roots) {
      scope.route({
        method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url: `${root}/*`,
        handler: async (request, reply) => handle({ ...parts, router: await router(), endpoints, callers }, request, reply),
      });
    }
  });
  return router;
}

interface Opened extends V1Parts {
  readonly router: ReturnType<typeof openRouter<Row>>;
  readonly endpoints: ReadonlyMap<Endpoint, Route>;
  readonly callers: ReturnType<typeof openCallers>;
}

async function handle(parts: Opened, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const header = (name: string) => headerOf(request, name);
  const locale = pickLocale(header('x-locale') ?? header('accept-language'));
  const client = clientOf(header('ms-partnercenter-client'));
  const requestId = header('ms-requestid') ?? request.id;
  reply.header('ms-requestid', requestId).header('ms-correlationid', header('ms-correlationid') ?? crypto.randomUUID());
  reply.header('ms-cv', `${request.id}.0`).header('x-locale', locale).header('cache-control', 'no-store');
  const [path = '', search = ''] = request.raw.url?.split('?', 2) ?? [];
  const found = parts.router.find(request.method, path);
  try {
    const bearer = await admitted(parts, request, reply, { client, requestId });
    if (!found) throw new Fault(404, 1000, `${request.method} ${path} is not served.`);
    const entry = entering(parts, request, { ...bearer, locale, key: `v1 ${header('ms-requestid') ?? ''} ${request.method} ${path}` });
    const asked = {
      ...reading({ params: found.params, raw: readBody(typeof request.body === 'string' ? request.body : ''), header }),
      accountId: bearer.accountId,
      now: parts.now(),
      locale,
      t: parts.translator(locale),
      client,
      self: selfOf(path, search),
      query: queryOf(search),
    };
    const answer = await found.row.serve({ ...asked, call: entry.call, atOnce: entry.atOnceFor(asked) });
    if (!entry.isProved() && !(await parts.stands(bearer.token, parts.now()))) throw new SignInRequired({});
    return send(reply, answer);
  } catch (error) {
    const fault = faultOf(error, sayIn(parts.translator(locale), locale), found?.row.missing);
    if (!fault) parts.log.error({ requestId: request.id, error }, 'a bug');
    return refuse(reply, fault ?? new Fault(500, 0, 'Something went wrong on our side.'), client);
  }
}

/** What was refused before the body was read: too much of it, or none of what was announced. */
function refuseUnread(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message = '' } = error as { readonly message?: string };
  return refuse(reply, new Fault(400, 3000, message), clientOf(headerOf(request, 'ms-partnercenter-client')));
}

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
};
const clientOf = (name = ''): Client => {
  if (/java/i.test(name)) return 'java';
  if (/powershell|open \.net/i.test(name)) return 'powershell';
  return /\.net/i.test(name) ? 'net' : 'other';
};
/** Links name an address without the version in front of it. */
const selfOf = (path: string, search: string): string => `/${path.split('/').filter(Boolean).slice(1).join('/')}${search ? `?${search}` : ''}`;

interface Caller {
  readonly client: Client;
  readonly requestId: string;
}
/** Who asks, and is it their turn. @throws SignInRequired, Fault */
async function admitted(parts: Opened, request: FastifyRequest, reply: FastifyReply, { client, requestId }: Caller): Promise<Bearer & { token: string }> {
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  const bearer = token ? await parts.identify(token, parts.now()) : undefined;
  if (!token || !bearer) {
    reply.header('www-authenticate', `OAuth realm=urn:cpsvc:cpid:${requestId}`);
    throw new SignInRequired({});
  }
  const wait = parts.callers.take(`${bearer.accountId} ${bearer.caller}`, requestId, client, parts.now());
  if ('seconds' in wait) throw tooMany(wait.seconds);
  if (wait.ms > 0) await sleep(wait.ms);
  return { ...bearer, token };
}

interface Entry extends Bearer {
  readonly token: string;
  readonly locale: Locale;
  /** The caller's key for the whole request; each act in it gets one of its own. */
  readonly key: string;
}
/** The one way in, for each call that a row is made of, or for several as one. */
function entering(parts: Opened, request: FastifyRequest, { token, accountId, locale, key }: Entry) {
  let acts = 0;
  let isProved = false;
  const isKeyed = headerOf(request, 'ms-requestid') !== undefined;
  const asking = (isAct: boolean): Asked => ({
    requestId: request.id,
    address: request.ip,
    userAgent: (headerOf(request, 'ms-partnercenter-application') ?? request.headers['user-agent'])?.slice(0, 300) ?? null,
    locale,
    sessionToken: null,
    bearer: token,
    accountId,
    now: parts.now(),
    idempotencyKey: isKeyed && isAct ? `${key} ${++acts}` : null,
  });
  const routeOf = (endpoint: Endpoint): Route => {
    const route = parts.endpoints.get(endpoint);
    if (!route) throw new Error(`${endpoint.path} is not served`);
    return route;
  };
  const call: Request['call'] = async (endpoint, input) => {
    const output = await parts.call(routeOf(endpoint), asking(!isRead(endpoint)), input);
    // A public door asks nobody who they are.
    isProved ||= endpoint.within !== 'public';
    return output as never;
  };
  const atOnceFor =
    (asked: Omit<Request, 'call' | 'atOnce'>): Request['atOnce'] =>
    async (work) => {
      const output = await parts.call.atOnce({ id: 'v1', input: asked.raw }, asking(true), (one) => {
        const inside: Request = { ...asked, call: async (endpoint, input) => (await one(routeOf(endpoint), input)) as never, atOnce: (more) => more(inside) };
        return work(inside);
      });
      isProved = true;
      return output;
    };
  return { call, atOnceFor, isProved: () => isProved };
}

function send(reply: FastifyReply, { status, body, file, headers = {}, keepsNulls = false }: Answer): FastifyReply {
  reply.status(status).headers(headers);
  if (file) {
    if (file.name) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return reply.type(file.type).send(file.body);
  }
  if (body === undefined) return reply.send();
  const { attributes } = body as { readonly attributes?: { readonly etag?: string } };
  if (attributes?.etag !== undefined) reply.header('etag', `"${attributes.etag}"`);
  // What there is none of is left out: a null in the place of a date or a number breaks some programs.
  return reply.type(json).send(JSON.stringify(body, keepsNulls ? undefined : (_, value: unknown) => value ?? undefined));
}

/** A refusal, with a status that the program at the other end does not repeat without end. */
function refuse(reply: FastifyReply, fault: Fault, client: Client): FastifyReply {
  const isUnsafe = fault.status === 429 || fault.status === 500;
  const status = client === 'java' && isUnsafe ? 400 : fault.status;
  if (status === 429) reply.header('retry-after', String(fault.data[0]));
  const body = fault.status === 429 ? { statusCode: 429, message: fault.message } : bodyOf(fault);
  return reply.status(status).type(json).send(JSON.stringify(body));
}
