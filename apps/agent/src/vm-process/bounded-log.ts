/**
 * A log file that cannot fill the disk: at its size limit it becomes FILE.1, in place of the one before, and a
 * new one begins. Writes are synchronous, so that what a dying process said is there; a full disk loses log
 * lines, never the VM.
 */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

export class BoundedLog {
  readonly #path: string;
  readonly #limit: number;
  #file: number;
  #size: number;

  /** Appends to `path`; each of the two files stays within `limit` bytes. */
  constructor(path: string, limit: number) {
    this.#path = path;
    this.#limit = limit;
    this.#file = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#size >= this.#limit) this.#rotate();
      const length = Math.min(bytes.length - at, this.#limit - this.#size);
      try {
        writeSync(this.#file, bytes, at, length);
      } catch {
        return;
      }
      this.#size += length;
      at += length;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #rotate(): void {
    try {
      renameSync(this.#path, `${this.#path}.1`);
      const next = openSync(this.#path, 'w', 0o600);
      closeSync(this.#file);
      this.#file = next;
    } catch {
      // No room or no rights for a new file: the limit still holds, by starting over in the count of the old one.
    }
    this.#size = 0;
  }
}
