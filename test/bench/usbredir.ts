// usbredir as a contestant: usbredirect at the device, QEMU with KVM as monitor, TCP over the lab's loopback device.
import type { Lab, LabProcess } from '../lab/lab.ts';
import type { Contestant, Device, Place } from './contestant.ts';
import { BenchError } from './errors.ts';
import { guestPlace } from './farport.ts';
import type { Meter } from './meter.ts';
import { QemuGuest, type QemuOptions } from './qemu.ts';

const port = 4000;

export class UsbRedir implements Contestant {
  readonly name = 'usbredir';
  readonly #lab: Lab;
  readonly #qemu: QemuGuest;
  #redirect: LabProcess | undefined;

  private constructor(lab: Lab, qemu: QemuGuest) {
    this.#lab = lab;
    this.#qemu = qemu;
  }

  static async start(lab: Lab, meter: Meter, options: QemuOptions): Promise<UsbRedir> {
    const { exitCode } = await lab.run(['which', 'usbredirect']);
    if (exitCode !== 0)
      throw new BenchError('bench.missing', 'usbredirect is not in the lab: run "npm run setup"');
    const qemu = await QemuGuest.start(lab, meter, {
      ...options,
      args: [
        ...['-device', 'qemu-xhci,id=xhci'],
        ...['-chardev', `socket,id=redir,host=127.0.0.1,port=${port},server=on,wait=off`],
        ...['-device', 'usb-redir,chardev=redir,bus=xhci.0'],
        ...(options.args ?? []),
      ],
    });
    return new UsbRedir(lab, qemu);
  }

  attach(device: Device): Promise<Place> {
    const redirect = this.#lab.spawn(['usbredirect', '--device', device.id, '--to', `127.0.0.1:${port}`]);
    this.#redirect = redirect;
    const place = guestPlace(this.#qemu.guest);
    const died = redirect.ended.then(({ exitCode }) => {
      if (this.#redirect !== redirect) return new Promise<never>(() => undefined); // detached
      throw new BenchError('bench.peer', `usbredirect ended with ${exitCode}: ${redirect.output}`);
    });
    died.catch(() => undefined);
    return Promise.resolve({
      ...place,
      run: (command, timeoutMs) => Promise.race([place.run(command, timeoutMs), died]),
    });
  }

  async detach(): Promise<void> {
    const redirect = this.#redirect;
    this.#redirect = undefined;
    redirect?.kill('SIGTERM');
    await redirect?.ended.catch(() => undefined);
  }

  close(): Promise<void> {
    return this.#qemu.close();
  }
}
