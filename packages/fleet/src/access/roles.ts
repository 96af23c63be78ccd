/**
 * Who may do what: one table of role × operation. Every door (REST, console, CLI, events) asks `permission` with one
 * of these operations and nothing else. No I/O.
 */

export const ROLES = ['administrator', 'operator', 'auditor', 'help_desk', 'user'] as const;
export type Role = (typeof ROLES)[number];

/**
 * `all`: of everything. `own`: only of what is the asker's own (VMs granted to them, devices of clients they sit at or
 * that they hold, their own tokens, sessions and password). `no`: not at all.
 */
export type Permission = 'all' | 'own' | 'no';

type Row = readonly [
  administrator: Permission,
  operator: Permission,
  auditor: Permission,
  help_desk: Permission,
  user: Permission,
];

const TABLE = {
  'overview.read': ['all', 'all', 'all', 'all', 'own'],
  'events.read': ['all', 'all', 'all', 'all', 'own'],
  'metrics.read': ['all', 'all', 'all', 'no', 'no'],

  'vm.read': ['all', 'all', 'all', 'all', 'own'],
  'vm.create': ['all', 'no', 'no', 'no', 'no'],
  'vm.change': ['all', 'no', 'no', 'no', 'no'],
  'vm.delete': ['all', 'no', 'no', 'no', 'no'],
  'vm.grant': ['all', 'no', 'no', 'no', 'no'],
  'vm.power': ['all', 'all', 'no', 'no', 'own'],
  'vm.force_off': ['all', 'all', 'no', 'no', 'own'],
  // What the guest writes to its console may be anything: it is not for every eye.
  'vm.console_log': ['all', 'all', 'no', 'no', 'own'],
  'vm.console': ['all', 'all', 'no', 'no', 'own'],
  'vm.connect': ['own', 'own', 'no', 'no', 'own'],

  // Of the server, not of a person: whoever holds one redirects devices past the policy.
  'ticket.read': ['all', 'no', 'no', 'no', 'no'],
  'ticket.create': ['all', 'no', 'no', 'no', 'no'],
  'ticket.revoke': ['all', 'no', 'no', 'no', 'no'],

  'client.read': ['all', 'all', 'all', 'all', 'own'],
  'client.enrol': ['all', 'all', 'no', 'no', 'no'],
  'client.change': ['all', 'all', 'no', 'no', 'no'],
  'client.remove': ['all', 'no', 'no', 'no', 'no'],

  'device.read': ['all', 'all', 'all', 'all', 'own'],
  'device.attach': ['all', 'all', 'no', 'no', 'own'],
  'device.detach': ['all', 'all', 'no', 'no', 'own'],
  'device.force_release': ['all', 'all', 'no', 'no', 'no'],

  'assignment.read': ['all', 'all', 'all', 'all', 'no'],
  'assignment.change': ['all', 'all', 'no', 'no', 'no'],

  'policy.read': ['all', 'all', 'all', 'all', 'no'],
  'policy.test': ['all', 'all', 'all', 'all', 'no'],
  'policy.change': ['all', 'no', 'no', 'no', 'no'],

  'session.read': ['all', 'all', 'all', 'all', 'own'],
  'session.end': ['all', 'all', 'no', 'no', 'own'],

  'user.read': ['all', 'all', 'all', 'all', 'own'],
  'user.change': ['all', 'no', 'no', 'no', 'no'],
  'user.unlock': ['all', 'no', 'no', 'no', 'no'],
  'group.read': ['all', 'all', 'all', 'all', 'no'],
  'group.change': ['all', 'no', 'no', 'no', 'no'],
  'password.change': ['own', 'own', 'own', 'own', 'own'],

  'token.read': ['all', 'own', 'all', 'own', 'own'],
  'token.create': ['own', 'own', 'own', 'own', 'own'],
  'token.revoke': ['all', 'own', 'own', 'own', 'own'],

  'audit.read': ['all', 'no', 'all', 'no', 'no'],
  'audit.export': ['all', 'no', 'all', 'no', 'no'],
  'audit.verify': ['all', 'no', 'all', 'no', 'no'],

  'settings.read': ['all', 'all', 'all', 'no', 'no'],
  'database.backup': ['all', 'no', 'no', 'no', 'no'],
  'database.check': ['all', 'no', 'all', 'no', 'no'],
} as const satisfies Record<string, Row>;

export type Operation = keyof typeof TABLE;

/** Every operation there is, in the table's order. */
export const OPERATIONS = Object.keys(TABLE) as readonly Operation[];

/** What a role may do, whatever the token. */
export function permission(role: Role, operation: Operation): Permission {
  return TABLE[operation][ROLES.indexOf(role)] ?? 'no';
}

export function isOperation(text: string): text is Operation {
  return Object.hasOwn(TABLE, text);
}
