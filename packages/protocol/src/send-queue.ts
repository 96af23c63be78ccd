/** Messages of one channel that wait for credit, in order. Holds the payload's views, never copies. */
import type { FrameProperties } from './frame-codec.ts';

export interface QueuedMessage {
  readonly frame: FrameProperties;
  readonly payload: readonly Uint8Array[];
  /** Payload bytes. */
  readonly length: number;
  /** Names the message while it waits; 0 for none. */
  readonly key: number;
  /** The payload's memory is no longer needed. */
  readonly written: (() => void) | undefined;
}

export class SendQueue {
  #messages: QueuedMessage[] = [];
  #head = 0;

  get length(): number {
    return this.#messages.length - this.#head;
  }

  get first(): QueuedMessage | undefined {
    return this.#messages[this.#head];
  }

  push(message: QueuedMessage): void {
    this.#messages.push(message);
  }

  shift(): void {
    this.#head++;
    if (this.#head === this.#messages.length) {
      this.#messages = [];
      this.#head = 0;
    }
    if (this.#head >= 256) {
      this.#messages.splice(0, this.#head);
      this.#head = 0;
    }
  }

  /** Removes the message named `key`; false when there is none. */
  remove(key: number): boolean {
    if (key === 0) return false;
    for (let i = this.#head; i < this.#messages.length; i++) {
      if (this.#messages[i]?.key === key) {
        const [removed] = this.#messages.splice(i, 1);
        removed?.written?.();
        return true;
      }
    }
    return false;
  }

  clear(): void {
    const dropped = this.#messages.slice(this.#head);
    this.#messages = [];
    this.#head = 0;
    for (const message of dropped) message.written?.();
  }
}
