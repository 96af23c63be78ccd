/**
 * What people and programs may send to change the fleet: one schema for each, used at every edge. What comes out is what
 * the store takes. Text that a device or client brings is made harmless; text that a person typed is refused instead.
 */
import { exactObject, wholeNumber } from '@farport/protocol/shape';
import { parseDeviceFilter, parsePortPath, type DeviceFilterText, type PortPath } from '@farport/usb';
import * as v from 'valibot';
import { ROLES } from './access/roles.ts';
import { SCOPES } from './access/scopes.ts';
import { LIMITS } from './limits.ts';
import { deviceFilterSchema, policyDocumentSchema } from './policy/policy-document.ts';
import { displayNameSchema, idSchema, nameSchema, reasonSchema, textSchema, titleSchema } from './schema.ts';

const versionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** What a password field may hold; whether it is good enough is for whoever takes it as a new one. */
const passwordTextSchema = v.pipe(v.string(), v.maxLength(1024));
/** A number of a URL's query. */
const queryNumberSchema = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,14})$/), v.transform(Number));
/** Of every list: a page of it. Numbers may come as text, as they do in the query of a URL. */
const pageEntries = {
  after: v.optional(v.pipe(v.string(), v.maxLength(128))),
  limit: v.optional(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,3}$/), v.transform(Number))]),
      v.integer(),
      v.minValue(1),
      v.maxValue(LIMITS.page),
    ),
  ),
};
export const pageSchema = exactObject(pageEntries);
export const userPageSchema = exactObject({
  ...pageEntries,
  search: v.optional(v.pipe(v.string(), v.maxLength(64))),
});
export const devicePageSchema = exactObject({ ...pageEntries, client: v.optional(idSchema) });

export const signInSchema = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(256)),
  password: passwordTextSchema,
});
export const passwordChangeSchema = v.strictObject({
  password: passwordTextSchema,
  newPassword: passwordTextSchema,
});

/** The key of the client at which somebody has signed in: that they sit there, only the client itself can say. */
export const sitAtSchema = v.strictObject({ key: v.pipe(v.string(), v.maxLength(128)) });

/** Of a deletion: the version that was seen, in the query where it is not in If-Match. */
export const versionQuerySchema = exactObject({ version: v.optional(queryNumberSchema) });

export const portPathSchema = v.pipe(
  v.string(),
  v.check((text) => parsePortPath(text) !== undefined, 'must be a port like 1-2 or 1-2.3'),
);

export const userCreateSchema = v.strictObject({
  name: nameSchema,
  displayName: displayNameSchema,
  role: v.picklist(ROLES),
});
export const userChangeSchema = v.strictObject({
  version: versionSchema,
  name: v.optional(nameSchema),
  displayName: v.optional(displayNameSchema),
  role: v.optional(v.picklist(ROLES)),
  enabled: v.optional(v.boolean()),
});

export const groupCreateSchema = v.strictObject({ name: nameSchema, description: textSchema });
export const groupChangeSchema = v.strictObject({
  version: versionSchema,
  name: v.optional(nameSchema),
  description: v.optional(textSchema),
});

export const clientChangeSchema = v.strictObject({
  version: versionSchema,
  name: v.optional(nameSchema),
  description: v.optional(textSchema),
  enabled: v.optional(v.boolean()),
});
/** `clientName` null: any name. */
export const enrolmentCodeCreateSchema = v.strictObject({ clientName: v.nullable(nameSchema) });
/** What a client says of itself when it is enrolled. */
export const enrolmentRequestSchema = v.strictObject({
  code: v.pipe(v.string(), v.maxLength(40)),
  name: nameSchema,
  platform: displayNameSchema,
  softwareVersion: displayNameSchema,
});

const memorySchema = v.pipe(
  wholeNumber(64, 16 * 1024 * 1024),
  // A fraction is told above.
  v.check((value) => value % 2 !== 1, 'must be even'),
);
const vcpusSchema = wholeNumber(1, 128);
/** A path of an image: looked up among those that the agent lists, never opened as it is. */
const imagePathSchema = v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(4096));
const cmdlineSchema = v.pipe(
  v.string(),
  v.maxLength(2047, 'must have at most 2047 characters'),
  v.regex(/^[\x20-\x7e]*$/, 'must be printable ASCII on one line'),
);
const diskSchema = wholeNumber(1, LIMITS.diskMiB);
const displaySchema = v.strictObject({
  heads: v.optional(wholeNumber(1, 4), 1),
  width: v.optional(wholeNumber(64, 8192), 1280),
  height: v.optional(wholeNumber(64, 8192), 800),
});
export const vmSpecSchema = v.strictObject({
  memoryMiB: v.optional(memorySchema, 2048),
  vcpus: v.optional(vcpusSchema, 1),
  kernel: imagePathSchema,
  initrd: v.optional(v.nullable(imagePathSchema), null),
  cmdline: v.optional(cmdlineSchema, 'console=ttyS0 root=/dev/vda1'),
  image: v.optional(v.nullable(imagePathSchema), null),
  /** Null: as large as the image; without an image, no disk. */
  diskMiB: v.optional(v.nullable(diskSchema), null),
  display: v.optional(v.nullable(displaySchema), null),
  autostart: v.optional(v.boolean(), false),
});
/** A VM's name is a directory's, and part of a URL, too. */
export const vmNameSchema = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must be 1 to 63 letters, digits, ".", "_" or "-", beginning with a letter or digit',
  ),
);
export const vmCreateSchema = v.strictObject({
  name: vmNameSchema,
  description: v.optional(textSchema, ''),
  spec: vmSpecSchema,
});
/** What may be changed of how a VM is built; it counts from its next start. A disk only grows. */
export const vmSpecChangeSchema = v.strictObject({
  memoryMiB: v.optional(memorySchema),
  vcpus: v.optional(vcpusSchema),
  kernel: v.optional(imagePathSchema),
  initrd: v.optional(v.nullable(imagePathSchema)),
  cmdline: v.optional(cmdlineSchema),
  diskMiB: v.optional(diskSchema),
  display: v.optional(v.nullable(displaySchema)),
  autostart: v.optional(v.boolean()),
});
export const vmChangeSchema = v.strictObject({
  version: versionSchema,
  description: v.optional(textSchema),
  spec: v.optional(vmSpecChangeSchema),
});
export const subjectSchema = v.strictObject({ kind: v.picklist(['user', 'group']), id: idSchema });

/** A ticket of the server: for whoever holds it, whatever the policy says. */
export const ticketCreateSchema = v.strictObject({
  vmId: idSchema,
  /** Seconds. */
  ttl: wholeNumber(1, LIMITS.ticketSeconds),
  /** How many connections it is good for; null: any number. */
  uses: v.nullable(wholeNumber(1, LIMITS.ticketUses)),
});
/** Bytes for a VM's serial console, as base64: a terminal sends what is no text. */
export const consoleInputSchema = v.strictObject({
  bytes: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(LIMITS.consoleInputBytes),
    v.base64('must be base64'),
  ),
});

/** A filter whose patterns are patterns, told by the words of the first that is not. */
const checkedFilterSchema = v.pipe(
  deviceFilterSchema,
  v.rawTransform(({ dataset, addIssue, NEVER }): DeviceFilterText => {
    try {
      parseDeviceFilter(dataset.value);
      return dataset.value;
    } catch (error) {
      addIssue({ message: error instanceof Error ? error.message : 'is no filter' });
      return NEVER;
    }
  }),
);

export const assignedThingSchema = v.variant('kind', [
  v.pipe(
    v.strictObject({
      kind: v.literal('device'),
      clientId: v.nullable(idSchema),
      vendorId: wholeNumber(0, 0xffff),
      productId: wholeNumber(0, 0xffff),
      serial: v.pipe(v.string(), v.maxLength(126)),
      portPath: v.nullable(portPathSchema),
    }),
    v.check(
      (what) => what.serial !== '' || (what.clientId !== null && what.portPath !== null),
      'a device without a serial number needs a client and a port: two of a kind cannot be told apart otherwise',
    ),
  ),
  v.strictObject({ kind: v.literal('port'), clientId: idSchema, portPath: portPathSchema }),
  v.strictObject({ kind: v.literal('rule'), clientId: v.nullable(idSchema), filter: checkedFilterSchema }),
]);
export const destinationSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('vm'), vmId: idSchema }),
  v.strictObject({ kind: v.literal('user'), userId: idSchema }),
]);
export const assignmentCreateSchema = v.strictObject({
  what: assignedThingSchema,
  to: destinationSchema,
  enabled: v.boolean(),
  note: textSchema,
});
export const assignmentChangeSchema = v.strictObject({
  version: versionSchema,
  what: v.optional(assignedThingSchema),
  to: v.optional(destinationSchema),
  enabled: v.optional(v.boolean()),
  note: v.optional(textSchema),
});

export const policyReplaceSchema = v.strictObject({
  version: versionSchema,
  document: policyDocumentSchema,
  comment: textSchema,
});
/** Would this device of this user go to this VM? `document`: by this policy instead of the one in force. */
export const policyTestSchema = v.strictObject({
  deviceId: idSchema,
  vmId: idSchema,
  userId: v.nullable(idSchema),
  trigger: v.picklist(['manual', 'existing', 'new']),
  at: v.optional(wholeNumber(0, 8_640_000_000_000)),
  document: v.optional(policyDocumentSchema),
});
export const policyDryRunSchema = v.strictObject({
  document: policyDocumentSchema,
  examples: v.optional(wholeNumber(0, 200)),
});
export const usbredirImportSchema = v.strictObject({
  filter: v.pipe(v.string(), v.maxLength(16_384)),
  name: titleSchema,
  idPrefix: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be the beginning of an id')),
  defaultAllow: v.optional(v.boolean()),
});
/** Of the audit log, in the query of a URL. Times are milliseconds since 1970: from (included), to (not included). */
export const auditQueryEntries = {
  /** Actions, with commas between: "device.attached,device.detached". */
  action: v.optional(v.pipe(v.string(), v.regex(/^[a-z_.]{1,64}(,[a-z_.]{1,64}){0,19}$/))),
  outcome: v.optional(v.picklist(['ok', 'denied', 'failed'])),
  user: v.optional(idSchema),
  client: v.optional(idSchema),
  device: v.optional(idSchema),
  vm: v.optional(idSchema),
  from: v.optional(queryNumberSchema),
  to: v.optional(queryNumberSchema),
};
/** What a person wants of a device. `vmId`: where to. */
export const deviceAttachSchema = v.strictObject({ version: versionSchema, vmId: idSchema });
export const deviceWantedSchema = v.strictObject({ version: versionSchema });
export const forceReleaseSchema = v.strictObject({ reason: reasonSchema });
export const portLabelSchema = v.strictObject({ label: displayNameSchema });
export const tokenCreateSchema = v.strictObject({
  name: titleSchema,
  scopes: v.pipe(v.array(v.picklist(SCOPES)), v.maxLength(SCOPES.length), v.readonly()),
  /** Seconds; null: until it is revoked. */
  ttl: v.nullable(wholeNumber(60, 366 * 86_400)),
  /** For whom; only whoever is on the server itself may make one for somebody else. */
  userId: v.optional(idSchema),
});

/** A device's own words: cut, on one line, without half characters. A hostile one gets no further than this. */
const deviceTextSchema = (length: number) =>
  v.pipe(
    v.string(),
    v.maxLength(4096),
    v.transform((text) =>
      text
        .toWellFormed()
        // eslint-disable-next-line no-control-regex -- that is what it is for
        .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd')
        .slice(0, length)
        .toWellFormed(),
    ),
  );
const byte = wholeNumber(0, 0xff);
const word = wholeNumber(0, 0xffff);
const classTripleSchema = v.strictObject({ classCode: byte, subclass: byte, protocol: byte });

/** What a device says of itself, and where it is plugged in: all that a policy looks at. */
export const deviceFactsSchema = v.strictObject({
  vendorId: word,
  productId: word,
  serial: deviceTextSchema(126),
  portPath: v.pipe(
    portPathSchema,
    v.transform((text): PortPath => parsePortPath(text) ?? { bus: 0, ports: [] }),
  ),
  deviceVersion: word,
  deviceClass: classTripleSchema,
  interfaces: v.pipe(v.array(classTripleSchema), v.maxLength(LIMITS.interfacesOfDevice), v.readonly()),
});
/** Devices of one machine, about which somebody asks whether they could bring them. */
export const deviceVerdictsSchema = v.strictObject({
  devices: v.pipe(v.array(deviceFactsSchema), v.maxLength(LIMITS.devicesAsked), v.readonly()),
});

/** What a client reports of a device it sees. */
export const reportedDeviceSchema = v.strictObject({
  facts: deviceFactsSchema,
  manufacturer: deviceTextSchema(126),
  product: deviceTextSchema(126),
  speed: v.picklist(['low', 'full', 'high', 'super', 'super-plus']),
});
export const reportedDevicesSchema = v.pipe(
  v.array(reportedDeviceSchema),
  v.maxLength(LIMITS.devicesOfClient),
  v.readonly(),
);

export const auditPageSchema = exactObject({ ...pageEntries, ...auditQueryEntries });
export const auditFilterSchema = exactObject(auditQueryEntries);
export const auditVerifySchema = v.strictObject({
  /** "SEQ HASH" as it was kept elsewhere. */
  anchor: v.optional(
    v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,14}) [0-9a-f]{64}$/, 'must be "SEQ HASH"')),
  ),
});
