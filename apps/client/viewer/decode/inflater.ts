/**
 * The channel's one deflate stream (RFC 1951), as the VM flushes it. Owns its state, and the bound on what it gives: a
 * few bytes can inflate to a thousand times as many, so they go in by slices, and the first byte too many ends it.
 */
import { Inflate } from 'fflate';
import { ViewerError } from './errors.ts';

/** A slice gives 4 MiB at most: a byte of deflate says no more than 1032. */
const SLICE = 4096;

export class Inflater {
  #stream: Inflate | undefined;
  #output = new Uint8Array(64 << 10);
  #length = 0;
  #expected = 0;

  /** The stream begins anew. */
  restart(): void {
    this.#stream = new Inflate((chunk) => {
      this.#take(chunk);
    });
  }

  /**
   * Goes on with the stream, which must give exactly `expected` bytes. They stay as they are until the next call. Throws
   * ViewerError `display.deflate`.
   */
  inflate(fragments: readonly Uint8Array[], expected: number): Uint8Array {
    const stream = this.#stream;
    if (stream === undefined) throw new ViewerError('display.deflate', 'a stream that never began');
    if (this.#output.length < expected) this.#output = new Uint8Array(expected);
    this.#length = 0;
    this.#expected = expected;
    for (const fragment of fragments) {
      for (let at = 0; at < fragment.length; at += SLICE) {
        try {
          stream.push(fragment.subarray(at, at + SLICE));
        } catch (cause) {
          if (cause instanceof ViewerError) throw cause;
          throw new ViewerError('display.deflate', `the deflate stream is broken: ${String(cause)}`, {
            cause,
          });
        }
      }
    }
    if (this.#length !== expected) {
      throw new ViewerError('display.deflate', `${this.#length} bytes inflated instead of ${expected}`);
    }
    return this.#output.subarray(0, expected);
  }

  #take(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#expected) {
      throw new ViewerError('display.deflate', `more than ${this.#expected} bytes inflated`);
    }
    this.#output.set(chunk, this.#length);
    this.#length += chunk.length;
  }
}

/** Inflates what stands by itself and gives exactly `expected` bytes. Throws ViewerError `display.deflate`. */
export function inflateAlone(fragments: readonly Uint8Array[], expected: number): Uint8Array {
  const inflater = new Inflater();
  inflater.restart();
  return inflater.inflate(fragments, expected);
}
