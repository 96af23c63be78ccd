/**
 * What can be read and changed in one transaction, apart from any engine. Owns the shapes; holds no SQL. Every list has
 * a limit. Every method that changes something writes its change-log entry, and where it is a person's act, its audit
 * record, in the same transaction.
 */
import type {
  Assignment,
  AssignedThing,
  AttachRequest,
  Client,
  Decision,
  Destination,
  Device,
  Group,
  Lease,
  PolicyDocument,
  Port,
  RecordedAttempt,
  ReportedDevice,
  Role,
  Scope,
  Subject,
  User,
  Vm,
  VmBuild,
  VmGrant,
  VmSpec,
  Wanted,
} from '@farport/fleet';
import type { AuditEntry, AuditHead, AuditRecord } from './audit/audit-record.ts';
import type { AuditLink } from './audit/verify.ts';

/** Part of a list: what comes after `after` (a cursor of the page before), at most `limit` items. */
export interface PageRequest {
  readonly after?: string | undefined;
  /** 1 to LIMITS.page; LIMITS.pageDefault where it is missing. */
  readonly limit?: number | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The cursor for the next page; null at the end. */
  readonly next: string | null;
}

/** The fields of `T` that may be changed, all optional. */
export type Change<T> = { readonly [K in keyof T]?: T[K] | undefined };

export interface UserTable {
  get(id: string): User | undefined;
  byName(name: string): User | undefined;
  byOidc(issuer: string, subject: string): User | undefined;
  /** By name; `search` is the beginning of a name. */
  list(page: PageRequest & { readonly search?: string | undefined }): Page<User>;
  count(): number;
  /** How many enabled administrators there are. */
  countAdministrators(): number;
  create(user: { readonly name: string; readonly displayName: string; readonly role: Role }): User;
  createFromOidc(
    user: { readonly name: string; readonly displayName: string; readonly role: Role },
    identity: { readonly issuer: string; readonly subject: string },
  ): User;
  /** Refuses to take the last enabled administrator away. Ends the sessions of a user that is switched off. */
  update(
    id: string,
    version: number,
    change: Change<Pick<User, 'name' | 'displayName' | 'role' | 'enabled'>>,
  ): User;
  /**
   * What the provider of OpenID Connect has just said of this user: their place here, or none (any more). Who has none is
   * switched off until the provider gives them one again; whom somebody here has switched off stays so. The last
   * administrator follows, too: whoever manages the provider decides.
   */
  followProvider(id: string, place: Pick<User, 'displayName' | 'role'> | null): User;
  /** What is known of that; `provedAt`: when the provider last gave them a place, by the later of wall and store time, or 0. */
  provider(id: string): { readonly provedAt: number; readonly isOut: boolean };
  delete(id: string, version: number): void;
}

export interface GroupTable {
  get(id: string): Group | undefined;
  byName(name: string): Group | undefined;
  list(page: PageRequest): Page<Group>;
  create(group: { readonly name: string; readonly description: string }): Group;
  update(id: string, version: number, change: Change<Pick<Group, 'name' | 'description'>>): Group;
  delete(id: string, version: number): void;
  members(groupId: string, page: PageRequest): Page<User>;
  /** At most LIMITS.groupsOfUser. */
  ofUser(userId: string): readonly Group[];
  /** False where the user was in it already. */
  addMember(groupId: string, userId: string): boolean;
  /** False where the user was not in it. */
  removeMember(groupId: string, userId: string): boolean;
}

export interface ClientTable {
  get(id: string): Client | undefined;
  byName(name: string): Client | undefined;
  /** By the hash of the key that it was given when it was enrolled. */
  byKeyHash(hash: string): Client | undefined;
  list(page: PageRequest): Page<Client>;
  count(): number;
  /** How many are connected to some agent. */
  countOnline(): number;
  create(client: {
    readonly name: string;
    readonly description: string;
    readonly platform: string;
    readonly softwareVersion: string;
    readonly keyHash: string;
  }): Client;
  update(
    id: string,
    version: number,
    change: Change<Pick<Client, 'name' | 'description' | 'enabled'>>,
  ): Client;
  /** Says where it is connected (null: nowhere). No audit and no new version: it happens by itself. */
  setConnected(id: string, host: string | null): Client;
  /** What was connected to an agent that is gone. */
  disconnectAll(host: string): number;
  /** Removes it with its devices; refuses while a lease holds one of them. */
  delete(id: string, version: number): void;
}

export interface VmTable {
  get(id: string): Vm | undefined;
  byName(name: string): Vm | undefined;
  list(page: PageRequest): Page<Vm>;
  count(): number;
  /** With `spec`: it is to be built by that. */
  create(vm: {
    readonly name: string;
    readonly description: string;
    readonly host: string;
    readonly spec?: VmSpec | undefined;
  }): Vm;
  /** `spec`: only of a VM that has one. */
  update(
    id: string,
    version: number,
    change: Change<Pick<Vm, 'name' | 'description' | 'host' | 'wantedPower'> & { readonly spec: VmSpec }>,
  ): Vm;
  /** How building it goes on: no person's act, and no new version. Undefined where there is no such VM (any more). */
  setBuild(id: string, build: Pick<VmBuild, 'state' | 'message'>): Vm | undefined;
  /** Those of a host that have a spec: at most LIMITS.vms. */
  builtOn(host: string): readonly Vm[];
  delete(id: string, version: number): void;
  grants(vmId: string, page: PageRequest): Page<VmGrant>;
  /** False where it was so already. */
  grant(vmId: string, subject: Subject): boolean;
  revoke(vmId: string, subject: Subject): boolean;
  /** The VMs that a user may use, by grants of their own and of their groups. */
  ofUser(userId: string, page: PageRequest): Page<Vm>;
  mayUse(userId: string, vmId: string): boolean;
}

export interface DeviceTable {
  get(id: string): Device | undefined;
  /** The device of this identity at a client. */
  find(clientId: string, facts: ReportedDevice['facts']): Device | undefined;
  list(page: PageRequest): Page<Device>;
  /** How many are plugged in, as far as is known. */
  countPlugged(): number;
  /** Plugged in or not; at most LIMITS.devicesOfClient. */
  ofClient(clientId: string): readonly Device[];
  /**
   * All that a client sees now, when it comes: what it saw before and no longer does is unplugged, what is there is
   * `existing` unless it was known to be plugged in. One that is `fresh` was plugged in while nobody could tell us: `new`,
   * and what was wanted of it before is forgotten. What is as it was known is not written. Gives the devices that are
   * there, in the order given.
   */
  reportAll(
    clientId: string,
    devices: readonly (ReportedDevice & { readonly fresh?: boolean })[],
  ): readonly Device[];
  /** One device was plugged in: `new`. */
  reportPlugged(clientId: string, device: ReportedDevice): Device;
  /** One device was pulled out: what a person wanted of it is forgotten. Undefined where it was not known. */
  reportUnplugged(deviceId: string): Device | undefined;
  setWanted(id: string, version: number, wanted: Wanted): Device;
  ports(clientId: string): readonly Port[];
  /** An empty label takes the name away. */
  setPortLabel(port: Port): void;
}

export interface AssignmentTable {
  get(id: string): Assignment | undefined;
  list(page: PageRequest): Page<Assignment>;
  /**
   * Those that may be about devices of a client: its own and those for all clients. Asked at every look at a device, so the
   * same objects as long as nothing changed them.
   */
  forClient(clientId: string): readonly Assignment[];
  create(assignment: {
    readonly what: AssignedThing;
    readonly to: Destination;
    readonly enabled: boolean;
    readonly note: string;
  }): Assignment;
  update(
    id: string,
    version: number,
    change: Change<Pick<Assignment, 'what' | 'to' | 'enabled' | 'note'>>,
  ): Assignment;
  delete(id: string, version: number): void;
}

export interface LeaseTable {
  /** The lease that holds the device now; one that has run out is none. */
  get(deviceId: string): Lease | undefined;
  list(page: PageRequest): Page<Lease>;
  /** How many hold a device now. */
  count(): number;
  /** Whether `expire` would find any. */
  anyExpired(): boolean;
  ofVm(vmId: string): readonly Lease[];
  ofHost(host: string): readonly Lease[];
  /** Those on somebody's behalf, and those of devices in VMs that they may use. */
  ofUser(userId: string): readonly Lease[];
  /**
   * Gives a device to a VM alone, and says so in the audit. The same VM on the same host gets a new lease with a new
   * fencing number: whoever held the one before is stale.
   * @throws LeaseError lease.held
   */
  acquire(request: {
    readonly deviceId: string;
    readonly vmId: string;
    readonly userId: string | null;
    readonly host: string;
    readonly ttlMs: number;
    /** By a ticket of their own; by an order unless said. */
    readonly brought?: boolean | undefined;
    /** The rule that allowed it, for the audit. */
    readonly rule?: AuditEntry['rule'];
  }): Lease;
  /**
   * One that has run out lasts again, as long as nobody else has it and it was not swept: whoever could not write meanwhile
   * has lost nothing.
   * @throws LeaseError lease.stale
   */
  renew(deviceId: string, fence: number, ttlMs: number): Lease;
  /** Whether whoever acts by this number may. @throws LeaseError lease.stale, lease.expired */
  check(deviceId: string, fence: number): Lease;
  /** @throws LeaseError lease.stale, lease.expired */
  release(deviceId: string, fence: number, reason?: string): void;
  /** Takes a device from its holder. The reason goes to the audit. Gives what was taken. */
  forceRelease(deviceId: string, reason: string): Lease;
  /** Takes leases away that have run out, at most `limit`, and says so in the audit. */
  expire(limit: number): readonly Lease[];
}

export interface PolicyVersion {
  readonly version: number;
  readonly document: PolicyDocument;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly comment: string;
}

export interface PolicyTable {
  /** Undefined before the first. */
  current(): PolicyVersion | undefined;
  /** 0 before the first. Cheap: asked at every attempt. */
  currentVersion(): number;
  get(version: number): PolicyVersion | undefined;
  /** Newest first. */
  list(page: PageRequest): Page<Omit<PolicyVersion, 'document'>>;
  /**
   * That whatever the rules name by an id is there: a rule for a group that there is not would be one for nobody.
   * @throws StoreError store.reference, naming the rule
   */
  needNamed(document: PolicyDocument): void;
  /**
   * `version`: that of the policy that was changed; 0 for the first. What a rule of the policy in force names, by whatever
   * condition, cannot be deleted.
   * @throws StoreError store.reference as needNamed, store.conflict
   */
  replace(version: number, document: PolicyDocument, comment: string): PolicyVersion;
}

export interface AttemptTable {
  /** Keeps an attempt to attach; the audit is the caller's (a lease writes its own). */
  record(
    request: AttachRequest,
    decision: Pick<Decision, 'outcome' | 'decidedBy'>,
    policyVersion: number,
  ): number;
  /** Oldest first, of attempts since `since` (wall time); the cursor is the attempt's number. */
  list(page: PageRequest & { readonly since: number }): Page<RecordedAttempt>;
}

/** A local account's password and what was tried on it. */
export interface Credential {
  readonly userId: string;
  /** A PHC string. */
  readonly passwordHash: string;
  readonly mustChange: boolean;
  readonly changedAt: number;
  /** Failures since the last success. */
  readonly failures: number;
  /** By the later of wall and store time; 0 where it is not locked. */
  readonly lockedUntil: number;
}

export interface CredentialTable {
  get(userId: string): Credential | undefined;
  /** When the lock ends that is on the account now; null where there is none. */
  lockOf(userId: string): number | null;
  setPassword(userId: string, passwordHash: string, mustChange: boolean): void;
  /** A better hash of the same password: not an event. */
  rehash(userId: string, passwordHash: string): void;
  /** Gives the new number of failures. */
  recordFailure(userId: string, lockedUntil: number): number;
  clearFailures(userId: string): void;
}

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  /** By the later of wall and store time. */
  readonly expiresAt: number;
  readonly idleExpiresAt: number;
  readonly seenAt: number;
  readonly address: string;
  readonly userAgent: string;
  /** The client at which the person sits; null: at none of the fleet. */
  readonly clientId: string | null;
}

export interface SessionTable {
  /** Whatever its state; one that ran out is kept for LIMITS.ticketHours more. */
  get(id: string): Session | undefined;
  /** Whatever its state; the caller looks at its times. */
  byTokenHash(hash: string): Session | undefined;
  /** Of both only those that are not over. */
  ofUser(userId: string): readonly Session[];
  list(page: PageRequest): Page<Session>;
  /** The oldest of the user's goes where there are LIMITS.sessionsOfUser. */
  create(
    session: Omit<Session, 'id' | 'createdAt' | 'seenAt' | 'clientId'> & { readonly tokenHash: string },
  ): Session;
  /**
   * The person of this session sits at this client from now on (null: at none), alone: whoever sat there before has left.
   * False where there is no such session.
   */
  sitAt(id: string, clientId: string | null): boolean;
  /** Who sits at a client: enabled users with a session there that is not over, the latest to sign in first. */
  atClient(clientId: string): readonly User[];
  /** At which client the person of this session sits; null: at none, or the session is over. */
  clientOf(id: string): string | null;
  /** Takes people from clients whose sessions are over; whether there were any. At most `limit` at once. */
  leaveExpired(limit: number): boolean;
  /** Whether `leaveExpired` would find any. */
  anyExpiredAtClient(): boolean;
  touch(id: string, idleExpiresAt: number): void;
  /** False where there was none. `signed_out`: by the person themselves. */
  end(id: string, how?: 'ended' | 'signed_out'): boolean;
  /** One record of the audit for all of them. */
  endAllOf(userId: string, exceptId?: string): number;
}

export interface ApiToken {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  /** By the later of wall and store time; null: never. */
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface TokenTable {
  byTokenHash(hash: string): ApiToken | undefined;
  get(id: string): ApiToken | undefined;
  /** Of one user, or of all (null). */
  list(userId: string | null, page: PageRequest): Page<ApiToken>;
  create(token: Omit<ApiToken, 'id' | 'createdAt' | 'lastUsedAt'> & { readonly tokenHash: string }): ApiToken;
  touch(id: string): void;
  revoke(id: string): void;
  /** All of a user; gives how many. */
  revokeAllOf(userId: string): number;
}

export interface EnrolmentCode {
  readonly id: string;
  /** The client may have only this name; null: any. */
  readonly clientName: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

export interface EnrolmentTable {
  byCodeHash(hash: string): EnrolmentCode | undefined;
  list(page: PageRequest): Page<EnrolmentCode>;
  create(code: {
    readonly codeHash: string;
    readonly clientName: string | null;
    readonly createdBy: string;
    readonly expiresAt: number;
  }): EnrolmentCode;
  /** True once, for whoever comes first. */
  use(id: string, clientId: string): boolean;
  delete(id: string): void;
}

export interface AuditFilter {
  readonly actions?: readonly string[] | undefined;
  readonly outcome?: AuditEntry['outcome'] | undefined;
  /** Ids; of `user`, as actor or as the one concerned. */
  readonly user?: string | undefined;
  readonly client?: string | undefined;
  readonly device?: string | undefined;
  readonly vm?: string | undefined;
  /** Wall time: from (included), to (not included). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface AuditTable {
  append(entry: AuditEntry): AuditRecord;
  /** Newest first; the cursor is the record's number. */
  list(page: PageRequest & { readonly filter?: AuditFilter | undefined }): Page<AuditRecord>;
  /** Oldest first, from the number after `afterSeq`, as they are kept. */
  links(afterSeq: number, limit: number): readonly AuditLink[];
  /** The last record, as the database remembers it beside the log. */
  head(): AuditHead;
}

export type ChangedKind =
  | 'user'
  | 'group'
  | 'client'
  | 'vm'
  | 'device'
  | 'port'
  | 'assignment'
  | 'lease'
  | 'policy'
  | 'session'
  | 'token'
  | 'enrolment';

export interface ChangeRecord {
  /** Grows by exactly one. */
  readonly seq: number;
  readonly at: number;
  readonly kind: ChangedKind;
  readonly id: string;
  readonly op: 'created' | 'updated' | 'deleted';
}

export interface ChangeTable {
  /**
   * What changed after number `seq`, in order; empty where nothing did.
   * @throws ChangeGapError where some of it is no longer kept, or `seq` lies in the future (another database)
   */
  since(seq: number, limit: number): readonly ChangeRecord[];
  /** The last number given out; 0 at first. */
  last(): number;
  /** Another word after a restore: numbers from before it mean nothing. Who resumes names both. */
  epoch(): string;
}

export interface Tables {
  readonly users: UserTable;
  readonly groups: GroupTable;
  readonly clients: ClientTable;
  readonly vms: VmTable;
  readonly devices: DeviceTable;
  readonly assignments: AssignmentTable;
  readonly leases: LeaseTable;
  readonly policies: PolicyTable;
  readonly attempts: AttemptTable;
  readonly credentials: CredentialTable;
  readonly sessions: SessionTable;
  readonly tokens: TokenTable;
  readonly enrolments: EnrolmentTable;
  readonly audit: AuditTable;
  readonly changes: ChangeTable;
}
