/**
 * A client that answers nothing more, behind a real channel and a real controller: only its device goes, and the
 * controller answers its guest in the time that Linux gives it (5 s for a command).
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryPair, UsbChannelClient, type AttachMessage } from '@farport/protocol';
import type { Clock } from '../../machine/clock.ts';
import { FakeUsbDevice } from '../xhci/model/fake-device.ts';
import { ModelDriver, Reg, Trb } from '../xhci/model/driver.ts';
import type { ModelSlot, ProducerRing } from '../xhci/model/driver.ts';
import { CompletionCode, TrbType } from '../xhci/trb.ts';
import { resetXhci } from '../xhci-pci.ts';
import { ANSWER_WITHIN_MS } from './answer-deadline.ts';
import { FakeClock, settle } from './remote-fakes.ts';
import { acceptUsbChannel } from './remote-device-port.ts';

const word = (value: number): number[] => [value & 0xff, value >> 8];
const serial: AttachMessage = {
  deviceDescriptor: Uint8Array.from([
    ...[18, 1, ...word(0x0200), 0, 0, 0, 64],
    ...[...word(0x0403), ...word(0x6001), ...word(0x0600), 1, 2, 3, 1],
  ]),
  configurationDescriptors: [
    Uint8Array.from([...[9, 2, ...word(18), 1, 1, 0, 0x80, 50], ...[9, 4, 0, 0, 0, 255, 0, 0, 0]]),
  ],
  bosDescriptor: new Uint8Array(0),
  speed: 'high',
  portPath: '1-1',
  serial: 'A1',
  manufacturer: 'FTDI',
  product: 'serial',
  activeConfiguration: 1,
};

interface Bench {
  readonly driver: ModelDriver;
  readonly clock: FakeClock;
  readonly slot: ModelSlot;
  readonly into: ProducerRing;
  readonly log: string[];
}

/** A guest with two devices: one of the silent client, one that works, on port 2. */
async function bench(): Promise<Bench> {
  const driver = new ModelDriver().run();
  const clock = new FakeClock();
  const log: string[] = [];
  const ignore = (): undefined => undefined;
  const [left, right] = createMemoryPair();
  acceptUsbChannel(right, driver.controller, {
    acceptTicket: () => true,
    clock,
    events: { detached: (_label, reason) => log.push(`detached: ${reason}`) },
  });
  const client = new UsbChannelClient(
    left,
    {
      opened: ignore,
      attached: ignore,
      detached: (reason) => log.push(`client: ${reason}`),
      submit: ignore,
      cancel: ignore,
      reset: ignore,
      setConfiguration: ignore,
      setInterface: ignore,
      clearHalt: ignore,
      closed: ignore,
    },
    { ticket: 'ticket', agent: 'test', clock },
  );
  await settle();
  client.attach(serial);
  await settle();
  const slot = driver.enumerate(1, new FakeUsbDevice('high'));
  const [into] = driver.configure(slot, [{ dci: 3, type: 6, maxPacket: 512 }]);
  return { driver, clock, slot, into: into!, log };
}

function read({ driver, slot, into }: Bench): number {
  const at = into.push(driver.alloc(4096), 0, 512, Trb.type(TrbType.normal) | Trb.ioc);
  driver.ringDoorbell(slot.id, 3);
  return at;
}

describe('a client that falls silent', () => {
  it('loses its device when the guest stops an endpoint, and the command completes', async () => {
    const all = await bench();
    const { driver, clock, slot, log } = all;
    const at = read(all);
    clock.advance(20_000);
    const command = driver.issue(TrbType.stopEndpoint, Trb.slot(slot.id) | Trb.endpoint(3));
    clock.advance(ANSWER_WITHIN_MS - 1);
    await settle();
    assert.deepEqual(driver.events(), []);
    clock.advance(1);
    await settle();
    assert.deepEqual(
      driver.events().map(({ type, pointer, code }) => [type, pointer, code]),
      [
        [TrbType.portStatusChangeEvent, 1 << 24, 1],
        [TrbType.transferEvent, at, CompletionCode.usbTransactionError],
        [TrbType.commandCompletionEvent, command, CompletionCode.contextStateError],
      ],
    );
    assert.deepEqual(log, ['detached: failed', 'client: failed']);
    // The controller lives: another device works.
    const other = new FakeUsbDevice('high');
    driver.controller.attach(other);
    assert.equal(driver.command(TrbType.disableSlot, Trb.slot(slot.id)).code, 1);
    assert.equal(driver.enumerate(1, other).id, slot.id);
  });

  it('loses its device when a configuration is set for ever and the guest gives up', async () => {
    const { driver, clock, slot, log } = await bench();
    slot.control.push(0x0001_0900, 0, 8, Trb.type(TrbType.setupStage) | Trb.idt);
    slot.control.push(0, 0, 0, Trb.type(TrbType.statusStage) | Trb.ioc | Trb.directionIn);
    driver.ringDoorbell(slot.id, 1);
    // What Linux gives a control transfer. A device may need it.
    clock.advance(5000);
    await settle();
    assert.deepEqual(log, []);
    const command = driver.issue(TrbType.stopEndpoint, Trb.slot(slot.id) | Trb.endpoint(1));
    clock.advance(ANSWER_WITHIN_MS);
    await settle();
    assert.equal(driver.events().at(-1)?.pointer, command);
    assert.deepEqual(log, ['detached: failed', 'client: failed']);
  });

  it('does not keep a machine from being reset', async () => {
    const all = await bench();
    const { driver, clock, log } = all;
    read(all);
    let done = false;
    let looks = 0;
    const waiting: Clock = {
      nowUs: () => clock.nowMs() * 1000,
      after: (us, expired) => {
        looks++;
        return clock.after(us / 1000, expired);
      },
    };
    void resetXhci(driver.controller, waiting).then(() => {
      done = true;
    });
    clock.advance(ANSWER_WITHIN_MS);
    await settle();
    clock.advance(100);
    await settle();
    assert.equal(done, true);
    assert.equal(driver.read(Reg.usbcmd), 0);
    assert.deepEqual(log, ['detached: failed', 'client: failed']);
    assert.ok(looks < 500, `looked ${looks} times in ${ANSWER_WITHIN_MS} ms`);
  });
});
