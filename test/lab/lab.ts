// A lab: a QEMU machine under software emulation that has a USB host and a KVM, runs on the host's own files and
// executes commands. A test tool: nothing of it ships. See docs/development.md.
import { resolve } from 'node:path';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabChannel, type LabProcess } from './channel.ts';
import { planDevice, xhciPorts, type DevicePlan, type DeviceSpec } from './devices.ts';
import { LabError } from './errors.ts';
import { checkout, LabMachine, type LabKernel } from './machine.ts';
import { Qmp } from './qmp.ts';

export type { DeviceSpec } from './devices.ts';
export type { LabProcess } from './channel.ts';
export { LabError } from './errors.ts';
export { checkout } from './machine.ts';

export interface LabOptions {
  /** Default: 6.12, whose KVM can play Xen. */
  readonly kernel?: LabKernel;
  /** Default: 2. */
  readonly cpus?: number;
  /** Default: 6144; taken from the host only as it is used. */
  readonly memoryMiB?: number;
  /** USB devices that are plugged once the lab is up. */
  readonly devices?: readonly DeviceSpec[];
  /** Called with every line of the lab's own console. */
  readonly onConsole?: ((line: string) => void) | undefined;
  /** Default: 120 s; under 15 s is usual. */
  readonly bootTimeoutMs?: number;
  readonly qemuArgs?: readonly string[];
}

export interface RunOptions {
  /** Default: the checkout. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 120 s; then the command is killed and run() rejects with lab.timeout. */
  readonly timeoutMs?: number;
  readonly stdin?: string | Buffer;
}

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A device that is plugged in. */
export interface PluggedDevice {
  readonly id: string;
  /** A serial device's other end: a Unix socket on the host. */
  readonly socket: string | undefined;
}

export class Lab {
  readonly #machine: LabMachine;
  readonly #channel: LabChannel;
  readonly #qmp: Qmp;
  readonly #devices = new Map<string, { plan: DevicePlan; usb2Port: number | undefined }>();
  #stopped = false;

  private constructor(machine: LabMachine, channel: LabChannel, qmp: Qmp) {
    this.#machine = machine;
    this.#channel = channel;
    this.#qmp = qmp;
    void machine.ended.then((why) => {
      const reason = new LabError('lab.ended', this.#stopped ? 'the lab was stopped' : why);
      channel.close(reason);
      qmp.close(reason);
    });
  }

  /** Boots a lab; LabError lab.missing or lab.boot (with the end of its console) when that does not work. */
  static async start(options: LabOptions = {}): Promise<Lab> {
    const machine = new LabMachine({
      kernel: options.kernel ?? '6.12',
      cpus: options.cpus ?? 2,
      memoryMiB: options.memoryMiB ?? 6144,
      onConsole: options.onConsole,
      qemuArgs: options.qemuArgs ?? [],
    });
    const timeoutMs = options.bootTimeoutMs ?? 120_000;
    const givenUp = new AbortController();
    try {
      const boot = async () => {
        const qmp = new Qmp(await machine.connect('qmp'));
        await qmp.execute('qmp_capabilities');
        const channel = new LabChannel(await machine.connect('commands'));
        const lab = new Lab(machine, channel, qmp);
        await channel.ready;
        for (const device of options.devices ?? []) await lab.plug(device);
        return lab;
      };
      return await Promise.race([
        boot(),
        machine.ended.then((why) => Promise.reject(new LabError('lab.boot', why))),
        sleep(timeoutMs, undefined, { signal: givenUp.signal }).then(() =>
          Promise.reject(new LabError('lab.boot', `the lab did not come up within ${timeoutMs} ms`)),
        ),
      ]);
    } catch (error) {
      const last = machine.console.trimEnd().split('\n').slice(-40).join('\n');
      machine.kill();
      if (!(error instanceof LabError) || error.code === 'lab.missing') throw error;
      throw new LabError(
        error.code === 'lab.ended' ? 'lab.boot' : error.code,
        `${error.message}\nThe last lines of its console:\n${last}`,
        { cause: error },
      );
    } finally {
      givenUp.abort();
    }
  }

  /** Everything the lab's kernel and init wrote (the last 4 MiB). */
  get console(): string {
    return this.#machine.console;
  }

  /** QEMU's process. */
  get pid(): number | undefined {
    return this.#machine.pid;
  }

  /** A folder that both sides can write: its path on the host and its path in the lab. */
  get share(): { readonly host: string; readonly lab: string } {
    return { host: this.#machine.share, lab: '/mnt/lab' };
  }

  /**
   * Runs a command in the lab and waits for its end. A string goes to /bin/sh, an array is started as it is.
   * A status other than 0 is an answer, not an error; see `check`.
   */
  async run(command: string | readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const process = this.spawn(command, options);
    process.stdin.on('error', () => undefined);
    process.stdin.end(options.stdin);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    process.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    process.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const timeoutMs = options.timeoutMs ?? 120_000;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      process.kill('SIGKILL');
    }, timeoutMs);
    try {
      const { exitCode } = await process.ended;
      await Promise.all([drained(process.stdout), drained(process.stderr)]);
      const result = {
        exitCode,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      };
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the timer sets it
      if (late) {
        const last = `${result.stdout}${result.stderr}`.slice(-2000);
        throw new LabError(
          'lab.timeout',
          `"${process.command}" did not end within ${timeoutMs} ms in the lab:\n${last}`,
        );
      }
      return result;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Like `run`, but a status other than 0 is a LabError with what the command said; gives its stdout. */
  async check(command: string | readonly string[], options: RunOptions = {}): Promise<string> {
    const result = await this.run(command, options);
    if (result.exitCode === 0) return result.stdout;
    const name = typeof command === 'string' ? command : command.join(' ');
    const said = `${result.stdout}${result.stderr}`.slice(-4000);
    throw new LabError('lab.command', `"${name}" ended with status ${result.exitCode} in the lab:\n${said}`);
  }

  /** Starts a command that goes on: streams, signals, and its end. Several may run at once. */
  spawn(command: string | readonly string[], options: Pick<RunOptions, 'cwd' | 'env'> = {}): LabProcess {
    if (this.#stopped) throw new LabError('lab.ended', 'the lab was stopped');
    return this.#channel.start({
      argv: typeof command === 'string' ? ['/bin/sh', '-c', command] : command,
      cwd: options.cwd ?? checkout,
      env: options.env ?? {},
    });
  }

  /** Starts a command on a terminal of its own, and gives that terminal's bytes. One at a time. */
  async terminal(
    argv: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<{ socket: Socket; process: LabProcess }> {
    const socket = await this.#machine.connect('terminal');
    const process = this.#channel.start({
      argv: ['setsid', '--ctty', '--wait', ...argv],
      cwd: checkout,
      env,
      tty: '/dev/hvc0',
    });
    return { socket, process };
  }

  /** The content of a file of the lab. */
  async readFile(path: string): Promise<Buffer> {
    return Buffer.from(await this.check('exec base64 -w0 "$FILE"', { env: { FILE: path } }), 'base64');
  }

  /** Writes a file of the lab, with its folders. */
  async writeFile(path: string, content: string | Buffer, mode = 0o644): Promise<void> {
    await this.check('mkdir -p "$(dirname "$FILE")" && cat > "$FILE" && chmod "$MODE" "$FILE"', {
      env: { FILE: path, MODE: mode.toString(8) },
      stdin: content,
    });
  }

  /** Plugs a USB device into the lab's USB host. */
  async plug(spec: DeviceSpec): Promise<PluggedDevice> {
    if (this.#devices.has(spec.id))
      throw new LabError('lab.device', `a device "${spec.id}" is plugged in already`);
    const image = spec.image === undefined ? {} : { image: resolve(spec.image) };
    const usb2Port = spec.port === 'xhci-usb2' ? this.#freeUsb2Port() : undefined;
    const plan = planDevice({ ...spec, ...image }, this.#machine.directory, usb2Port);
    const done: string[] = [];
    try {
      for (const { command, args } of plan.plug) {
        await this.#qmp.execute(command, args);
        done.push(command);
      }
    } catch (error) {
      if (done.length > 0)
        for (const { command, args } of plan.cleanUp)
          await this.#qmp.execute(command, args).catch(() => undefined);
      throw error;
    }
    this.#devices.set(spec.id, { plan, usb2Port });
    return { id: spec.id, socket: plan.socket };
  }

  /** Pulls a USB device out, without a warning to the lab's kernel, as a person does. */
  async unplug(id: string): Promise<void> {
    const device = this.#devices.get(id);
    if (device === undefined) throw new LabError('lab.device', `no device "${id}" is plugged in`);
    const gone = this.#qmp.event('DEVICE_DELETED', (data) => data['device'] === id, 10_000);
    await Promise.all([gone, this.#qmp.execute('device_del', { id })]);
    this.#devices.delete(id);
    for (const { command, args } of device.plan.cleanUp) await this.#cleanUpSoon(command, args);
  }

  /** Presses and releases keys together (QEMU's names: a, shift, ret, spc …), on the keyboard plugged last. */
  async sendKeys(...keys: readonly string[]): Promise<void> {
    const event = (key: string, down: boolean) => ({
      type: 'key',
      data: { down, key: { type: 'qcode', data: key } },
    });
    await this.#qmp.execute('input-send-event', { events: keys.map((key) => event(key, true)) });
    await sleep(50);
    await this.#qmp.execute('input-send-event', {
      events: keys.toReversed().map((key) => event(key, false)),
    });
  }

  /** Moves the pointer of a tablet to a place (0 to 32767 each way), or a mouse by a distance. */
  async sendPointer(type: 'abs' | 'rel', x: number, y: number): Promise<void> {
    await this.#qmp.execute('input-send-event', {
      events: [
        { type, data: { axis: 'x', value: x } },
        { type, data: { axis: 'y', value: y } },
      ],
    });
  }

  /** Gives a network device of the lab (default: lo) an added round-trip time; 0 takes it away. */
  async setRoundTrip(rttMs: number, device = 'lo'): Promise<void> {
    await this.run(['tc', 'qdisc', 'del', 'dev', device, 'root']);
    if (rttMs === 0) return;
    // Each packet passes lo once on its way, so half of the round trip belongs to each direction.
    await this.check(`tc qdisc add dev ${device} root netem delay ${rttMs / 2}ms limit 100000`);
  }

  /** A command of QEMU's monitor, for what the other methods do not offer. */
  async monitor(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.#qmp.execute(command, args);
  }

  /** Powers the lab off at once. Images of plugged sticks are complete afterwards. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await Promise.race([
      this.#qmp.execute('quit').then(() => this.#machine.ended),
      sleep(5000, undefined, { ref: false }),
    ]).catch(() => undefined);
    this.#machine.kill();
    await this.#machine.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #freeUsb2Port(): number {
    const taken = new Set([...this.#devices.values()].map((device) => device.usb2Port));
    for (let port = xhciPorts.usb3 + 1; port <= xhciPorts.usb2; port++) if (!taken.has(port)) return port;
    throw new LabError('lab.device', 'all USB 2 ports of the lab are taken');
  }

  /** What a device stood on is in use for a moment after the device is gone. */
  async #cleanUpSoon(command: string, args: Readonly<Record<string, unknown>>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#qmp.execute(command, args);
        return;
      } catch (error) {
        if (attempt === 50) throw error;
        await sleep(20);
      }
    }
  }
}

async function drained(stream: NodeJS.ReadableStream & { readableEnded: boolean }): Promise<void> {
  if (!stream.readableEnded) await new Promise((done) => stream.once('end', done));
}
