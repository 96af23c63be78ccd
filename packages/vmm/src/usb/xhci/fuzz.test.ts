/**
 * Any register access over any memory content: no exception, bounded work, and a controller that works again after
 * a reset. Shares the model driver with the other tests.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { UrbStatus } from '@farport/usb';
import { FakeUsbDevice } from './model/fake-device.ts';
import { ModelDriver, RAM_BYTES, Reg, Trb } from './model/driver.ts';
import { REGION_LENGTH } from './registers.ts';
import { MAX_LINKS_IN_A_ROW, MAX_TRBS_PER_TD } from './ring.ts';
import { TrbType } from './trb.ts';

/** Word accesses one register access, with its turn, may cause: TRBs of a turn and the events of 64 TDs. */
const WORK_LIMIT = 64 * 4 * (MAX_TRBS_PER_TD + MAX_LINKS_IN_A_ROW);

const STATUSES: readonly UrbStatus[] = [
  'completed',
  'completed',
  'stall',
  'cancelled',
  'babble',
  'timeout',
  'no-device',
  'invalid',
];

type Step =
  | { readonly kind: 'access'; readonly offset: number; readonly size: 1 | 2 | 4 | 8; readonly value: number }
  | { readonly kind: 'read'; readonly offset: number; readonly size: 1 | 2 | 4 | 8 }
  | { readonly kind: 'poke'; readonly at: number; readonly words: readonly number[] }
  | { readonly kind: 'trb'; readonly where: number; readonly type: number; readonly words: readonly number[] }
  | {
      readonly kind: 'command';
      readonly type: number;
      readonly slot: number;
      readonly dci: number;
      readonly at: number;
    }
  | { readonly kind: 'doorbell'; readonly slot: number; readonly value: number }
  | { readonly kind: 'complete'; readonly which: number; readonly status: number; readonly moved: number }
  | { readonly kind: 'plug' | 'unplug'; readonly which: number }
  | { readonly kind: 'time'; readonly us: number };

const size = fc.constantFrom<1 | 2 | 4 | 8>(1, 2, 4, 8);
const word = fc.oneof(
  fc.nat(0xffff_ffff),
  fc.constantFrom(0, 1, 0xffff_ffff, 0x1000, RAM_BYTES - 16, RAM_BYTES, 0xffff_fff0),
  // Somewhere the model driver has put rings and contexts.
  fc.nat(64).map((page) => page * 4096 + 1),
);
const registerOffset = fc.oneof(
  fc.nat(REGION_LENGTH - 8),
  fc.constantFrom(
    Reg.usbcmd,
    Reg.usbsts,
    Reg.crcr,
    Reg.dcbaap,
    Reg.config,
    Reg.erstsz(0),
    Reg.erstba(0),
    Reg.erdp(0),
  ),
  fc.integer({ min: 1, max: 8 }).map((port) => Reg.portsc(port)),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('access' as const), offset: registerOffset, size, value: word }),
  fc.record({ kind: fc.constant('read' as const), offset: fc.nat(REGION_LENGTH - 8), size }),
  fc.record({
    kind: fc.constant('poke' as const),
    at: fc.nat(0x4_0000 / 4).map((n) => n * 4),
    words: fc.array(word, { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('trb' as const),
    where: fc.nat(3),
    type: fc.integer({ min: 0, max: 12 }),
    words: fc.array(word, { minLength: 4, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('command' as const),
    type: fc.integer({ min: 6, max: 26 }),
    slot: fc.constantFrom(0, 1, 1, 1, 2, 64, 65, 255),
    dci: fc.constantFrom(0, 1, 2, 3, 3, 31),
    at: word,
  }),
  fc.record({
    kind: fc.constant('doorbell' as const),
    slot: fc.constantFrom(0, 1, 1, 2, 64),
    value: fc.oneof(fc.nat(32), word),
  }),
  fc.record({
    kind: fc.constant('complete' as const),
    which: fc.nat(8),
    status: fc.nat(7),
    moved: fc.integer({ min: -1, max: 70_000 }),
  }),
  fc.record({ kind: fc.constantFrom('plug' as const, 'unplug' as const), which: fc.nat(3) }),
  fc.record({ kind: fc.constant('time' as const), us: fc.nat(5000) }),
);

/** A configured device, and whatever a hostile guest and device do with it. */
class Harness {
  readonly driver = new ModelDriver({ eventTrbs: 16 }).run();
  readonly devices: FakeUsbDevice[] = [];
  readonly #attachments: { detach(): void }[] = [];
  readonly #rings;

  constructor() {
    this.#plug();
    this.driver.events();
    const slot = this.driver.enumerate(1, this.devices[0]!);
    const rings = this.driver.configure(slot, [
      { dci: 2, type: 2, maxPacket: 512 },
      { dci: 3, type: 6, maxPacket: 512 },
    ]);
    this.#rings = [slot.control, ...rings, this.driver.commands];
  }

  apply(step: Step): void {
    const { driver } = this;
    const { controller, memory } = driver;
    memory.accesses = 0;
    switch (step.kind) {
      case 'access':
        controller.write(step.offset, step.size, step.value, step.value);
        controller.settle();
        break;
      case 'read':
        controller.read(step.offset, step.size);
        controller.readHigh();
        break;
      case 'poke':
        for (const [i, value] of step.words.entries()) memory.writeU32(step.at + 4 * i, value);
        break;
      case 'trb': {
        const [low = 0, high = 0, status = 0, control = 0] = step.words;
        this.#rings[step.where]?.push(low, high & 1, status, (control & 0x3fe) | Trb.type(step.type));
        break;
      }
      case 'command':
        driver.issue(step.type, Trb.slot(step.slot) | Trb.endpoint(step.dci), step.at & ~0xf);
        break;
      case 'doorbell':
        driver.ringDoorbell(step.slot, step.value);
        break;
      case 'complete':
        this.#complete(step);
        break;
      case 'plug':
        if (this.devices.length < 4) this.#plug();
        break;
      case 'unplug':
        this.#attachments[step.which]?.detach();
        break;
      case 'time':
        driver.clock.advance(step.us, 64);
        break;
    }
    assert.ok(memory.accesses <= WORK_LIMIT, `${memory.accesses} memory accesses in one step`);
  }

  #plug(): void {
    const device = new FakeUsbDevice(this.devices.length % 2 === 0 ? 'high' : 'super');
    this.devices.push(device);
    this.#attachments.push(this.driver.controller.attach(device));
  }

  #complete({ which, status, moved }: { which: number; status: number; moved: number }): void {
    const device = this.devices[which % this.devices.length];
    const urb = device?.open[which % Math.max(1, device.open.length)];
    if (urb !== undefined) device?.complete(urb, STATUSES[status] ?? 'completed', moved);
    else if (device !== undefined && device.operations.length > 0) device.finishOperation();
  }

  /** Everything comes home, the controller is reset and a device works. */
  startOver(): void {
    const { driver } = this;
    for (const attachment of this.#attachments) attachment.detach();
    for (const device of this.devices) {
      assert.deepEqual(device.open, []);
      while (device.operations.length > 0) device.finishOperation('no-device');
    }
    driver.write(Reg.usbcmd, 2);
    driver.clock.advance(10_000);
    assert.equal(driver.read(Reg.usbcmd), 0, 'HCRST ends');
    driver.startOver();
    driver.run();
    const device = new FakeUsbDevice('high');
    const { port } = driver.controller.attach(device);
    const slot = driver.enumerate(port, device);
    const [out] = driver.configure(slot, [{ dci: 2, type: 2, maxPacket: 512 }]);
    const at = out!.push(driver.alloc(4096), 0, 31, Trb.type(TrbType.normal) | Trb.ioc);
    driver.ringDoorbell(slot.id, 2);
    device.completeNext();
    assert.deepEqual(
      driver.events().map(({ pointer, code }) => [pointer, code]),
      [[at, 1]],
    );
  }
}

describe('fuzzing', () => {
  it('any access over any memory ends in no exception and bounded work, and a reset heals', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const harness = new Harness();
        for (const each of steps) harness.apply(each);
        harness.startOver();
      }),
      { numRuns: Number(process.env['FARPORT_FUZZ_RUNS'] ?? 300) },
    );
  });
});
