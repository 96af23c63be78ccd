import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_PAYLOAD, MAX_URBS, ProtocolError, ReceivedPayload, type SubmitMessage } from '@farport/protocol';
import { MAX_URB_LENGTH, MAX_URBS_IN_FLIGHT } from '@farport/usb';
import type { Urb } from '../usb-device.ts';
import { ANSWER_WITHIN_MS } from './answer-deadline.ts';
import { FakeClock, FakeController, settle } from './remote-fakes.ts';
import { PromisedDescriptors } from './promised-descriptors.ts';
import { RemoteUsbDevice, type RemoteChannel } from './remote-usb-device.ts';

/** Stands for the VM's end of a channel: keeps what was sent. */
class FakeChannel implements RemoteChannel {
  readonly sent: { urb: SubmitMessage; payload: readonly Uint8Array[] | undefined }[] = [];
  readonly cancels: number[] = [];
  readonly operations: string[] = [];
  /** Ids that wait for credit. */
  readonly queued = new Set<number>();
  /** While true, data stays in the socket: `written` gathers the callbacks. */
  holdsData = false;
  readonly written: (() => void)[] = [];

  submit(urb: SubmitMessage, payload?: readonly Uint8Array[], written?: () => void): void {
    this.sent.push({ urb, payload });
    if (written === undefined) return;
    if (this.holdsData) this.written.push(written);
    else written();
  }
  cancel(id: number): boolean {
    if (this.queued.delete(id)) return false;
    this.cancels.push(id);
    return true;
  }
  reset(id: number): void {
    this.operations.push(`reset ${id}`);
  }
  setConfiguration(id: number, value: number): void {
    this.operations.push(`configuration ${id} ${value}`);
  }
  setInterface(id: number, number: number, alternate: number): void {
    this.operations.push(`interface ${id} ${number} ${alternate}`);
  }
  clearHalt(id: number, endpoint: number): void {
    this.operations.push(`halt ${id} ${endpoint}`);
  }
}

function make(maxUrbs = 8): {
  channel: FakeChannel;
  device: RemoteUsbDevice;
  controller: FakeController;
  clock: FakeClock;
  unresponsive: string[];
} {
  const channel = new FakeChannel();
  const clock = new FakeClock();
  const unresponsive: string[] = [];
  const device = new RemoteUsbDevice(channel, {
    speed: 'high',
    label: 'test',
    maxUrbs,
    maxPayload: 1 << 20,
    configurations: [],
    activeConfiguration: 0,
    mayFollow: false,
    released: () => undefined,
    clock,
    promised: new PromisedDescriptors(new Uint8Array(18), []),
    promiseBroken: () => undefined,
    unresponsive: (message) => unresponsive.push(message),
  });
  device.start();
  return { channel, device, controller: new FakeController(), clock, unresponsive };
}

const data = (...parts: Uint8Array[]): ReceivedPayload => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return new ReceivedPayload(parts, length, () => undefined);
};

describe('remote USB device', () => {
  it('has the limits of the wire', () => {
    assert.equal(MAX_PAYLOAD, MAX_URB_LENGTH);
    assert.equal(MAX_URBS, MAX_URBS_IN_FLIGHT);
  });

  it("sends OUT data as the guest's own memory", () => {
    const { channel, device, controller } = make();
    const buffers = [new Uint8Array(512), new Uint8Array(100)];
    const urb = controller.urb(2, buffers);
    device.submit(urb);
    assert.equal(channel.sent[0]?.payload, buffers);
    assert.equal(channel.sent[0].urb.length, 0);
    device.completed(1, 'completed', 612, undefined);
    assert.deepEqual([urb.status, urb.actualLength, controller.completions.get(urb)], ['completed', 612, 1]);
  });

  it('scatters IN data over the buffers, however it came', () => {
    const { device, controller } = make();
    const buffers = [new Uint8Array(3), new Uint8Array(4)];
    device.submit(controller.urb(0x81, buffers));
    device.completed(1, 'completed', 5, data(Uint8Array.of(1, 2), Uint8Array.of(3, 4, 5)));
    assert.deepEqual(buffers, [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 0, 0)]);
  });

  it('calls more data than was asked babble, and writes none of the rest', () => {
    const { device, controller } = make();
    const memory = new Uint8Array(8);
    const urb = controller.urb(0x81, [memory.subarray(0, 4)]);
    device.submit(urb);
    device.completed(1, 'completed', 6, data(new Uint8Array(6).fill(7)));
    assert.deepEqual([urb.status, urb.actualLength], ['babble', 4]);
    assert.deepEqual(memory, Uint8Array.of(7, 7, 7, 7, 0, 0, 0, 0));
  });

  it('ends a client that miscounts, and completes the URB all the same', async () => {
    for (const [endpoint, actual, payload] of [
      [0x81, 5, data(Uint8Array.of(1))],
      [0x81, 5, undefined],
      [0x02, 5, undefined],
      [0x02, 1, data(Uint8Array.of(1))],
    ] as const) {
      const { device, controller } = make();
      const urb = controller.urb(endpoint, [new Uint8Array(4)]);
      device.submit(urb);
      assert.throws(() => {
        device.completed(1, 'completed', actual, payload);
      }, ProtocolError);
      await settle();
      assert.deepEqual([urb.status, controller.completions.get(urb)], ['no-device', 1]);
    }
  });

  it('uses an id again only when both completion and cancel are answered', () => {
    const { channel, device, controller } = make();
    const submit = (): number | undefined => {
      device.submit(controller.urb(0x81, [new Uint8Array(4)]));
      return channel.sent.at(-1)?.urb.id;
    };
    const urb = controller.urb(0x81, [new Uint8Array(4)]);
    device.submit(urb);
    device.cancel(urb);
    device.cancel(urb);
    assert.deepEqual(channel.cancels, [1]);
    device.completed(1, 'cancelled', 2, data(Uint8Array.of(1, 2)));
    assert.equal(urb.actualLength, 2);
    assert.equal(submit(), 2);
    device.cancelAnswered(1);
    assert.equal(submit(), 1);
    assert.throws(() => {
      device.cancelAnswered(1);
    }, ProtocolError);
  });

  it('completes a URB that never left as cancelled', async () => {
    const { channel, device, controller } = make();
    const urb = controller.urb(2, [new Uint8Array(4)]);
    device.submit(urb);
    channel.queued.add(1);
    controller.call(() => {
      device.cancel(urb);
    });
    await settle();
    assert.deepEqual([urb.status, controller.completions.get(urb)], ['cancelled', 1]);
    assert.throws(() => {
      device.completed(1, 'completed', 4, undefined);
    }, ProtocolError);
  });

  it('keeps what the client cannot take yet, in order', () => {
    const { channel, device, controller } = make(2);
    const done: string[] = [];
    for (let i = 0; i < 3; i++) device.submit(controller.urb(2, [new Uint8Array(i + 1)]));
    device.clearHalt(0x81, (status) => done.push(status));
    assert.equal(channel.sent.length, 2);
    device.completed(2, 'completed', 2, undefined);
    device.completed(1, 'completed', 1, undefined);
    assert.equal(channel.sent.length, 3);
    assert.deepEqual(channel.operations, ['halt 1 129']);
    device.operationDone(1, 'stall');
    assert.deepEqual(done, ['stall']);
  });

  it('answers everything once when the device is gone', async () => {
    const { device, controller } = make(2);
    const statuses: string[] = [];
    const urbs = Array.from({ length: 4 }, () => controller.urb(0x81, [new Uint8Array(4)]));
    for (const urb of urbs) device.submit(urb);
    device.reset((status) => statuses.push(status));
    controller.call(() => {
      device.detached();
    });
    device.completed(1, 'completed', 0, undefined);
    const late = controller.urb(0x81, [new Uint8Array(4)]);
    controller.call(() => {
      device.submit(late);
      device.setInterface(0, 0, (status) => statuses.push(status));
    });
    await settle();
    for (const urb of [...urbs, late]) {
      assert.deepEqual([urb.status, controller.completions.get(urb)], ['no-device', 1]);
    }
    assert.equal(controller.reentered, 0);
    assert.deepEqual(statuses, ['no-device', 'no-device']);
  });

  describe('whose client answers before it has read', () => {
    it('hands a URB back when its data has left, not before', async () => {
      const { channel, device, controller } = make(1);
      channel.holdsData = true;
      const urb = controller.urb(2, [new Uint8Array(4)]);
      device.submit(urb);
      device.completed(1, 'completed', 4, undefined);
      await settle();
      assert.equal(controller.completions.get(urb), 0);
      // Its id is not free either.
      device.submit(controller.urb(0x81, [new Uint8Array(4)]));
      assert.equal(channel.sent.length, 1);
      channel.written[0]?.();
      await settle();
      assert.deepEqual([urb.status, urb.actualLength, controller.completions.get(urb)], ['completed', 4, 1]);
      assert.equal(channel.sent.length, 2);
    });

    it('and is gone then: the URB still waits for its data', async () => {
      const { channel, device, controller, clock, unresponsive } = make();
      channel.holdsData = true;
      const urbs = [controller.urb(2, [new Uint8Array(4)]), controller.urb(2, [new Uint8Array(4)])];
      for (const urb of urbs) device.submit(urb);
      assert.throws(() => {
        device.completed(1, 'completed', 5, undefined);
      }, ProtocolError);
      device.end();
      await settle();
      assert.deepEqual(
        urbs.map((urb) => controller.completions.get(urb)),
        [0, 0],
      );
      assert.equal(device.holdsMemory, true);
      // What does not leave by itself has to be cut off.
      clock.advance(ANSWER_WITHIN_MS);
      assert.equal(unresponsive.length, 1);
      for (const written of channel.written) written();
      await settle();
      for (const urb of urbs)
        assert.deepEqual([urb.status, controller.completions.get(urb)], ['no-device', 1]);
      assert.equal(device.holdsMemory, false);
    });
  });

  describe('whose client falls silent', () => {
    it('is given up when a cancel is not answered in time', () => {
      const { device, controller, clock, unresponsive } = make();
      const urb = controller.urb(0x81, [new Uint8Array(4)]);
      device.submit(urb);
      clock.advance(60_000);
      device.cancel(urb);
      clock.advance(ANSWER_WITHIN_MS - 1);
      assert.deepEqual(unresponsive, []);
      clock.advance(1);
      assert.deepEqual(unresponsive, ['the client does not answer: the guest cannot wait longer for test']);
    });

    it('may take its time for what no command waits for, and costs no timer', () => {
      const { device, controller, clock, unresponsive } = make();
      device.submit(controller.urb(0x81, [new Uint8Array(4)]));
      device.submit(controller.urb(2, [new Uint8Array(4)]));
      device.setConfiguration(1, () => undefined);
      device.completed(1, 'completed', 0, undefined);
      assert.equal(clock.waiting, 0);
      clock.advance(60_000);
      assert.deepEqual(unresponsive, []);
    });

    it('has the whole time for each cancel', () => {
      const { device, controller, clock, unresponsive } = make();
      const urbs = [1, 2].map(() => controller.urb(0x81, [new Uint8Array(4)]));
      for (const [i, urb] of urbs.entries()) {
        device.submit(urb);
        device.cancel(urb);
        clock.advance(ANSWER_WITHIN_MS - 100);
        device.completed(i + 1, 'cancelled', 0, undefined);
      }
      clock.advance(60_000);
      assert.deepEqual(unresponsive, []);
      assert.equal(clock.waiting, 0);
    });

    it('is given up when an operation does not end that a command waits for, sent or not', () => {
      for (const full of [false, true]) {
        const { device, controller, clock, unresponsive } = make(1);
        if (full) device.submit(controller.urb(0x81, [new Uint8Array(4)]));
        device.setConfiguration(1, () => undefined);
        clock.advance(5000);
        device.awaitOperations();
        clock.advance(ANSWER_WITHIN_MS);
        assert.equal(unresponsive.length, 1);
      }
    });

    it('is not blamed for this process being busy: the answer may be here already', () => {
      const { device, controller, clock, unresponsive } = make();
      const urb = controller.urb(0x81, [new Uint8Array(4)]);
      device.submit(urb);
      device.cancel(urb);
      clock.stall(10_000);
      assert.deepEqual(unresponsive, []);
      device.completed(1, 'cancelled', 0, undefined);
      clock.advance(60_000);
      assert.deepEqual(unresponsive, []);
    });
  });

  it('completes every URB exactly once against any client', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('submit' as const), isIn: fc.boolean(), n: fc.nat(40) }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), n: fc.nat(40) }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('complete' as const),
          id: fc.nat(6),
          n: fc.nat(50),
          m: fc.nat(50),
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('honest' as const), n: fc.nat(40) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('cancelled' as const), id: fc.nat(6) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('operation' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('done' as const), id: fc.nat(6) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('written' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (steps, byController) => {
        const { channel, device, controller } = make(4);
        channel.holdsData = true;
        const urbs: Urb[] = [];
        let operations = 0;
        const open = (): Urb[] => urbs.filter((urb) => controller.completions.get(urb) === 0);
        for (const each of steps) {
          try {
            if (each.do === 'submit') {
              const urb = controller.urb(each.isIn ? 0x81 : 2, [new Uint8Array(each.n)]);
              urbs.push(urb);
              controller.call(() => {
                device.submit(urb);
              });
            } else if (each.do === 'cancel') {
              const urb = urbs[each.n];
              controller.call(() => {
                if (urb !== undefined) device.cancel(urb);
              });
            } else if (each.do === 'complete') {
              device.completed(
                each.id,
                'completed',
                each.m,
                each.n > 0 ? data(new Uint8Array(each.n)) : undefined,
              );
            } else if (each.do === 'honest') {
              const last = channel.sent[each.n];
              if (last !== undefined) device.completed(last.urb.id, 'stall', 0, undefined);
            } else if (each.do === 'written') channel.written.shift()?.();
            else if (each.do === 'cancelled') device.cancelAnswered(each.id);
            else if (each.do === 'done') device.operationDone(each.id, 'completed');
            else if (each.do === 'operation') {
              operations++;
              device.reset(() => operations--);
            } else await settle();
          } catch (error) {
            // A lie ends the channel, and that the device.
            assert.ok(error instanceof ProtocolError, String(error));
            device.end();
          }
          for (const count of controller.completions.values()) assert.ok(count <= 1);
        }
        if (byController) device.detached();
        else device.end();
        for (const written of channel.written) written();
        await settle();
        assert.deepEqual(open(), []);
        assert.equal(controller.reentered, 0);
        assert.equal(operations, 0);
        for (const count of controller.completions.values()) assert.equal(count, 1);
      }),
      { numRuns: 500 },
    );
  });
});
