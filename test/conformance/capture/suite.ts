/**
 * The contract of CapturedDevice, checked on real devices: QEMU's sticks (SuperSpeed and high speed), keyboard,
 * tablet and serial adapter. Every backend runs the same checks. Owns no lab: run.ts runs in it.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CaptureBackend } from '../../../apps/client/engine/capture/captured-device.ts';
import { localHolder } from '../../../apps/client/engine/capture/local-device.ts';
import { listSysfs } from '../../../apps/client/engine/capture/sysfs.ts';
import { ask, Bench, driverOf, INQUIRY, plugged, transfer10, until } from './bench.ts';

const STICK = 'QEMU USB HARDDRIVE';
const MIB = 1024 * 1024;

const superStick = () => plugged(STICK, 'usb-storage', 'super');
const highStick = () => plugged(STICK, 'usb-storage', 'high');

/** The lab's sticks carry a number at the beginning of every 4 KiB. */
function checkPattern(data: Buffer, from: number, length: number): void {
  assert.equal(data.length, length);
  for (let at = 0; at < data.length; at += 4096) assert.equal(data.readUInt32LE(at), (from + at) / 4096);
}

async function readsAndWrites(stick: Bench): Promise<void> {
  checkPattern(await stick.command(transfer10('read', 2048, 2048), MIB), MIB, MIB);
  const written = Buffer.from(Array.from({ length: 65536 }, (_, i) => (i * 7) & 0xff));
  await stick.command(transfer10('write', 16384, 128), written.length, written);
  const back = await stick.command(transfer10('read', 16384, 128), written.length);
  assert.equal(Buffer.compare(back, written), 0);
}

export const checks: Record<string, (backend: CaptureBackend) => Promise<void>> = {
  async 'the list tells speeds, names, serial numbers and drivers without touching a device'() {
    const stick = await superStick();
    assert.deepEqual([stick.serial, stick.manufacturer, localHolder(stick)], ['SS', 'QEMU', 'usb-storage']);
    const all = await listSysfs();
    assert.ok(all.some((device) => device.classCode === 9 && device.portPath.startsWith('usb')));
  },

  async 'a captured device has its descriptors, and the kernel driver is off'(backend) {
    const local = await superStick();
    const stick = await Bench.capture(backend, local);
    const { device, configurations, bos } = stick.device.descriptors;
    assert.deepEqual([device.length, device[0], device[1]], [18, 18, 1]);
    assert.equal(configurations.length, 1);
    assert.equal(configurations[0]!.length, Buffer.from(configurations[0]!).readUInt16LE(2));
    assert.equal(bos[1], 15, 'a SuperSpeed device has a BOS descriptor');
    assert.deepEqual([stick.device.speed, stick.device.activeConfiguration], ['super', 1]);
    assert.equal(await driverOf(local.portPath), 'usbfs');
    await stick.release();
  },

  async 'a released device is with its kernel driver again'(backend) {
    const local = await superStick();
    const stick = await Bench.capture(backend, local);
    await stick.release();
    await superStick();
    const keyboard = await plugged('QEMU USB Keyboard', 'usbhid');
    await (await Bench.capture(backend, keyboard)).release();
    await plugged('QEMU USB Keyboard', 'usbhid');
  },

  async 'control transfers carry data and stall where the device refuses'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    const descriptor = await stick.controlIn([0x80, 6, 0, 1, 0, 0, 18, 0]);
    assert.deepEqual([descriptor.status, descriptor.actual], ['completed', 18]);
    assert.deepEqual([...descriptor.data], [...stick.device.descriptors.device]);
    const none = await stick.controlIn([0x80, 6, 0, 0x42, 0, 0, 18, 0]);
    assert.deepEqual([none.status, none.actual], ['stall', 0]);
    // Bulk-only mass storage reset: to the interface, without data.
    assert.equal((await stick.controlOut([0x21, 0xff, 0, 0, 0, 0, 0, 0])).status, 'completed');
    await stick.release();
  },

  async 'bulk goes both ways, SuperSpeed'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    await readsAndWrites(stick);
    await stick.release();
  },

  async 'bulk goes both ways, high speed'(backend) {
    const stick = await Bench.capture(backend, await highStick());
    assert.equal(stick.device.speed, 'high');
    await readsAndWrites(stick);
    await stick.release();
  },

  async 'a short answer has its true length'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    assert.equal((await stick.command(INQUIRY, 36, undefined, 65536)).length, 36);
    await stick.release();
  },

  async 'interrupt IN brings key presses'(backend) {
    const keyboard = await Bench.capture(backend, await plugged('QEMU USB Keyboard', 'usbhid'));
    const reports = [1, 2, 3].map(() => keyboard.submit('interrupt', 0x81, 8));
    ask('key');
    const pressed = await reports[0]!.ended;
    assert.deepEqual([pressed.status, pressed.actual, pressed.data[2]], ['completed', 8, 4]);
    await keyboard.release();
    await plugged('QEMU USB Keyboard', 'usbhid');
  },

  async 'interrupt IN brings the movements of a tablet'(backend) {
    const tablet = await Bench.capture(backend, await plugged('QEMU USB Tablet', 'usbhid'));
    const report = tablet.submit('interrupt', 0x81, 8);
    ask('move');
    const moved = await report.ended;
    assert.equal(moved.status, 'completed');
    assert.ok(moved.actual >= 6, `${moved.actual} bytes`);
    await tablet.release();
  },

  async 'a serial adapter echoes what it is sent'(backend) {
    const adapter = await Bench.capture(backend, await plugged('QEMU USB SERIAL', 'ftdi_sio'));
    let heard = '';
    const sent = await adapter.bulkOut(Buffer.from('far port'));
    assert.deepEqual([sent.status, sent.actual], ['completed', 8]);
    while (!heard.includes('far port')) {
      const { status, data } = await adapter.bulkIn(64).ended;
      assert.equal(status, 'completed');
      // FTDI: two bytes of line status begin every packet.
      heard += data.toString('latin1', 2);
    }
    await adapter.release();
    await plugged('QEMU USB SERIAL', 'ftdi_sio');
  },

  async 'a cancelled transfer ends once, with what had moved, and the device goes on'(backend) {
    const keyboard = await Bench.capture(backend, await plugged('QEMU USB Keyboard', 'usbhid'));
    const read = keyboard.submit('interrupt', 0x81, 8);
    await sleep(50);
    assert.equal(keyboard.device.cancel(read.id), true);
    const ended = await read.ended;
    assert.deepEqual([ended.status, ended.actual], ['cancelled', 0]);
    assert.equal(keyboard.device.cancel(read.id), false);
    const next = keyboard.submit('interrupt', 0x81, 8);
    ask('key');
    assert.equal((await next.ended).status, 'completed');
    assert.equal(keyboard.completions.get(read.id), 1);
    await keyboard.release();
  },

  async 'a cancel in the middle tells how much had moved'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    const wrapper = Buffer.alloc(31);
    wrapper.write('USBC');
    wrapper.writeUInt32LE(MIB, 8);
    wrapper[12] = 0x80;
    wrapper[14] = 10;
    wrapper.set(transfer10('read', 0, 2048), 15);
    await stick.bulkOut(wrapper);
    // The device sends half a MiB into the first, and what is left into the second, which asks for more.
    const first = await stick.bulkIn(MIB / 2).ended;
    assert.deepEqual([first.status, first.actual], ['completed', MIB / 2]);
    const second = stick.bulkIn(MIB / 4);
    stick.device.cancel(second.id);
    const ended = await second.ended;
    assert.equal(ended.data.length, ended.actual);
    if (ended.actual > 0) assert.equal(ended.data.readUInt32LE(0), MIB / 2 / 4096);
    assert.ok(ended.status === 'cancelled' || ended.actual === MIB / 4, `${ended.status} ${ended.actual}`);
    await stick.release();
  },

  async 'every one of many cancelled and completed transfers ends once'(backend) {
    const keyboard = await Bench.capture(backend, await plugged('QEMU USB Keyboard', 'usbhid'));
    const polls = Array.from({ length: 64 }, () => keyboard.submit('interrupt', 0x81, 8));
    ask('key');
    await polls[0]!.ended;
    for (const { id } of polls.toReversed()) keyboard.device.cancel(id);
    const ended = await Promise.all(polls.map((one) => one.ended));
    await sleep(50);
    assert.ok(ended.every((one) => one.status === 'cancelled' || one.status === 'completed'));
    assert.deepEqual([...new Set(polls.map((one) => keyboard.completions.get(one.id)))], [1]);
    await keyboard.release();
  },

  async 'a stall is told, and gone after clear halt'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    // No command wrapper: the device stalls its OUT endpoint.
    assert.equal((await stick.bulkOut(Buffer.alloc(31))).status, 'stall');
    const clear = (endpoint: number) =>
      stick.operation((device, done) => {
        device.clearHalt(endpoint, done);
      });
    assert.equal(await clear(0x02), 'completed');
    assert.equal(await clear(0x81), 'completed');
    await stick.controlOut([0x21, 0xff, 0, 0, 0, 0, 0, 0]);
    assert.equal((await stick.command(INQUIRY, 36)).length, 36);
    await stick.release();
  },

  async 'configuration and alternate setting are set, and what does not exist is refused'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    const configure = (value: number) =>
      stick.operation((device, done) => {
        device.setConfiguration(value, done);
      });
    assert.equal(await configure(1), 'completed');
    assert.equal(await driverOf(stick.device.local.portPath), 'usbfs');
    const alternate = (value: number) =>
      stick.operation((device, done) => {
        device.setInterface(0, value, done);
      });
    assert.equal(await alternate(0), 'completed');
    assert.equal(await alternate(7), 'invalid');
    assert.equal(await configure(9), 'invalid');
    assert.equal(await configure(1), 'completed');
    checkPattern(await stick.command(transfer10('read', 0, 128), 65536), 0, 65536);
    await stick.release();
    await superStick();
  },

  async 'a reset keeps the device captured and working'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    const status = await stick.operation((device, done) => {
      device.reset(done);
    });
    assert.equal(status, 'completed');
    assert.equal(await driverOf(stick.device.local.portPath), 'usbfs');
    checkPattern(await stick.command(transfer10('read', 0, 2048), MIB), 0, MIB);
    assert.equal(stick.gone, 0);
    await stick.release();
  },

  async 'a request that cannot be is refused by a completion'(backend) {
    const stick = await Bench.capture(backend, await superStick());
    assert.equal((await stick.submit('isochronous', 0x81, 512).ended).status, 'invalid');
    assert.equal((await stick.submit('bulk', 0x8d, 512).ended).status, 'invalid');
    await stick.release();
  },

  async 'a device that another program holds is refused, and the program is named'(backend) {
    const local = await superStick();
    const holder = spawn(process.execPath, [
      fileURLToPath(new URL('run.ts', import.meta.url)),
      backend.name,
      'hold',
      local.portPath,
    ]);
    await once(holder.stdout, 'data');
    const held = (await listSysfs()).find((device) => device.portPath === local.portPath);
    await assert.rejects(backend.capture(held!), {
      code: 'device.busy',
      message: new RegExp(`held by .*\\(pid ${holder.pid}\\)`),
    });
    holder.kill('SIGTERM');
    await once(holder, 'exit');
    await superStick();
  },

  async 'an unplugged device ends every transfer, is gone once, and can be released'(backend) {
    const local = await plugged('QEMU USB Keyboard', 'usbhid');
    const keyboard = await Bench.capture(backend, local);
    const reads = [1, 2, 3, 4].map(() => keyboard.submit('interrupt', 0x81, 8));
    ask('unplug');
    const ended = await Promise.all(reads.map((one) => one.ended));
    assert.deepEqual([...new Set(ended.map((one) => one.status))], ['no-device']);
    await until('word of it', () => Promise.resolve(keyboard.gone === 1 ? true : undefined));
    assert.equal((await keyboard.submit('interrupt', 0x81, 8).ended).status, 'no-device');
    await keyboard.release();
    await until('its end', async () => ((await driverOf(local.portPath)) === undefined ? true : undefined));
    await assert.rejects(backend.capture(local), { code: 'device.gone' });
    assert.equal(keyboard.gone, 1);
    ask('plug');
    await plugged('QEMU USB Keyboard', 'usbhid');
  },

  async 'a device that was plugged in anew can be captured'(backend) {
    const keyboard = await Bench.capture(backend, await plugged('QEMU USB Keyboard', 'usbhid'));
    const read = keyboard.submit('interrupt', 0x81, 8);
    ask('key');
    assert.equal((await read.ended).status, 'completed');
    await keyboard.release();
    await plugged('QEMU USB Keyboard', 'usbhid');
  },
};
