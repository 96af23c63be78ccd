/**
 * Scopes of API tokens: what a token may do of what its user may. A token never may more than its user, and none may
 * change a password or make another token: a stolen one does not breed.
 */
import { permission, type Operation, type Permission, type Role } from './roles.ts';

const SCOPE_TABLE = {
  'fleet:read': [
    'overview.read',
    'events.read',
    'vm.read',
    'client.read',
    'device.read',
    'assignment.read',
    'policy.read',
    'policy.test',
    'session.read',
    'user.read',
    'group.read',
    'settings.read',
  ],
  'metrics:read': ['metrics.read'],
  'vms:operate': ['vm.power', 'vm.force_off', 'vm.console_log', 'vm.console', 'vm.connect'],
  'vms:write': ['vm.create', 'vm.change', 'vm.delete', 'vm.grant'],
  'tickets:write': ['ticket.read', 'ticket.create', 'ticket.revoke'],
  'clients:write': ['client.enrol', 'client.change', 'client.remove'],
  'devices:operate': ['device.attach', 'device.detach', 'device.force_release'],
  'assignments:write': ['assignment.change'],
  'policy:write': ['policy.change'],
  'sessions:operate': ['session.end'],
  'users:write': ['user.change', 'user.unlock', 'group.change'],
  'tokens:write': ['token.read', 'token.revoke'],
  'audit:read': ['audit.read', 'audit.export', 'audit.verify'],
  'system:write': ['database.backup', 'database.check'],
} as const satisfies Record<string, readonly Operation[]>;

export type Scope = keyof typeof SCOPE_TABLE;
export const SCOPES = Object.keys(SCOPE_TABLE) as readonly Scope[];

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPE_TABLE, text);
}

export function operationsOf(scope: Scope): readonly Operation[] {
  return SCOPE_TABLE[scope];
}

/** Who asks: a role, and the scopes of the token where one is used (null: a session, which has all of its role). */
export interface Grant {
  readonly role: Role;
  readonly scopes: readonly Scope[] | null;
}

/** What may be done: the lesser of what the role and the scopes allow. */
export function permissionOf({ role, scopes }: Grant, operation: Operation): Permission {
  if (scopes !== null && !scopes.some((scope) => operationsOf(scope).includes(operation))) return 'no';
  return permission(role, operation);
}

/** The one question at every door. `own`: whether what is asked about is the asker's own. */
export function mayDo(grant: Grant, operation: Operation, own: boolean): boolean {
  const may = permissionOf(grant, operation);
  return may === 'all' || (may === 'own' && own);
}
