/** The real parts of a VM process: the VMM's machine, and the VMM's end of a redirected device. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { wrapWebSocket } from '@farport/protocol';
import type { StopReason } from '@farport/vmm';
import { acceptUsbChannel } from '@farport/vmm/usb/remote/index';
import { errorCode } from '../errors.ts';
import type { ChannelService, MachineFactory, MachineStop, VmParts } from './machine-factory.ts';

function describeStop(reason: StopReason): MachineStop {
  switch (reason.kind) {
    case 'powered-off':
      return { reason: 'powered-off', code: 'vm.powered_off', message: 'the guest powered off' };
    case 'stopped':
      return { reason: 'stopped', code: 'vm.stopped', message: 'it was stopped' };
    case 'failed': {
      const { error } = reason;
      return { reason: 'failed', code: errorCode(error) ?? 'vm.failed', message: error.message };
    }
  }
}

const createMachine: MachineFactory = async (config, events) => {
  // Loaded here, so that an addon that is missing is told like everything else that keeps a VM from starting.
  const { VirtualMachine } = await import('@farport/vmm');
  const vm = VirtualMachine.create(config, {
    log: (level, message, fields) => {
      events.log(level, message, fields);
    },
  });
  vm.on('console', (bytes) => {
    events.console(bytes);
  });
  vm.on('state', (state) => {
    events.state(state);
  });
  vm.on('stopped', (reason) => {
    events.stopped(describeStop(reason));
  });
  return vm;
};

/** Whether a ticket is the one with this SHA-256, in a time that tells nothing. */
function isTicket(ticket: string, sha256: string): boolean {
  return timingSafeEqual(createHash('sha256').update(ticket, 'utf8').digest(), Buffer.from(sha256, 'hex'));
}

const acceptUsb: ChannelService['acceptUsb'] = (socket, ports, options) => {
  const { ticketSha256, admit, promiseBroken, log: tell } = options;
  return acceptUsbChannel(wrapWebSocket(socket), ports, {
    acceptTicket: (ticket) => isTicket(ticket, ticketSha256),
    admit,
    events: {
      attached: (device, port) => {
        tell('usb.attached', { device, port });
      },
      detached: (device, reason, message) => {
        tell('usb.detached', { device, reason, message });
      },
      irregular: (device, faults) => {
        tell('usb.descriptors_irregular', { device, faults }, 'warn');
      },
      promiseBroken: (device, message) => {
        tell('usb.promise_broken', { device, message }, 'warn');
        promiseBroken(device, message);
      },
      closed: (cause) => {
        tell('channel.closed', { ...cause });
      },
    },
  });
};

const acceptDisplay: ChannelService['acceptDisplay'] = (socket, screen, { ticketSha256, log: tell }) => {
  screen.connect(wrapWebSocket(socket), {
    agent: 'farport-vm',
    acceptTicket: (ticket) => isTicket(ticket, ticketSha256),
    closed: () => {
      tell('viewer.closed', {});
    },
  });
  return {
    // The session tells its viewer itself when the machine stops; this is for a socket it never let in.
    close: (message) => {
      socket.close(1001, message);
    },
  };
};

export const parts: VmParts = { createMachine, channels: { acceptUsb, acceptDisplay } };
