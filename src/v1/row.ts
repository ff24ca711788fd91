import { invalid, type MissingAs } from './fault.ts';
import type { z } from 'zod';
import type { Endpoint } from '../core/endpoint.ts';
import type { Locale, Translate } from '../core/locale.ts';
import type { Download } from '../server/http.ts';
import { bind } from './body.ts';
import type { Method, Placed } from './router.ts';
import { versionIn } from './shapes.ts';

/** What an answer is made of; the body is JSON unless it is a download. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: unknown;
  readonly file?: Download;
  readonly headers?: Readonly<Record<string, string>>;
  /** Says null where there is nothing; elsewhere such members are left out. */
  readonly keepsNulls?: boolean;
}
export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const nothing: Answer = { status: 204 };
/** Work that goes on; `location` is relative, as documented. */
export const accepted = (location: string, body?: unknown): Answer => ({ status: 202, body, headers: { location } });

/** Programs that want something of their own. */
export type Client = 'java' | 'net' | 'powershell' | 'other';

/** A request of somebody's program, and the way into the house. */
export interface Request {
  readonly accountId: string;
  readonly now: Date;
  readonly locale: Locale;
  /** Sentences of the house in the caller's language. */
  readonly t: Translate;
  readonly client: Client;
  /** The address as sent, without the version of the API: what links name. */
  readonly self: string;
  /** Parts of the path, by their documented names. */
  param(name: string): string;
  query(name: string): string | undefined;
  header(name: string): string | undefined;
  readonly raw: unknown;
  /** The body as the documented shape. @throws Fault */
  body<S extends z.ZodType>(schema: S): z.output<S>;
  /** The version that the caller has read, of `If-Match` or of the body; undefined when they say none. @throws Fault */
  version(): number | undefined;
  /** Goes in through the one door of the house. @throws Problem, Fault */
  call<E extends Endpoint>(endpoint: E, input: z.input<E['input']>): Promise<z.output<E['output']>>;
  /** Does several things as one: all of them, or none. @throws Problem, Fault */
  atOnce<T>(work: (inside: Request) => Promise<T>): Promise<T>;
}
/** A row of several acts, of which none is done unless all are. */
export const atOnce =
  (serve: Row['serve']): Row['serve'] =>
  (request) =>
    request.atOnce(serve);

/** One documented call. */
export interface Row extends Placed {
  /** Lines of `endpoints.csv` that it answers: its path, unless the table tells uses of one path apart. */
  readonly uses: readonly string[];
  /** `empty`: the documented answer of whoever has nothing, because the center has nothing of the kind yet. */
  readonly state: 'served' | 'empty';
  /** The documented number for what is not there. */
  readonly missing?: MissingAs;
  serve(request: Request): Promise<Answer>;
}
interface Extras {
  readonly uses?: readonly string[];
  readonly state?: Row['state'];
  readonly missing?: number | MissingAs;
}

/** Declares a row. `uses` are the paths of the table where it has several for one. */
export function row(method: Method, path: `/${string}`, serve: Row['serve'], { uses = [path], state = 'served', missing }: Extras = {}): Row {
  return { method, path, uses, state, serve, ...(missing === undefined ? {} : { missing: typeof missing === 'number' ? { code: missing } : missing }) };
}

interface Sent {
  readonly params: Readonly<Record<string, string>>;
  readonly raw: unknown;
  header(name: string): string | undefined;
}
/** The members of a request that only read what was sent. */
export function reading({ params, raw, header }: Sent): Pick<Request, 'param' | 'raw' | 'body' | 'version' | 'header'> {
  return {
    raw,
    header,
    param(name) {
      const value = params[name];
      if (value === undefined) throw new Error(`the path has no {${name}}`);
      return value;
    },
    body: (schema) => bind(schema, raw),
    version() {
      const etag = header('if-match') ?? etagInside(raw);
      return etag === undefined || etag === '*' ? undefined : versionIn(etag);
    },
  };
}

function etagInside(raw: unknown): string | undefined {
  const inside = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Object.entries(value).find(([key, member]) => key.toLowerCase() === name && member !== null)?.[1] : undefined;
  const etag = inside(inside(raw, 'attributes'), 'etag') ?? inside(raw, 'etag');
  if (etag === undefined || etag === '') return undefined;
  if (typeof etag !== 'string') throw invalid('attributes.etag', 'is not text');
  return etag;
}
