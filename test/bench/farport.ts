// Farport as a contestant: agent, VM and client's engine as they ship, driven by their command lines in a lab.
import { GuestShell } from '../guest/shell.ts';
import type { Lab, LabProcess } from '../lab/lab.ts';
import { checkout } from '../lab/machine.ts';
import type { Contestant, Device, Place } from './contestant.ts';
import { BenchError } from './errors.ts';
import type { Meter } from './meter.ts';

const node = `${checkout}/node_modules/.bin/node`;
const agent = [node, `${checkout}/apps/agent/bin/farport-agent.mjs`];
const client = [node, `${checkout}/apps/client/bin/farport.mjs`];
const folder = '/tmp/farport-bench';
const vm = 'bench';
const env = {
  XDG_RUNTIME_DIR: `${folder}/client`,
  XDG_STATE_HOME: `${folder}/client`,
  XDG_CONFIG_HOME: `${folder}/client`,
  FARPORT_AGENT_CONFIG: `${folder}/agent.toml`,
};

export interface FarportOptions {
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Images that the VM gets as virtio-blk disks: paths in the lab. */
  readonly disks?: readonly string[];
  /** Its screen, in pixels; absent: it has none. */
  readonly display?: { readonly width: number; readonly height: number };
}

export class Farport implements Contestant {
  readonly name = 'farport';
  readonly #lab: Lab;
  readonly #server: LabProcess;
  readonly #console: LabProcess;
  readonly #address: string;
  readonly #fingerprint: string;
  readonly guest: GuestShell;

  private constructor(
    lab: Lab,
    server: LabProcess,
    console: LabProcess,
    address: string,
    fingerprint: string,
  ) {
    this.#lab = lab;
    this.#server = server;
    this.#console = console;
    this.#address = address;
    this.#fingerprint = fingerprint;
    this.guest = new GuestShell(console.stdout, console.stdin);
  }

  static async start(lab: Lab, meter: Meter, options: FarportOptions): Promise<Farport> {
    await lab.check(`mkdir -p -m 0700 ${folder} ${folder}/client`);
    const disks = (options.disks ?? []).map(
      (path) => `{ path = ${JSON.stringify(path)}, read_only = false }`,
    );
    const { display } = options;
    const screen =
      display === undefined ? '' : `display = { width = ${display.width}, height = ${display.height} }\n`;
    await lab.writeFile(
      `${folder}/agent.toml`,
      `listen = "127.0.0.1:0"
data_dir = "${folder}/data"
run_dir = "${folder}/run"
[[vm]]
name = "${vm}"
memory_mib = ${options.memoryMiB}
vcpus = ${options.vcpus}
kernel = ${JSON.stringify(meter.kernel)}
initrd = ${JSON.stringify(meter.initrd)}
cmdline = "console=ttyS0 panic=-1"
disks = [${disks.join(', ')}]
${screen}`,
    );
    const server = lab.spawn([...agent, 'serve', '--stop-vms'], { env });
    const address = (await server.waitForOutput(/listening on https:\/\/(\S+)/))[1] ?? '';
    const fingerprint = (await server.waitForOutput(/fingerprint (sha256:\S+)/))[1] ?? '';
    await says(lab, [...agent, 'vm', 'start', vm]);
    const console = lab.spawn([...agent, 'vm', 'console', vm], { env });
    const farport = new Farport(lab, server, console, address, fingerprint);
    await farport.guest.ready(300_000);
    return farport;
  }

  /** Of the agent, in the lab. */
  get port(): number {
    return Number(this.#address.split(':').at(-1));
  }

  get fingerprint(): string {
    return this.#fingerprint;
  }

  get vm(): string {
    return vm;
  }

  async ticket(): Promise<string> {
    return (await says(this.#lab, [...agent, 'ticket', 'create', '--vm', vm])).trim();
  }

  async attach(device: Device): Promise<Place> {
    const ticket = await this.ticket();
    const to = ['--vm', vm, '--agent', this.#address, '--fingerprint', this.#fingerprint];
    await says(this.#lab, [...client, 'redirect', device.id, ...to, '--ticket', ticket]);
    return guestPlace(this.guest);
  }

  async detach(): Promise<void> {
    await says(this.#lab, [...client, 'release', '--all']);
  }

  /** The Node processes that run now, by part: vm, agent, engine. */
  async processes(): Promise<Readonly<Record<string, number>>> {
    const patterns = {
      engine: '[e]ngine --foreground',
      vm: 'dist/vm-process.js',
      agent: 'farport-agent.mjs [s]erve',
    };
    const found: Record<string, number> = {};
    for (const [name, pattern] of Object.entries(patterns)) {
      const { stdout } = await this.#lab.run(
        `for p in $(pgrep -f '${pattern}'); do case $(readlink /proc/$p/exe) in */node) echo $p; break ;; esac; done`,
      );
      if (stdout.trim() !== '') found[name] = Number(stdout.trim());
    }
    return found;
  }

  logs(): Promise<string> {
    return logsOf(this.#lab);
  }

  async close(): Promise<void> {
    this.#console.kill('SIGKILL');
    await this.#lab.run([...client, 'engine', '--stop'], { env, timeoutMs: 20_000 }).catch(() => undefined);
    this.#server.kill('SIGTERM');
    await this.#server.ended.catch(() => undefined);
  }
}

/** A guest as the place where a device is used. */
export function guestPlace(guest: GuestShell): Place {
  return {
    meter: '/bin/meter',
    origin: '',
    run: (command, timeoutMs) => guest.check(command, { timeoutMs }),
  };
}

async function says(lab: Lab, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await lab.run(argv, { env, timeoutMs: 180_000 });
  if (exitCode === 0) return stdout;
  const name = argv.slice(1).join(' ').replaceAll(`${checkout}/`, '');
  const said = await logsOf(lab);
  throw new BenchError(
    'bench.farport',
    `${name} ended with status ${exitCode}:\n${(stderr + stdout).trim()}\n${said}`,
  );
}

async function logsOf(lab: Lab): Promise<string> {
  const logs = [
    'client/farport/engine.log',
    ...['vm.log', 'stderr.log', 'console.log'].map((log) => `run/${vm}/${log}`),
  ];
  const { stdout } = await lab.run(
    `cd ${folder}; tail -n 15 ${logs.join(' ')} 2>/dev/null; dmesg | grep segfault | tail -n 3`,
  );
  return stdout;
}
