/** What people call things that the API names by id. Reads at most so many of each; an id stands for the rest. */
import { useQuery } from '@tanstack/react-query';
import { ask, type ApiError, type Input } from './api/client.ts';
import type { Client, Group, User, Vm } from './api/types.ts';
import type { Kind } from './api/use.ts';
import { usePresent } from './session.tsx';
import type { Operation } from '@farport/fleet/roles';

const pageSize = 500;
const mostPages = 4;

interface Lists {
  'GET /users': User;
  'GET /groups': Group;
  'GET /clients': Client;
  'GET /vms': Vm;
}

const NEEDS = {
  'GET /users': ['user.read', 'user'],
  'GET /groups': ['group.read', 'group'],
  'GET /clients': ['client.read', 'client'],
  'GET /vms': ['vm.read', 'vm'],
} as const satisfies Record<keyof Lists, readonly [Operation, Kind]>;

async function readAll<R extends keyof Lists>(route: R, signal: AbortSignal): Promise<readonly Lists[R][]> {
  const all: Lists[R][] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const input = { query: { limit: pageSize, after } } as unknown as Input<R>;
    const answer = (await ask(route, input, signal)) as { items: readonly Lists[R][]; next: string | null };
    all.push(...answer.items);
    if (answer.next === null) break;
    after = answer.next;
  }
  return all;
}

/** All of a kind, as far as whoever looks may see them. */
export function useAll<R extends keyof Lists>(route: R): readonly Lists[R][] {
  const { may } = usePresent();
  const [operation, kind] = NEEDS[route];
  const query = useQuery<readonly Lists[R][], ApiError>({
    queryKey: ['all', route],
    queryFn: ({ signal }) => readAll(route, signal),
    meta: { kinds: [kind] },
    enabled: may(operation),
  });
  return query.data ?? [];
}

export interface Names {
  readonly user: (id: string) => string;
  readonly group: (id: string) => string;
  readonly client: (id: string) => string;
  readonly vm: (id: string) => string;
  /** Whatever has this id. */
  readonly any: (id: string) => string;
}

export function useNames(): Names {
  const lists = {
    user: useAll('GET /users'),
    group: useAll('GET /groups'),
    client: useAll('GET /clients'),
    vm: useAll('GET /vms'),
  };
  const find = (list: readonly { readonly id: string; readonly name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name;
  return {
    user: (id) => find(lists.user, id) ?? id,
    group: (id) => find(lists.group, id) ?? id,
    client: (id) => find(lists.client, id) ?? id,
    vm: (id) => find(lists.vm, id) ?? id,
    any: (id) =>
      find(lists.user, id) ?? find(lists.group, id) ?? find(lists.client, id) ?? find(lists.vm, id) ?? id,
  };
}
