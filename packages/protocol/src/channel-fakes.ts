/**
 * For tests: both ends of a channel that write down what they are told, and a clock that stands still until it
 * is moved. FakeDevice stands for a client's device server, FakeVm for the VM's end.
 */
import type { ChannelClock, ChannelTimer } from './channel-clock.ts';
import { UsbChannelClient, type UsbChannelClientOptions } from './device-channel.ts';
import { UsbChannelServer, type UsbChannelServerOptions } from './host-channel.ts';
import type { MessageSocket } from './message-socket.ts';
import type { AttachMessage, SubmitMessage } from './messages.ts';
import type { ReceivedPayload } from './received-payload.ts';

export const SAMPLE_DEVICE: AttachMessage = {
  deviceDescriptor: new Uint8Array(18),
  configurationDescriptors: [new Uint8Array(9)],
  bosDescriptor: new Uint8Array(0),
  speed: 'super',
  portPath: '2-1',
  serial: '4C530001',
  manufacturer: 'SanDisk',
  product: 'Ultra Fit',
  activeConfiguration: 1,
};

/** A bulk URB; OUT (endpoint 2) or IN (0x81) by its endpoint. */
export function bulk(id: number, endpoint: number, length = 0): SubmitMessage {
  return {
    id,
    endpoint,
    type: 'bulk',
    length,
    setup: undefined,
    zeroPacket: false,
    shortNotOk: false,
    streamId: 0,
    after: 0,
  };
}

/** What a side was told, line by line. */
class Log {
  readonly lines: string[] = [];
  #grown: (() => void) | undefined;

  add(line: string): void {
    this.lines.push(line);
    this.#grown?.();
  }

  /** When `count` lines that fit are there, or have come. One waiter at a time. */
  async until(line: RegExp, count = 1): Promise<void> {
    while (this.lines.filter((each) => line.test(each)).length < count) {
      await new Promise<void>((resolve) => {
        this.#grown = resolve;
      });
    }
  }
}

export class FakeDevice {
  readonly log = new Log();
  readonly channel: UsbChannelClient;
  /** OUT data as it came, held until released where `retain` is set. */
  readonly received: ReceivedPayload[] = [];
  retain = false;
  /** Called for each URB; default: nothing, the test answers. */
  onSubmit: (urb: SubmitMessage, ack: number) => void = () => undefined;

  constructor(socket: MessageSocket, options: Partial<UsbChannelClientOptions> = {}) {
    const { log } = this;
    this.channel = new UsbChannelClient(
      socket,
      {
        opened: (session) => {
          log.add(`opened v${session.version} [${session.capabilities.join()}]`);
        },
        attached: (port) => {
          log.add(`attached ${port}`);
        },
        detached: (reason) => {
          log.add(`detached ${reason}`);
        },
        submit: (urb, data, ack) => {
          if (data !== undefined) {
            if (this.retain) data.retain();
            this.received.push(data);
          }
          log.add(`submit ${urb.id} ${data?.length ?? urb.length}`);
          this.onSubmit(urb, ack);
        },
        cancel: (id) => {
          log.add(`cancel ${id}`);
        },
        reset: (id) => {
          log.add(`reset ${id}`);
        },
        setConfiguration: (id, value) => {
          log.add(`setConfiguration ${id} ${value}`);
        },
        setInterface: (id, number, alternate) => {
          log.add(`setInterface ${id} ${number} ${alternate}`);
        },
        clearHalt: (id, endpoint) => {
          log.add(`clearHalt ${id} ${endpoint}`);
        },
        closed: (cause) => {
          log.add(`closed by ${cause.by}: ${cause.code}`);
        },
      },
      { ticket: 'ticket', agent: 'fake-device/1', ...options },
    );
  }
}

export class FakeVm {
  readonly log = new Log();
  readonly channel: UsbChannelServer;
  readonly received: ReceivedPayload[] = [];
  retain = false;
  /** Whether a device is attached as soon as it is offered. */
  accept = true;

  constructor(socket: MessageSocket, options: Partial<UsbChannelServerOptions> = {}) {
    const { log } = this;
    this.channel = new UsbChannelServer(
      socket,
      {
        opened: (session) => {
          log.add(`opened v${session.version} [${session.capabilities.join()}] ${session.peer}`);
        },
        attach: (device) => {
          log.add(`attach ${device.serial}`);
          if (this.accept) this.channel.attached(5);
        },
        detached: (reason) => {
          log.add(`detached ${reason}`);
        },
        complete: (id, status, actualLength, data) => {
          if (data !== undefined) {
            if (this.retain) data.retain();
            this.received.push(data);
          }
          log.add(`complete ${id} ${status} ${actualLength} ${data?.length ?? 0}`);
        },
        cancelled: (id, found) => {
          log.add(`cancelled ${id} ${found}`);
        },
        operationDone: (id, status) => {
          log.add(`done ${id} ${status}`);
        },
        closed: (cause) => {
          log.add(`closed by ${cause.by}: ${cause.code}`);
        },
      },
      { acceptTicket: (ticket) => ticket === 'ticket', agent: 'fake-vm/1', ...options },
    );
  }
}

/** Time that moves only when told. */
export class FakeClock implements ChannelClock {
  #now = 0;
  #timers: { at: number; expired: () => void }[] = [];

  nowMs(): number {
    return this.#now;
  }

  after(delayMs: number, expired: () => void): ChannelTimer {
    const timer = { at: this.#now + delayMs, expired };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((each) => each !== timer);
      },
    };
  }

  /** Moves on by `ms`, letting each timer expire at its time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#now = Math.max(this.#now, due.at);
      this.#timers = this.#timers.filter((each) => each !== due);
      due.expired();
    }
    this.#now = end;
  }

  /** Moves on by `ms` at once, as after a pause of the whole process; then what is due expires. */
  jump(ms: number): void {
    this.#now += ms;
    this.advance(0);
  }
}
