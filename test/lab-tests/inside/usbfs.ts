// The usbfs engine on the lab's USB host: run by usbfs.test.ts, as root, with a SuperSpeed stick, a keyboard and a
// loopback gadget plugged in. Each check prints a line; the exit status is 0 only if all held. A line "? key" or
// "? unplug" asks the lab's outside for it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsbfsDevice } from '../../../native/index.ts';
import {
  INQUIRY,
  Usb,
  command,
  driverBecomes,
  driverOf,
  findDevice,
  nodeOf,
  read10,
  wrapper,
} from './usb-device.ts';

const STICK = 'QEMU USB HARDDRIVE';
const LOOPBACK = 'loopback';
const ALL = 0xffffffff;
/** Without BULK_SCATTER_GATHER large requests are split. */
const SPLIT = ALL ^ 8;
const MIB = 1024 * 1024;

function ask(what: string): void {
  console.log(`? ${what}`);
}

async function captured(device: string, capabilityMask?: number): Promise<Usb> {
  const usb = new Usb(nodeOf(device), capabilityMask);
  await usb.capture();
  assert.equal(driverOf(device), 'usbfs');
  return usb;
}

/** Every 4 KiB of the lab's stick begins with their number. */
function checkPattern(data: Buffer, from: number): void {
  for (let at = 0; at < data.length; at += 4096) {
    assert.equal(data.readUInt32LE(at), (from + at) / 4096);
    assert.equal(data.readUInt32LE(at + 512), (from + at) / 4096 + 7);
  }
}

const checks: Record<string, () => Promise<void>> = {
  async 'an open device tells its descriptors and speed'() {
    const usb = new Usb(nodeOf(await findDevice(STICK, '5000')));
    assert.equal(usb.device.speed(), 5);
    assert.deepEqual([...usb.device.descriptors().subarray(0, 2)], [18, 1]);
    await usb.release();
  },

  'a node that is not there is usbfs.not_found'() {
    assert.throws(() => new UsbfsDevice('/dev/bus/usb/001/099', () => undefined), {
      code: 'usbfs.not_found',
    });
    return Promise.resolve();
  },

  async 'a captured stick is read by 1 MiB URBs and handed back'() {
    const device = await findDevice(STICK, '5000');
    await driverBecomes(device, 'usb-storage');
    const usb = await captured(device);
    const inquiry = await command(usb, INQUIRY, 36);
    assert.equal(inquiry.toString('latin1', 8, 12), 'QEMU');
    checkPattern(await command(usb, read10(2048, 2048), MIB), MIB);
    checkPattern(await command(usb, read10(0, 8192), 4 * MIB, MIB / 8), 0);
    const start = performance.now();
    for (let at = 0; at < 64; at++) checkPattern(await command(usb, read10(at * 2048, 2048), MIB), at * MIB);
    console.log(`# 64 MiB read at ${((64 / (performance.now() - start)) * 1000).toFixed(0)} MiB/s`);
    await usb.release();
    await driverBecomes(device, 'usb-storage');
  },

  async 'many 1 MiB writes and reads are in flight at once, in order'() {
    const usb = await captured(await findDevice(LOOPBACK));
    const start = performance.now();
    const blocks = Array.from({ length: 6 }, (_, at) => Buffer.alloc(MIB, at + 1));
    const reads = blocks.map(() => usb.bulkIn(MIB).ended);
    const writes = blocks.map((block) => usb.bulkOut(block));
    for (const write of writes) assert.deepEqual([(await write).status, (await write).actual], [0, MIB]);
    for (const [at, read] of reads.entries()) assert.ok((await read).data.equals(blocks[at]!), `block ${at}`);
    const read = usb.bulkIn(MIB).ended;
    const pieces = [
      Buffer.alloc(5, 1),
      Buffer.alloc(0),
      Buffer.alloc(70_000, 2),
      Buffer.alloc(MIB - 70_005, 3),
    ];
    assert.equal((await usb.bulkOutPieces(pieces)).actual, MIB);
    assert.ok((await read).data.equals(Buffer.concat(pieces)), 'in pieces');
    console.log(`# 12 MiB at ${((12 / (performance.now() - start)) * 1000).toFixed(0)} MiB/s`);
    await usb.release();
  },

  async 'a second one is told that the device is held'() {
    const device = await findDevice(STICK, '5000');
    const usb = await captured(device);
    const second = new Usb(nodeOf(device));
    await assert.rejects(second.capture(), { code: 'usbfs.busy' });
    await second.release();
    assert.equal(driverOf(device), 'usbfs');
    await usb.release();
  },

  async 'a cancelled URB ends with what had moved, the others go on; an unknown id is not found'() {
    for (const mask of [ALL, SPLIT]) {
      const usb = await captured(await findDevice(LOOPBACK), mask);
      const [first, second] = [usb.bulkIn(MIB), usb.bulkIn(4096)];
      const sent = Buffer.alloc(20480, 9);
      assert.equal((await usb.bulkOut(sent)).actual, sent.length);
      await sleep(100);
      assert.equal(usb.device.discard(first.id), true);
      const ended = await first.ended;
      assert.deepEqual([ended.status, ended.actual], [-2, sent.length]);
      assert.ok(ended.data.equals(sent));
      assert.equal(usb.device.discard(first.id), false);
      assert.equal((await usb.bulkOut(sent.subarray(0, 4096))).actual, 4096);
      assert.equal((await second.ended).actual, 4096);
      await usb.release();
    }
  },

  async 'a stall stays until the halt is cleared'() {
    const usb = await captured(await findDevice(STICK, '5000'));
    // Not a command wrapper: the device stalls.
    const first = await usb.bulkOut(Buffer.alloc(31));
    assert.equal(first.status, -32);
    assert.equal(
      await usb.operation((id) => {
        usb.device.clearHalt(id, 0x02);
      }),
      0,
    );
    assert.equal(
      await usb.operation((id) => {
        usb.device.clearHalt(id, 0x81);
      }),
      0,
    );
    // Bulk-Only Mass Storage Reset: a control request to the interface.
    assert.equal((await usb.control([0x21, 0xff, 0, 0, 0, 0, 0, 0])).status, 0);
    assert.equal((await command(usb, INQUIRY, 36)).length, 36);
    await usb.release();
  },

  async 'control transfers carry data; an endpoint that is not there is refused'() {
    const usb = await captured(await findDevice(STICK, '5000'));
    const descriptor = await usb.control([0x80, 6, 0, 1, 0, 0, 18, 0]);
    assert.deepEqual([descriptor.status, descriptor.actual], [0, 18]);
    assert.deepEqual(descriptor.data, usb.device.descriptors().subarray(0, 18));
    assert.equal((await usb.bulkIn(512, 0x8f).ended).status, -22);
    await usb.release();
  },

  async 'configuration, alternate setting and reset keep the device captured and working'() {
    const device = await findDevice(STICK, '5000');
    const usb = await captured(device);
    assert.equal(
      await usb.operation((id) => {
        usb.device.setConfiguration(id, 1);
      }),
      0,
    );
    assert.equal(driverOf(device), 'usbfs');
    assert.equal(
      await usb.operation((id) => {
        usb.device.setConfiguration(id, 9);
      }),
      -22,
    );
    assert.equal(
      await usb.operation((id) => {
        usb.device.setConfiguration(id, 1);
      }),
      0,
    );
    assert.equal(
      await usb.operation((id) => {
        usb.device.setInterface(id, 0, 0);
      }),
      0,
    );
    const reset = usb.operation((id) => {
      usb.device.reset(id);
    });
    // Submitted while the reset runs: they wait for its end.
    const inquiry = command(usb, INQUIRY, 36);
    assert.equal(await reset, 0);
    assert.equal((await inquiry).length, 36);
    assert.equal(driverOf(device), 'usbfs');
    checkPattern(await command(usb, read10(0, 2048), MIB), 0);
    assert.equal(
      await usb.operation((id) => {
        usb.device.setConfiguration(id, 0);
      }),
      0,
    );
    await usb.release();
    await driverBecomes(device, 'usb-storage');
  },

  async 'URBs beyond the memory of usbfs end with -ENOMEM, the rest goes on'() {
    const usb = await captured(await findDevice(LOOPBACK));
    const reads = Array.from({ length: 24 }, () => usb.bulkIn(MIB));
    await sleep(1500);
    for (const read of reads) usb.device.discard(read.id);
    const statuses = (await Promise.all(reads.map((read) => read.ended))).map((ended) => ended.status);
    assert.ok(statuses.includes(-12), statuses.join());
    assert.equal(statuses[0], -2);
    assert.equal((await usb.bulkOut(Buffer.alloc(512))).status, 0);
    assert.equal((await usb.bulkIn(512).ended).actual, 512);
    await usb.release();
  },

  async 'a host without scatter-gather: split reads, short ends and cancels are right'() {
    const device = await findDevice(STICK, '5000');
    await driverBecomes(device, 'usb-storage');
    const usb = await captured(device, SPLIT);
    assert.equal(usb.device.capabilities() & 8, 0);
    checkPattern(await command(usb, read10(0, 2048), MIB), 0);
    // Asks for 256 KiB where the device has 36 bytes: pieces behind the first must not take the status.
    await usb.bulkOut(wrapper(1, 36, INQUIRY));
    const short = await usb.bulkIn(256 * 1024).ended;
    assert.deepEqual([short.status, short.actual], [0, 36]);
    assert.equal((await usb.bulkIn(13).ended).data.toString('latin1', 0, 4), 'USBS');
    checkPattern(await command(usb, read10(512, 512), 256 * 1024), 256 * 1024);
    await usb.release();
    await driverBecomes(device, 'usb-storage');
  },

  async 'keys arrive through interrupt IN'() {
    const device = await findDevice('QEMU USB Keyboard');
    const usb = await captured(device);
    const poll = (): Promise<{ data: Buffer }> =>
      usb.start((id) => {
        usb.device.submit(id, 1, 0x81, null, null, 8, 0);
      }).ended;
    const reports = [poll(), poll(), poll()];
    ask('key');
    const pressed = (await reports[0]!).data;
    assert.deepEqual([...pressed], [0, 0, 4, 0, 0, 0, 0, 0]);
    await usb.release();
    await driverBecomes(device, 'usbhid');
  },

  async 'killed by SIGKILL, the guard hands the device back within 2 s'() {
    const device = await findDevice(STICK, '5000');
    await driverBecomes(device, 'usb-storage');
    const script = `import { UsbfsDevice } from ${JSON.stringify(new URL('../../../native/index.ts', import.meta.url).href)};
      const device = new UsbfsDevice(${JSON.stringify(nodeOf(device))}, () => undefined);
      device.capture(100);
      for (let id = 1; id < 9; id++) device.submit(id, 3, 0x81, null, null, 1 << 20, 0);
      console.log('captured'); setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await driverBecomes(device, 'usbfs');
    child.kill('SIGKILL');
    const took = await driverBecomes(device, 'usb-storage');
    console.log(`# driver back after ${took.toFixed(0)} ms`);
    assert.ok(took < 2000);
  },

  async 'unplugged during a transfer: every URB ends, then the device is gone'() {
    const device = await findDevice(STICK, '5000');
    await driverBecomes(device, 'usb-storage');
    const usb = await captured(device);
    // The unplugging may come at once: what reads the descriptors has to be over.
    await command(usb, read10(0, 8), 4096);
    ask('unplug');
    let ended = '';
    for (let block = 0; ended === ''; block = (block + 2048) % 131072) {
      await command(usb, read10(block, 2048), MIB).catch((error: unknown) => (ended = String(error)));
    }
    assert.match(ended, /status -(19|71)/);
    while (!usb.gone) await sleep(10);
    assert.equal((await usb.bulkOut(Buffer.alloc(31))).status, -19);
    assert.equal(usb.gone, true);
    assert.equal(
      await usb.operation((id) => {
        usb.device.reset(id);
      }),
      -19,
    );
    await usb.release();
  },
};

let failed = 0;
const wanted = process.argv[2];
for (const [name, check] of Object.entries(checks)) {
  if (wanted !== undefined && !name.includes(wanted)) continue;
  try {
    await Promise.race([
      check(),
      sleep(30_000, undefined, { ref: false }).then(() => {
        throw new Error('no end after 30 s');
      }),
    ]);
    console.log(`ok - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok - ${name}`, error);
    await Promise.all([...Usb.open].map((usb) => usb.release()));
  }
}
process.exit(failed === 0 ? 0 : 1);
