// A guest with a mass storage device at the other end of a network: what is asked for before the guest asks, and that the
// guest sees nothing else than it would have seen.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ReceivedPayload, type SubmitMessage } from '@farport/protocol';
import { CBW_LENGTH, CSW_LENGTH, type UrbStatus } from '@farport/usb';
import type { Urb } from '../usb-device.ts';
import { FakeClock, FakeController, settle } from './remote-fakes.ts';
import { PromisedDescriptors } from './promised-descriptors.ts';
import { RemoteUsbDevice, type RemoteChannel } from './remote-usb-device.ts';

const OUT = 0x02;
const IN = 0x81;
const packet = 512;

/** One configuration with a Bulk-Only interface whose alternate setting 1 speaks UAS. */
const configuration = Uint8Array.from([
  ...[9, 2, 41, 0, 1, 1, 0, 0x80, 50],
  ...[9, 4, 0, 0, 2, 8, 6, 0x50, 0, 7, 5, IN, 2, 0, 2, 0, 7, 5, OUT, 2, 0, 2, 0],
  ...[9, 4, 0, 1, 0, 8, 6, 0x62, 0],
]);

/** Stands for the client and its device: keeps what it was sent, and answers when the test says so. */
class FakeClient implements RemoteChannel {
  device: RemoteUsbDevice | undefined;
  /** Everything that came, in order. */
  readonly log: string[] = [];
  /** URBs that are not answered, in order. */
  readonly open: SubmitMessage[] = [];
  /** Payload whose credit has not gone back. */
  heldBytes = 0;

  submit(urb: SubmitMessage, payload?: readonly Uint8Array[], written?: () => void): void {
    const length = payload?.reduce((sum, { length }) => sum + length, 0) ?? urb.length;
    this.log.push(`${urb.type === 'control' ? 'control' : urb.endpoint === IN ? 'in' : 'out'} ${length}`);
    this.open.push(urb);
    written?.();
  }
  cancel(id: number): boolean {
    const urb = this.open.find((one) => one.id === id);
    this.log.push(`cancel ${urb?.endpoint === IN ? 'in' : 'out'} ${urb?.length ?? 0}`);
    queueMicrotask(() => {
      this.device?.cancelAnswered(id);
      if (this.open.some((one) => one.id === id)) this.answer(id, 'cancelled');
    });
    return true;
  }
  reset(id: number): void {
    this.operate('reset', id);
  }
  setConfiguration(id: number): void {
    this.operate('configure', id);
  }
  setInterface(id: number): void {
    this.operate('interface', id);
  }
  clearHalt(id: number): void {
    this.operate('clear halt', id);
  }
  operate(what: string, id: number): void {
    this.log.push(what);
    queueMicrotask(() => this.device?.operationDone(id, 'completed'));
  }

  answer(id: number, status: UrbStatus, data?: Uint8Array, actualLength = data?.length ?? 0): void {
    const at = this.open.findIndex((one) => one.id === id);
    this.open.splice(at, 1);
    let payload: ReceivedPayload | undefined;
    if (data !== undefined && data.length > 0) {
      this.heldBytes += data.length;
      payload = new ReceivedPayload([data.subarray(0, 5), data.subarray(5)], data.length, (released) => {
        this.heldBytes -= released;
      });
    }
    this.device?.completed(id, status, actualLength, payload);
    payload?.handled();
  }

  /** Answers the oldest open URB of an endpoint. */
  answerNext(endpoint: number, status: UrbStatus, data?: Uint8Array, actualLength?: number): void {
    const urb = this.open.find((one) => one.endpoint === endpoint);
    assert.ok(urb, `a URB of endpoint ${endpoint}`);
    this.answer(urb.id, status, data, actualLength);
  }
}

function commandBlock(dataLength: number, isIn: boolean): Uint8Array {
  const bytes = new Uint8Array(CBW_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x43425355, true);
  view.setUint32(8, dataLength, true);
  bytes[12] = isIn ? 0x80 : 0;
  return bytes;
}

class Guest {
  readonly client = new FakeClient();
  readonly controller = new FakeController();
  readonly device: RemoteUsbDevice;

  constructor(mayFollow = true) {
    this.device = new RemoteUsbDevice(this.client, {
      speed: 'high',
      label: 'stick',
      maxUrbs: 16,
      maxPayload: 1 << 20,
      configurations: [configuration],
      activeConfiguration: 1,
      mayFollow,
      released: () => undefined,
      clock: new FakeClock(),
      promised: new PromisedDescriptors(new Uint8Array(18), []),
      promiseBroken: () => undefined,
      unresponsive: () => undefined,
    });
    this.client.device = this.device;
    this.device.start();
  }

  submit(endpoint: number, bytes: Uint8Array): Urb {
    const half = bytes.length >> 1;
    const urb = this.controller.urb(endpoint, [bytes.subarray(0, half), bytes.subarray(half)]);
    this.controller.call(() => {
      this.device.submit(urb);
    });
    return urb;
  }

  command(dataLength: number, isIn: boolean): Urb {
    return this.submit(OUT, commandBlock(dataLength, isIn));
  }

  cancel(urb: Urb): void {
    this.controller.call(() => {
      this.device.cancel(urb);
    });
  }

  assertEnded(urb: Urb, status: UrbStatus, actualLength: number): void {
    assert.deepEqual(
      [urb.status, urb.actualLength, this.controller.completions.get(urb)],
      [status, actualLength, 1],
    );
  }
}

/** Bytes that tell their place, also from one packet to the next. */
const counted = (length: number, from = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (from + i) % 251);

describe('a mass storage device far away', () => {
  it('is asked for data and status together with the command that announces them', async () => {
    const guest = new Guest();
    const command = guest.command(1024, true);
    assert.deepEqual(guest.client.log, ['out 31', 'in 1024', 'in 13']);
    guest.client.answerNext(OUT, 'completed', undefined, CBW_LENGTH);
    guest.assertEnded(command, 'completed', CBW_LENGTH);
    // The data comes before the guest asks, the status after.
    guest.client.answerNext(IN, 'completed', counted(1024));
    assert.equal(guest.client.heldBytes, 1024);
    const memory = new Uint8Array(1024);
    const read = guest.submit(IN, memory);
    await settle();
    guest.assertEnded(read, 'completed', 1024);
    assert.deepEqual(memory, counted(1024));
    assert.equal(guest.client.heldBytes, 0);
    const status = new Uint8Array(CSW_LENGTH);
    const state = guest.submit(IN, status);
    guest.client.answerNext(IN, 'completed', counted(CSW_LENGTH, 7));
    guest.assertEnded(state, 'completed', CSW_LENGTH);
    assert.deepEqual(status, counted(CSW_LENGTH, 7));
    assert.equal(guest.client.log.length, 3);
    assert.equal(guest.controller.reentered, 0);
  });

  it('is given one after the other, and neither by a client that knows no after', () => {
    const guest = new Guest();
    guest.command(1024, true);
    const [command, data, status] = guest.client.open;
    assert.deepEqual([command?.after, data?.after, status?.after], [0, command?.id, data?.id]);
    const old = new Guest(false);
    old.command(1024, true);
    assert.deepEqual(old.client.log, ['out 31']);
  });

  it('is asked for the status together with the last data of a write, and at once where there is no data', () => {
    const guest = new Guest();
    guest.command(2048, false);
    guest.submit(OUT, new Uint8Array(1024));
    guest.submit(OUT, new Uint8Array(1024));
    assert.deepEqual(guest.client.log, ['out 31', 'out 1024', 'out 1024', 'in 13']);
    const other = new Guest();
    other.command(0, false);
    assert.deepEqual(other.client.log, ['out 31', 'in 13']);
  });

  it('ends its data short: the guest hears of the short packet, and the status follows', async () => {
    const guest = new Guest();
    guest.command(1024, true);
    guest.client.answerNext(IN, 'completed', counted(36));
    guest.client.answerNext(IN, 'completed', counted(CSW_LENGTH));
    const read = guest.submit(IN, new Uint8Array(1024));
    const state = guest.submit(IN, new Uint8Array(CSW_LENGTH));
    await settle();
    guest.assertEnded(read, 'completed', 36);
    guest.assertEnded(state, 'completed', CSW_LENGTH);
  });

  it('stalls its data stage: the guest hears of it, clears the halt and asks for the status itself', async () => {
    const guest = new Guest();
    guest.command(1024, true);
    guest.client.answerNext(IN, 'stall');
    guest.client.answerNext(IN, 'cancelled');
    const read = guest.submit(IN, new Uint8Array(1024));
    await settle();
    guest.assertEnded(read, 'stall', 0);
    guest.device.clearHalt(IN, () => undefined);
    await settle();
    const state = guest.submit(IN, new Uint8Array(CSW_LENGTH));
    assert.deepEqual(guest.client.log, ['out 31', 'in 1024', 'in 13', 'clear halt', 'in 13']);
    guest.client.answerNext(IN, 'completed', counted(CSW_LENGTH));
    guest.assertEnded(state, 'completed', CSW_LENGTH);
  });

  it('refuses the command: what was asked for is cancelled, the newest first', async () => {
    const guest = new Guest();
    const command = guest.command(1024, true);
    guest.client.answerNext(OUT, 'stall', undefined, 0);
    await settle();
    guest.assertEnded(command, 'stall', 0);
    assert.deepEqual(guest.client.log.slice(3), ['cancel in 13', 'cancel in 1024']);
    // Nothing of it is left: the guest's next transfer is its own.
    guest.submit(IN, new Uint8Array(CSW_LENGTH));
    assert.equal(guest.client.log.at(-1), 'in 13');
  });

  it('refuses a command whose data the guest has asked for already: that transfer waits, as on a bus', async () => {
    const guest = new Guest();
    guest.command(1024, true);
    const read = guest.submit(IN, new Uint8Array(1024));
    guest.client.answerNext(OUT, 'stall', undefined, 0);
    // What was to follow the command does not begin.
    guest.client.answerNext(IN, 'cancelled');
    await settle();
    assert.equal(guest.controller.completions.get(read), 0);
    assert.equal(guest.client.log.at(-1), 'in 1024');
    guest.cancel(read);
    await settle();
    guest.assertEnded(read, 'cancelled', 0);
    assert.equal(guest.client.open.length, 0);
  });

  it('serves a driver that reads in other pieces, and stops foreseeing for it', async () => {
    const guest = new Guest();
    for (let i = 0; i < 5; i++) {
      guest.command(1024, true);
      guest.client.answerNext(OUT, 'completed', undefined, CBW_LENGTH);
      const foresaw = guest.client.open.length > 0;
      assert.equal(foresaw, i < 3);
      if (foresaw) guest.client.answerNext(IN, 'completed', counted(1024));
      const bytes = new Uint8Array(1024);
      const pieces = [guest.submit(IN, bytes.subarray(0, packet)), guest.submit(IN, bytes.subarray(packet))];
      await settle();
      if (!foresaw)
        for (const from of [0, packet])
          guest.client.answerNext(IN, 'completed', counted(1024).subarray(from, from + packet));
      for (const piece of pieces) guest.assertEnded(piece, 'completed', packet);
      assert.deepEqual(bytes, counted(1024));
      const state = guest.submit(IN, new Uint8Array(CSW_LENGTH));
      guest.client.answerNext(IN, 'completed', counted(CSW_LENGTH));
      guest.assertEnded(state, 'completed', CSW_LENGTH);
    }
    assert.equal(guest.client.heldBytes, 0);
  });

  it('answers a longer transfer with what came and what the device has still', async () => {
    const guest = new Guest();
    guest.command(packet, true);
    guest.client.answerNext(IN, 'completed', counted(packet));
    const bytes = new Uint8Array(2 * packet);
    const read = guest.submit(IN, bytes);
    await settle();
    assert.deepEqual(guest.client.log.slice(3), ['cancel in 13', 'in 512']);
    guest.client.answerNext(IN, 'completed', counted(100, 9));
    guest.assertEnded(read, 'completed', packet + 100);
    assert.deepEqual(
      bytes.subarray(0, packet + 100),
      Uint8Array.from([...counted(packet), ...counted(100, 9)]),
    );
  });

  it('babbles where a packet does not fit, as on a bus', async () => {
    const guest = new Guest();
    guest.command(1024, true);
    guest.client.answerNext(IN, 'completed', counted(1024));
    const read = guest.submit(IN, new Uint8Array(100));
    await settle();
    guest.assertEnded(read, 'babble', 100);
    const next = guest.submit(IN, new Uint8Array(packet));
    await settle();
    guest.assertEnded(next, 'completed', packet);
  });

  it("loses the guest's patience: the cancelled transfer has what had moved, and nothing behind it steals the rest", async () => {
    const guest = new Guest();
    guest.command(1024, true);
    const read = guest.submit(IN, new Uint8Array(1024));
    guest.cancel(read);
    assert.deepEqual(guest.client.log.slice(3), ['cancel in 13', 'cancel in 1024']);
    await settle();
    guest.assertEnded(read, 'cancelled', 0);
  });

  it('is reset, by its class or on its port: nothing that was read ahead outlives that', async () => {
    const resets: ((guest: Guest) => void)[] = [
      ({ device }) => {
        device.reset(() => undefined);
      },
      ({ device }) => {
        device.setConfiguration(1, () => undefined);
      },
      ({ device }) => {
        device.setInterface(0, 0, () => undefined);
      },
      ({ device, controller }) => {
        const setup = { requestType: 0x21, request: 0xff, value: 0, index: 0, length: 0 };
        device.submit({ ...controller.urb(0, [], 'control'), setup });
      },
    ];
    for (const reset of resets) {
      const guest = new Guest();
      guest.command(1024, true);
      guest.client.answerNext(IN, 'completed', counted(1024));
      reset(guest);
      assert.equal(guest.client.log[3], 'cancel in 13');
      assert.equal(guest.client.heldBytes, 0);
      await settle();
      const asked = guest.client.log.length;
      guest.submit(IN, new Uint8Array(1024));
      assert.deepEqual(guest.client.log.slice(asked), ['in 1024']);
    }
  });

  it('is foreseen again when the guest configures it, and not in an alternate setting that speaks otherwise', async () => {
    const guest = new Guest();
    guest.device.reset(() => undefined);
    await settle();
    guest.command(1024, true);
    assert.deepEqual(guest.client.log.slice(1), ['out 31']);
    guest.device.setConfiguration(1, () => undefined);
    await settle();
    guest.command(1024, true);
    assert.deepEqual(guest.client.log.slice(3), ['out 31', 'in 1024', 'in 13']);
    const uas = new Guest();
    uas.device.setInterface(0, 1, () => undefined);
    await settle();
    uas.command(1024, true);
    assert.deepEqual(uas.client.log.slice(1), ['out 31']);
  });

  it('lets go of what the guest had asked for before it chose another setting', async () => {
    for (const choose of [
      (device: RemoteUsbDevice) => {
        device.setInterface(0, 0, () => undefined);
      },
      (device: RemoteUsbDevice) => {
        device.setConfiguration(1, () => undefined);
      },
    ]) {
      const guest = new Guest();
      guest.command(1024, true);
      guest.client.answerNext(OUT, 'completed', undefined, CBW_LENGTH);
      const read = guest.submit(IN, new Uint8Array(1024));
      choose(guest.device);
      await settle();
      guest.cancel(read);
      await settle();
      guest.assertEnded(read, 'cancelled', 0);
    }
  });

  it('holds no more than one command, whatever the guest writes', () => {
    const guest = new Guest();
    for (let i = 0; i < 5; i++) guest.command(1024, true);
    assert.deepEqual(
      guest.client.log.filter((line) => line.startsWith('in')),
      ['in 1024', 'in 13'],
    );
    const greedy = new Guest();
    greedy.command(0xffffffff, true);
    assert.deepEqual(greedy.client.log, ['out 31']);
  });

  it('goes away: every transfer of the guest is answered once, and the credit goes back', async () => {
    const guest = new Guest();
    guest.command(1024, true);
    guest.client.answerNext(IN, 'completed', counted(1024));
    const waiting = [guest.submit(IN, new Uint8Array(packet)), guest.submit(IN, new Uint8Array(13))];
    guest.device.end();
    await settle();
    for (const urb of waiting) assert.equal(guest.controller.completions.get(urb), 1);
    assert.equal(guest.client.heldBytes, 0);
  });

  it('gives the guest every byte once and in order, whatever the guest asks and when', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('command' as const), packets: fc.integer({ min: 0, max: 4 }) }),
      fc.record({
        kind: fc.constant('in' as const),
        length: fc.constantFrom(13, packet, 2 * packet, 3 * packet, 4 * packet),
      }),
      fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(4) }),
      fc.record({
        kind: fc.constant('answer' as const),
        packets: fc.integer({ min: 0, max: 4 }),
        tail: fc.constantFrom(0, 0, 5),
      }),
      fc.record({ kind: fc.constant('settle' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const guest = new Guest();
        const urbs: { urb: Urb; bytes: Uint8Array }[] = [];
        const { client } = guest;
        let sent = 0;
        for (const one of steps) {
          if (one.kind === 'command') guest.command(one.packets * packet, true);
          else if (one.kind === 'in') {
            const bytes = new Uint8Array(one.length);
            urbs.push({ urb: guest.submit(IN, bytes), bytes });
          } else if (one.kind === 'cancel') {
            const open = urbs.filter(({ urb }) => guest.controller.completions.get(urb) === 0)[one.which];
            if (open !== undefined) guest.cancel(open.urb);
          } else if (one.kind === 'answer') {
            const next = client.open.find(({ endpoint }) => endpoint === IN);
            if (next !== undefined) {
              const length = Math.min(next.length, one.packets * packet + one.tail);
              client.answer(next.id, 'completed', counted(length, sent));
              sent += length;
            }
          } else await settle();
        }
        await settle();
        guest.device.end();
        await settle();
        let seen = 0;
        for (const { urb, bytes } of urbs) {
          assert.equal(guest.controller.completions.get(urb), 1);
          // A babble loses the rest of its packet.
          if (urb.status === 'babble') return;
          assert.deepEqual(bytes.subarray(0, urb.actualLength), counted(urb.actualLength, seen));
          seen += urb.actualLength;
        }
        assert.equal(guest.controller.reentered, 0);
        assert.equal(client.heldBytes, 0);
      }),
      { numRuns: 1000 },
    );
  });
});
