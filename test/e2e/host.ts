// Where the demo runs: what it needs of a machine, whichever machine that is. Implementations: lab-host.ts (the
// lab) and local-host.ts (this machine).
import type { Readable, Writable } from 'node:stream';
import type { CommandEnd } from '../lab/channel.ts';

export interface HostRunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface HostResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that goes on. */
export interface HostProcess {
  readonly stdout: Readable;
  readonly stdin: Writable;
  readonly ended: Promise<CommandEnd>;
  /** What it wrote so far, stdout and stderr. */
  readonly output: string;
  kill(signal?: NodeJS.Signals): void;
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
}

/** What is known of the stick before it is plugged in. */
export interface DemoStick {
  /** Picks it among the devices of this host: a serial number, VID:PID or a port, as the client takes them. */
  readonly selector: string;
  /** SuperSpeed is what the demo shows; a person's own stick may be slower. */
  readonly speedMbps: number | undefined;
}

export interface DemoHost {
  readonly name: 'lab' | 'local';
  /** A folder of the host for the agent's and the client's files. */
  readonly folder: string;
  readonly stick: DemoStick;
  run(argv: readonly string[] | string, options?: HostRunOptions): Promise<HostResult>;
  spawn(argv: readonly string[], options?: HostRunOptions): HostProcess;
  writeFile(path: string, content: string): Promise<void>;
  plugStick(): Promise<void>;
  unplugStick(): Promise<void>;
  /** Takes back everything that was done to the machine. */
  close(): Promise<void>;
}
