/**
 * The guest's serial console: to a bounded file, to a short scrollback, and to those who watch. A slow watcher
 * loses output and is told how much; it never slows the guest or makes us hold more.
 */
import type { Writable } from 'node:stream';
import type { BoundedLog } from './bounded-log.ts';

/** Bytes a new watcher is shown first. */
const scrollbackBytes = 64 << 10;
/** Bytes held for one watcher before output is skipped. */
const watcherBytes = 256 << 10;
export const maxWatchers = 8;

interface Watcher {
  readonly stream: Writable;
  skipped: number;
}

export class ConsoleHub {
  readonly #log: BoundedLog;
  readonly #watchers = new Set<Watcher>();
  readonly #ring = Buffer.alloc(scrollbackBytes);
  /** Bytes ever written; the next goes to `#total % scrollbackBytes`. */
  #total = 0;

  constructor(log: BoundedLog) {
    this.#log = log;
  }

  /** Takes output of the guest; `bytes` may change after the call. */
  output(bytes: Uint8Array): void {
    this.#log.write(bytes);
    this.#remember(bytes);
    if (this.#watchers.size === 0) return;
    const copy = Buffer.from(bytes);
    for (const watcher of this.#watchers) this.#show(watcher, copy);
  }

  /** Shows the scrollback and then whatever comes, until the stream closes. False when there are too many watchers. */
  watch(stream: Writable): boolean {
    if (this.#watchers.size >= maxWatchers) return false;
    const watcher: Watcher = { stream, skipped: 0 };
    this.#watchers.add(watcher);
    const gone = (): void => void this.#watchers.delete(watcher);
    stream.on('close', gone);
    stream.on('error', gone);
    stream.write(this.#scrollback());
    return true;
  }

  /** Ends every watcher's stream after what it was sent. */
  end(): void {
    for (const { stream } of this.#watchers) stream.end();
    this.#watchers.clear();
  }

  #show(watcher: Watcher, bytes: Buffer): void {
    const { stream } = watcher;
    if (stream.writableLength + bytes.length > watcherBytes) {
      watcher.skipped += bytes.length;
      return;
    }
    if (watcher.skipped > 0) {
      stream.write(`\r\n[farport: ${watcher.skipped} bytes skipped, this reader was too slow]\r\n`);
      watcher.skipped = 0;
    }
    stream.write(bytes);
  }

  #remember(bytes: Uint8Array): void {
    const kept = bytes.length > scrollbackBytes ? bytes.subarray(bytes.length - scrollbackBytes) : bytes;
    this.#total += bytes.length - kept.length;
    const at = this.#total % scrollbackBytes;
    const first = Math.min(kept.length, scrollbackBytes - at);
    this.#ring.set(kept.subarray(0, first), at);
    this.#ring.set(kept.subarray(first), 0);
    this.#total += kept.length;
  }

  #scrollback(): Buffer {
    const at = this.#total % scrollbackBytes;
    if (this.#total < scrollbackBytes) return Buffer.from(this.#ring.subarray(0, at));
    return Buffer.concat([this.#ring.subarray(at), this.#ring.subarray(0, at)]);
  }
}
