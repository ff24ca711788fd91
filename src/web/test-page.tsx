import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { AccountProvider } from './data.tsx';
import { PlaceContext } from './place.ts';
import { renderInHouse } from './ui/test-house.tsx';

export const testAccount = '0b7e6a1c-1111-4111-8111-111111111111';
/** What the server answers: the one thing that is not here. */
export type Answer =
  | Readonly<Record<string, unknown>>
  | { readonly problem: string; readonly status?: number; readonly details?: Readonly<Record<string, unknown>> };
type Answers = Readonly<Record<string, Answer | ((asked: Asked) => Answer)>>;
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface PageOptions {
  /** Below the account; with its query. */
  readonly at?: string;
  readonly params?: Readonly<Record<string, string>>;
  /** `METHOD path` below the account's API, e.g. `GET /home`. */
  readonly answers: Answers;
}

/** Shows a page of the signed-in app in an English house, with a server that answers as told. */
export function renderPage(page: ReactNode, { at = '', params = {}, answers }: PageOptions) {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body = '{}' }: { method?: string; body?: string } = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const one: Asked = { method, path: pathname.replace(`/api/a/${testAccount}`, ''), query: searchParams, body: JSON.parse(body) as Record<string, unknown> };
    asked.push(one);
    const given = answers[`${method} ${one.path}`] ?? { problem: 'not_found', status: 404 };
    const answer = typeof given === 'function' ? given(one) : given;
    if (!('problem' in answer)) return new Response(JSON.stringify(answer));
    return new Response(JSON.stringify({ type: `urn:entente:problem:${String(answer.problem)}`, details: answer['details'] ?? {} }), {
      status: Number(answer['status'] ?? 409),
    });
  });
  const gone: string[] = [];
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  renderInHouse(
    <QueryClientProvider client={client}>
      <AccountProvider value={testAccount}>
        <Somewhere at={at} params={params} gone={gone}>
          {page}
        </Somewhere>
      </AccountProvider>
    </QueryClientProvider>,
  );
  return { asked, gone };
}

function Somewhere({
  at,
  params,
  gone,
  children,
}: {
  readonly at: string;
  readonly params: Readonly<Record<string, string>>;
  readonly gone: string[];
  readonly children: ReactNode;
}) {
  const [path = '', query = ''] = at.split('?');
  const [search, setQuery] = useState(() => new URLSearchParams(query));
  const place = useMemo(
    () => ({
      path: `/a/${testAccount}${path}`,
      params,
      search,
      go: (href: string) => void gone.push(href),
      setSearch: (changes: Readonly<Record<string, string | null>>) =>
        setQuery((before) => {
          const next = new URLSearchParams(before);
          for (const [word, value] of Object.entries(changes)) {
            if (value === null) next.delete(word);
            else next.set(word, value);
          }
          return next;
        }),
    }),
    [path, params, search, gone],
  );
  return <PlaceContext value={place}>{children}</PlaceContext>;
}
