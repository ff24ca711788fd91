import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../api.ts';
import type { Schema, Schemas } from './sample.ts';

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
interface Written {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-within': string;
  readonly 'x-permission': string;
  readonly 'x-needs'?: string;
  readonly 'x-step-up'?: { readonly minutes: number };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media & { readonly $ref?: string }>>;
}
interface Written31 {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly components: {
    readonly schemas: Schemas;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, Media>>;
  };
}

/** One operation, with what it refers to in place. */
export interface Operation {
  readonly id: string;
  readonly feature: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly within: string;
  readonly permission: string;
  readonly needs: string | null;
  readonly stepUpMinutes: number | null;
  /** Whether a key or a token opens it. */
  readonly forPrograms: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** Null: a file, or events. */
  readonly answer: Schema | null;
  readonly problems: readonly { readonly code: string; readonly status: number }[];
}
export interface Reference {
  readonly operations: readonly Operation[];
  readonly schemas: Schemas;
}

const named = <T>(from: Readonly<Record<string, T>>, ref: string): T | undefined => from[ref.slice(ref.lastIndexOf('/') + 1)];
const json = (media: Media | undefined): Schema | null => media?.content?.['application/json']?.schema ?? null;

/** Codes of what an answer may be refused with; each is named after its code. */
function problemsOf(media: Media, status: number) {
  const schema = media.content?.['application/problem+json']?.schema;
  const refs = (schema?.oneOf ?? (schema ? [schema] : [])).flatMap(({ $ref }) => ($ref ? [$ref] : []));
  return refs.map((ref) => ({ code: ref.replace(/^.*\/problem\./, ''), status }));
}

function read({ paths, components }: Written31): Reference {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]): Operation => {
      const responses = Object.entries(written.responses).map(
        ([status, one]) => [status, one.$ref ? (named(components.responses, one.$ref) ?? one) : one] as const,
      );
      return {
        id: written.operationId,
        feature: written.operationId.split('.')[0] ?? '',
        method: method.toUpperCase(),
        path,
        summary: written.summary,
        within: written['x-within'],
        permission: written['x-permission'],
        needs: written['x-needs'] ?? null,
        stepUpMinutes: written['x-step-up']?.minutes ?? null,
        forPrograms: written.security.some((one) => 'bearer' in one),
        parameters: (written.parameters ?? []).flatMap((one) => (one.$ref ? (named(components.parameters, one.$ref) ?? []) : one)),
        body: json(written.requestBody),
        answer: json(written.responses['200']),
        problems: responses.flatMap(([status, one]) => problemsOf(one, Number(status))),
      };
    }),
  );
  return { operations, schemas: components.schemas };
}

/** The API's own document, read once for as long as the app is open. */
export function useReference(): Reference | undefined {
  const { data } = useQuery<Reference, ApiProblem>({
    queryKey: ['reference'],
    staleTime: Infinity,
    throwOnError: true,
    async queryFn() {
      const answer = await fetch('/api/openapi.json').catch(() => {
        throw new ApiProblem('offline', 0, {}, null);
      });
      if (!answer.ok) throw new ApiProblem('bug', answer.status, {}, answer.headers.get('x-request-id'));
      return read((await answer.json()) as Written31);
    },
  });
  return data;
}
