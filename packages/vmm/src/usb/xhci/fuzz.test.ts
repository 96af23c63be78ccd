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
import type { ProducerRing } from './model/driver.ts';
import { REGION_LENGTH } from './registers.ts';
import { TrbType } from './trb.ts';

/**
 * Word accesses one register access, with its turn, may cause: 4 for each of some 9,000 TRBs (4096, one TD more, its
 * links), as many for the events they make, and what 64 commands read and write.
 */
const WORK_LIMIT = 150_000;
/** Slot and endpoint of each ring of the harness; the fourth is the command ring. */
const PLACES = [
  [1, 1],
  [1, 2],
  [1, 3],
  [0, 0],
  [2, 1],
  [2, 4],
  [2, 5],
] as const;
const NOWHERE = { pointer: 0, cycle: 0 };
/** Turns that one step lets pass. */
const TURNS = 64;

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
  | { readonly kind: 'address'; readonly slot: number; readonly port: number; readonly bsr: boolean }
  | { readonly kind: 'configure'; readonly slot: number; readonly add: number; readonly drop: number }
  | { readonly kind: 'transfer'; readonly where: number }
  | { readonly kind: 'waiting'; readonly slot: 1 | 2; readonly command: 'address' | 'configure' | 'disable' }
  | { readonly kind: 'portReset'; readonly port: number }
  | { readonly kind: 'commandRing'; readonly bits: number }
  | { readonly kind: 'events' | 'reset' | 'startOver' }
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
const anything: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('access' as const), offset: registerOffset, size, value: word }),
  fc.record({ kind: fc.constant('read' as const), offset: fc.nat(REGION_LENGTH - 8), size }),
  fc.record({
    kind: fc.constant('poke' as const),
    at: fc.nat(0x4_0000 / 4).map((n) => n * 4),
    words: fc.array(word, { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('trb' as const),
    where: fc.nat(6),
    type: fc.oneof(fc.constant(TrbType.normal), fc.integer({ min: 0, max: 12 })),
    words: fc.array(word, { minLength: 4, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('command' as const),
    type: fc.oneof(
      fc.integer({ min: 6, max: 26 }),
      fc.constantFrom(TrbType.disableSlot, TrbType.stopEndpoint, TrbType.resetEndpoint, TrbType.resetDevice),
    ),
    slot: fc.constantFrom(0, 1, 1, 1, 2, 2, 3, 64, 65, 255),
    dci: fc.constantFrom(0, 1, 2, 3, 3, 4, 31),
    at: word,
  }),
  fc.record({
    kind: fc.constant('doorbell' as const),
    slot: fc.constantFrom(0, 1, 1, 2, 3, 64),
    value: fc.oneof(fc.nat(32), fc.integer({ min: 1, max: 5 }), word),
  }),
  fc.record({ kind: fc.constantFrom('plug' as const, 'unplug' as const), which: fc.nat(3) }),
);
/** What a driver does, in an order in which none does it. */
const wellFormed: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('address' as const),
    slot: fc.integer({ min: 1, max: 3 }),
    port: fc.constantFrom(1, 2, 5),
    bsr: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('configure' as const),
    slot: fc.integer({ min: 1, max: 3 }),
    add: fc.nat(0xf).map((bits) => bits << 2),
    drop: fc.nat(0xf).map((bits) => bits << 2),
  }),
  fc.record({ kind: fc.constant('transfer' as const), where: fc.nat(6) }),
  fc.record({
    kind: fc.constant('waiting' as const),
    slot: fc.constantFrom(1 as const, 2 as const),
    command: fc.constantFrom('address' as const, 'configure' as const, 'disable' as const),
  }),
  fc.record({ kind: fc.constant('portReset' as const), port: fc.constantFrom(1, 2, 5) }),
  // Command Stop and Command Abort, maybe in the middle of a command that waits for a device; HCRST as well.
  fc.record({ kind: fc.constant('commandRing' as const), bits: fc.constantFrom(2, 4, 4) }),
  fc.record({ kind: fc.constantFrom('events' as const, 'reset' as const, 'startOver' as const) }),
);
const outside: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('complete' as const),
    which: fc.nat(8),
    status: fc.nat(7),
    moved: fc.integer({ min: -1, max: 70_000 }),
  }),
  fc.record({ kind: fc.constant('time' as const), us: fc.nat(5000) }),
);
const steps = fc.oneof(
  // Anything at all, and what only goes wrong together: a guest that is nearly right, for a few steps.
  fc.array(fc.oneof(anything, wellFormed, outside), { maxLength: 80 }),
  fc.array(fc.oneof(wellFormed, outside), { maxLength: 24 }),
);

/**
 * Two configured devices, a slot without one, and whatever a hostile guest and device do with them. Slot 1 has two
 * rings, slot 2 one ring for four endpoints.
 */
class Harness {
  readonly driver = new ModelDriver({ eventTrbs: 16 }).run();
  readonly devices: FakeUsbDevice[] = [];
  readonly #attachments: { detach(): void }[] = [];
  readonly #rings;
  readonly #input: number;
  readonly #shared: ProducerRing;

  constructor() {
    const { driver } = this;
    const high = this.#plug();
    const superSpeed = this.#plug();
    driver.events();
    const first = driver.enumerate(1, high);
    const rings = driver.configure(first, [
      { dci: 2, type: 2, maxPacket: 512 },
      { dci: 3, type: 6, maxPacket: 512 },
    ]);
    const second = driver.enumerate(5, superSpeed);
    this.#shared = driver.ring();
    this.#input = driver.alloc(driver.contextSize * 33);
    this.#configure(second.id, 0x3c, 0);
    driver.command(TrbType.enableSlot);
    driver.memory.writeU32(driver.dcbaa + 8 * 3, driver.alloc(driver.contextSize * 32));
    driver.events();
    this.#rings = [first.control, ...rings, driver.commands, second.control, this.#shared, this.#shared];
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
        if (this.devices.length < 5) this.#plug();
        break;
      case 'unplug':
        this.#attachments[step.which]?.detach();
        break;
      case 'address':
        this.#address(step);
        break;
      case 'transfer':
        this.#transfer(step.where);
        break;
      case 'waiting':
        this.#waiting(step);
        memory.accesses = 0;
        break;
      case 'portReset':
        driver.write(Reg.portsc(step.port), 0x210);
        break;
      case 'configure':
        this.#configure(step.slot, step.add, step.drop);
        break;
      case 'commandRing':
        driver.write64(Reg.crcr, step.bits);
        break;
      case 'events':
        driver.events();
        break;
      case 'reset':
        driver.write(Reg.usbcmd, 2);
        break;
      case 'startOver':
        driver.startOver();
        driver.run();
        memory.accesses = 0;
        break;
      case 'time':
        driver.clock.advance(step.us, TURNS);
        break;
    }
    const limit = step.kind === 'time' ? TURNS * WORK_LIMIT : WORK_LIMIT;
    assert.ok(memory.accesses <= limit, `${memory.accesses} memory accesses in one step`);
    this.#check();
  }

  /** What holds whatever the guest does. */
  #check(): void {
    const { controller } = this.driver;
    for (const port of controller.ports) {
      if (port.slotId === 0) continue;
      assert.equal(controller.slots.get(port.slotId)?.port, port, 'a port has the slot that has the port');
    }
  }

  /** A whole transfer, well formed, on a ring and the endpoint it was made for. */
  #transfer(where: number): void {
    const { driver } = this;
    const ring = this.#rings[where];
    if (ring === undefined || ring === driver.commands) return;
    if (where === 0 || where === 4) {
      ring.push(0x0100_0680, 18 << 16, 8, Trb.type(TrbType.setupStage) | Trb.idt | Trb.trtIn);
      ring.push(0x1000, 0, 18, Trb.type(TrbType.dataStage) | Trb.directionIn);
      ring.push(0, 0, 0, Trb.type(TrbType.statusStage) | Trb.ioc);
    } else {
      ring.push(0x1000, 0, 512, Trb.type(TrbType.normal) | Trb.ioc);
    }
    const [slot, dci] = PLACES[where] ?? [1, 1];
    driver.ringDoorbell(slot, dci);
  }

  /** A command that waits until a device has answered for a transfer. */
  #waiting({ slot, command }: { slot: 1 | 2; command: 'address' | 'configure' | 'disable' }): void {
    const { driver } = this;
    driver.events();
    if (command === 'address') driver.issue(TrbType.resetDevice, Trb.slot(slot));
    const control = slot === 1 ? 0 : 4;
    this.#transfer(command === 'configure' ? control + 1 : control);
    if (command === 'address') this.#address({ slot, port: slot === 1 ? 1 : 5, bsr: false });
    else if (command === 'configure') this.#configure(slot, 0, 0x3c);
    else driver.issue(TrbType.disableSlot, Trb.slot(slot));
  }

  /** Address Device, well formed. */
  #address({ slot, port, bsr }: { slot: number; port: number; bsr: boolean }): void {
    // Where its driver stands: endpoint 0 works on.
    const { pointer, cycle } = (slot === 2 ? this.#rings[4] : this.#rings[0])?.position ?? NOWHERE;
    this.#writeInput(3, 0, port, 1, pointer | cycle);
    this.driver.issue(TrbType.addressDevice, Trb.slot(slot) | (bsr ? Trb.bsr : 0), this.#input);
  }

  /** Configure Endpoint, well formed: bulk endpoints on the shared ring. */
  #configure(slot: number, add: number, drop: number): void {
    this.#writeInput(add, drop, 1, 31);
    this.driver.issue(TrbType.configureEndpoint, Trb.slot(slot), this.#input);
  }

  #writeInput(add: number, drop: number, port: number, entries: number, ring = 0): void {
    const { memory, contextSize } = this.driver;
    const at = this.#input;
    memory.writeU32(at, drop);
    memory.writeU32(at + 4, add);
    memory.writeU32(at + contextSize, (entries << 27) | (3 << 20));
    memory.writeU32(at + contextSize + 4, port << 16);
    for (let dci = 1; dci < 6; dci++) {
      const type = dci === 1 ? 4 : dci % 2 === 0 ? 2 : 6;
      const to = at + contextSize * (dci + 1);
      memory.writeU32(to + 4, (512 << 16) | (type << 3) | 6);
      memory.writeU32(to + 8, dci === 1 ? ring : this.#shared.base | 1);
    }
  }

  #plug(): FakeUsbDevice {
    const device = new FakeUsbDevice(this.devices.length % 2 === 0 ? 'high' : 'super');
    this.devices.push(device);
    this.#attachments.push(this.driver.controller.attach(device));
    return device;
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
      fc.property(steps, (list) => {
        const harness = new Harness();
        for (const each of list) harness.apply(each);
        harness.startOver();
      }),
      { numRuns: Number(process.env['FARPORT_FUZZ_RUNS'] ?? 300) },
    );
  });
});
