/**
 * The life of a VM process: one machine, its sockets and its files, from the spec to the exit record. The main
 * loop belongs to the machine; everything here is set-up, or rare.
 *
 * A place is kept for the sandbox: `enterSandbox` runs after every file and socket is open and before the guest
 * runs its first instruction.
 */
import { once } from 'node:events';
import { accessSync, constants, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { writeFileAtomicSync } from '../files.ts';
import { VmError, errorCode, errorMessage } from '../errors.ts';
import { vmPathsIn, type VmPaths } from '../vm-paths.ts';
import { ownIdentity } from '../vms/process-identity.ts';
import { Admissions } from './admission.ts';
import { BoundedLog } from './bounded-log.ts';
import { ChannelServer } from './channel-server.ts';
import { ConsoleHub } from './console-hub.ts';
import { ControlServer, type VmStatus } from './control-server.ts';
import { EventLog } from './event-log.ts';
import { exitStatus, type ExitRecord } from './exit.ts';
import type { Machine, VmConfig, VmParts } from './machine-factory.ts';
import { ObservedPorts } from './observed-ports.ts';
import { readSpec } from './spec.ts';

const consoleLogBytes = 4 << 20;
/** How long clients get to be told that the VM is gone. */
const farewellMs = 500;

const statusOf: Readonly<Record<ExitRecord['reason'], number>> = {
  'powered-off': exitStatus.stopped,
  stopped: exitStatus.stopped,
  failed: exitStatus.failed,
  'not-started': exitStatus.notStarted,
  internal: exitStatus.internal,
  died: exitStatus.internal,
};

/** Own user, seccomp and no network come here: see docs/decisions/agent.md. */
function enterSandbox(): void {
  // Not yet: the process runs as the agent's user.
}

/** Says which file is missing by its key, before anything is built on it. */
function checkFiles(config: VmConfig): void {
  const files: [key: string, path: string, mode: number][] = [['kernel', config.kernel, constants.R_OK]];
  if (config.initrd !== undefined) files.push(['initrd', config.initrd, constants.R_OK]);
  for (const [index, disk] of config.disks.entries()) {
    files.push([
      `disks[${index}]`,
      disk.path,
      disk.readOnly ? constants.R_OK : constants.R_OK | constants.W_OK,
    ]);
  }
  for (const [key, path, mode] of files) {
    try {
      accessSync(path, mode);
    } catch (cause) {
      const why =
        errorCode(cause) === 'ENOENT'
          ? 'does not exist'
          : `cannot be ${mode === constants.R_OK ? 'read' : 'read and written'} by this user`;
      throw new VmError('vm.file_unusable', 409, `${key} ${path} ${why}`, { cause });
    }
  }
}

async function listen(server: Server, path: string): Promise<void> {
  server.listen(path);
  await once(server, 'listening');
}

class VmProcess {
  readonly #paths: VmPaths;
  readonly #log: EventLog;
  readonly #config: VmConfig;
  readonly #console: ConsoleHub;
  #machine: Machine | undefined;
  #control: ControlServer | undefined;
  #channels: ChannelServer | undefined;
  #ended = false;

  constructor(config: VmConfig, paths: VmPaths, log: EventLog) {
    this.#config = config;
    this.#paths = paths;
    this.#log = log;
    this.#console = new ConsoleHub(new BoundedLog(paths.console, consoleLogBytes));
  }

  async run(parts: VmParts): Promise<void> {
    checkFiles(this.#config);
    const machine = await parts.createMachine(this.#config, {
      console: (bytes) => {
        this.#console.output(bytes);
      },
      state: (state) => {
        this.#log.event('info', 'machine.state', { state });
        this.#control?.changed(this.#status());
      },
      log: (level, message, fields) => {
        if (level !== 'debug') this.#log.event(level, 'machine.log', { message, ...fields });
      },
      stopped: (stop) => {
        this.end(stop);
      },
    });
    this.#machine = machine;
    const ports = new ObservedPorts(machine.usb);
    const admissions = new Admissions();
    this.#devices = () => ports.list();
    this.#channels = new ChannelServer(
      parts.channels,
      { usb: ports, display: machine.display, admissions },
      (level, event, fields) => {
        this.#log.event(level, event, fields);
      },
    );
    this.#control = new ControlServer(
      machine,
      this.#console,
      admissions,
      () => this.#status(),
      () => {
        this.requestStop('the agent');
      },
      (error) => {
        this.#log.event('error', 'control.internal', { message: errorMessage(error) });
      },
    );
    await listen(this.#channels.server, this.#paths.channel);
    enterSandbox();
    machine.start();
    // Last, because the agent takes an answer here for "it runs".
    await listen(this.#control.server, this.#paths.control);
    this.#log.event('info', 'vm.started', { memoryMiB: this.#config.memoryMiB, vcpus: this.#config.vcpus });
  }

  #devices: () => VmStatus['devices'] = () => [];

  #status(): VmStatus {
    return {
      name: this.#config.name,
      pid: process.pid,
      state: this.#machine?.state ?? 'starting',
      uptime: Math.round(process.uptime() * 10) / 10,
      devices: this.#devices(),
    };
  }

  requestStop(who: string): void {
    this.#log.event('info', 'vm.stop_requested', { by: who });
    if (this.#machine === undefined) {
      this.end({ reason: 'stopped', code: 'vm.stopped', message: `stopped by ${who} before it ran` });
      return;
    }
    this.#machine.stop().catch((error: unknown) => {
      this.end({
        reason: 'internal',
        code: 'vm.internal',
        message: `it did not stop: ${errorMessage(error)}`,
      });
    });
  }

  /** Writes the exit record, tells the clients, exits. Only the first call counts. */
  end(record: ExitRecord): void {
    if (this.#ended) return;
    this.#ended = true;
    const status = statusOf[record.reason];
    this.#log.event(status === exitStatus.stopped ? 'info' : 'error', 'vm.stopped', { ...record, status });
    try {
      writeFileAtomicSync(this.#paths.exit, `${JSON.stringify(record)}\n`, 0o600);
    } catch (error) {
      this.#log.event('error', 'vm.exit_record', { message: errorMessage(error) });
    }
    const leave = (): never => {
      for (const path of [this.#paths.channel, this.#paths.control]) rmSync(path, { force: true });
      process.exit(status);
    };
    const busy = (this.#channels?.count ?? 0) > 0;
    this.#console.end();
    this.#channels?.close(record.message);
    this.#control?.close();
    setTimeout(leave, busy ? farewellMs : 20);
  }
}

/** Runs the VM that `specFile` describes, until it ends; then the process exits with its status. */
export async function runVmProcess(specFile: string | undefined, parts: VmParts): Promise<void> {
  process.umask(0o077);
  if (specFile === undefined) {
    console.error('this is the process of one VM; "farport-agent vm start NAME" starts it');
    process.exit(exitStatus.notStarted);
  }
  const paths = vmPathsIn(dirname(specFile));
  const notStarted = (error: unknown): ExitRecord => ({
    reason: 'not-started',
    code: errorCode(error) ?? 'vm.internal',
    message: errorMessage(error),
  });
  let vm: VmProcess;
  try {
    writeFileAtomicSync(paths.process, JSON.stringify(ownIdentity()), 0o600);
    const config = readSpec(specFile);
    vm = new VmProcess(config, paths, new EventLog(paths.log, config.name));
  } catch (error) {
    writeFileAtomicSync(paths.exit, JSON.stringify(notStarted(error)), 0o600);
    process.exit(exitStatus.notStarted);
  }
  const fault = (error: unknown): void => {
    console.error(error);
    vm.end({ reason: 'internal', code: 'vm.internal', message: errorMessage(error) });
  };
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
  process.on('SIGTERM', () => {
    vm.requestStop('SIGTERM');
  });
  // No terminal is ours: signals meant for the agent's terminal change nothing here.
  process.on('SIGHUP', () => undefined);
  process.on('SIGINT', () => undefined);
  try {
    await vm.run(parts);
  } catch (error) {
    vm.end(notStarted(error));
  }
}
