/**
 * Device and input contexts in guest memory (xHCI 1.2 section 6.2), read and written by field.
 *
 * Owns the layout for 32 and 64 byte contexts. Never keeps a value: what must not change under us is copied by
 * those who call. Every context is checked to be RAM, whole, before any field is touched.
 */
import type { GuestMemory } from '../../machine/guest-memory.ts';
import { address64 } from './trb.ts';

/** Table 6-7, Slot State. Enabled is 0 as well: the difference is whether the slot is ours. */
export const SlotState = { enabled: 0, default: 1, addressed: 2, configured: 3 } as const;
/** Table 6-8, EP State. */
export const EndpointState = { disabled: 0, running: 1, halted: 2, stopped: 3, error: 4 } as const;
export type SlotState = (typeof SlotState)[keyof typeof SlotState];
export type EndpointState = (typeof EndpointState)[keyof typeof EndpointState];

/** Device Context Index of the last endpoint; 1 is endpoint 0, 2n and 2n+1 endpoint n OUT and IN. */
export const MAX_DCI = 31;

export interface SlotContext {
  readonly routeString: number;
  readonly speed: number;
  readonly contextEntries: number;
  readonly rootHubPort: number;
  readonly maxExitLatency: number;
  readonly interrupterTarget: number;
  readonly words: readonly number[];
}

export interface EndpointContext {
  /** EP Type, table 6-9: 0 not valid, 1-3 OUT (isoch, bulk, interrupt), 4 control, 5-7 IN. */
  readonly type: number;
  readonly maxPacketSize: number;
  readonly maxPrimaryStreams: number;
  readonly dequeuePointer: number;
  readonly dequeueCycleState: boolean;
  readonly words: readonly number[];
}

const SLOT_WORDS = 4;
const ENDPOINT_WORDS = 5;

/** Words of a slot or endpoint context that software owns; the rest is reserved for the controller. */
function readWords(memory: GuestMemory, at: number, count: number): number[] | undefined {
  const words: number[] = [];
  for (let i = 0; i < count; i++) {
    const word = memory.readU32(at + 4 * i);
    if (word === undefined) return undefined;
    words.push(word);
  }
  return words;
}

export class InputContext {
  readonly drop: number;
  readonly add: number;
  readonly slot: SlotContext;
  readonly #memory: GuestMemory;
  readonly #base: number;
  readonly #contextSize: number;

  private constructor(
    memory: GuestMemory,
    base: number,
    contextSize: number,
    control: readonly [number, number],
    slot: SlotContext,
  ) {
    this.#memory = memory;
    this.#base = base;
    this.#contextSize = contextSize;
    [this.drop, this.add] = control;
    this.slot = slot;
  }

  /** Undefined when any of its 33 contexts is not RAM. */
  static at(memory: GuestMemory, base: number, contextSize: number): InputContext | undefined {
    if (memory.offsetOf(base, contextSize * (MAX_DCI + 2)) < 0) return undefined;
    const control = readWords(memory, base, 2);
    const words = readWords(memory, base + contextSize, SLOT_WORDS);
    if (control === undefined || words === undefined) return undefined;
    return new InputContext(memory, base, contextSize, [control[0] ?? 0, control[1] ?? 0], parseSlot(words));
  }

  endpoint(dci: number): EndpointContext {
    const words = readWords(this.#memory, this.#base + this.#contextSize * (dci + 1), ENDPOINT_WORDS) ?? [];
    const [dw0 = 0, dw1 = 0, low = 0, high = 0] = words;
    return {
      type: (dw1 >>> 3) & 7,
      maxPacketSize: dw1 >>> 16,
      maxPrimaryStreams: (dw0 >>> 10) & 0x1f,
      dequeuePointer: address64(low & ~0xf, high),
      dequeueCycleState: (low & 1) !== 0,
      words,
    };
  }
}

function parseSlot(words: readonly number[]): SlotContext {
  const [dw0 = 0, dw1 = 0, dw2 = 0] = words;
  return {
    routeString: dw0 & 0xf_ffff,
    speed: (dw0 >>> 20) & 0xf,
    contextEntries: dw0 >>> 27,
    rootHubPort: (dw1 >>> 16) & 0xff,
    maxExitLatency: dw1 & 0xffff,
    interrupterTarget: dw2 >>> 22,
    words,
  };
}

/** The output device context of one slot: slot context and 31 endpoint contexts. */
export class DeviceContext {
  readonly #memory: GuestMemory;
  readonly #base: number;
  readonly #contextSize: number;

  private constructor(memory: GuestMemory, base: number, contextSize: number) {
    this.#memory = memory;
    this.#base = base;
    this.#contextSize = contextSize;
  }

  /** Undefined when it is not RAM as a whole. */
  static at(memory: GuestMemory, base: number, contextSize: number): DeviceContext | undefined {
    if (base % 64 !== 0 || memory.offsetOf(base, contextSize * (MAX_DCI + 1)) < 0) return undefined;
    return new DeviceContext(memory, base, contextSize);
  }

  /** Copies the guest's slot context; state and address are the controller's. */
  writeSlot(input: SlotContext, state: SlotState, address: number): void {
    const [dw0 = 0, dw1 = 0, dw2 = 0] = input.words;
    this.#write(0, 0, dw0);
    this.#write(0, 1, dw1);
    this.#write(0, 2, dw2);
    this.#write(0, 3, (state << 27) | address);
  }

  writeSlotState(state: SlotState, address: number): void {
    this.#write(0, 3, (state << 27) | address);
  }

  writeContextEntries(entries: number): void {
    this.#write(0, 0, (this.#read(0, 0) & 0x07ff_ffff) | (entries << 27));
  }

  writeExitLatencyAndTarget(input: SlotContext): void {
    this.#write(0, 1, (this.#read(0, 1) & ~0xffff) | input.maxExitLatency);
    this.#write(0, 2, (this.#read(0, 2) & 0x3f_ffff) | (input.interrupterTarget << 22));
  }

  writeEndpoint(dci: number, input: EndpointContext, state: EndpointState): void {
    const [dw0 = 0, dw1 = 0, low = 0, high = 0, dw4 = 0] = input.words;
    this.#write(dci, 0, (dw0 & ~7) | state);
    this.#write(dci, 1, dw1);
    this.#write(dci, 2, low);
    this.#write(dci, 3, high);
    this.#write(dci, 4, dw4);
  }

  writeMaxPacketSize(dci: number, size: number): void {
    this.#write(dci, 1, (this.#read(dci, 1) & 0xffff) | (size << 16));
  }

  /** State and, while the endpoint does not run, where its ring goes on (6.2.3). */
  writeEndpointState(dci: number, state: EndpointState, dequeue: number, cycle: boolean): void {
    this.#write(dci, 2, ((dequeue % 0x1_0000_0000) & ~0xf) | (cycle ? 1 : 0));
    this.#write(dci, 3, Math.floor(dequeue / 0x1_0000_0000));
    this.#write(dci, 0, (this.#read(dci, 0) & ~7) | state);
  }

  #read(context: number, word: number): number {
    return this.#memory.readU32(this.#base + context * this.#contextSize + 4 * word) ?? 0;
  }

  #write(context: number, word: number, value: number): void {
    this.#memory.writeU32(this.#base + context * this.#contextSize + 4 * word, value >>> 0);
  }
}
