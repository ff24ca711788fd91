import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** Why nothing came back. `inner_network`: the address is, or leads to, a network that is not for the public. */
export type OutgoingReason = 'address' | 'inner_network' | 'unreachable' | 'too_slow' | 'too_large' | 'too_many_redirects';
/** What is thrown; find its reason with `outgoingReason`. */
export interface OutgoingFailure extends Error {
  readonly outgoing: OutgoingReason;
}
const failure = (outgoing: OutgoingReason, host: string, cause?: unknown): OutgoingFailure =>
  Object.assign(new Error(`${outgoing}: ${host}`, { cause }), { outgoing });

/** The reason of a failure, also where a library has wrapped it; undefined for what is none of ours. */
export function outgoingReason(error: unknown): OutgoingReason | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if ('outgoing' in at) return (at as OutgoingFailure).outgoing;
  return undefined;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | URLSearchParams | null;
  /** `none` (unless said): an answer that leads elsewhere is given back as it is. `follow`: at most three times, each address checked anew. */
  readonly redirects?: 'none' | 'follow';
  readonly maxBytes?: number;
  readonly seconds?: number;
}
/** The one way out of the house to an address that somebody typed. */
export interface Outgoing {
  /** @throws OutgoingFailure */
  send(url: string | URL, sent?: Sent): Promise<Response>;
  /** Whether the operator has named this host as one that may be reached in an inner network and without TLS. */
  allows(url: string | URL): boolean;
}

const MAX_BYTES = 1024 * 1024;
const SECONDS = 10;
const HOPS = 3;

/**
 * A client for http(s) addresses that come from outside. It refuses loopback, private, link-local, metadata and every other network that is
 * not for the public: the address is checked when the connection is made, on what the name was resolved to at that very moment, so neither
 * a redirect nor a name that changes its answer leads inside.
 * @param config.OUTGOING_ALLOW hosts (or host:port) that are exempt
 * @param lookup how names are resolved; the system's unless said
 */
export function outgoingOf(config: { readonly OUTGOING_ALLOW: readonly string[] }, lookup?: LookupFunction): Outgoing {
  const allowed = new Set(config.OUTGOING_ALLOW.map((host) => host.toLowerCase()));
  const isAllowed = ({ hostname, host }: URL) => allowed.has(hostname) || allowed.has(host);
  const shielded = { http: new RequestFilteringHttpAgent(), https: new RequestFilteringHttpsAgent() };

  async function once(url: URL, { method = 'GET', headers = {}, body = null, maxBytes = MAX_BYTES }: Sent, signal: AbortSignal): Promise<Response> {
    const secure = url.protocol === 'https:';
    const agent = isAllowed(url) ? undefined : secure ? shielded.https : shielded.http;
    const content = body instanceof URLSearchParams ? body.toString() : body;
    const answer = Promise.withResolvers<IncomingMessage>();
    const request = (secure ? https : http).request(
      url,
      // A connection is checked when it is made: none is used twice.
      { method, headers: { 'accept-encoding': 'identity', connection: 'close', ...headers }, signal, agent, ...(lookup ? { lookup } : {}) },
      answer.resolve,
    );
    request.on('error', answer.reject);
    request.end(content ?? undefined);
    const message = await answer.promise;
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of message as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) {
        request.destroy();
        throw failure('too_large', url.host);
      }
      parts.push(part);
    }
    const status = message.statusCode ?? 502;
    const given = Object.entries(message.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [value].flat().map((each) => [name, each]),
    );
    return new Response([101, 204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status, headers: given });
  }

  return {
    allows: (url) => URL.canParse(String(url)) && isAllowed(new URL(String(url))),
    async send(given, sent = {}) {
      const signal = AbortSignal.timeout((sent.seconds ?? SECONDS) * 1000);
      let url = checked(String(given));
      for (let hop = 0; ; hop++) {
        const response = await once(url, sent, signal).catch((error: unknown) => {
          throw outgoingReason(error) ? error : failure(reasonOf(error, signal), url.host, error);
        });
        const next = response.headers.get('location');
        if (sent.redirects !== 'follow' || response.status < 300 || response.status > 399 || !next) return response;
        if (hop >= HOPS) throw failure('too_many_redirects', url.host);
        if (!URL.canParse(next, url.href)) throw failure('address', url.host);
        const to = checked(new URL(next, url).href);
        // What was asked for over TLS is not read in the clear.
        if (url.protocol === 'https:' && to.protocol === 'http:' && !isAllowed(to)) throw failure('address', to.host);
        url = to;
      }
    },
  };
}

/** Only what a browser would take for a page: no files, no names of users in it. @throws OutgoingFailure */
function checked(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) throw failure('address', url?.host ?? '');
  return url;
}

function reasonOf(error: unknown, signal: AbortSignal): OutgoingReason {
  if (signal.aborted) return 'too_slow';
  // The agent refuses with a plain Error, and names no code.
  return error instanceof Error && /is not allowed/.test(error.message) ? 'inner_network' : 'unreachable';
}
