/** A configured device behind a controller, for tests of transfer rings. */
import { FakeUsbDevice } from './fake-device.ts';
import { ModelDriver } from './driver.ts';
import type { Event, ModelOptions, ModelSlot, ProducerRing } from './driver.ts';

/** A configured high-speed device with bulk OUT (DCI 2) and bulk IN (DCI 3), and 64 KiB of memory. */
export interface Bench {
  readonly driver: ModelDriver;
  readonly device: FakeUsbDevice;
  readonly slot: ModelSlot;
  readonly out: ProducerRing;
  readonly into: ProducerRing;
  readonly page: number;
}

export function bench(options?: ModelOptions): Bench {
  const driver = new ModelDriver(options).run();
  const device = new FakeUsbDevice('high');
  driver.controller.attach(device);
  const slot = driver.enumerate(1, device);
  const [out, into] = driver.configure(slot, [
    { dci: 2, type: 2, maxPacket: 512 },
    { dci: 3, type: 6, maxPacket: 512 },
  ]);
  const page = driver.alloc(64 * 1024);
  driver.events();
  if (out === undefined || into === undefined) throw new Error('two endpoints were configured');
  return { driver, device, slot, out, into, page };
}

/** [TRB pointer, completion code, length] of each event. */
export function brief(events: readonly Event[]): number[][] {
  return events.map(({ pointer, code, length }) => [pointer, code, length]);
}
