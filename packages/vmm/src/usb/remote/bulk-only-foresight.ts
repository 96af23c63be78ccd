/**
 * Foresees the IN transfers of mass storage devices that speak Bulk-Only: a command tells what follows it, so the data and
 * the status are asked for together with the command. Over a network that is one round trip for a read instead of three,
 * and two for a write.
 *
 * Owns what each interface is at. A guest that does not follow the transport gets its transfers as it asks for them.
 */
import {
  bulkOnlyInterfaces,
  bulkOnlyReset,
  CBW_LENGTH,
  CSW_LENGTH,
  DIRECTION_IN,
  parseCommandBlockWrapper,
  type BulkOnlyInterface,
} from '@farport/usb';
import type { Urb } from '../usb-device.ts';
import { ReadAhead, type AheadPipe } from './read-ahead.ts';
import { scatter } from './scatter.ts';

/** The longest data stage that is read ahead: it waits in this process until the guest takes it. */
const MAX_DATA = 4 << 20;
/** A driver that asks for something else so often reads in another way; it is left alone until it configures the device. */
const MAX_MISSES = 3;

interface Conversation {
  readonly spoken: BulkOnlyInterface;
  readonly ahead: ReadAhead;
  /** Bytes that the data stage of a write still has. */
  dataLeft: number;
}

export class BulkOnlyForesight {
  readonly #pipe: AheadPipe;
  readonly #interfaces: readonly BulkOnlyInterface[];
  readonly #maxData: number;
  #configuration: number;
  #conversations: Conversation[] = [];
  /** Of alternate settings that were left with URBs of the guest open. */
  #left: ReadAhead[] = [];
  readonly #commandBlock = new Uint8Array(CBW_LENGTH);

  /**
   * `configurations`: whole configuration descriptors; `activeConfiguration`: the bConfigurationValue that is set;
   * `maxPayload`: the longest transfer that the client takes.
   */
  constructor(
    pipe: AheadPipe,
    configurations: readonly Uint8Array[],
    activeConfiguration: number,
    maxPayload: number,
  ) {
    this.#pipe = pipe;
    this.#interfaces = bulkOnlyInterfaces(configurations);
    this.#maxData = Math.min(MAX_DATA, maxPayload);
    this.#configuration = activeConfiguration;
    this.#begin();
  }

  /** A URB of the guest, before it is sent: true where it is answered from what was read ahead. */
  takes(urb: Urb): boolean {
    if (this.#conversations.length === 0) return false;
    if (urb.setup !== undefined) {
      const reset = bulkOnlyReset(urb.setup);
      if (reset !== undefined) this.#void((one) => one.spoken.number === reset);
      return false;
    }
    if ((urb.endpoint & DIRECTION_IN) === 0) return false;
    return this.#conversations.find(({ spoken }) => spoken.in === urb.endpoint)?.ahead.take(urb) ?? false;
  }

  /** A URB of the guest has been sent. */
  sent(urb: Urb): void {
    const one = this.#withOut(urb);
    if (one === undefined) return;
    if (one.dataLeft > 0) {
      one.dataLeft = Math.max(0, one.dataLeft - urb.length);
      if (one.dataLeft === 0) one.ahead.anticipate(urb, CSW_LENGTH);
      return;
    }
    if (urb.length !== CBW_LENGTH || one.ahead.misses >= MAX_MISSES) return;
    // A copy: the guest may write there at any time.
    scatter(urb.buffers, [this.#commandBlock], CBW_LENGTH);
    const command = parseCommandBlockWrapper(this.#commandBlock);
    if (command === undefined) return;
    if (command.dataLength === 0) one.ahead.anticipate(urb, CSW_LENGTH);
    else if (!command.dataIn) one.dataLeft = command.dataLength;
    else if (command.dataLength <= this.#maxData) one.ahead.anticipate(urb, command.dataLength, CSW_LENGTH);
  }

  /** A URB of the guest is to end early: true where it is one of those that `takes` took. */
  cancels(urb: Urb): boolean {
    this.failed(urb);
    return (
      this.#conversations.some(({ ahead }) => ahead.cancel(urb)) ||
      this.#left.some((ahead) => ahead.cancel(urb))
    );
  }

  /** A URB of the guest was cancelled or has failed: after an OUT transfer what was foreseen may not come. */
  failed(urb: Urb): void {
    const one = this.#withOut(urb);
    if (one === undefined) return;
    one.dataLeft = 0;
    one.ahead.drain();
  }

  /** The guest clears the halt of an endpoint. */
  haltCleared(endpoint: number): void {
    this.#void(({ spoken }) => spoken.in === endpoint);
  }

  /** The guest resets the device: no configuration is set. */
  reset(): void {
    this.configured(0);
  }

  configured(value: number): void {
    this.#leave(() => true);
    this.#configuration = value;
    this.#begin();
  }

  interfaceSet(number: number, alternate: number): void {
    this.#leave(({ spoken }) => spoken.number === number);
    this.#enter((one) => one.number === number && one.alternate === alternate);
  }

  /** The device is gone, and has answered for all that it had. */
  ended(): void {
    this.#void(() => true);
  }

  #withOut(urb: Urb): Conversation | undefined {
    if (urb.type !== 'bulk') return undefined;
    return this.#conversations.find(({ spoken }) => spoken.out === urb.endpoint);
  }

  #begin(): void {
    this.#enter(({ alternate }) => alternate === 0);
  }

  #enter(chosen: (one: BulkOnlyInterface) => boolean): void {
    for (const spoken of this.#interfaces) {
      if (spoken.configuration !== this.#configuration || !chosen(spoken)) continue;
      const ahead = new ReadAhead(this.#pipe, spoken.in, spoken.inPacketSize);
      this.#conversations.push({ spoken, ahead, dataLeft: 0 });
    }
  }

  /** What was read ahead is void; the URBs of the guest that are open end as any others. */
  #leave(which: (one: Conversation) => boolean): void {
    this.#void(which);
    const left = this.#conversations.filter(which).map(({ ahead }) => ahead);
    this.#left = [...this.#left, ...left].filter((ahead) => !ahead.isIdle);
    this.#conversations = this.#conversations.filter((one) => !which(one));
  }

  #void(which: (one: Conversation) => boolean): void {
    for (const one of this.#conversations.filter(which)) {
      one.dataLeft = 0;
      one.ahead.discard();
    }
  }
}
