/**
 * Small stand-ins for devices: FakeRegion is a window of registers that notes what is done to it, FakeUsbController
 * a controller without a bus, FakeBlkPlane a block device's data plane without rings.
 */
import type { BlkDevice, BlkQueue } from '@farport/native';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { UsbPortsFullError, type UsbAttachment } from '../../usb/usb-device.ts';
import type { UsbController } from '../board.ts';
import type { VmDisk } from '../virtual-machine.ts';
import type { RegionHandler, RegisterRule } from '../region.ts';

export class FakeRegion implements RegionHandler {
  readonly name = 'fake region';
  readonly length = 0x1000;
  readonly rules: readonly RegisterRule[];
  /** "write 10h=5", "read 4h", "settle". */
  readonly seen: string[] = [];
  shadow: DataView | undefined;
  throws = false;

  constructor(rules: readonly RegisterRule[] = []) {
    this.rules = rules;
  }

  useShadow(shadow: DataView): void {
    this.shadow = shadow;
  }

  read(offset: number): number {
    if (this.throws) throw new Error('a bug');
    this.seen.push(`read ${offset.toString(16)}h`);
    return 0x1234_5678;
  }

  readHigh(): number {
    return 0x9abc_def0;
  }

  write(offset: number, _size: number, low: number): void {
    if (this.throws) throw new Error('a bug');
    this.seen.push(`write ${offset.toString(16)}h=${low.toString(16)}`);
  }

  settle(): void {
    this.seen.push('settle');
  }
}

export class FakeUsbController extends FakeRegion implements UsbController {
  attach(device: UsbDevice): UsbAttachment {
    throw new UsbPortsFullError(device.speed);
  }
}

export class FakeBlkPlane implements VmDisk {
  readonly sectors = 2048;
  /** SEG_MAX, FLUSH, INDIRECT_DESC, EVENT_IDX. */
  readonly features: number;
  readonly seen: string[] = [];
  queues: BlkQueue[] = [];
  refuses = false;

  constructor(moreFeatures = 0) {
    this.features = (1 << 2) | (1 << 9) | (1 << 28) | (1 << 29) | moreFeatures;
  }

  activate(queues: BlkQueue[], low: number, high: number): void {
    if (this.refuses) throw Object.assign(new Error('the ring is bad'), { code: 'virtio.queue' });
    this.queues = queues;
    this.seen.push(`activate ${low.toString(16)} ${high.toString(16)}`);
  }

  stats(): ReturnType<BlkDevice['stats']> {
    return { reads: 0, writes: 0, flushes: 0, discards: 0, bytesRead: 0, bytesWritten: 0, errors: 0 };
  }

  close(): void {
    this.seen.push('close');
  }

  reset(): void {
    this.seen.push('reset');
  }
}
