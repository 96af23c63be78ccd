/**
 * The configuration space of a virtio-input device (virtio 1.3, 5.8.2): the driver selects what it wants to know,
 * and size and answer appear beside the selectors.
 *
 * Owns the bytes. What a device is able to do stands in its description.
 */

/** What one input device says of itself. */
export interface InputDescription {
  readonly name: string;
  readonly serial: string;
  readonly bus: number;
  readonly vendor: number;
  readonly product: number;
  readonly version: number;
  /** Event codes by event type. */
  readonly events: ReadonlyMap<number, readonly number[]>;
  /** Ranges by absolute axis. */
  readonly axes: ReadonlyMap<number, AxisRange>;
}

export interface AxisRange {
  readonly min: number;
  readonly max: number;
}

const SELECT = 0;
const SUBSEL = 1;
const SIZE = 2;
const ANSWER = 8;
const ANSWER_BYTES = 128;
export const INPUT_CONFIG_BYTES = ANSWER + ANSWER_BYTES;

const ID_NAME = 0x01;
const ID_SERIAL = 0x02;
const ID_DEVIDS = 0x03;
const PROP_BITS = 0x10;
const EV_BITS = 0x11;
const ABS_INFO = 0x12;

export class InputConfig {
  readonly bytes = new Uint8Array(INPUT_CONFIG_BYTES);
  readonly #description: InputDescription;

  constructor(description: InputDescription) {
    this.#description = description;
  }

  /** The driver writes; only the two selectors take it. */
  write(offset: number, size: number, value: number): void {
    for (let at = 0; at < size && at < 4; at += 1) {
      const byte = offset + at;
      if (byte === SELECT || byte === SUBSEL) this.bytes[byte] = (value >>> (8 * at)) & 0xff;
    }
    this.#answer();
  }

  reset(): void {
    this.bytes.fill(0);
  }

  #answer(): void {
    const answer = this.#find(this.bytes[SELECT] ?? 0, this.bytes[SUBSEL] ?? 0).subarray(0, ANSWER_BYTES);
    this.bytes.fill(0, ANSWER);
    this.bytes.set(answer, ANSWER);
    this.bytes[SIZE] = answer.length;
  }

  /** An empty answer for what there is not (5.8.5.2). */
  #find(select: number, subsel: number): Uint8Array {
    const { name, serial, bus, vendor, product, version, events, axes } = this.#description;
    if (select === EV_BITS) return bitmap(events.get(subsel) ?? []);
    if (select === ABS_INFO) {
      const axis = axes.get(subsel);
      return axis === undefined ? bitmap([]) : words([axis.min, axis.max, 0, 0, 0], 4);
    }
    if (subsel !== 0) return bitmap([]);
    switch (select) {
      case ID_NAME:
        return new TextEncoder().encode(name);
      case ID_SERIAL:
        return new TextEncoder().encode(serial);
      case ID_DEVIDS:
        return words([bus, vendor, product, version], 2);
      case PROP_BITS:
      default:
        return bitmap([]);
    }
  }
}

/** Bit n set for each code n; as short as it may be. */
function bitmap(codes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(codes.length === 0 ? 0 : Math.floor(Math.max(...codes) / 8) + 1);
  for (const code of codes) {
    const at = Math.floor(code / 8);
    bytes[at] = (bytes[at] ?? 0) | (1 << (code % 8));
  }
  return bytes;
}

function words(values: readonly number[], size: 2 | 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, n) => {
    if (size === 2) view.setUint16(2 * n, value, true);
    else view.setInt32(4 * n, value, true);
  });
  return new Uint8Array(view.buffer);
}
