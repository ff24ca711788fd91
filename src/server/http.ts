import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addressOf, type Endpoint, isRead, type Protocol } from '../core/endpoint.ts';
import { isLocale, type Locale, pickLocale } from '../core/locale.ts';
import { Problem } from '../core/problem.ts';
import { NotFound, NotReadable, RequestInvalid, SignInRequired, TooLarge, TooManyRequests } from '../core/problems.ts';
import { addApiDocument } from './apiDocument.ts';
import type { Asked, Call, Route } from './call.ts';
import type { Config } from './config.ts';
import { type Limits, rateLimitHeaders } from './limits.ts';
import { type Log, visitsOf } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Sentences } from './sentences.ts';
import { shieldsOf } from './shields.ts';

/** What a handler of `answers: 'stream' | 'file' | 'events'` gives back. */
export interface Download {
  readonly type: string;
  readonly name: string | null;
  readonly body: Readable;
  readonly cache?: 'public' | 'private';
  /** Of a page that says by itself that nothing is there; 200 unless said. */
  readonly status?: 200 | 404;
}

/** An answer as a protocol of others wants it. */
export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: the answer has no body. */
  readonly body: unknown;
}
/** How a protocol of others is spoken: what it reads, and how it answers and refuses. */
export interface Dialect {
  /** The type of its content. */
  readonly type: string;
  /** Reads a body that is not JSON by another name. */
  read?(body: string): Record<string, unknown>;
  answer(output: unknown): WireAnswer;
  /** No problem: a bug, of which nothing is told. */
  refuse(problem: Problem | undefined): WireAnswer;
}

export interface HttpParts {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly call: Call;
  /** How often programs may call. */
  readonly limits: Limits;
  readonly routes: readonly Route[];
  readonly sentences: Sentences;
  readonly dialects: Readonly<Record<Protocol, Dialect>>;
  /** The address that a program means, as ours are written. */
  meant(url: string): string;
  /** Where the built web lies. */
  readonly webFolder: string;
  /** What the page needs to know of the center before its first answer. */
  boot(): Promise<{ readonly locales: readonly Locale[]; readonly center: Record<string, unknown> }>;
  ready(): Promise<boolean>;
  now(): Date;
}

const sessionCookie = (config: Config) => (config.publicUrl.startsWith('https:') ? '__Host-entente' : 'entente');
const localeCookie = 'entente_locale';

/** Input is read by the contracts: Fastify's own compilers of schemas are never asked, and need not be loaded. */
const unasked = (): never => {
  throw new Error('a route of Fastify has no schema here: its endpoint has');
};
const withoutSchemas = { compilersFactory: { buildValidator: unasked, buildSerializer: unasked } };

/** HTTP ↔ call: cookies, problems, files, the page. Holds no rule of the trade. */
export async function openHttp(parts: HttpParts): Promise<FastifyInstance> {
  const { config, log, meant } = parts;
  const app = Fastify({
    // As a function: of a bare number Fastify 5 believes no hop at all.
    trustProxy: config.TRUST_PROXY > 0 && ((_address: string, hop: number) => hop < config.TRUST_PROXY),
    bodyLimit: 5 * 1024 * 1024,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // An address that cannot be read, or is longer than any of ours, is of nothing here.
    frameworkErrors: (_error, request, reply) => void sendError(parts, new NotFound({}), request, reply),
    rewriteUrl: ({ url = '/' }: IncomingMessage) => meant(url),
    routerOptions: { maxParamLength: 500 },
    schemaController: withoutSchemas,
  });
  app.setErrorHandler((error, request, reply) => sendError(parts, error, request, reply));
  const shields = await shieldsOf(Fastify({ schemaController: withoutSchemas }), config);
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(shields);
    next();
  });
  await app.register(cookie);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) => new TooManyRequests({ retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  });
  const noteVisit = visitsOf(log);
  app.addHook('onResponse', (request, reply, next) => {
    const { method, id: requestId } = request;
    const { url: route } = request.routeOptions;
    const { statusCode: status, elapsedTime } = reply;
    // How long someone kept a page open is no time to answer.
    if (!isEvents(reply)) parts.metrics.observe(route ?? 'unknown', method, status, elapsedTime);
    noteVisit({ requestId, method, route, status, ms: Math.round(elapsedTime) });
    next();
  });
  for (const { type, read } of Object.values(parts.dialects)) if (!read) addJsonType(app, type);
  for (const route of parts.routes) {
    const { speaks } = route.endpoint;
    if (speaks && parts.dialects[speaks].read) addReadingRoute(app, parts, route, parts.dialects[speaks]);
    else addRoute(app, parts, route);
    if (route.endpoint.alsoAt) addFormRoute(app, parts, route, route.endpoint.alsoAt);
  }
  addHouseRoutes(app, parts);
  addApiDocument(app);
  await addWeb(app, parts);
  return app;
}

/** JSON by another name; a body that is announced and does not come is an empty one. */
function addJsonType(app: FastifyInstance, type: string): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(type, { parseAs: 'string' }, (request, body, done) => (body === '' ? done(null, {}) : parse(request, String(body), done)));
}

const isEvents = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/event-stream');

/** What comes piece by piece leaves so: brotli would keep half a megabyte back before its first byte. */
const flowing = { encodings: ['gzip' as const], zlibOptions: { flush: constants.Z_SYNC_FLUSH } };

function addRoute(app: FastifyInstance, parts: HttpParts, route: Route, url: string = addressOf(route.endpoint)): void {
  const { endpoint } = route;
  app.route({
    method: endpoint.method,
    url,
    ...(endpoint.answers === 'stream' ? { compress: flowing } : {}),
    // Each event leaves as it is: a compressor for each open page would cost more than the few bytes it saves.
    ...(endpoint.answers === 'events' ? { compress: false } : {}),
    ...(endpoint.maxBody ? { bodyLimit: endpoint.maxBody } : {}),
    config: {
      ...(endpoint.perMinute ? { rateLimit: { max: endpoint.perMinute, timeWindow: '1 minute' } } : {}),
      ...(endpoint.speaks ? { speaks: endpoint.speaks } : {}),
    },
    async handler(request, reply) {
      // What speaks another's protocol proves itself by what it brings, never by a session.
      if (!isRead(endpoint) && !endpoint.speaks) refuseForeignPages(request);
      reply.header('cache-control', 'no-store').header('x-request-id', request.id);
      const output = await onTheBeat(endpoint, askedOf(parts, request, reply), (asked) => parts.call(route, asked, inputOf(request)));
      if (endpoint.speaks) return sendIn(parts.dialects[endpoint.speaks], reply, (dialect) => dialect.answer(output));
      if ((endpoint.answers ?? 'json') !== 'json') return sendDownload(reply, output as Download);
      if (endpoint.cacheSeconds && endpoint.within === 'public') reply.header('cache-control', `public, max-age=${endpoint.cacheSeconds}`);
      if (endpoint.versioned && output && typeof output === 'object' && 'version' in output) reply.header('etag', `"${String(output.version)}"`);
      return output ?? {};
    },
  });
}

/** What a form brings is of no use here: everything that counts stands in the address. */
function addFormRoute(app: FastifyInstance, parts: HttpParts, route: Route, url: string): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, _body, done) => done(null, {}));
    addRoute(scope, parts, route, url);
  });
}

/** Content that only these doors read: a page of another site can send a form anywhere. */
function addReadingRoute(app: FastifyInstance, parts: HttpParts, route: Route, { type, read }: Dialect): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, read?.(String(body)) ?? {}));
    addRoute(scope, parts, route);
  });
}

const BEAT_MS = 50;
/**
 * What a public act answers leaves on a beat, counted from when it came: a look-up more or less, some hundredths of a millisecond,
 * would otherwise tell a patient stranger who is known here. Whoever is let in need not wait: they knew.
 */
async function onTheBeat<T>(endpoint: Endpoint, asked: Asked, work: (asked: Asked) => Promise<T>): Promise<T> {
  // Programs have tokens that nobody guesses, and are known by nothing else.
  if (endpoint.within !== 'public' || isRead(endpoint) || endpoint.speaks) return work(asked);
  const began = performance.now();
  let isLetIn = false;
  const giveSession: Asked['giveSession'] = (token, until) => {
    isLetIn = token !== null;
    asked.giveSession?.(token, until);
  };
  try {
    return await work({ ...asked, giveSession });
  } finally {
    if (!isLetIn) await sleep(BEAT_MS - ((performance.now() - began) % BEAT_MS));
  }
}

/** A page of another site cannot make a signed-in browser change something: its Origin is not ours. */
function refuseForeignPages(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (!origin || request.headers['sec-fetch-site'] === 'same-origin') return;
  // A page without a place of its own (a sandboxed frame) says `null`.
  const from = URL.canParse(origin) ? new URL(origin).host : null;
  if (from !== (request.headers['x-forwarded-host'] ?? host)) throw new NotFound({});
}

const localesByHeader = new Map<string, Locale>();
/**
 * The language that a browser asks for, remembered by its header: there are few, and it is not quickly told. Not a getter of
 * what is asked: each object with a getter of its own keeps its request in memory until the next full collection.
 */
function localeOf(header = ''): Locale {
  let locale = localesByHeader.get(header);
  if (!locale) {
    // Whoever sends a new header each time must not fill the memory.
    if (localesByHeader.size >= 200) localesByHeader.clear();
    localesByHeader.set(header, (locale = pickLocale(header)));
  }
  return locale;
}

/** What the request says of itself; nothing is decided here. */
function askedOf(parts: HttpParts, request: FastifyRequest, reply: FastifyReply): Asked {
  const name = sessionCookie(parts.config);
  const chosen = request.cookies[localeCookie];
  const account = (request.params as Record<string, string> | undefined)?.['account'];
  return {
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
    locale: isLocale(chosen) ? chosen : localeOf(request.headers['accept-language']),
    sessionToken: request.cookies[name] ?? null,
    idempotencyKey: keyOf(request),
    bearer: /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null,
    accountId: account && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(account) ? account : null,
    now: parts.now(),
    admitProgram(key) {
      const taken = parts.limits.take(key, parts.now());
      reply.headers(rateLimitHeaders(taken));
      if (!taken.allowed) throw new TooManyRequests({ retryAfterSeconds: Math.ceil(taken.delayMs / 1000) });
    },
    giveSession(token, until) {
      const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: parts.config.publicUrl.startsWith('https:') } as const;
      if (token && until) reply.setCookie(name, token, { ...options, expires: until });
      else reply.clearCookie(name, options);
    },
  };
}

/** The caller's own key for what is to happen once; kept as a digest, so that its length is bounded only to bound the header. @throws RequestInvalid */
function keyOf({ method, headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined || method === 'GET') return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new RequestInvalid({ fields: { 'Idempotency-Key': 'invalid_format' } });
  return key;
}

/** Path, query and body make one input; the path wins, so that a body cannot name another thing than the address. */
function inputOf(request: FastifyRequest): unknown {
  const { account: _, ...path } = (request.params ?? {}) as Record<string, string>;
  const body = request.body && typeof request.body === 'object' && !Array.isArray(request.body) ? request.body : {};
  const match = request.headers['if-match']?.replace(/^(W\/)?"|"$/g, '');
  return { ...(request.query as object), ...body, ...(match && match !== '*' ? { version: Number(match) } : {}), ...path };
}

function sendIn(dialect: Dialect, reply: FastifyReply, make: (dialect: Dialect) => WireAnswer) {
  const { status, headers = {}, body } = make(dialect);
  reply.status(status).headers(headers);
  return body === null ? reply.send() : reply.type(dialect.type).send(JSON.stringify(body));
}

function sendDownload(reply: FastifyReply, { type, name, body, cache, status = 200 }: Download) {
  reply
    .status(status)
    .type(type)
    .header('cache-control', cache === 'public' ? 'public, max-age=31536000, immutable' : 'no-store');
  // A proxy that gathers an answer before it hands it on would hold events back.
  if (isEvents(reply)) reply.header('x-accel-buffering', 'no');
  if (name) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return reply.send(body);
}

/** A Problem becomes its answer (RFC 9457), anything else a bare 500, logged once and whole. */
function sendError(parts: HttpParts, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error);
  reply.header('x-request-id', request.id);
  if (!problem) parts.log.error({ requestId: request.id, error }, 'a bug');
  if (problem instanceof TooManyRequests) reply.header('retry-after', String(problem.details.retryAfterSeconds));
  if (problem instanceof SignInRequired) reply.header('www-authenticate', `Bearer${request.headers.authorization ? ' error="invalid_token"' : ''}`);
  const { speaks } = (request.routeOptions?.config ?? {}) as { speaks?: Protocol };
  if (speaks) return sendIn(parts.dialects[speaks], reply, (dialect) => dialect.refuse(problem));
  reply.type('application/problem+json');
  if (!problem) {
    return reply.status(500).send({ type: 'about:blank', status: 500, requestId: request.id });
  }
  return reply.status(problem.status).send({ type: `urn:entente:problem:${problem.code}`, status: problem.status, details: problem.details });
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new TooLarge({ limitBytes: 5 * 1024 * 1024 });
  return statusCode === 400 || statusCode === 415 ? new NotReadable({}) : undefined;
}

function addHouseRoutes(app: FastifyInstance, { config, metrics, sentences, ready }: HttpParts): void {
  app.get('/health', async (_request, reply) => ((await ready()) ? { status: 'ok' } : reply.status(503).send({ status: 'not ready' })));
  app.get('/metrics', async (request, reply) => {
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
    if (config.METRICS_TOKEN ? request.headers.authorization !== `Bearer ${config.METRICS_TOKEN}` : !local) throw new NotFound({});
    return reply.type('text/plain; version=0.0.4').send(await metrics.text());
  });
  app.get<{ Params: { locale: string; file: string } }>('/locales/:locale/:file', async (request, reply) => {
    const [, part, hash] = /^([\w-]+)\.([0-9a-f]{12})\.json$/.exec(request.params.file) ?? [];
    const found = part && hash ? sentences.part(request.params.locale, part, hash) : undefined;
    if (!found) throw new NotFound({});
    // A page that was opened before a sentence changed asks for what it knows of: today's sentences serve it, but are kept by nobody.
    const kept = found.isCurrent ? 'public, max-age=31536000, immutable' : 'no-store';
    return reply.type('application/json').header('cache-control', kept).send(found.body);
  });
}

/** The built web: files by their hashed names, and the one page for every address that is not a file. */
async function addWeb(app: FastifyInstance, parts: HttpParts): Promise<void> {
  const page = join(parts.webFolder, 'index.html');
  const assets = join(parts.webFolder, 'assets');
  if (existsSync(assets)) await app.register(fastifyStatic, { root: assets, prefix: '/assets/', immutable: true, maxAge: '365d', decorateReply: false });
  for (const file of ['theme-boot.js', 'favicon.svg']) {
    app.get(`/${file}`, async (_request, reply) => {
      if (!existsSync(join(parts.webFolder, file))) throw new NotFound({});
      return reply.type(file.endsWith('.js') ? 'text/javascript' : 'image/svg+xml').send(createReadStream(join(parts.webFolder, file)));
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/') || request.url.startsWith('/assets/') || !existsSync(page)) throw new NotFound({});
    const { locales, center } = await parts.boot();
    const chosen = request.cookies[localeCookie];
    const locale = isLocale(chosen) && locales.includes(chosen) ? chosen : pickLocale(request.headers['accept-language'], locales);
    const boot = JSON.stringify({ locale, locales, catalogs: parts.sentences.catalogs, center, version: '' }).replace(/</g, '\\u003c');
    const text = (await pageText(page))
      .replace('<html lang="en"', `<html lang="${locale}"`)
      .replace(/(<script type="application\/json" id="boot">)[^]*?(<\/script>)/, (_, open: string, close: string) => open + boot + close);
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(text);
  });
}

const pages = new Map<string, string>();
async function pageText(file: string): Promise<string> {
  const key = `${file} ${(await stat(file)).mtimeMs}`;
  let text = pages.get(key);
  if (text === undefined) pages.set(key, (text = await readFile(file, 'utf8')));
  return text;
}
