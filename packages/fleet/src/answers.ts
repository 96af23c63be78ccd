/**
 * What the API answers, as schemas: the documentation is made of them, and whoever asks may check by them. Plain objects,
 * not exact ones: a later version may say more.
 */
import * as v from 'valibot';
import { ROLES } from './access/roles.ts';
import { SCOPES } from './access/scopes.ts';
import { DEVICE_STATES } from './model/device-state.ts';
import { BUILD_STATES } from './model/machines.ts';
import { policyDocumentSchema } from './policy/policy-document.ts';

const text = v.string();
const id = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Milliseconds since 1970. */
const time = v.pipe(v.number(), v.integer());
const version = count;
const named = v.object({ id, name: text });

export const errorAnswer = v.object({ code: text, message: text });
/** A page of a list; `next` is the cursor of the next one, null at the end. */
export function pageAnswer<S extends v.GenericSchema>(item: S) {
  return v.object({ items: v.array(item), next: v.nullable(text) });
}

export const userAnswer = v.object({
  id,
  name: text,
  displayName: text,
  role: v.picklist(ROLES),
  enabled: v.boolean(),
  source: v.picklist(['local', 'oidc']),
  createdAt: time,
  version,
});
/** `lockedUntil`: after too many wrong passwords; null where they may sign in now. */
export const accountAnswer = v.object({ ...userAnswer.entries, lockedUntil: v.nullable(time) });
/** `password`: to be used once, and shown once. */
export const newAccountAnswer = v.object({ user: userAnswer, password: text });
export const groupAnswer = v.object({ id, name: text, description: text, createdAt: time, version });

/** `csrfToken`: to be sent as farport-csrf with everything that changes something; null without a session. */
export const sessionAnswer = v.object({
  user: userAnswer,
  via: v.picklist(['session', 'token', 'local']),
  mustChangePassword: v.boolean(),
  csrfToken: v.nullable(text),
  /** What this person may do, with this session or token. */
  permissions: v.record(text, v.picklist(['all', 'own', 'no'])),
});
export const signInAnswer = v.object({ user: userAnswer, mustChangePassword: v.boolean(), csrfToken: text });
export const signInSessionAnswer = v.object({
  id,
  userId: id,
  createdAt: time,
  expiresAt: time,
  idleExpiresAt: time,
  seenAt: time,
  address: text,
  userAgent: text,
  /** The client at which they sit; null: at none of the fleet. */
  clientId: v.nullable(id),
});

export const tokenAnswer = v.object({
  id,
  userId: id,
  name: text,
  scopes: v.array(v.picklist(SCOPES)),
  createdAt: time,
  expiresAt: v.nullable(time),
  lastUsedAt: v.nullable(time),
});
/** `token`: shown once. */
export const newTokenAnswer = v.object({ apiToken: tokenAnswer, token: text });

export const clientAnswer = v.object({
  id,
  name: text,
  description: text,
  enabled: v.boolean(),
  platform: text,
  softwareVersion: text,
  enrolledAt: time,
  connectedHost: v.nullable(text),
  seenAt: v.nullable(time),
  /** Who sits there: signed in by the client's app, the latest first. */
  users: v.array(named),
  version,
});
export const enrolmentCodeAnswer = v.object({
  id,
  clientName: v.nullable(text),
  createdBy: text,
  createdAt: time,
  expiresAt: time,
  usedAt: v.nullable(time),
});
/** `code`: shown once. */
/** With what `farport enroll` needs besides; `agent`: HOST:PORT as far as the agent itself knows how it is reached. */
export const newEnrolmentCodeAnswer = v.object({
  code: text,
  enrolment: enrolmentCodeAnswer,
  agent: text,
  fingerprint: text,
});
/** `key`: the client's own from now on, shown once. */
export const enrolledAnswer = v.object({ client: clientAnswer, key: text });
export const portAnswer = v.object({ clientId: id, path: text, label: text });

const classTriple = v.object({ classCode: count, subclass: count, protocol: count });
export const leaseAnswer = v.object({
  deviceId: id,
  fence: count,
  vmId: id,
  userId: v.nullable(id),
  host: text,
  /** By a ticket of their own, as the app has it: nobody orders the client to. */
  brought: v.boolean(),
  acquiredAt: time,
  expiresAt: time,
});
/** The state in words (deviceState). */
export const deviceStateAnswer = v.object({
  word: v.picklist(DEVICE_STATES),
  by: v.optional(v.nullable(text)),
  for: v.optional(v.picklist(['vm', 'permission', 'link'])),
  rule: v.optional(text),
});
export const deviceAnswer = v.object({
  id,
  clientId: id,
  clientName: text,
  vendorId: count,
  productId: count,
  serial: text,
  portPath: text,
  deviceVersion: count,
  deviceClass: classTriple,
  interfaces: v.array(classTriple),
  manufacturer: text,
  product: text,
  speed: v.picklist(['low', 'full', 'high', 'super', 'super-plus']),
  plugged: v.boolean(),
  arrival: v.picklist(['existing', 'new']),
  firstSeenAt: time,
  lastSeenAt: time,
  wanted: v.object({
    kind: v.picklist(['as_assigned', 'attached', 'detached']),
    vmId: v.optional(id),
    by: v.optional(v.nullable(id)),
    since: v.optional(time),
  }),
  state: deviceStateAnswer,
  /** Where assignments send it. */
  assignedVmId: v.nullable(id),
  lease: v.nullable(leaseAnswer),
  version,
});

/** What one lease's channels carried. Bytes are those of the WebSocket, so a little more than the device's. */
export const deviceSessionAnswer = v.object({
  deviceId: id,
  clientId: id,
  /** The VM's name. */
  vm: text,
  fence: count,
  since: time,
  /** Whether its channel is up now. */
  linked: v.boolean(),
  /** How often a channel was opened. */
  links: count,
  toVm: count,
  toClient: count,
  /** Somebody brought it by a ticket of their own, as the app has it. */
  brought: v.boolean(),
  /** To the client and back, milliseconds, as the kernel measures it; null where no channel is open, or it is not known. */
  roundTripMs: v.nullable(v.number()),
});

/** A connection to a VM that is open now. Bytes are those of the WebSocket. */
export const channelAnswer = v.object({
  id,
  kind: v.picklist(['usb', 'display']),
  vm: v.nullable(named),
  /** Who came by it, or on whose behalf a device was ordered there; null: nobody who is known. */
  user: v.nullable(named),
  /** The client of the fleet that it came from; null: from elsewhere, or not known. */
  client: v.nullable(named),
  /** Of a device's, as far as is known; an empty id: no client of the fleet has told of it. */
  device: v.nullable(named),
  /** What let it in: an agent's order, a ticket of somebody's account, a ticket of the server's administrator. */
  by: v.picklist(['order', 'account', 'ticket']),
  address: text,
  since: time,
  toVm: count,
  toClient: count,
  /** To the client and back, milliseconds, as the kernel measures it; null where it is not known. */
  roundTripMs: v.nullable(v.number()),
});

const displayAnswer = v.object({ heads: count, width: count, height: count });
export const vmSpecAnswer = v.object({
  memoryMiB: count,
  vcpus: count,
  kernel: text,
  initrd: v.nullable(text),
  cmdline: text,
  image: v.nullable(text),
  diskMiB: v.nullable(count),
  display: v.nullable(displayAnswer),
  autostart: v.boolean(),
});
/** A file that VMs may be made from. */
export const imageAnswer = v.object({
  path: text,
  name: text,
  folder: text,
  kind: v.picklist(['kernel', 'initrd', 'disk', 'other']),
  bytes: count,
  /** Why it cannot be used, of `other`; else empty. `code`: the same for programs, "image.format". */
  why: text,
  code: text,
});
export const imagesAnswer = v.object({ items: v.array(imageAnswer), folders: v.array(text) });
export const vmAnswer = v.object({
  id,
  name: text,
  description: text,
  host: text,
  wantedPower: v.picklist(['on', 'off']),
  createdAt: time,
  version,
  /** Who says how it is built: the agent's configuration file, the fleet (it can be changed here), or nobody any more. */
  origin: v.picklist(['configuration', 'fleet', 'none']),
  /** Of the fleet's own; null of the others. `copied` and `total`: bytes of its disk, while it is copied. */
  build: v.nullable(
    v.object({
      spec: vmSpecAnswer,
      state: v.picklist(BUILD_STATES),
      message: text,
      copied: v.nullable(count),
      total: v.nullable(count),
    }),
  ),
  /** What is so: "stopped", "starting", "running", "paused", "unresponsive", "stopping", "failed"; "unknown" on another host. */
  state: text,
  configured: v.boolean(),
  memoryMiB: v.nullable(count),
  vcpus: v.nullable(count),
  /** Seconds. */
  uptime: v.nullable(v.number()),
  lastExit: v.nullable(v.object({ reason: text, code: text, message: text })),
});
/** `ticket`: for the VM's screen and devices, shown once; `expires`: when it ends. */
export const vmTicketAnswer = v.object({ ticket: text, expires: time });
/** A ticket of the server, as whoever keeps them sees it. `uses`: those left; null for any number. */
export const ticketAnswer = v.object({
  id,
  /** The VM's name. */
  vm: text,
  created: time,
  expires: time,
  uses: v.nullable(count),
});
/** `ticket`: shown once. */
export const newTicketAnswer = v.object({
  ticket: text,
  id,
  vm: text,
  expires: time,
  uses: v.nullable(count),
});
export const grantAnswer = v.object({
  vmId: id,
  subject: v.object({ kind: v.picklist(['user', 'group']), id }),
});

export const assignmentAnswer = v.object({
  id,
  what: v.object({
    kind: v.picklist(['device', 'port', 'rule']),
    clientId: v.nullable(id),
    vendorId: v.optional(count),
    productId: v.optional(count),
    serial: v.optional(text),
    portPath: v.optional(v.nullable(text)),
    filter: v.optional(v.looseObject({})),
  }),
  to: v.object({ kind: v.picklist(['vm', 'user']), vmId: v.optional(id), userId: v.optional(id) }),
  enabled: v.boolean(),
  note: text,
  createdAt: time,
  version,
});

export const policyAnswer = v.object({
  version,
  document: policyDocumentSchema,
  createdAt: time,
  createdBy: text,
  comment: text,
});
export const policyVersionAnswer = v.object({ version, createdAt: time, createdBy: text, comment: text });
const outcome = v.picklist(['allow', 'deny', 'ask', 'hold']);
const decidedBy = v.object({
  kind: v.picklist(['rule', 'switch', 'no_rule']),
  switch: v.optional(v.picklist(['existing', 'new'])),
  ruleId: v.optional(id),
  ruleName: v.optional(text),
});
export const decisionAnswer = v.object({
  outcome,
  decidedBy,
  passedOver: v.array(
    v.object({
      ruleId: id,
      ruleName: text,
      because: v.object({ condition: text, wanted: text, actual: text }),
    }),
  ),
  /** In an English sentence. */
  message: text,
});
/** One for each device that was asked about, in that order. */
export const deviceVerdictsAnswer = v.object({ items: v.array(v.object({ outcome, decidedBy })) });
export const dryRunAnswer = v.object({
  examined: count,
  transitions: v.array(v.object({ before: outcome, after: outcome, count })),
  otherRule: count,
  examples: v.array(
    v.object({
      at: time,
      device: v.object({ vendorId: count, productId: count, serial: text, portPath: text }),
      client: named,
      user: v.nullable(named),
      vm: named,
      before: v.object({ outcome, decidedBy }),
      after: v.object({ outcome, decidedBy }),
    }),
  ),
});
export const policyRulesAnswer = v.object({ rules: policyDocumentSchema.entries.rules });
export const usbredirAnswer = v.object({ filter: text });

export const auditRecordAnswer = v.object({
  seq: count,
  at: time,
  actor: v.object({
    kind: v.picklist(['user', 'token', 'client', 'system']),
    id: v.nullable(id),
    name: text,
  }),
  address: v.nullable(text),
  action: text,
  outcome: v.picklist(['ok', 'denied', 'failed']),
  user: v.nullable(named),
  client: v.nullable(named),
  device: v.nullable(named),
  vm: v.nullable(named),
  rule: v.nullable(v.object({ id, name: text, policyVersion: count })),
  reason: v.nullable(text),
  details: v.record(text, text),
});
export const auditHeadAnswer = v.object({
  seq: count,
  hash: text,
  /** "SEQ HASH": what to keep elsewhere. */
  text,
});
export const auditVerdictAnswer = v.object({
  ok: v.boolean(),
  records: v.optional(count),
  head: v.optional(v.object({ seq: count, hash: text })),
  fault: v.optional(v.picklist(['missing', 'edited', 'chain', 'tail', 'anchor'])),
  seq: v.optional(count),
  message: v.optional(text),
});

export const overviewAnswer = v.object({
  host: text,
  /** Seconds. */
  uptime: count,
  vms: v.object({ known: count, running: count }),
  clients: v.object({ enrolled: count, online: count }),
  devices: v.object({ plugged: count, inUse: count }),
  /** What to resume an event stream from. */
  changes: v.object({ epoch: text, seq: count }),
});
export const settingsAnswer = v.object({
  host: text,
  version: text,
  listen: v.object({ address: text, port: count }),
  fingerprint: text,
  dataDir: text,
  runDir: text,
  logLevel: text,
  leaseSeconds: count,
  attemptDays: count,
  policyVersion: count,
});
export const healthAnswer = v.object({ ok: v.boolean() });
/** A backup in the agent's data_dir/backups. */
export const backupAnswer = v.object({ name: text, path: text, bytes: count, at: time });
export const backupsAnswer = v.object({ items: v.array(backupAnswer) });
/** How people may sign in. `href`: where a browser goes to (GET, as a page, not by fetch). */
export const authMethodsAnswer = v.object({
  password: v.boolean(),
  oidc: v.nullable(v.object({ displayName: text, href: text, signOutHref: text })),
});
export const checkAnswer = v.object({ ok: v.boolean(), problems: v.array(text) });
