/**
 * What of the mass storage Bulk-Only Transport (USB Mass Storage Class, Bulk-Only Transport 1.0) can be seen from outside:
 * which interfaces speak it, and which transfers a command announces. Knows no SCSI.
 */
import { parseConfiguration, type Endpoint, type Interface } from './configuration-descriptor.ts';
import { DescriptorError } from './descriptor-error.ts';
import { doubleWordAt } from './descriptor-walk.ts';
import { DIRECTION_IN, type SetupPacket } from './urb.ts';

/** Command Block Wrapper (section 5.1). */
export const CBW_LENGTH = 31;
/** Command Status Wrapper (section 5.2). */
export const CSW_LENGTH = 13;

const CBW_SIGNATURE = 0x43425355;
const CBW_FLAGS = 12;
const MASS_STORAGE = 0x08;
const BULK_ONLY = 0x50;

/** An alternate setting of an interface that speaks Bulk-Only, and its two bulk endpoints. */
export interface BulkOnlyInterface {
  /** bConfigurationValue */
  readonly configuration: number;
  readonly number: number;
  readonly alternate: number;
  /** bEndpointAddress. */
  readonly out: number;
  readonly in: number;
  /** Bytes of a full packet of the IN endpoint. */
  readonly inPacketSize: number;
}

/** The data stage that a command announces. */
export interface BulkOnlyCommand {
  readonly dataLength: number;
  /** Direction of the data stage, where there is one. */
  readonly dataIn: boolean;
}

/** The Bulk-Only interfaces of whole configuration descriptors; a configuration that does not parse has none. */
export function bulkOnlyInterfaces(configurations: readonly Uint8Array[]): BulkOnlyInterface[] {
  const found: BulkOnlyInterface[] = [];
  for (const bytes of configurations) {
    try {
      const { value, interfaces } = parseConfiguration(bytes);
      for (const one of interfaces) {
        const spoken = bulkOnlyInterface(value, one);
        if (spoken !== undefined) found.push(spoken);
      }
    } catch (error) {
      if (!(error instanceof DescriptorError)) throw error;
    }
  }
  return found;
}

function bulkOnlyInterface(configuration: number, one: Interface): BulkOnlyInterface | undefined {
  if (one.classCode !== MASS_STORAGE || one.protocol !== BULK_ONLY) return undefined;
  const bulk = (direction: number): Endpoint | undefined =>
    one.endpoints.find(({ type, address }) => type === 'bulk' && (address & DIRECTION_IN) === direction);
  const [out, into] = [bulk(0), bulk(DIRECTION_IN)];
  const inPacketSize = (into?.rawMaxPacketSize ?? 0) & 0x7ff;
  if (out === undefined || into === undefined || inPacketSize === 0) return undefined;
  const { number, alternate } = one;
  return { configuration, number, alternate, out: out.address, in: into.address, inPacketSize };
}

/** Reads a Command Block Wrapper; undefined where `bytes` are none. */
export function parseCommandBlockWrapper(bytes: Uint8Array): BulkOnlyCommand | undefined {
  if (bytes.length !== CBW_LENGTH || doubleWordAt(bytes, 0) !== CBW_SIGNATURE) return undefined;
  return { dataLength: doubleWordAt(bytes, 8), dataIn: ((bytes[CBW_FLAGS] ?? 0) & DIRECTION_IN) !== 0 };
}

/** Bulk-Only Mass Storage Reset (section 3.1): the interface that is reset; undefined for any other request. */
export function bulkOnlyReset(setup: SetupPacket): number | undefined {
  return setup.requestType === 0x21 && setup.request === 0xff ? setup.index : undefined;
}
