// The demo's story, step by step, told on any DemoHost: the agent, a VM, the client, a stick. It talks to the parts
// as a person would, by their command lines; the guest answers through the VM's serial console.
import { guestImage } from '../guest/image.ts';
import { GuestShell } from '../guest/shell.ts';
import { checkout } from '../lab/machine.ts';
import type { DemoHost, HostProcess } from './host.ts';
import { agentProgram, clientProgram } from './programs.ts';

/** Far above what anything takes, so that a slow machine is no failure. */
const patienceMs = 180_000;
const vm = 'demo';

/** One step: it holds when it does not throw. What it returns is shown beside it. */
export interface DemoStep {
  readonly name: string;
  readonly run: () => Promise<string>;
}

export class DemoFailure extends Error {}

function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new DemoFailure(message);
}

/** What the client's `devices --json` says of a device. */
interface ListedDevice {
  readonly port: string;
  readonly id: string;
  readonly serial: string;
  readonly speed: number | null;
  readonly hub: boolean;
}

/** The demo on one machine. `steps` are run in order; `end` afterwards, whatever happened. */
export class Demo {
  readonly #host: DemoHost;
  readonly #env: Readonly<Record<string, string>>;
  #agent: HostProcess | undefined;
  #console: HostProcess | undefined;
  #guest: GuestShell | undefined;
  #tickets: string[] = [];
  #address = '';
  #fingerprint = '';
  #device: ListedDevice | undefined;
  /** Of the file that is read, from the client's own kernel. */
  #sum = '';
  #file = '';
  #redirectedAt = 0;
  #written = '';

  constructor(host: DemoHost) {
    this.#host = host;
    this.#env = {
      XDG_RUNTIME_DIR: `${host.folder}/client`,
      XDG_STATE_HOME: `${host.folder}/client`,
      XDG_CONFIG_HOME: `${host.folder}/client`,
      FARPORT_AGENT_CONFIG: `${host.folder}/agent.toml`,
    };
  }

  get steps(): readonly DemoStep[] {
    return [
      { name: 'start the agent', run: () => this.#startAgent() },
      { name: 'boot a VM with a stock Debian kernel', run: () => this.#bootVm() },
      { name: 'plug the stick into the client', run: () => this.#plug() },
      { name: 'client: read a file from the stick, SHA-256', run: () => this.#readAtClient() },
      { name: 'client: redirect the stick to the VM', run: () => this.#redirect() },
      { name: 'guest: the kernel recognises the stick', run: () => this.#recognised() },
      { name: 'guest: the same file has the same SHA-256', run: () => this.#readInGuest() },
      { name: 'guest: write a file', run: () => this.#writeInGuest() },
      { name: 'client: release the stick, read that file back', run: () => this.#readBack() },
      { name: 'client: redirect the stick again', run: () => this.#redirect() },
      { name: 'unplug the stick in the middle of a read', run: () => this.#unplugWhileReading() },
      { name: 'VM, agent and client live on', run: () => this.#allAlive() },
      { name: 'plug it in again: redirected by itself', run: () => this.#plugAgain() },
      { name: 'shut down', run: () => this.#shutDown() },
    ];
  }

  async #startAgent(): Promise<string> {
    const { folder } = this.#host;
    const { kernel, initrd } = guestImage();
    await this.#host.run(`mkdir -p -m 0700 ${folder} ${folder}/client`);
    const config = {
      listen: '127.0.0.1:0',
      data_dir: `${folder}/data`,
      run_dir: `${folder}/run`,
    };
    const machine = {
      name: vm,
      memory_mib: 512,
      vcpus: 1,
      kernel,
      initrd,
      cmdline: 'console=ttyS0 panic=-1',
    };
    // A JSON string or number is the same in TOML.
    const lines = (table: object) =>
      Object.entries(table).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    await this.#host.writeFile(
      `${folder}/agent.toml`,
      [...lines(config), '[[vm]]', ...lines(machine), ''].join('\n'),
    );
    this.#agent = this.#host.spawn([...agentProgram, 'serve', '--stop-vms'], { env: this.#env });
    this.#address = (await this.#agent.waitForOutput(/listening on https:\/\/(\S+)/, patienceMs))[1] ?? '';
    this.#fingerprint = (await this.#agent.waitForOutput(/fingerprint (sha256:\S+)/))[1] ?? '';
    return `${this.#address}, ${this.#fingerprint.slice(0, 20)}…`;
  }

  async #bootVm(): Promise<string> {
    await this.#agentSays('vm', 'start', vm);
    this.#console = this.#host.spawn([...agentProgram, 'vm', 'console', vm], { env: this.#env });
    this.#guest = new GuestShell(this.#console.stdout, this.#console.stdin);
    // Made while the guest boots: the two redirections need one each.
    const ticket = () => this.#agentSays('ticket', 'create', '--vm', vm);
    const [tickets] = await Promise.all([Promise.all([ticket(), ticket()]), this.#guest.ready(patienceMs)]);
    this.#tickets = tickets.map((text) => text.trim());
    return (await this.#guest.check('uname -sr')).trim();
  }

  async #plug(): Promise<string> {
    await this.#host.plugStick();
    for (let attempt = 0; attempt < 20; attempt++) {
      const list = JSON.parse(await this.#clientSays('devices', '--json')) as ListedDevice[];
      this.#device = list.find(
        ({ hub, id, serial, port }) =>
          !hub && [serial, id, `${id}/${serial}`, port].includes(this.#host.stick.selector),
      );
      if (this.#device !== undefined) break;
    }
    const device = this.#plugged;
    const wanted = this.#host.stick.speedMbps;
    must(
      wanted === undefined || device.speed === wanted,
      `the stick has speed ${device.speed}, not ${wanted}`,
    );
    return `${device.id}, serial ${device.serial}, port ${device.port}, speed ${device.speed}`;
  }

  async #readAtClient(): Promise<string> {
    const said = await this.#onClient(`
      file=$(find mnt -type f -size +64k | sort | head -n 1); [ -n "$file" ] || file=$(find mnt -type f | head -n 1)
      [ -n "$file" ] || { echo "the stick has no file to read" >&2; exit 1; }
      echo "\${file#mnt/}"; sha256sum <"$file" | cut -c1-64`);
    [this.#file = '', this.#sum = ''] = said.trim().split('\n');
    return `${this.#file}: ${this.#sum.slice(0, 16)}…`;
  }

  async #redirect(): Promise<string> {
    const device = this.#plugged;
    this.#redirectedAt = this.#vm.mark;
    const ticket = this.#tickets.shift();
    must(ticket !== undefined, 'there is no ticket left');
    const selector = device.serial === '' ? device.port : `${device.id}/${device.serial}`;
    const to = ['--vm', vm, '--agent', this.#address, '--fingerprint', this.#fingerprint];
    return (await this.#clientSays('redirect', selector, ...to, '--ticket', ticket)).trim();
  }

  async #recognised(mark = 0): Promise<string> {
    const guest = this.#vm;
    const device = this.#plugged;
    const [vid, pid] = device.id.split(':');
    const options = { mark, timeoutMs: patienceMs };
    await guest.waitForLine(new RegExp(`New USB device found, idVendor=${vid}, idProduct=${pid}`), options);
    if (device.serial !== '') await guest.waitForLine(new RegExp(`SerialNumber: ${device.serial}`), options);
    const partition = await guest.waitForLine(/\b(sd[a-z]): \1\d/, options);
    const speeds = await guest.check(
      `for d in /sys/bus/usb/devices/*; do [ "$(cat $d/idVendor 2>/dev/null):$(cat $d/idProduct 2>/dev/null)" = ${device.id} ] && cat $d/speed; done; true`,
    );
    must(
      Number(speeds.trim().split('\n')[0]) === device.speed,
      `the guest sees speed ${speeds.trim()}, not ${device.speed}`,
    );
    return `${device.id}, serial ${device.serial}, speed ${device.speed}, ${partition.replace(/^.*\]\s*/, '')}`;
  }

  async #readInGuest(): Promise<string> {
    const said = await this.#inGuest(`sha256sum <"mnt/${this.#file}" | cut -c1-64`, 'ro');
    must(said.trim() === this.#sum, `the guest read ${said.trim()}, the client ${this.#sum}`);
    return `${this.#file}: ${this.#sum.slice(0, 16)}…`;
  }

  async #writeInGuest(): Promise<string> {
    this.#written = (
      await this.#inGuest(
        'dd if=/dev/urandom of=mnt/from-the-guest.bin bs=64k count=32 2>/dev/null; sha256sum <mnt/from-the-guest.bin | cut -c1-64',
        'rw',
      )
    ).trim();
    return `from-the-guest.bin, 2 MiB: ${this.#written.slice(0, 16)}…`;
  }

  async #readBack(): Promise<string> {
    await this.#clientSays('release', '--all');
    const said = (await this.#onClient('sha256sum <mnt/from-the-guest.bin | cut -c1-64')).trim();
    must(said === this.#written, `the client read ${said}, the guest wrote ${this.#written}`);
    return `from-the-guest.bin: ${said.slice(0, 16)}…`;
  }

  async #unplugWhileReading(): Promise<string> {
    const guest = this.#vm;
    await this.#recognised(this.#redirectedAt);
    const mark = guest.mark;
    const sectors = Number(await guest.check('cat /sys/block/sda/size'));
    const reading = guest.run('dd if=/dev/sda of=/tmp/read bs=64k iflag=direct 2>&1', {
      timeoutMs: patienceMs,
    });
    await guest.check('until [ -s /tmp/read ]; do :; done');
    await this.#host.unplugStick();
    await guest.waitForLine(/USB disconnect/, { mark, timeoutMs: patienceMs });
    const { stdout } = await reading;
    const trouble = guest.console
      .split('\n')
      .filter((line) => /BUG|Oops|Call Trace|not responding|died/.test(line));
    must(trouble.length === 0, `the guest's kernel is not well: ${trouble[0]}`);
    const error = stdout
      .split('\n')
      .find((line) => /^dd: .*(I\/O|Input\/output) error|No such device$/.test(line));
    // A disk that went has no size any more: between two of its reads dd meets the end, and no error.
    const records = Number(/^(\d+)\+\d+ records in$/m.exec(stdout)?.[1]);
    must(
      error !== undefined || records * 128 < sectors,
      `the read did not end in the middle: ${stdout.trim()}`,
    );
    return `the guest's read ended: ${error ?? `after ${records * 64} KiB of ${sectors / 2}`}`;
  }

  async #allAlive(): Promise<string> {
    await this.#vm.check('true');
    const [list, status] = await Promise.all([
      this.#agentSays('vm', 'list', '--json'),
      this.#clientSays('status'),
    ]);
    const { vms } = JSON.parse(list) as { vms: { name: string; state: string }[] };
    must(
      vms.some(({ name, state }) => name === vm && state === 'running'),
      'the agent does not list the VM as running',
    );
    return status.trim().split('\n')[0] ?? '';
  }

  async #plugAgain(): Promise<string> {
    const mark = this.#vm.mark;
    await this.#host.plugStick();
    await this.#recognised(mark);
    return this.#readInGuest();
  }

  async #shutDown(): Promise<string> {
    const [stopped] = await Promise.all([
      this.#agentSays('vm', 'stop', vm),
      this.#clientSays('engine', '--stop'),
    ]);
    must(!stopped.includes('force'), `the guest did not heed the power button: ${stopped.trim()}`);
    this.#agent?.kill('SIGTERM');
    await this.#agent?.ended;
    return stopped.trim();
  }

  /** Ends what still runs. */
  async end(): Promise<void> {
    this.#console?.kill('SIGKILL');
    await this.#host
      .run([...clientProgram, 'engine', '--stop'], { env: this.#env, timeoutMs: 10_000 })
      .catch(() => undefined);
    this.#agent?.kill('SIGTERM');
    await this.#host.close();
  }

  /** The last of what the parts said, for a person who looks for the reason of a failure. */
  async logs(): Promise<string> {
    const engine = await this.#host
      .run(`tail -n 15 ${this.#host.folder}/client/farport/engine.log`)
      .then(({ stdout }) => stdout)
      .catch(() => '');
    const last = (text: string) => text.trimEnd().split('\n').slice(-15).join('\n');
    return `The agent's log:\n${last(this.#agent?.output ?? '')}\n\nThe client engine's log:\n${last(engine)}\n\nThe guest's console:\n${last(this.#guest?.console ?? '')}`;
  }

  get #vm(): GuestShell {
    must(this.#guest !== undefined, 'there is no VM');
    return this.#guest;
  }

  get #plugged(): ListedDevice {
    must(this.#device !== undefined, `the client does not list the stick ${this.#host.stick.selector}`);
    return this.#device;
  }

  /** Runs a script on the client's machine in a folder where the stick's first partition is mounted as mnt. */
  async #onClient(script: string): Promise<string> {
    const { port } = this.#plugged;
    return this.#succeed(`
      set -e; cd ${this.#host.folder}; mkdir -p mnt
      i=0; until part=$(ls -d /sys/bus/usb/devices/${port}/*/host*/target*/*/block/sd*/sd* 2>/dev/null | head -n 1) && [ -b "/dev/$(basename "$part")" ]; do
        sleep 0.1; i=$((i+1)); [ $i -lt 150 ] || { echo "no partition on the stick at port ${port}" >&2; exit 1; }; done
      mount "/dev/$(basename "$part")" mnt; trap 'umount mnt' EXIT
      ${script}`);
  }

  /** The same in the guest. */
  async #inGuest(script: string, mode: 'ro' | 'rw'): Promise<string> {
    return this.#vm.check(
      `set -e; cd /; mkdir -p mnt; part=$(ls -d /sys/block/sd*/sd*1 | head -n 1); mount -o ${mode} /dev/$(basename $part) mnt; ${script}; sync; umount mnt`,
      { timeoutMs: patienceMs },
    );
  }

  #agentSays(...args: string[]): Promise<string> {
    return this.#succeed([...agentProgram, ...args]);
  }

  #clientSays(...args: string[]): Promise<string> {
    return this.#succeed([...clientProgram, ...args]);
  }

  async #succeed(command: string | readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#host.run(command, {
      env: this.#env,
      timeoutMs: patienceMs,
    });
    if (exitCode === 0) return stdout;
    const name =
      typeof command === 'string'
        ? 'a command on the client'
        : command.slice(1).join(' ').replaceAll(`${checkout}/`, '');
    throw new DemoFailure(`${name} ended with status ${exitCode}:\n${(stderr + stdout).trim().slice(-1500)}`);
  }
}
