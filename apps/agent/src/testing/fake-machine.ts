/**
 * Stands for the machine and for the USB channels of a VM process in tests of everything around them. Words in
 * its command line choose how it behaves; its console echoes; its channels send back what they get.
 */
import { WebSocket } from 'ws';
import type { UsbDevice, UsbPorts } from '@farport/vmm';
import type { MessageSocket } from '@farport/protocol';
import type {
  ChannelOptions,
  ChannelService,
  Machine,
  MachineEvents,
  Screen,
  ServedChannel,
  VmConfig,
} from '../vm-process/machine-factory.ts';

export class FakeVirtualMachine implements Machine {
  readonly usb: UsbPorts = {
    attach: (device) => {
      if (this.#has('reads-descriptors')) readDescriptors(device);
      return { port: device.label.length, detach: () => undefined };
    },
  };
  readonly display: Screen | undefined;
  readonly #config: VmConfig;
  readonly #events: MachineEvents;
  #state = 'created';
  // A machine holds the process; so does this one.
  readonly #alive = setInterval(() => undefined, 60_000);

  constructor(config: VmConfig, events: MachineEvents) {
    this.#config = config;
    this.#events = events;
    this.display = config.display === undefined ? undefined : { connect: (_: MessageSocket) => undefined };
    if (this.#has('refuse'))
      throw Object.assign(new Error('the fake machine refuses'), { code: 'fake.refused' });
  }

  get state(): string {
    return this.#state;
  }

  start(): void {
    this.#to('running');
    this.#events.console(Buffer.from(`fake guest of ${this.#config.name}\n`));
    if (this.#has('die-at-start')) process.kill(process.pid, 'SIGKILL');
  }

  pause(): Promise<void> {
    this.#to('paused');
    return Promise.resolve();
  }

  resume(): void {
    this.#to('running');
  }

  powerButton(): void {
    if (this.#has('ignore-power-button')) return;
    setImmediate(() => {
      this.#end('powered-off', 'vm.powered_off', 'the guest powered off');
    });
  }

  reset(): void {
    this.#events.console(Buffer.from('reset\n'));
  }

  stop(): Promise<void> {
    if (!this.#has('hang')) this.#end('stopped', 'vm.stopped', 'stopped');
    return Promise.resolve();
  }

  /** Echoes; "fail" ends it the way a machine ends that cannot go on, "throw" the way a fault of ours would. */
  consoleInput(bytes: Uint8Array): void {
    this.#events.console(bytes);
    const text = Buffer.from(bytes).toString();
    if (text === 'fail\n') this.#end('failed', 'fake.failed', 'the fake guest fell over');
    if (text === 'throw\n') {
      setImmediate(() => {
        throw new Error('a fault on the main loop');
      });
    }
  }

  #has(word: string): boolean {
    return this.#config.cmdline.split(' ').includes(word);
  }

  #to(state: string): void {
    this.#state = state;
    this.#events.state(state);
  }

  #end(reason: 'powered-off' | 'stopped' | 'failed', code: string, message: string): void {
    clearInterval(this.#alive);
    this.#to('stopped');
    this.#events.stopped({ reason, code, message });
  }
}

/** Asks a device what it is, as a guest's kernel does first. What comes back is nobody's here. */
function readDescriptors(device: UsbDevice): void {
  for (const type of [1, 2]) {
    const length = 255;
    const setup = { requestType: 0x80, request: 6, value: type << 8, index: 0, length };
    const buffers = [new Uint8Array(length)];
    const owner = { urbCompleted: () => undefined };
    const rest = { zeroPacket: false, streamId: 0, status: 'invalid' as const, actualLength: 0 };
    device.submit({ owner, type: 'control', endpoint: 0x80, setup, buffers, length, ...rest });
  }
}

/** First message: the ticket's hash, for a viewer with "display " before it. Then every message comes back. */
export const fakeChannels: ChannelService = {
  acceptUsb: (socket: WebSocket, _ports: UsbPorts, options: ChannelOptions) => echo(socket, options, ''),
  acceptDisplay: (socket: WebSocket, _screen: Screen, options: ChannelOptions) =>
    echo(socket, options, 'display '),
};

function echo(socket: WebSocket, options: ChannelOptions, greeting: string): ServedChannel {
  options.log('channel.open', {});
  socket.send(greeting + options.ticketSha256);
  socket.on('message', (data: Buffer, isBinary) => {
    if (socket.bufferedAmount > 1 << 20) socket.pause();
    socket.send(data, { binary: isBinary }, () => {
      socket.resume();
    });
  });
  return {
    close: (message) => {
      socket.close(1001, message);
    },
  };
}
