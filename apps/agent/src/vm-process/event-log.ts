/** The VM process's own log: JSON lines with stable event names, in a bounded file. Never tickets. */
import { BoundedLog } from './bounded-log.ts';

export type Fields = Readonly<Record<string, unknown>>;

const maxBytes = 4 << 20;

export class EventLog {
  readonly #file: BoundedLog;
  readonly #vm: string;

  constructor(path: string, vm: string) {
    this.#file = new BoundedLog(path, maxBytes);
    this.#vm = vm;
  }

  event(level: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void {
    const line = { level, time: Date.now(), pid: process.pid, vm: this.#vm, event, ...fields };
    this.#file.write(Buffer.from(`${JSON.stringify(line)}\n`));
  }
}
