/**
 * What a device said of itself when it was offered, held against what it tells the guest. A policy has decided by the first;
 * the guest's drivers go by the second. Reads what a client sent; keeps no state between answers.
 */
import {
  classifyControl,
  DESCRIPTOR_TYPE,
  DIRECTION_IN,
  formatVidPid,
  visitInterfaceClasses,
  type SetupPacket,
} from '@farport/usb';

/** Of a device descriptor: class, subclass, protocol; idVendor, idProduct, bcdDevice (USB 2.0, table 9-8). */
const deviceFields = [4, 5, 6, 8, 9, 10, 11, 12, 13] as const;
/** bmRequestType: standard, of the device. */
const fromDevice = DIRECTION_IN;

export class PromisedDescriptors {
  readonly #device: Uint8Array;
  /** Class, subclass and protocol in one number, of every alternate setting of every configuration. */
  readonly #classes = new Set<number>();

  constructor(device: Uint8Array, configurations: readonly Uint8Array[]) {
    this.#device = device;
    for (const bytes of configurations) {
      visitInterfaceClasses(bytes, (...triple) => this.#classes.add(packed(...triple)));
    }
  }

  /** Whether an answer to this request says what the device is. */
  concerns(setup: SetupPacket): boolean {
    if (setup.requestType !== fromDevice) return false;
    const request = classifyControl(setup);
    if (request.kind !== 'get-descriptor') return false;
    return request.type === DESCRIPTOR_TYPE.device || request.type === DESCRIPTOR_TYPE.configuration;
  }

  /** How an answer, whole or cut, is other than was promised; undefined where it is not. `setup`: one that concerns this. */
  broken(setup: SetupPacket, answer: Uint8Array): string | undefined {
    return setup.value >> 8 === DESCRIPTOR_TYPE.device ? this.#brokenBy(answer) : this.#unpromised(answer);
  }

  #brokenBy(answer: Uint8Array): string | undefined {
    for (const at of deviceFields) {
      if (at >= answer.length || answer[at] === this.#device[at]) continue;
      return `its device descriptor was ${summary(this.#device)}, and is ${summary(answer)} to the guest`;
    }
    return undefined;
  }

  /** A configuration that is promised and not told harms nobody; a class that was not promised does. */
  #unpromised(answer: Uint8Array): string | undefined {
    let found: string | undefined;
    visitInterfaceClasses(answer, (...triple) => {
      if (this.#classes.has(packed(...triple))) return;
      found ??= `it shows the guest an interface of class ${hex(...triple)}, which it had not when it was offered`;
    });
    return found;
  }
}

function packed(classCode: number, subclass: number, protocol: number): number {
  return (classCode << 16) | (subclass << 8) | protocol;
}

/** "0781:5583, version 0100, class 00/00/00", as far as it goes. */
function summary(bytes: Uint8Array): string {
  const word = (at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  const [classCode = 0, subclass = 0, protocol = 0] = bytes.subarray(4, 7);
  const told = [
    ...(bytes.length >= 12 ? [formatVidPid(word(8), word(10))] : []),
    ...(bytes.length >= 14 ? [`version ${word(12).toString(16).padStart(4, '0')}`] : []),
    `class ${hex(classCode, subclass, protocol)}`,
  ];
  return told.join(', ');
}

function hex(...bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('/');
}
