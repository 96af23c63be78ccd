/** Asking the API from a page: kept answers that are read anew when events say so, and changes. */
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  type QueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';
import { ask, ApiError, type Answer, type Input, type RouteName } from './client.ts';
import { isWatched } from './live.ts';

/** Kinds of changes (of events) that an answer depends on; `audit`: of any. */
export type Kind =
  | 'user'
  | 'group'
  | 'token'
  | 'session'
  | 'client'
  | 'port'
  | 'device'
  | 'lease'
  | 'vm'
  | 'assignment'
  | 'policy'
  | 'enrolment'
  | 'audit';

/** What a device's state in words follows from. */
export const DEVICE_KINDS: readonly Kind[] = [
  'device',
  'lease',
  'client',
  'vm',
  'assignment',
  'policy',
  'user',
  'group',
];

type GetName = Extract<RouteName, `GET ${string}`>;
type ListName = {
  [R in GetName]: Answer<R> extends { readonly items: readonly unknown[]; readonly next: string | null }
    ? R
    : never;
}[GetName];
type Item<R extends ListName> = Answer<R>['items'][number];

export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: ApiError | null;
  readonly again: () => void;
}

export interface AskOptions {
  readonly enabled?: boolean;
  /** Milliseconds: for what no event tells. */
  readonly every?: number;
}

/** Nobody looks: nothing is asked, which would keep the session alive. The next look reads everything anew. */
function whileWatched(every: number): () => number | false {
  return () => (isWatched() ? every : false);
}

/** A kept answer has the kinds of whoever asked last: who depends on others keeps another. */
function keyOf(route: GetName, kinds: readonly Kind[], ...input: readonly unknown[]): unknown[] {
  return [route, kinds, ...input];
}

/** One answer, kept current. */
export function useAsk<R extends GetName>(
  route: R,
  input: Input<R>,
  kinds: readonly Kind[],
  options: AskOptions = {},
): Asked<Answer<R>> {
  const query = useQuery<Answer<R>, ApiError>({
    queryKey: keyOf(route, kinds, input),
    queryFn: ({ signal }) => ask(route, input, signal),
    meta: { kinds },
    enabled: options.enabled ?? true,
    ...(options.every === undefined ? {} : { refetchInterval: whileWatched(options.every) }),
  });
  return {
    data: query.data,
    error: query.error,
    again: () => {
      void query.refetch();
    },
  };
}

export interface AskedList<T> extends Asked<readonly T[]> {
  /** Reads the next page; undefined where there is none. */
  readonly more: (() => void) | undefined;
}

type ListQuery<R extends ListName> = Omit<
  Input<R> extends { readonly query: infer Q } ? Q : object,
  'after' | 'limit'
>;

/** A list by pages. */
export function useList<R extends ListName>(
  route: R,
  kinds: readonly Kind[],
  {
    params,
    query,
    limit = 100,
    ...options
  }: AskOptions & {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: ListQuery<R>;
    readonly limit?: number;
  } = {},
): AskedList<Item<R>> {
  const asked = useInfiniteQuery({
    queryKey: keyOf(route, kinds, params, query, limit),
    queryFn: ({ pageParam, signal }) => {
      const input = { params, query: { ...query, limit, after: pageParam } } as unknown as Input<R>;
      return ask(route, input, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    meta: { kinds },
    enabled: options.enabled ?? true,
    ...(options.every === undefined ? {} : { refetchInterval: whileWatched(options.every) }),
  });
  const pages = asked.data?.pages as readonly { readonly items: readonly Item<R>[] }[] | undefined;
  const items = pages?.flatMap((page) => page.items);
  return {
    data: items,
    error: asked.error as ApiError | null,
    again: () => {
      void asked.refetch();
    },
    more: asked.hasNextPage
      ? () => {
          void asked.fetchNextPage();
        }
      : undefined,
  };
}

/** A change; whoever calls shows its error. */
export function useChange<R extends RouteName>(route: R): UseMutationResult<Answer<R>, ApiError, Input<R>> {
  return useMutation<Answer<R>, ApiError, Input<R>>({ mutationFn: (input) => ask(route, input) });
}

/** Reads anew what depends on these kinds; null: everything. */
export function readAnew(queries: QueryClient, kinds: ReadonlySet<string> | null): void {
  void queries.invalidateQueries({
    predicate: ({ meta }) => {
      if (kinds === null) return true;
      const own = (meta?.['kinds'] ?? []) as readonly string[];
      return own.some((kind) => kind === 'audit' || kinds.has(kind));
    },
  });
}
