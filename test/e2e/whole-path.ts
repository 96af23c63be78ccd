// The whole path in one lab: the agent, its VMs with stock kernels, the client's engine, and what a person does with
// them by their command lines. What the tests of this folder share; it asserts nothing of its own.
import { guestImage, type GuestKernel } from '../guest/image.ts';
import { GuestShell } from '../guest/shell.ts';
import { Lab, type LabProcess, type RunResult } from '../lab/lab.ts';
import { checkout } from '../lab/machine.ts';
import { Lines } from './lines.ts';
import { LocalProcess } from './local-process.ts';
import { agentProgram, clientProgram } from './programs.ts';

/** Far above what anything takes, so that a slow machine is no failure. */
export const patienceMs = 240_000;
const folder = '/tmp/farport';
/** What programs of the whole path are started with, to find each other. */
export const wholePathEnv = {
  XDG_RUNTIME_DIR: `${folder}/client`,
  XDG_STATE_HOME: `${folder}/client`,
  XDG_CONFIG_HOME: `${folder}/client`,
  FARPORT_AGENT_CONFIG: `${folder}/agent.toml`,
};

export interface WholePathOptions {
  /** The VMs that are started, by name, with the kernel of each. */
  readonly vms: Readonly<Record<string, GuestKernel>>;
  /** What of theirs differs in the configuration. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Default: true; false where no device is redirected. */
  readonly engine?: boolean;
  /** Further VMs of the configuration, which are not started: what of theirs differs. */
  readonly otherVms?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A device that a guest has, from its sysfs. */
export interface GuestDevice {
  readonly path: string;
  /** VID:PID. */
  readonly id: string;
  /** Mbit/s. */
  readonly speed: number;
}

/** A running program and what it said. */
export interface Program {
  readonly process: LabProcess;
  readonly lines: Lines;
  /** The process itself, not what started it. */
  readonly pid: number;
}

export class WholePath {
  readonly lab: Lab;
  readonly #options: WholePathOptions;
  readonly #tickets = new Map<string, string>();
  readonly #guests = new Map<string, GuestShell>();
  readonly #consoles = new Map<string, Lines>();
  #agent: Program | undefined;
  #engine: Program | undefined;
  address = '';
  fingerprint = '';

  private constructor(lab: Lab, options: WholePathOptions) {
    this.lab = lab;
    this.#options = options;
  }

  /** A lab where the agent runs, its VMs have booted, and the engine waits for orders. */
  static async start(options: WholePathOptions): Promise<WholePath> {
    // What was compiled here need not be compiled under emulation.
    const warm = [agentProgram, clientProgram].map((program) =>
      LocalProcess.start([...program, '--help'], {
        NODE_COMPILE_CACHE: `${checkout}/.cache/compile`,
      }).collect(60_000),
    );
    await Promise.all(warm);
    // One processor: guests in a lab of several stand still or reset now and then (docs/development.md).
    const path = new WholePath(await Lab.start({ cpus: 1 }), options);
    try {
      await path.lab.check(`mkdir -p -m 0700 ${folder} ${folder}/client`);
      await path.lab.writeFile(`${folder}/agent.toml`, path.#config());
      await Promise.all([path.startAgent(), options.engine === false ? undefined : path.startEngine()]);
      await Promise.all(Object.keys(options.vms).map((name) => path.#enter(name)));
      return path;
    } catch (cause) {
      const stderr = await path.lab
        .run(`tail -n 40 ${folder}/run/*/stderr.log`, { timeoutMs: 20_000 })
        .catch(() => ({ stdout: '' }));
      const logs = `${path.logs()}\n\nWhat the VM processes wrote:\n${stderr.stdout}`;
      await path.stop();
      throw new Error(`the whole path did not come up: ${String(cause)}\n\n${logs}`, { cause });
    }
  }

  get agent(): Program {
    return known(this.#agent, 'agent');
  }

  get engine(): Program {
    return known(this.#engine, 'engine');
  }

  guest(name: string): GuestShell {
    return known(this.#guests.get(name), `VM ${name}`);
  }

  /** Starts the agent; it starts the VMs by itself, or finds them running. At the same port again. */
  async startAgent(): Promise<void> {
    const process = this.lab.spawn([...agentProgram, 'serve'], { env: wholePathEnv });
    const lines = new Lines(process);
    const listening = await lines.waitFor(/listening on https:/);
    this.address = /https:\/\/(\S+)/.exec(listening)?.[1] ?? '';
    this.fingerprint = (await lines.waitFor(/^fingerprint sha256:/)).replace('fingerprint ', '');
    const log = JSON.parse(await lines.waitFor(/"agent\.listening"/)) as { pid: number };
    this.#agent = { process, lines, pid: log.pid };
  }

  /** Starts the client's engine. */
  async startEngine(): Promise<void> {
    const process = this.lab.spawn([...clientProgram, 'engine', '--foreground'], { env: wholePathEnv });
    const lines = new Lines(process);
    const log = JSON.parse(await lines.waitFor(/the engine is ready/)) as { pid: number };
    this.#engine = { process, lines, pid: log.pid };
  }

  /** Starts a VM that is not running, and waits for its guest. */
  async startVm(name: string): Promise<void> {
    await this.agentDoes('vm', 'start', name);
    await this.reconnectConsole(name);
  }

  /** A ticket for a VM: the same one each time. */
  async ticket(vm: string): Promise<string> {
    let ticket = this.#tickets.get(vm);
    if (ticket === undefined) {
      ticket = (await this.agentDoes('ticket', 'create', '--vm', vm)).trim();
      this.#tickets.set(vm, ticket);
    }
    return ticket;
  }

  /** `farport redirect`: what the command said, whatever that is. `more` comes last and so wins. */
  async tryRedirect(device: string, vm: string, ...more: readonly string[]): Promise<RunResult> {
    const where = ['--vm', vm, '--agent', this.address, '--fingerprint', this.fingerprint];
    return this.farport('redirect', device, ...where, '--ticket', await this.ticket(vm), ...more);
  }

  /** `farport redirect` that must succeed. */
  async redirect(device: string, vm: string, ...more: readonly string[]): Promise<void> {
    succeeded(`farport redirect ${device}`, await this.tryRedirect(device, vm, ...more));
  }

  /** `farport release` that must succeed. */
  async release(device: string): Promise<void> {
    succeeded(`farport release ${device}`, await this.farport('release', device));
  }

  /** The client's command line. */
  farport(...args: readonly string[]): Promise<RunResult> {
    return this.lab.run([...clientProgram, ...args], { env: wholePathEnv, timeoutMs: patienceMs });
  }

  /** The agent's command line. */
  farportAgent(...args: readonly string[]): Promise<RunResult> {
    return this.lab.run([...agentProgram, ...args], { env: wholePathEnv, timeoutMs: patienceMs });
  }

  /** The agent's command line, which must succeed; what it wrote. */
  async agentDoes(...args: readonly string[]): Promise<string> {
    return succeeded(`farport-agent ${args.join(' ')}`, await this.farportAgent(...args));
  }

  /** The device with this serial number (or VID:PID) in the guest, once its kernel has configured it. */
  async inGuest(vm: string, serialOrId: string): Promise<GuestDevice> {
    const said = await this.guest(vm).check(
      `until for d in /sys/bus/usb/devices/*-*; do
         case "$(cat $d/serial 2>/dev/null) $(cat $d/idVendor 2>/dev/null):$(cat $d/idProduct 2>/dev/null)" in
           "${serialOrId} "*|*" ${serialOrId}") [ -e $d:1.0/driver ] && break ;; esac
         false; done; do sleep 0.2; done; echo $d $(cat $d/idVendor):$(cat $d/idProduct) $(cat $d/speed)`,
      { timeoutMs: patienceMs },
    );
    const [path = '', id = '', speed] = said.trim().split(' ');
    return { path, id, speed: Number(speed) };
  }

  /** The first partition of the stick with this serial number in the guest, once it is there: "sda1". */
  async partitionInGuest(vm: string, serial: string): Promise<string> {
    const { path } = await this.inGuest(vm, serial);
    return (
      await this.guest(vm).check(
        `until p=$(ls -d ${path}/*/host*/target*/*/block/sd*/sd*1 2>/dev/null); do sleep 0.2; done; basename $p`,
        { timeoutMs: patienceMs },
      )
    ).trim();
  }

  /** Runs a script in the guest where that partition is mounted as $m, and unmounts it. */
  async onPartition(vm: string, serial: string, mode: 'ro' | 'rw', script: string): Promise<string> {
    const partition = await this.partitionInGuest(vm, serial);
    return this.guest(vm).check(
      `m=/mnt/${serial}; mkdir -p $m && mount -o ${mode} /dev/${partition} $m && { ${script}; } && umount $m`,
      { timeoutMs: patienceMs },
    );
  }

  /** Runs a script on the client where the first partition of a stick is mounted as $m, and unmounts it. */
  onClientPartition(serial: string, script: string): Promise<string> {
    return this.lab.check(
      `n=0; until for d in /sys/bus/usb/devices/*-*; do
         [ "$(cat $d/serial 2>/dev/null)" = ${serial} ] && p=$(ls -d $d/*/host*/target*/*/block/sd*/sd*1 2>/dev/null) && [ -b /dev/$(basename $p) ] && break
         false; done; do sleep 0.2; n=$((n+1)); [ $n -lt 300 ] || { echo "no partition of ${serial}" >&2; exit 1; }; done
       m=/mnt/${serial}; mkdir -p $m && mount /dev/$(basename $p) $m && { ${script}; } && umount $m`,
    );
  }

  /** The last of what every part said. */
  logs(): string {
    const last = (lines: readonly string[]) => lines.slice(-25).join('\n');
    const guests = [...this.#guests].map(
      ([name, guest]) =>
        `The console of VM ${name}:\n${last(guest.console.split('\n'))}\n${last(this.#consoles.get(name)?.all ?? [])}`,
    );
    return [
      `The agent's log:\n${last(this.#agent?.lines.all ?? [])}`,
      `The engine's log:\n${last(this.#engine?.lines.all ?? [])}`,
      ...guests,
    ].join('\n\n');
  }

  /** For `afterEach`: where a test failed, what every part said last. */
  readonly tellFailure = (test: { readonly passed: boolean; readonly name: string }): void => {
    if (!test.passed) console.error(`"${test.name}" failed.\n${this.logs()}`);
  };

  async stop(): Promise<void> {
    await this.lab.stop();
  }

  /** Waits until a VM of the configuration runs, and for its guest. */
  async #enter(name: string): Promise<void> {
    const news = await this.agent.lines.waitFor(
      new RegExp(`"event":"vm.(started|autostart_failed)","vm":"${name}"`),
    );
    if (news.includes('autostart_failed')) throw new Error(news);
    await this.reconnectConsole(name);
  }

  /** The console of a VM that runs, through the agent: anew after the agent's end. */
  async reconnectConsole(name: string): Promise<void> {
    const console = this.lab.spawn([...agentProgram, 'vm', 'console', name], { env: wholePathEnv });
    this.#consoles.set(name, new Lines(console, ['stderr']));
    const guest = new GuestShell(console.stdout, console.stdin);
    this.#guests.set(name, guest);
    await guest.ready(patienceMs);
  }

  #config(): string {
    const vms = Object.entries(this.#options.vms).map(([name, kernel]) => ({
      ...machine(name, kernel),
      autostart: true,
      ...this.#options.settings?.[name],
    }));
    const others = Object.entries(this.#options.otherVms ?? {}).map(([name, other]) => ({
      ...machine(name, '6.12'),
      ...other,
    }));
    const lines = (table: object) => Object.entries(table).map(([key, value]) => `${key} = ${toml(value)}`);
    const service = { listen: '127.0.0.1:4747', data_dir: `${folder}/data`, run_dir: `${folder}/run` };
    return [...lines(service), ...[...vms, ...others].flatMap((vm) => ['[[vm]]', ...lines(vm)]), ''].join(
      '\n',
    );
  }
}

function machine(name: string, version: GuestKernel): Readonly<Record<string, unknown>> {
  return { name, memory_mib: 512, vcpus: 1, ...guestImage(version), cmdline: 'console=ttyS0 panic=-1' };
}

/** A value in TOML. A string, number or boolean of JSON is the same there. */
function toml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key} = ${toml(one)}`)
    .join(', ')} }`;
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what} yet`);
  return value;
}

function succeeded(command: string, { exitCode, stdout, stderr }: RunResult): string {
  if (exitCode === 0) return stdout;
  throw new Error(`"${command}" ended with status ${exitCode}:\n${stderr}${stdout}`);
}
