import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SentMessage } from '@farport/protocol';
import fc from 'fast-check';
import { FakeCapturedDevice } from '../capture/fake/fake-captured-device.ts';
import { TransferMemory } from '../capture/transfer-memory.ts';
import { DeviceServer, type DeviceWire } from './device-server.ts';
import type { SubmitRequest } from './urb-slot.ts';

const MIB = 1024 * 1024;

/** Stands for the channel: writes down what is answered. */
class FakeWire implements DeviceWire {
  readonly log: string[] = [];
  readonly data = new Map<number, Uint8Array>();
  unsentBytes = 0;

  /** The number of the last message, as the channel counts them; a message that waits for credit has none yet. */
  seq = 0;
  hasCredit = true;

  complete(id: number, status: string, actualLength: number, data: Uint8Array): SentMessage {
    this.log.push(`complete ${id} ${status} ${actualLength}`);
    this.data.set(id, data);
    return this.hasCredit ? { seq: ++this.seq } : {};
  }
  cancelled(id: number, found: boolean): void {
    this.log.push(`cancelled ${id} ${found}`);
  }
  operationDone(id: number, status: string): void {
    this.log.push(`done ${id} ${status}`);
  }
  gone(duringReset: boolean): void {
    this.log.push(`gone ${duringReset ? 'during a reset' : 'unplugged'}`);
  }
}

function bulkIn(id: number, length: number): SubmitRequest {
  return {
    id,
    type: 'bulk',
    endpoint: 0x81,
    length,
    setup: undefined,
    zeroPacket: false,
    shortNotOk: false,
    streamId: 0,
    after: 0,
  };
}

function bulkOut(id: number): SubmitRequest {
  return { ...bulkIn(id, 0), endpoint: 0x02 };
}

function control(id: number, setup: number[], length = 0): SubmitRequest {
  const isIn = ((setup[0] ?? 0) & 0x80) !== 0;
  return {
    ...bulkIn(id, isIn ? length : 0),
    type: 'control',
    endpoint: isIn ? 0x80 : 0,
    setup: Uint8Array.from(setup),
  };
}

function arrange(memory = new TransferMemory(Infinity)): {
  device: FakeCapturedDevice;
  wire: FakeWire;
  server: DeviceServer;
} {
  const device = new FakeCapturedDevice(undefined, undefined, memory);
  const wire = new FakeWire();
  const server = new DeviceServer(device, wire);
  device.start(server);
  return { device, wire, server };
}

/** Everything that was put off to a microtask has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a URB that is to follow another', () => {
  const follower = (id: number, after: number): SubmitRequest => ({ ...bulkIn(id, 512), after });
  const data = [Uint8Array.of(1, 2, 3)];

  it('begins when the other has completed, whichever of the two came first', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkOut(1), 0, data, 3);
    server.submit(follower(2, 1), 0);
    server.submit(follower(3, 1), 0);
    assert.deepEqual([...device.waiting.keys()], [1]);
    device.end(1, 'completed', 3);
    await settled();
    assert.deepEqual([...device.waiting.keys()], [2, 3]);
    server.submit(follower(4, 1), 0);
    assert.deepEqual([...device.waiting.keys()], [2, 3, 4]);
    assert.deepEqual(wire.log, ['complete 1 completed 3']);
  });

  it('begins also when IN data was shorter than asked', async () => {
    const { device, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    server.submit(follower(2, 1), 0);
    device.end(1, 'completed', 3);
    await settled();
    assert.deepEqual([...device.waiting.keys()], [2]);
  });

  it('never begins where the other moved less, failed, or was never seen', async () => {
    for (const [status, moved] of [
      ['completed', 2],
      ['stall', 0],
      ['transaction-error', 3],
    ] as const) {
      const { device, wire, server } = arrange();
      server.submit(bulkOut(1), 0, data, 3);
      server.submit(follower(2, 1), 0);
      device.end(1, status, moved);
      await settled();
      server.submit(follower(3, 1), 0);
      assert.deepEqual(device.waiting.size, 0);
      assert.deepEqual(wire.log.slice(1), ['complete 2 cancelled 0', 'complete 3 cancelled 0']);
    }
    const { device, wire, server } = arrange();
    server.submit(follower(2, 1), 0);
    assert.deepEqual([device.waiting.size, wire.log], [0, ['complete 2 cancelled 0']]);
  });

  it('follows the last URB that had the id, of whatever endpoint', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    device.end(1, 'completed', 3);
    await settled();
    server.submit(bulkOut(1), 0, data, 3);
    device.end(1, 'stall', 0);
    await settled();
    server.submit(follower(2, 1), 0);
    assert.deepEqual([device.waiting.size, wire.log.at(-1)], [0, 'complete 2 cancelled 0']);
  });

  it('is cancelled while it waits, by its own cancel, a cancel of the other, or a reset', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkOut(1), 0, data, 3);
    for (const id of [2, 3]) server.submit(follower(id, 1), 0);
    server.cancel(2);
    assert.deepEqual(wire.log.splice(0), ['cancelled 2 true', 'complete 2 cancelled 0']);
    server.cancel(1);
    await settled();
    assert.deepEqual(wire.log.splice(0), [
      'cancelled 1 true',
      'complete 1 cancelled 0',
      'complete 3 cancelled 0',
    ]);
    server.submit(bulkOut(4), 0, data, 3);
    server.submit(follower(5, 4), 0);
    server.operate({ kind: 'reset', id: 6 });
    await settled();
    assert.deepEqual(wire.log, ['complete 5 cancelled 0', 'complete 4 cancelled 0', 'done 6 completed']);
    assert.deepEqual(device.waiting.size, 0);
  });

  it('is not answered once the device was taken away', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkOut(1), 0, data, 3);
    server.submit(follower(2, 1), 0);
    await server.close();
    assert.deepEqual([wire.log, device.waiting.size], [[], 0]);
  });
});

describe('completions (rule 1)', () => {
  it('carries the true length and the data of a short IN transfer', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    device.end(1, 'completed', 3);
    await settled();
    assert.deepEqual(wire.log, ['complete 1 completed 3']);
    assert.deepEqual([...wire.data.get(1)!], [0, 1, 2]);
  });

  it('answers a cancel and completes the URB, each once', async () => {
    const { wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    server.cancel(1);
    await settled();
    assert.deepEqual(wire.log, ['cancelled 1 true', 'complete 1 cancelled 0']);
  });

  it('tells that a cancel came too late, and keeps what had moved', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    device.end(1, 'completed', 512);
    await settled();
    server.cancel(1);
    assert.deepEqual(wire.log, ['complete 1 completed 512', 'cancelled 1 false']);
  });

  it('hands OUT data to the device as it came', () => {
    const { device, server } = arrange();
    const data = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    server.submit(bulkOut(1), 0, data, 3);
    assert.equal(device.waiting.get(1)?.length, 3);
    assert.equal(device.waiting.get(1)?.data, data);
  });

  it('lets an id be used again after its completion', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 8), 0);
    device.end(1, 'completed', 8);
    await settled();
    server.submit(bulkIn(1, 8), 0);
    device.end(1, 'completed', 4);
    await settled();
    assert.deepEqual(wire.log, ['complete 1 completed 8', 'complete 1 completed 4']);
  });
});

describe('requests that never reach the device (rule 2)', () => {
  const refused: [string, SubmitRequest][] = [
    ['SET_ADDRESS', control(1, [0x00, 5, 7, 0, 0, 0, 0, 0])],
    ['SET_CONFIGURATION', control(1, [0x00, 9, 1, 0, 0, 0, 0, 0])],
    ['SET_INTERFACE', control(1, [0x01, 11, 1, 0, 0, 0, 0, 0])],
    ['CLEAR_FEATURE(ENDPOINT_HALT)', control(1, [0x02, 1, 0, 0, 0x81, 0, 0, 0])],
    ['a SETUP packet whose length is not the data stage', control(1, [0x80, 6, 0, 1, 0, 0, 18, 0], 64)],
    [
      'a direction that is not the endpoint',
      { ...control(1, [0x80, 6, 0, 1, 0, 0, 18, 0], 18), endpoint: 0 },
    ],
    ['a bulk transfer on endpoint 0', { ...bulkIn(1, 8), endpoint: 0x80 }],
    ['an endpoint address with reserved bits', { ...bulkIn(1, 8), endpoint: 0xf1 }],
  ];
  for (const [name, request] of refused) {
    it(`refuses ${name}`, () => {
      const { device, wire, server } = arrange();
      server.submit(request, 0);
      assert.deepEqual(wire.log, ['complete 1 invalid 0']);
      assert.equal(device.waiting.size, 0);
    });
  }

  it('lets a class request with the same number through', () => {
    const { device, server } = arrange();
    server.submit(control(1, [0x21, 9, 0, 0, 0, 0, 0, 0]), 0);
    assert.equal(device.waiting.size, 1);
  });
});

describe('stalls (rule 3)', () => {
  it('keeps the endpoint halted until it is cleared', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    server.submit(bulkIn(2, 512), 0);
    device.end(1, 'stall', 0);
    await settled();
    server.submit(bulkIn(3, 512), 0);
    await settled();
    assert.deepEqual(wire.log, ['complete 1 stall 0', 'complete 2 stall 0', 'complete 3 stall 0']);

    server.operate({ kind: 'clear-halt', id: 4, endpoint: 0x81 });
    await settled();
    server.submit(bulkIn(5, 512), 0);
    assert.deepEqual(wire.log.at(-1), 'done 4 completed');
    assert.deepEqual([...device.waiting.keys()], [5]);
  });

  it('leaves the other endpoints alone', async () => {
    const { device, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    server.submit(bulkOut(2), 0, [Uint8Array.of(1)], 1);
    device.end(1, 'stall', 0);
    await settled();
    assert.deepEqual([...device.waiting.keys()], [2]);
  });

  it('never halts the control endpoint (USB 2.0, section 8.5.3.4)', async () => {
    const { device, server } = arrange();
    server.submit(control(1, [0x80, 6, 0, 6, 0, 0, 10, 0], 10), 0);
    device.end(1, 'stall', 0);
    await settled();
    server.submit(control(2, [0x80, 6, 0, 1, 0, 0, 18, 0], 18), 0);
    assert.deepEqual([...device.waiting.keys()], [2]);
  });
});

describe('errors on the bus', () => {
  for (const status of ['transaction-error', 'babble', 'timeout', 'no-resources', 'invalid'] as const) {
    it(`pauses the endpoint after ${status}, until the VM knows of it`, async () => {
      const { device, wire, server } = arrange();
      for (const id of [1, 2]) server.submit(bulkOut(id), 0, [Uint8Array.of(id)], 1);
      device.end(1, status, 0);
      await settled();
      server.submit(bulkOut(3), 0, [Uint8Array.of(3)], 1);
      assert.deepEqual(wire.log, [
        `complete 1 ${status} 0`,
        'complete 2 cancelled 0',
        'complete 3 cancelled 0',
      ]);
      server.submit(bulkOut(4), 1, [Uint8Array.of(4)], 1);
      assert.deepEqual([...device.waiting.keys()], [4]);
    });
  }

  it('stays paused while the completion that tells of the error waits for credit', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    wire.hasCredit = false;
    device.end(1, 'transaction-error', 100);
    await settled();
    server.submit(bulkIn(2, 512), 5);
    assert.deepEqual(wire.log, ['complete 1 transaction-error 100', 'complete 2 cancelled 0']);
  });

  it('stalls where a stall comes behind another error', async () => {
    const { device, wire, server } = arrange();
    for (const id of [1, 2]) server.submit(bulkIn(id, 512), 0);
    device.end(1, 'transaction-error', 0);
    device.end(2, 'stall', 0);
    await settled();
    server.submit(bulkIn(3, 512), 2);
    assert.deepEqual(wire.log, [
      'complete 1 transaction-error 0',
      'complete 2 stall 0',
      'complete 3 stall 0',
    ]);
  });

  it('lets nothing pass that came before it behind an operation', async () => {
    const { device, wire, server } = arrange();
    device.held = [];
    server.submit(bulkIn(1, 512), 0);
    server.operate({ kind: 'clear-halt', id: 2, endpoint: 0x02 });
    server.submit(bulkIn(3, 512), 0);
    device.end(1, 'timeout', 0);
    await settled();
    device.answer('completed');
    assert.deepEqual(wire.log, ['complete 1 timeout 0', 'done 2 completed', 'complete 3 cancelled 0']);
    assert.equal(device.waiting.size, 0);
  });

  it('is over with a clear halt as well', async () => {
    const { device, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    device.end(1, 'timeout', 0);
    await settled();
    server.operate({ kind: 'clear-halt', id: 2, endpoint: 0x81 });
    await settled();
    server.submit(bulkIn(3, 512), 0);
    assert.deepEqual([...device.waiting.keys()], [3]);
  });

  it('cancels what is behind newest first, before it answers the one that failed', async () => {
    const { device, wire, server } = arrange();
    for (const id of [1, 2, 3]) server.submit(bulkIn(id, 512), 0);
    const cancelled: string[] = [];
    device.onCancel = (id) => cancelled.push(`${id} after ${wire.log.length} answers`);
    device.end(1, 'transaction-error', 0);
    await settled();
    assert.deepEqual(cancelled, ['3 after 0 answers', '2 after 0 answers']);
    assert.deepEqual(wire.log, [
      'complete 1 transaction-error 0',
      'complete 3 cancelled 0',
      'complete 2 cancelled 0',
    ]);
  });

  it('delivers what moved behind it all the same (rule 1)', async () => {
    const { device, wire, server } = arrange();
    for (const id of [1, 2, 3]) server.submit(bulkIn(id, 512), 0);
    device.end(1, 'transaction-error', 7);
    device.end(2, 'completed', 512);
    device.moves(3, 100);
    await settled();
    assert.deepEqual(wire.log, [
      'complete 1 transaction-error 7',
      'complete 2 completed 512',
      'complete 3 cancelled 100',
    ]);
    assert.equal(wire.data.get(3)?.length, 100);
  });

  it('pauses an endpoint whose URB was refused here', () => {
    const { device, wire, server } = arrange();
    server.submit({ ...bulkIn(1, 8), setup: Uint8Array.of(1) }, 0);
    server.submit(bulkIn(2, 8), 0);
    assert.deepEqual(wire.log, ['complete 1 invalid 0', 'complete 2 cancelled 0']);
    assert.equal(device.waiting.size, 0);
  });

  it('never pauses the control endpoint', async () => {
    const { device, wire, server } = arrange();
    server.submit(control(1, [0x80, 6, 0, 1, 0, 0, 18, 0], 18), 0);
    device.end(1, 'transaction-error', 0);
    await settled();
    server.submit({ ...bulkIn(2, 8), endpoint: 0x80 }, 0);
    server.submit(control(3, [0x80, 6, 0, 1, 0, 0, 18, 0], 18), 0);
    assert.deepEqual(wire.log, ['complete 1 transaction-error 0', 'complete 2 invalid 0']);
    assert.deepEqual([...device.waiting.keys()], [3]);
  });

  it('pauses nothing for a URB that outlived a new alternate setting', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    server.operate({ kind: 'set-interface', id: 2, interfaceNumber: 0, alternate: 1 });
    await settled();
    device.end(1, 'invalid', 0);
    await settled();
    server.submit(bulkIn(3, 512), 0);
    assert.deepEqual(wire.log, ['done 2 completed', 'complete 1 invalid 0']);
    assert.deepEqual([...device.waiting.keys()], [3]);
  });

  it('does not take a cancel that was asked for as an error', async () => {
    const { device, server } = arrange();
    for (const id of [1, 2]) server.submit(bulkIn(id, 512), 0);
    server.cancel(2);
    await settled();
    assert.deepEqual([...device.waiting.keys()], [1]);
  });
});

describe('operations', () => {
  it('cancels what is in the device newest first, so that no later data moves after an earlier end', () => {
    const { device, server } = arrange();
    for (const id of [1, 2, 3]) server.submit(bulkIn(id, 512), 0);
    const cancelled: number[] = [];
    device.onCancel = (id) => cancelled.push(id);
    server.operate({ kind: 'reset', id: 4 });
    assert.deepEqual(cancelled, [3, 2, 1]);
  });

  it('ends every transfer before a reset, and holds back what comes meanwhile', async () => {
    const { device, wire, server } = arrange();
    device.held = [];
    server.submit(bulkIn(1, 512), 0);
    server.operate({ kind: 'reset', id: 2 });
    server.submit(bulkIn(3, 512), 0);
    await settled();
    assert.deepEqual(wire.log, ['complete 1 cancelled 0']);
    assert.equal(device.waiting.size, 0);
    device.answer('completed');
    assert.deepEqual(wire.log.at(-1), 'done 2 completed');
    assert.deepEqual([...device.waiting.keys()], [3]);
    assert.deepEqual(device.breaches, []);
  });

  it('answers a clear halt of endpoint 0, which never halts, by itself', async () => {
    const { device, wire, server } = arrange();
    device.held = [];
    server.operate({ kind: 'set-interface', id: 1, interfaceNumber: 0, alternate: 1 });
    server.operate({ kind: 'clear-halt', id: 2, endpoint: 0x80 });
    assert.deepEqual(wire.log, []);
    device.answer('completed');
    await settled();
    assert.deepEqual(wire.log, ['done 1 completed', 'done 2 completed']);
    assert.deepEqual(device.operations, ['interface 0 1']);
  });

  it('runs one after the other, in order', async () => {
    const { device, wire, server } = arrange();
    server.operate({ kind: 'set-configuration', id: 1, value: 1 });
    server.operate({ kind: 'set-interface', id: 2, interfaceNumber: 0, alternate: 1 });
    await settled();
    assert.deepEqual(device.operations, ['configuration 1', 'interface 0 1']);
    assert.deepEqual(wire.log, ['done 1 completed', 'done 2 completed']);
  });

  it('cancels a URB that still waits behind an operation', () => {
    const { device, wire, server } = arrange();
    device.held = [];
    server.operate({ kind: 'clear-halt', id: 1, endpoint: 0x81 });
    server.submit(bulkIn(2, 512), 0);
    server.cancel(2);
    assert.deepEqual(wire.log, ['cancelled 2 true', 'complete 2 cancelled 0']);
  });

  it('tells that the device went away in a reset (rule 4)', async () => {
    const { device, wire, server } = arrange();
    device.held = [];
    server.operate({ kind: 'reset', id: 1 });
    device.answer('no-device');
    await settled();
    assert.deepEqual(wire.log, ['gone during a reset']);
  });
});

describe('bounds', () => {
  it('holds long transfers back, keeps their order, and lets short ones pass', async () => {
    const { device, server } = arrange();
    for (let id = 1; id <= 4; id++) server.submit(bulkIn(id, 4 * MIB), 0);
    server.submit({ ...bulkIn(5, 8), type: 'interrupt', endpoint: 0x83 }, 0);
    assert.deepEqual([...device.waiting.keys()], [1, 2, 3, 5]);
    device.end(1, 'completed', 4 * MIB);
    await settled();
    assert.deepEqual([...device.waiting.keys()], [2, 3, 5, 4]);
  });

  it('waits for the network before it reads more', () => {
    const { device, wire, server } = arrange();
    wire.unsentBytes = 12 * MIB;
    server.submit(bulkIn(1, MIB), 0);
    assert.equal(device.waiting.size, 0);
    wire.unsentBytes = 0;
    server.drained();
    assert.equal(device.waiting.size, 1);
  });

  it('shares the memory of the machine with other devices, short transfers too', async () => {
    const memory = new TransferMemory(16 * MIB);
    const [first, second] = [arrange(memory), arrange(memory)];
    for (let id = 1; id <= 1000; id++) first.server.submit(bulkIn(id, 64 * 1024), 0);
    for (let id = 1; id <= 12; id++) second.server.submit(bulkIn(id, MIB), 0);
    const inDevices = first.device.waiting.size * 64 * 1024 + second.device.waiting.size * MIB;
    assert.ok(inDevices < 16 * MIB, `${inDevices} bytes`);
    assert.ok(second.device.waiting.size > 0);

    const before = second.device.waiting.size;
    for (const id of [...first.device.waiting.keys()].slice(0, 64)) first.device.end(id, 'completed', 0);
    await settled();
    assert.ok(second.device.waiting.size > before, 'goes on when the other gives some back');
  });

  it('gives back what it held, however its transfers end', async () => {
    const memory = new TransferMemory(16 * MIB);
    const { device, server } = arrange(memory);
    for (let id = 1; id <= 20; id++) server.submit(bulkIn(id, MIB), 0);
    server.cancel(1);
    device.end(2, 'completed', 5);
    device.end(3, 'stall', 0);
    await settled();
    assert.equal(memory.used, 0);
    server.operate({ kind: 'clear-halt', id: 30, endpoint: 0x81 });
    await settled();
    server.submit(bulkIn(31, MIB), 0);
    await server.close();
    assert.equal(memory.used, 0);
  });

  it('lets nothing that waited for memory pass behind an error', async () => {
    const { device, wire, server } = arrange(new TransferMemory(2 * MIB));
    for (let id = 1; id <= 3; id++) server.submit(bulkIn(id, MIB), 0);
    assert.deepEqual([...device.waiting.keys()], [1]);
    device.end(1, 'transaction-error', 0);
    await settled();
    assert.deepEqual(wire.log, [
      'complete 1 transaction-error 0',
      'complete 2 cancelled 0',
      'complete 3 cancelled 0',
    ]);
  });

  it('takes one transfer that is longer than the bound when nothing else is there', () => {
    const { device, server } = arrange();
    server.submit(bulkIn(1, 16 * MIB), 0);
    assert.equal(device.waiting.size, 1);
  });
});

describe('the end', () => {
  it('answers nothing after an unplug', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    device.unplug();
    await settled();
    server.submit(bulkIn(2, 512), 0);
    await settled();
    assert.deepEqual(wire.log, ['complete 1 no-device 0', 'gone unplugged']);
  });

  it('is idle once its transfers are cancelled', async () => {
    const { device, wire, server } = arrange();
    server.submit(bulkIn(1, 512), 0);
    await server.close();
    assert.equal(device.waiting.size, 0);
    assert.deepEqual(wire.log, []);
  });
});

/** What a VM may send next, and what the device may do, in any order. */
const step = fc.oneof(
  fc.record({ do: fc.constant('submit' as const), endpoint: fc.constantFrom(0x81, 0x02, 0x83, 0x80) }),
  fc.record({ do: fc.constant('cancel' as const), pick: fc.nat(50) }),
  fc.record({
    do: fc.constant('operate' as const),
    kind: fc.constantFrom('reset' as const, 'set-configuration' as const, 'clear-halt' as const),
  }),
  fc.record({
    do: fc.constant('end' as const),
    pick: fc.nat(50),
    status: fc.constantFrom('completed' as const, 'stall' as const, 'transaction-error' as const),
  }),
  fc.record({ do: fc.constant('turn' as const) }),
);

describe('whatever a VM sends and a device does', () => {
  it('every submit is completed once, every cancel and operation answered once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { device, wire, server } = arrange();
        const submitted: number[] = [];
        const operated: number[] = [];
        const cancelled: number[] = [];
        let id = 0;
        for (const one of steps) {
          switch (one.do) {
            case 'submit':
              submitted.push(++id);
              if (one.endpoint === 0x02) server.submit(bulkOut(id), 0, [Uint8Array.of(1, 2)], 2);
              else if (one.endpoint === 0x80) server.submit(control(id, [0x80, 6, 0, 1, 0, 0, 18, 0], 18), 0);
              else server.submit({ ...bulkIn(id, 2 * MIB), endpoint: one.endpoint }, 0);
              break;
            case 'cancel': {
              const target = submitted[one.pick % Math.max(submitted.length, 1)];
              if (target === undefined || cancelled.includes(target)) break;
              cancelled.push(target);
              server.cancel(target);
              break;
            }
            case 'operate':
              operated.push(++id);
              if (one.kind === 'clear-halt') server.operate({ kind: one.kind, id, endpoint: 0x81 });
              else if (one.kind === 'reset') server.operate({ kind: one.kind, id });
              else server.operate({ kind: one.kind, id, value: 1 });
              break;
            case 'end': {
              const inDevice = [...device.waiting.keys()];
              device.end(inDevice[one.pick % Math.max(inDevice.length, 1)] ?? 0, one.status, 0);
              break;
            }
            case 'turn':
              await settled();
              break;
          }
        }
        for (let turn = 0; server.open > 0 && turn < 1000; turn++) {
          for (const key of [...device.waiting.keys()]) device.end(key, 'completed', 0);
          await settled();
        }
        const count = (prefix: string, ids: number[]): number[] =>
          ids.map((one) => wire.log.filter((line) => line.startsWith(`${prefix} ${one} `)).length);
        assert.deepEqual(
          count('complete', submitted),
          submitted.map(() => 1),
        );
        assert.deepEqual(
          count('done', operated),
          operated.map(() => 1),
        );
        assert.deepEqual(
          count('cancelled', cancelled),
          cancelled.map(() => 1),
        );
        assert.equal(wire.log.length, submitted.length + operated.length + cancelled.length);
        assert.deepEqual(device.breaches, []);
      }),
      { numRuns: 300 },
    );
  });
});
