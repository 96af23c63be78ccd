/** Who looks, and what they may do. The agent decides; this only keeps from offering what it would refuse. */
import { permission, ROLES, type Operation } from '@farport/fleet/roles';
import { createContext, use, type ReactNode } from 'react';
import type { Session } from './api/types.ts';
import { useWords } from './words/index.tsx';

export interface Present {
  readonly session: Session;
  readonly may: (operation: Operation) => boolean;
  /** Of everything, and not only of one's own. */
  readonly mayAll: (operation: Operation) => boolean;
  readonly signOut: () => void;
  readonly changePassword: () => void;
}

const Context = createContext<Present | undefined>(undefined);

export function SignedIn({
  children,
  ...present
}: Omit<Present, 'may' | 'mayAll'> & { readonly children: ReactNode }): ReactNode {
  const { permissions } = present.session;
  const value: Present = {
    ...present,
    may: (operation) => (permissions[operation] ?? 'no') !== 'no',
    mayAll: (operation) => permissions[operation] === 'all',
  };
  return <Context value={value}>{children}</Context>;
}

export function usePresent(): Present {
  const present = use(Context);
  if (present === undefined) throw new Error('nobody is signed in here');
  return present;
}

/** Operations that only show something, besides those named "….read". */
const looks: ReadonlySet<Operation> = new Set(['vm.console_log']);

/** Why somebody may not: "Your role, Help desk, may not change anything here. Who may: Administrator, Operator." */
export function useWhyNot(): (operation: Operation) => string {
  const { t } = useWords();
  const { session } = usePresent();
  return (operation) => {
    const who = ROLES.filter((role) => permission(role, operation) === 'all');
    const isLook = operation.endsWith('.read') || looks.has(operation);
    return t(isLook ? 'access.notSeen' : 'access.notYours', {
      role: t(`role.${session.user.role}`),
      who: who.map((role) => t(`role.${role}`)).join(t('list.comma')),
    });
  };
}
