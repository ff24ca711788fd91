import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import type { z } from 'zod';
import { addressOf, type Endpoint } from '../core/endpoint.ts';
import { ApiProblem, callApi } from './api.ts';

/** The account of the page's address; screens never spell it. */
const AccountContext = createContext<string | undefined>(undefined);
export const AccountProvider = AccountContext.Provider;
export const useAccountId = (): string | undefined => useContext(AccountContext);

type In<E extends Endpoint> = z.input<E['input']> & Record<string, unknown>;
type Out<E extends Endpoint> = z.output<E['output']>;

const keyOf = (endpoint: Endpoint, account: string | undefined, input: unknown) => [endpoint.within, account ?? '', addressOf(endpoint), input] as const;

interface ReadOptions {
  readonly enabled?: boolean;
  /** Reads again as long as the page is looked at: counts, queues. */
  readonly everyMs?: number;
  /** The page says itself what went wrong. Otherwise a first answer that fails stands in place of the page (refusals.tsx). */
  readonly catches?: boolean;
}

/** Not for this reader, or not there: no page says that better than the shell. */
const isRefusal = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 403 || error.status === 404);

/** Reads one answer; kept while the page's neighbors are visited, asked anew when the window comes back. */
export function useRead<E extends Endpoint>(endpoint: E, input: In<E>, { everyMs, catches = false, ...options }: ReadOptions = {}) {
  const account = useAccountId();
  return useQuery<Out<E>, ApiProblem>({
    queryKey: keyOf(endpoint, account, input),
    queryFn: () => callApi(endpoint, input, account) as Promise<Out<E>>,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs ?? false,
    throwOnError: (_error, query) => !catches && query.state.data === undefined,
    ...options,
  });
}

interface PageOf {
  readonly items: readonly unknown[];
  readonly next: string | null;
}
type Item<E extends Endpoint> = Out<E> extends { items: readonly (infer I)[] } ? I : never;

/** Reads a list page by page, by cursor. */
export function useList<E extends Endpoint>(endpoint: E, input: In<E>) {
  const account = useAccountId();
  const query = useInfiniteQuery<PageOf, ApiProblem, { pages: PageOf[] }, readonly unknown[], string | null>({
    queryKey: keyOf(endpoint, account, input),
    queryFn: ({ pageParam }) => callApi(endpoint, { ...input, ...(pageParam ? { after: pageParam } : {}) }, account) as Promise<PageOf>,
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    throwOnError: (error, list) => list.state.data === undefined && isRefusal(error),
  });
  return {
    items: (query.data?.pages ?? []).flatMap((p) => p.items) as readonly Item<E>[],
    first: query.data?.pages[0] as Out<E> | undefined,
    isLoading: query.isLoading,
    error: query.error,
    hasMore: query.hasNextPage,
    loadMore: () => {
      if (!query.isFetchingNextPage) void query.fetchNextPage();
    },
    isLoadingMore: query.isFetchingNextPage,
    asOf: query.dataUpdatedAt,
    reload: () => void query.refetch(),
  };
}

/** Changes something; what was read within the same account, person or console is then read again. */
export function useAct<E extends Endpoint>(endpoint: E) {
  const account = useAccountId();
  const client = useQueryClient();
  return useMutation<Out<E>, ApiProblem, In<E>>({
    mutationFn: (input) => callApi(endpoint, input, account) as Promise<Out<E>>,
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Has everything that was read of an endpoint read again, whatever was asked of it: the server said that it changed. */
export function useReread() {
  const account = useAccountId();
  const client = useQueryClient();
  return useCallback(
    (endpoint: Endpoint) => void client.invalidateQueries({ queryKey: [endpoint.within, account ?? '', addressOf(endpoint)] }),
    [account, client],
  );
}
