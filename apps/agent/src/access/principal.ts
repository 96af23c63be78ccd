/** Who asks, once that is known, and the one question at every door. */
import { mayDo, permissionOf, type Grant, type Operation, type User } from '@farport/fleet';
import type { ChangeContext } from '../store/store.ts';
import { AccessError } from './errors.ts';

export interface Principal extends Grant {
  readonly user: User;
  /** How they came: which session, which token, or over the agent's own socket. */
  readonly via: { readonly kind: 'session' | 'token' | 'local'; readonly id: string; readonly name: string };
  readonly address: string | null;
  /** Until they have, nothing else is allowed. */
  readonly mustChangePassword: boolean;
}

/**
 * Whoever can open the agent's own socket: the agent's user, or root, who could change the database itself. Has no
 * account, and so no session, token or password of its own.
 */
export function localPrincipal(): Principal {
  const name = 'local administrator';
  return {
    user: {
      id: 'local',
      name,
      displayName: 'The administrator of this server',
      role: 'administrator',
      enabled: true,
      source: 'local',
      createdAt: 0,
      version: 1,
    },
    role: 'administrator',
    scopes: null,
    via: { kind: 'local', id: 'local', name },
    address: null,
    mustChangePassword: false,
  };
}

/** What a person with a one-time password may do. */
const beforeChange: readonly Operation[] = ['password.change', 'session.end'];

/**
 * Lets through or throws. `own`: whether what is asked about is the principal's own.
 * @throws AccessError access.denied, access.must_change_password
 */
export function authorize(principal: Principal, operation: Operation, own: boolean): void {
  if (principal.mustChangePassword && !(own && beforeChange.includes(operation))) {
    throw new AccessError('access.must_change_password', 'choose a password of your own first');
  }
  if (mayDo(principal, operation, own)) return;
  const may = permissionOf(principal, operation);
  throw new AccessError(
    'access.denied',
    may === 'own'
      ? `your role (${principal.role}) allows ${operation} only for what is yours`
      : principal.scopes === null
        ? `your role (${principal.role}) does not allow ${operation}`
        : `this token does not allow ${operation}`,
  );
}

/** Who it was, for the audit. */
export function contextOf(principal: Principal): ChangeContext {
  const { via, user, address } = principal;
  if (via.kind === 'local') return { actor: { kind: 'system', id: null, name: via.name }, address };
  return {
    actor:
      via.kind === 'token'
        ? { kind: 'token', id: user.id, name: `${user.name} (token ${via.name})` }
        : { kind: 'user', id: user.id, name: user.name },
    address,
  };
}
