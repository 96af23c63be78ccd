/** Who uses and keeps the fleet. Holds no secrets: hashes of passwords and tokens stay in the agent's store. */
import type { Role } from '../access/roles.ts';
import type { Versioned } from './versioned.ts';

export interface User extends Versioned {
  readonly id: string;
  /** Unique without regard to case. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** A user that is not enabled signs in nowhere, and has no session. */
  readonly enabled: boolean;
  /** Who vouches for the person: our own password, or a provider of OpenID Connect. */
  readonly source: 'local' | 'oidc';
  readonly createdAt: number;
}

export interface Group extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
}

/** A user or a group, where either will do. */
export interface Subject {
  readonly kind: 'user' | 'group';
  readonly id: string;
}

/** The subject may use the VM. */
export interface VmGrant {
  readonly vmId: string;
  readonly subject: Subject;
}
