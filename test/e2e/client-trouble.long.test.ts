// Trouble at the client that nobody reports: a process that stands still, and devices whose descriptors are wrong.
// It costs the device, at most; controller, engine and other devices go on, and what stood still takes up again.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabProcess, RunResult } from '../lab/lab.ts';
import { checkout } from '../lab/machine.ts';
import { makeStick, removeStick, type Stick } from '../lab/stick.ts';
import { Lines } from './lines.ts';
import { clientProgram } from './programs.ts';
import { patienceMs, WholePath } from './whole-path.ts';

const vm = 'a';
/** The stick of the engine that is stopped, and that of another client's engine. */
const stopped = 'STOPPED-1';
const other = 'OTHER-1';
const otherFolder = '/tmp/farport-other';
const otherEnv = { XDG_RUNTIME_DIR: otherFolder, XDG_STATE_HOME: otherFolder };

describe('trouble at the client', { timeout: 900_000 }, () => {
  let path: WholePath;
  let sticks: Record<string, Stick>;
  let otherEngine: LabProcess;

  before(async () => {
    const [one, two] = await Promise.all([1, 2].map(() => makeStick({ files: { 'big.bin': 1 << 20 } })));
    sticks = { [stopped]: one!, [other]: two! };
    path = await WholePath.start({ vms: { [vm]: '6.12' } });
    for (const serial of [stopped, other])
      await path.lab.plug({
        id: serial.toLowerCase(),
        kind: 'storage',
        image: sticks[serial]!.image,
        serial,
      });
    await path.lab.check(`mkdir -m 0700 ${otherFolder}`);
    otherEngine = path.lab.spawn([...clientProgram, 'engine', '--foreground'], { env: otherEnv });
    await new Lines(otherEngine).waitFor(/the engine is ready/);
    await path.redirect(await portOf(stopped), vm, '--auto');
    succeeded(await redirectByOther(other));
    await assertReads(stopped);
    await assertReads(other);
  });

  afterEach((test) => {
    if ('passed' in test) path.tellFailure(test);
  });

  after(async () => {
    await path.stop();
    await Promise.all(Object.values(sticks).map(removeStick));
  });

  it('an agent that stands still for 3 s: nobody loses anything', async () => {
    const { mark } = path.guest(vm);
    const { pid } = path.agent;
    const reads = assertReads(stopped);
    await path.lab.check(`kill -STOP ${pid}; sleep 3; kill -CONT ${pid}`);
    await reads;
    await assertReads(other);
    await assert.rejects(path.guest(vm).waitForLine(/USB disconnect/, { mark, timeoutMs: 1000 }));
  });

  it('an engine that stands still while the guest reads: its device is unplugged, the controller lives', async () => {
    const guest = path.guest(vm);
    const { mark } = guest;
    const { path: device } = await path.inGuest(vm, stopped);
    const disk = (await path.partitionInGuest(vm, stopped)).replace(/\d+$/, '');
    // The guest's own patience, 30 s by itself: the 3 s that a client has begin when it ends (usb-rules.md, "Time").
    await guest.check(`echo 4 >/sys/block/${disk}/device/timeout`);
    const reading = guest.run(
      `while dd if=/dev/${disk} of=/dev/null bs=64k iflag=direct 2>/dev/null; do :; done`,
      {
        timeoutMs: patienceMs,
      },
    );
    await path.lab.check(`kill -STOP ${path.engine.pid}`);
    await guest.waitForLine(new RegExp(`usb ${device.split('/').at(-1)}: USB disconnect`), {
      mark,
      timeoutMs: patienceMs,
    });
    await reading;
    await assertReads(other);
    assert.doesNotMatch(guest.console, /HC died|not responding to stop endpoint/);
  });

  it('the engine, going on: it attaches the device again by itself', async () => {
    const { engine } = path;
    const { mark } = engine.lines;
    await path.lab.check(`kill -CONT ${engine.pid}`);
    await engine.lines.waitFor(/redirected to VM a/, mark);
    await assertReads(stopped);
  });

  it('an agent that stands still for longer than the 30 s of silence: the devices come again by themselves', async () => {
    const { agent, engine } = path;
    const engineMark = engine.lines.mark;
    await path.lab.check(`kill -STOP ${agent.pid}`);
    // Both ends have noticed; the console's connection goes through the agent, and tells what was said meanwhile.
    await engine.lines.waitFor(/waiting for the agent of VM a \(reconnecting\)/, engineMark);
    await sleep(1000);
    await path.lab.check(`kill -CONT ${agent.pid}`);
    await engine.lines.waitFor(/redirected to VM a/, engineMark);
    await path.reconnectConsole(vm).catch(() => path.reconnectConsole(vm));
    await assertReads(stopped);
    await assertReads(other);
  });

  describe('devices with wrong descriptors', () => {
    let devices: LabProcess;
    let listed: string;

    before(async () => {
      await path.lab.check('modprobe vhci_hcd');
      devices = path.lab.spawn([
        `${checkout}/node_modules/.bin/node`,
        `${checkout}/test/e2e/inside/wrong-devices.mjs`,
      ]);
      await devices.waitForOutput(/plugged/);
      await path.lab.check(
        'n=0; until [ "$(grep -l 1209 /sys/bus/usb/devices/*/idVendor | wc -l)" = 8 ]; do sleep 0.2; n=$((n+1)); [ $n -lt 150 ] || { dmesg | tail -50; exit 1; }; done',
      );
      listed = (await path.farport('devices')).stdout;
    });

    after(() => {
      devices.kill('SIGKILL');
    });

    const wrong: [id: string, what: string, note: RegExp | undefined][] = [
      ['1209:0100', 'nothing wrong', undefined],
      [
        '1209:0101',
        'a configuration that claims 200 bytes and has 32',
        /wTotalLength is 200, 32 bytes are there/,
      ],
      [
        '1209:0102',
        'a configuration that claims fewer bytes than it has',
        /wTotalLength is 20, 18 bytes are there/,
      ],
      ['1209:0103', 'a configuration that claims 4 bytes', /malformed descriptor/],
      // The kernel stops there, and hands out what came before.
      ['1209:0104', 'an interface of no length', /wTotalLength is 32, 9 bytes are there/],
      ['1209:0105', 'an endpoint of 2 bytes', /endpoint of 2 bytes/],
      ['1209:0106', '250 interfaces', undefined],
      ['1209:0107', 'strings that are cut', undefined],
    ];
    for (const [id, what, note] of wrong) {
      it(what, async (test) => {
        const line = listed.split('\n').find((one) => one.includes(id)) ?? '';
        assert.notEqual(line, '', listed);
        if (note === undefined) assert.doesNotMatch(line, /malformed/);
        else assert.match(line, note);
        const { mark } = path.guest(vm);
        const result = await path.tryRedirect(id, vm);
        test.diagnostic(`${line}\n${result.stdout}${result.stderr}`);
        if (result.exitCode === 0) {
          await path.guest(vm).waitForLine(/idVendor=1209/, { mark, timeoutMs: patienceMs });
          await path.release(id);
        } else {
          assert.match(
            result.stderr,
            /(cannot be redirected|could not be captured).+\[(device|capture)\.\w+\]/,
            'the error names the cause and what to do',
          );
          assert.doesNotMatch(result.stderr, /\n +at /);
        }
      });
    }

    it('cost nobody else anything: the same engine, and the other devices', async () => {
      await path.lab.check(`kill -0 ${path.engine.pid}`);
      await assertReads(stopped);
      await assertReads(other);
    });
  });

  async function assertReads(serial: string): Promise<void> {
    const sum = await path.onPartition(
      vm,
      serial,
      'ro',
      'echo 3 >/proc/sys/vm/drop_caches && sha256sum <$m/big.bin',
    );
    assert.equal(sum.split(' ')[0], sticks[serial]!.files.get('big.bin'));
  }

  /** The port that the stick with this serial number is plugged into. */
  async function portOf(serial: string): Promise<string> {
    const found = await path.lab.check(
      `n=0; until for d in /sys/bus/usb/devices/*-*; do [ "$(cat $d/serial 2>/dev/null)" = ${serial} ] && break; false; done; do
         sleep 0.2; n=$((n+1)); [ $n -lt 150 ] || exit 1; done; basename $d`,
    );
    return found.trim();
  }

  async function redirectByOther(device: string): Promise<RunResult> {
    const where = ['--vm', vm, '--agent', path.address, '--fingerprint', path.fingerprint];
    return path.lab.run([...clientProgram, 'redirect', device, ...where, '--ticket', await path.ticket(vm)], {
      env: otherEnv,
      timeoutMs: patienceMs,
    });
  }

  function succeeded({ exitCode, stdout, stderr }: RunResult): void {
    assert.equal(exitCode, 0, stderr + stdout);
  }
});
