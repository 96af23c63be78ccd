// A keyboard, a tablet and a serial adapter on the whole path: what a person does at the client, as the guest's
// programs see it.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { patienceMs, WholePath } from './whole-path.ts';

const vm = 'a';

/** struct input_event of a 64-bit kernel, linux/input.h. */
interface InputEvent {
  readonly type: number;
  readonly code: number;
  readonly value: number;
}
const inputEventBytes = 24;
const EV_KEY = 1;
const EV_ABS = 3;
const KEY_A = 30;
const ABS_X = 0;
const ABS_Y = 1;

describe('a redirected device for people', { timeout: 600_000 }, () => {
  let path: WholePath;

  before(async () => {
    path = await WholePath.start({ vms: { [vm]: '6.12' } });
  });

  afterEach((test) => {
    if ('passed' in test) path.tellFailure(test);
  });

  after(() => path.stop());

  /** What the guest reads from the device's event file while `act` is done, again and again, until it read enough. */
  async function eventsDuring(
    serial: string,
    count: number,
    act: (attempt: number) => Promise<void>,
  ): Promise<InputEvent[]> {
    const { path: sysfs } = await path.inGuest(vm, serial);
    const reading = path
      .guest(vm)
      .check(
        `until e=$(ls -d ${sysfs}:1.0/*/input/input*/event*); do sleep 0.2; done; dd if=/dev/input/$(basename $e) bs=${inputEventBytes} count=${count} 2>/dev/null | base64`,
        { timeoutMs: patienceMs },
      );
    const over = reading.then(
      () => true,
      () => true,
    );
    for (let attempt = 0; !(await Promise.race([over, sleep(1000, false)])); attempt++) await act(attempt);
    const bytes = Buffer.from(await reading, 'base64');
    return Array.from({ length: bytes.length / inputEventBytes }, (_, index) => {
      const at = index * inputEventBytes + 16;
      return {
        type: bytes.readUInt16LE(at),
        code: bytes.readUInt16LE(at + 2),
        value: bytes.readInt32LE(at + 4),
      };
    });
  }

  it('gives the guest the keys that are pressed', async () => {
    await path.lab.plug({ id: 'keyboard', kind: 'keyboard', serial: 'KEYBOARD-1' });
    await path.redirect('KEYBOARD-1', vm);
    // EV_MSC, EV_KEY, EV_SYN for each of down and up.
    const events = await eventsDuring('KEYBOARD-1', 6, () => path.lab.sendKeys('a'));
    const keys = events.filter(({ type }) => type === EV_KEY);
    assert.deepEqual(keys, [
      { type: EV_KEY, code: KEY_A, value: 1 },
      { type: EV_KEY, code: KEY_A, value: 0 },
    ]);
  });

  it('gives the guest the place that is pointed at', async () => {
    await path.lab.plug({ id: 'tablet', kind: 'tablet', serial: 'TABLET-1' });
    await path.redirect('TABLET-1', vm);
    // The kernel tells of changes only, so each attempt points elsewhere.
    const events = await eventsDuring('TABLET-1', 3, (attempt) =>
      path.lab.sendPointer('abs', 1000 + attempt, 30_000 + attempt),
    );
    const x = events.find(({ type, code }) => type === EV_ABS && code === ABS_X)?.value ?? -1;
    const y = events.find(({ type, code }) => type === EV_ABS && code === ABS_Y)?.value ?? -1;
    assert.ok(x >= 1000 && x < 1400, `x is ${x}`);
    assert.equal(y - 30_000, x - 1000);
  });

  it('carries the bytes of a serial line both ways', async () => {
    const { socket } = await path.lab.plug({ id: 'serial', kind: 'serial', serial: 'SERIAL-1' });
    await path.redirect('SERIAL-1', vm);
    assert.equal((await path.inGuest(vm, 'SERIAL-1')).id, '0403:6001');
    const guest = path.guest(vm);
    const toGuest = randomBytes(4096);
    // The guest first sends a word, so that we know that its line is open and raw.
    const talk = guest.check(
      `until [ -c /dev/ttyUSB0 ]; do sleep 0.2; done; exec 3<>/dev/ttyUSB0; stty raw -echo 115200 <&3; printf ready >&3
       head -c ${toGuest.length} <&3 >/tmp/received; sha256sum </tmp/received | cut -c1-64; cat /tmp/received >&3; sleep 2`,
      { timeoutMs: patienceMs },
    );
    talk.catch(() => undefined);
    const line = connect(socket ?? '');
    await once(line, 'connect');
    const said: Buffer[] = [];
    line.on('data', (chunk: Buffer) => said.push(chunk));
    const heard = async (length: number) => {
      while (Buffer.concat(said).length < length)
        await Promise.race([
          once(line, 'data'),
          talk.then(() => Promise.reject(new Error('it fell silent'))),
        ]);
      return Buffer.concat(said);
    };
    assert.equal((await heard(5)).toString(), 'ready');
    line.write(toGuest);
    const echo = (await heard(5 + toGuest.length)).subarray(5);
    assert.equal((await talk).trim(), createHash('sha256').update(toGuest).digest('hex'));
    assert.deepEqual(echo, toGuest);
    line.destroy();
  });

  it('is with the client again when it is released', async () => {
    const { mark } = path.guest(vm);
    const { stdout } = await path.farport('release', '--all');
    assert.equal(stdout.match(/released, with this machine again/g)?.length, 3);
    await path.guest(vm).waitForLine(/USB disconnect/, { mark, timeoutMs: patienceMs });
    const drivers = await path.lab.check(
      'for d in /sys/bus/usb/devices/*-*:1.0; do echo $(cat ${d%:*}/serial) $(basename $(readlink $d/driver)); done',
    );
    assert.match(drivers, /^KEYBOARD-1 usbhid$/m);
    assert.match(drivers, /^TABLET-1 usbhid$/m);
    assert.match(drivers, /^SERIAL-1 ftdi_sio$/m);
  });
});
