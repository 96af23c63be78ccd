/**
 * What systemd is told of the agent (sd_notify(3)): that it is ready, that it stops, that it still lives. Says nothing where
 * no service manager asked. Decides nothing about VMs.
 */
import { errorMessage } from './errors.ts';
import type { Log } from './log.ts';

type Notify = (socket: string, message: string) => void;

export class ServiceManager {
  readonly #socket: string | undefined;
  readonly #notify: Notify;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;

  private constructor(socket: string | undefined, notify: Notify, log: Log) {
    this.#socket = socket;
    this.#notify = notify;
    this.#log = log;
  }

  /** `env`: NOTIFY_SOCKET as systemd sets it. The addon is loaded only where somebody listens. */
  static async connect(log: Log, env: NodeJS.ProcessEnv = process.env): Promise<ServiceManager> {
    const socket = env['NOTIFY_SOCKET'];
    if (socket === undefined || socket === '') return new ServiceManager(undefined, () => undefined, log);
    const { notifyService } = await import('@farport/native');
    return new ServiceManager(socket, notifyService, log);
  }

  /**
   * The agent begins, with a database of so many bytes. Bringing an old one up to date reads and copies all of it, and the
   * time that a start may take (TimeoutStartSec) knows nothing of that: systemd is asked for more.
   */
  starting(databaseBytes: number): void {
    this.#say(`STATUS=starting\nEXTEND_TIMEOUT_USEC=${startMs(databaseBytes) * 1000}`);
  }

  /**
   * The agent does its work. From now on it says that it lives, twice in the time that systemd allows between (WATCHDOG_USEC):
   * a main loop that stands still is silent, and systemd starts another.
   */
  ready(status: string, env: NodeJS.ProcessEnv = process.env): void {
    this.#say(`READY=1\nSTATUS=${status}`);
    const allowed = watchdogMs(env);
    if (this.#socket === undefined || allowed === undefined) return;
    this.#timer = setInterval(() => {
      this.#say('WATCHDOG=1');
    }, allowed / 2);
    this.#timer.unref();
  }

  /** Its end has begun. It goes on saying that it lives. */
  stopping(): void {
    this.#say('STOPPING=1\nSTATUS=stopping');
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #say(message: string): void {
    if (this.#socket === undefined) return;
    try {
      this.#notify(this.#socket, message);
    } catch (error) {
      // A service manager that does not listen is no reason to stop.
      this.#log.warn('service.notify_failed', { message: errorMessage(error) });
    }
  }
}

/** A slow disk reads and copies 5 MB of a database in a second. */
const bytesPerMs = 5_000;
const leastStartMs = 120_000;

/** How long a start may take, milliseconds. */
export function startMs(databaseBytes: number): number {
  return leastStartMs + Math.ceil(databaseBytes / bytesPerMs);
}

/** Milliseconds; undefined where no watchdog waits for this process. */
export function watchdogMs(env: NodeJS.ProcessEnv): number | undefined {
  const microseconds = env['WATCHDOG_USEC'] ?? '';
  if (!/^[1-9]\d{0,12}$/.test(microseconds)) return undefined;
  const pid = env['WATCHDOG_PID'];
  if (pid !== undefined && pid !== '' && pid !== String(process.pid)) return undefined;
  return Math.min(Number(microseconds) / 1000, 2 ** 31 - 1);
}
