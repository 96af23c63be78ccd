/**
 * A configuration with all that follows its descriptor: interface associations, interfaces with every alternate
 * setting, endpoints with their SuperSpeed companions (USB 3.2, sections 9.6.3 to 9.6.7). What is class-specific
 * stays raw, beside the descriptor it follows.
 */
import { DescriptorError } from './descriptor-error.ts';
import {
  byteAt,
  DESCRIPTOR_TYPE,
  needLength,
  walkDescriptors,
  wordAt,
  type RawDescriptor,
} from './descriptor-walk.ts';
import type { ClassTriple } from './device-descriptor.ts';
import type { TransferType } from './urb.ts';

export interface Configuration {
  /** bConfigurationValue */
  readonly value: number;
  readonly nameIndex: number;
  readonly selfPowered: boolean;
  readonly remoteWakeup: boolean;
  /** bMaxPower: units of 2 mA, at SuperSpeed of 8 mA. */
  readonly rawMaxPower: number;
  /** Every alternate setting of every interface, in order. No two have the same number and alternate. */
  readonly interfaces: readonly Interface[];
  readonly associations: readonly InterfaceAssociation[];
  /** What stands before the first interface. */
  readonly extra: readonly RawDescriptor[];
}

export interface InterfaceAssociation extends ClassTriple {
  readonly firstInterface: number;
  readonly interfaceCount: number;
  readonly nameIndex: number;
}

export interface Interface extends ClassTriple {
  readonly number: number;
  readonly alternate: number;
  readonly nameIndex: number;
  /** No two have the same address. */
  readonly endpoints: readonly Endpoint[];
  readonly extra: readonly RawDescriptor[];
}

export interface Endpoint {
  /** bEndpointAddress: bit 7 is the direction, bits 0-3 the number (1 … 15). */
  readonly address: number;
  readonly type: TransferType;
  readonly attributes: number;
  /** wMaxPacketSize; at high speed bits 11-12 count further transactions per microframe. */
  readonly rawMaxPacketSize: number;
  /** bInterval: milliseconds for interrupt endpoints at low and full speed, an exponent elsewhere. */
  readonly rawInterval: number;
  readonly companion: EndpointCompanion | undefined;
  readonly extra: readonly RawDescriptor[];
}

/** SuperSpeed endpoint companion. */
export interface EndpointCompanion {
  /** Packets in a burst, less one. */
  readonly maxBurst: number;
  /** Bulk: log2 of the number of streams in bits 0-4. Isochronous: Mult in bits 0-1. */
  readonly attributes: number;
  readonly bytesPerInterval: number;
}

const CONFIGURATION_LENGTH = 9;
/** Alternate settings of all interfaces of one configuration; devices have a few dozen at most. */
export const MAX_INTERFACE_SETTINGS = 1024;
/** 15 in each direction. */
export const MAX_ENDPOINTS = 30;

const TRANSFER_TYPES: readonly TransferType[] = ['control', 'isochronous', 'bulk', 'interrupt'];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
interface EndpointDraft extends Mutable<Omit<Endpoint, 'extra'>> {
  extra: RawDescriptor[];
}
interface InterfaceDraft extends Omit<Interface, 'endpoints' | 'extra'> {
  readonly endpoints: EndpointDraft[];
  readonly extra: RawDescriptor[];
}

/** What the configuration descriptor itself says; nothing of what follows it. */
export type ConfigurationHeader = Omit<Configuration, 'interfaces' | 'associations' | 'extra'>;

/**
 * Parses the head of exactly one configuration, wTotalLength bytes, and looks at nothing behind it: what systems
 * agree on, where `parseConfiguration` is stricter than they are. Throws DescriptorError.
 */
export function parseConfigurationHeader(bytes: Uint8Array): ConfigurationHeader {
  if (bytes.length < CONFIGURATION_LENGTH) {
    throw new DescriptorError('descriptor.truncated', 0, `configuration of ${bytes.length} bytes`);
  }
  if (byteAt(bytes, 1) !== DESCRIPTOR_TYPE.configuration) {
    throw new DescriptorError('descriptor.type', 1, `type ${byteAt(bytes, 1)} is no configuration`);
  }
  const length = byteAt(bytes, 0);
  if (length < CONFIGURATION_LENGTH || length > bytes.length) {
    throw new DescriptorError('descriptor.length', 0, `configuration with bLength ${length}`);
  }
  const total = wordAt(bytes, 2);
  if (total !== bytes.length) {
    throw new DescriptorError(
      'descriptor.total_length',
      2,
      `wTotalLength is ${total}, ${bytes.length} bytes are here`,
    );
  }
  const attributes = byteAt(bytes, 7);
  return {
    value: byteAt(bytes, 5),
    nameIndex: byteAt(bytes, 6),
    selfPowered: (attributes & 0x40) !== 0,
    remoteWakeup: (attributes & 0x20) !== 0,
    rawMaxPower: byteAt(bytes, 8),
  };
}

/**
 * Parses exactly one configuration, wTotalLength bytes. Repetitions of an alternate setting or of an endpoint
 * address count once: devices that have them work on every system. Throws DescriptorError.
 */
export function parseConfiguration(bytes: Uint8Array): Configuration {
  const header = parseConfigurationHeader(bytes);
  const builder = new ConfigurationBuilder();
  walkDescriptors(bytes, byteAt(bytes, 0), (type, descriptor, offset) => {
    builder.take(type, descriptor, offset);
  });
  const { interfaces, associations, extra } = builder;
  return { ...header, interfaces, associations, extra };
}

class ConfigurationBuilder {
  readonly interfaces: InterfaceDraft[] = [];
  readonly associations: InterfaceAssociation[] = [];
  readonly extra: RawDescriptor[] = [];
  readonly #known = new Set<number>();
  #settings = 0;
  #interface: InterfaceDraft | undefined;
  #endpoint: EndpointDraft | undefined;

  take(type: number, descriptor: Uint8Array, offset: number): void {
    switch (type) {
      case DESCRIPTOR_TYPE.interface:
        this.#takeInterface(descriptor, offset);
        break;
      case DESCRIPTOR_TYPE.endpoint:
        this.#takeEndpoint(descriptor, offset);
        break;
      case DESCRIPTOR_TYPE.superSpeedCompanion:
        this.#takeCompanion(descriptor, offset);
        break;
      case DESCRIPTOR_TYPE.interfaceAssociation:
        this.#takeAssociation(descriptor, offset);
        break;
      case DESCRIPTOR_TYPE.device:
      case DESCRIPTOR_TYPE.configuration:
        throw new DescriptorError('descriptor.type', offset, `type ${type} inside a configuration`);
      default:
        (this.#endpoint ?? this.#interface ?? this).extra.push({ type, bytes: descriptor });
    }
  }

  #takeInterface(descriptor: Uint8Array, offset: number): void {
    needLength(descriptor, 9, offset, 'interface');
    if (++this.#settings > MAX_INTERFACE_SETTINGS) {
      throw new DescriptorError(
        'descriptor.too_many',
        offset,
        `more than ${MAX_INTERFACE_SETTINGS} interface settings`,
      );
    }
    const setting: InterfaceDraft = {
      number: byteAt(descriptor, 2),
      alternate: byteAt(descriptor, 3),
      classCode: byteAt(descriptor, 5),
      subclass: byteAt(descriptor, 6),
      protocol: byteAt(descriptor, 7),
      nameIndex: byteAt(descriptor, 8),
      endpoints: [],
      extra: [],
    };
    this.#interface = setting;
    this.#endpoint = undefined;
    const key = setting.number * 256 + setting.alternate;
    // A repetition collects what follows it, and is dropped with it.
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.interfaces.push(setting);
  }

  #takeEndpoint(descriptor: Uint8Array, offset: number): void {
    needLength(descriptor, 7, offset, 'endpoint');
    if (this.#interface === undefined) {
      throw new DescriptorError('descriptor.order', offset, 'an endpoint before any interface');
    }
    const address = byteAt(descriptor, 2);
    if ((address & 0x0f) === 0 || (address & 0x70) !== 0) {
      throw new DescriptorError('descriptor.endpoint', offset + 2, `endpoint address ${address}`);
    }
    const attributes = byteAt(descriptor, 3);
    const endpoint: EndpointDraft = {
      address,
      type: TRANSFER_TYPES[attributes & 3] ?? 'control',
      attributes,
      rawMaxPacketSize: wordAt(descriptor, 4),
      rawInterval: byteAt(descriptor, 6),
      companion: undefined,
      extra: [],
    };
    this.#endpoint = endpoint;
    const { endpoints } = this.#interface;
    if (endpoints.some((other) => other.address === address)) return;
    endpoints.push(endpoint);
  }

  #takeCompanion(descriptor: Uint8Array, offset: number): void {
    needLength(descriptor, 6, offset, 'SuperSpeed endpoint companion');
    const endpoint = this.#endpoint;
    if (endpoint === undefined) {
      throw new DescriptorError('descriptor.order', offset, 'a SuperSpeed companion without an endpoint');
    }
    if (byteAt(descriptor, 2) > 15) {
      throw new DescriptorError('descriptor.value', offset + 2, `bMaxBurst is ${byteAt(descriptor, 2)}`);
    }
    endpoint.companion ??= {
      maxBurst: byteAt(descriptor, 2),
      attributes: byteAt(descriptor, 3),
      bytesPerInterval: wordAt(descriptor, 4),
    };
  }

  #takeAssociation(descriptor: Uint8Array, offset: number): void {
    needLength(descriptor, 8, offset, 'interface association');
    if (this.associations.length >= MAX_INTERFACE_SETTINGS) {
      throw new DescriptorError('descriptor.too_many', offset, 'too many interface associations');
    }
    this.associations.push({
      firstInterface: byteAt(descriptor, 2),
      interfaceCount: byteAt(descriptor, 3),
      classCode: byteAt(descriptor, 4),
      subclass: byteAt(descriptor, 5),
      protocol: byteAt(descriptor, 6),
      nameIndex: byteAt(descriptor, 7),
    });
  }
}
