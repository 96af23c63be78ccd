// A QEMU with KVM inside the lab, running the test guest: the monitor of the peers.
import { GuestError, GuestShell } from '../guest/shell.ts';
import type { Lab, LabProcess } from '../lab/lab.ts';
import { BenchError } from './errors.ts';
import type { Meter } from './meter.ts';

/** Of every guest of a benchmark. */
export const cmdline = 'console=ttyS0 panic=-1';

export interface QemuOptions {
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly args?: readonly string[];
}

export class QemuGuest {
  readonly guest: GuestShell;
  readonly process: LabProcess;

  private constructor(process: LabProcess) {
    this.process = process;
    this.guest = new GuestShell(process.stdout, process.stdin);
  }

  static async start(lab: Lab, meter: Meter, options: QemuOptions): Promise<QemuGuest> {
    const qemu = new QemuGuest(lab.spawn(qemuCommand(meter, options)));
    try {
      await qemu.guest.ready(300_000);
    } catch (cause) {
      if (!(cause instanceof GuestError) || cause.code !== 'guest.closed') throw cause;
      const { exitCode, signal } = await qemu.process.ended;
      const how = `QEMU ended with ${signal ?? `status ${exitCode}`}`;
      throw new BenchError('bench.stalled', `${how}. Its end:\n${qemu.process.output.slice(-2000)}`, {
        cause,
      });
    }
    return qemu;
  }

  async close(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.process.ended.catch(() => undefined);
  }
}

/** q35 with its serial console on stdin and stdout. */
export function qemuCommand(meter: Meter, { memoryMiB, vcpus, args = [] }: QemuOptions): readonly string[] {
  return [
    ...['qemu-system-x86_64', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', 'q35', '-accel', 'kvm', '-cpu', 'host', '-smp', String(vcpus), '-m', String(memoryMiB)],
    ...['-kernel', meter.kernel, '-initrd', meter.initrd, '-append', cmdline],
    ...['-serial', 'stdio'],
    ...args,
  ];
}
