// USB/IP as a contestant: the kernel's own, server and client on the lab machine, over its loopback device.
import type { Lab, LabProcess } from '../lab/lab.ts';
import type { Contestant, Device, Place } from './contestant.ts';
import { BenchError } from './errors.ts';
import type { Meter } from './meter.ts';

export class UsbIp implements Contestant {
  readonly name = 'usbip';
  readonly #lab: Lab;
  readonly #meter: Meter;
  readonly #daemon: LabProcess;

  private constructor(lab: Lab, meter: Meter, daemon: LabProcess) {
    this.#lab = lab;
    this.#meter = meter;
    this.#daemon = daemon;
  }

  static async start(lab: Lab, meter: Meter): Promise<UsbIp> {
    const { exitCode } = await lab.run('command -v usbip && command -v usbipd');
    if (exitCode !== 0) throw new BenchError('bench.missing', 'usbip is not in the lab: run "npm run setup"');
    await lab.check('modprobe vhci_hcd && modprobe usbip_host');
    const daemon = lab.spawn(['usbipd']);
    await daemon.waitForOutput(/listening on/);
    return new UsbIp(lab, meter, daemon);
  }

  async attach(device: Device): Promise<Place> {
    await this.#says(['usbip', 'bind', '-b', device.port]);
    await this.#says(['usbip', 'attach', '-r', '127.0.0.1', '-b', device.port]);
    return {
      meter: this.#meter.program,
      origin: `/sys/bus/usb/devices/${device.port}`,
      run: (command, timeoutMs) => this.#lab.check(command, { timeoutMs }),
    };
  }

  async detach(device: Device): Promise<void> {
    const { stdout } = await this.#lab.run(['usbip', 'port']);
    for (const [, port] of stdout.matchAll(/^Port (\d+):/gm))
      await this.#says(['usbip', 'detach', '-p', port ?? '']);
    await this.#says(['usbip', 'unbind', '-b', device.port]);
  }

  async close(): Promise<void> {
    this.#daemon.kill('SIGTERM');
    await this.#daemon.ended.catch(() => undefined);
  }

  async #says(argv: readonly string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await this.#lab.run(argv);
    if (exitCode === 0) return;
    throw new BenchError('bench.peer', `${argv.join(' ')} failed in the lab: ${(stderr + stdout).trim()}`);
  }
}
