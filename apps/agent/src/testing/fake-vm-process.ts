/**
 * A VM process around the fake machine; everything else in it is the real thing. Its USB channels echo, unless the command
 * line says "real-channels": then they are those of a real VM, on the fake machine's ports.
 */
import type { ChannelService } from '../vm-process/machine-factory.ts';
import { runVmProcess } from '../vm-process/run.ts';
import { FakeVirtualMachine, fakeChannels } from './fake-machine.ts';

let acceptUsb: ChannelService['acceptUsb'] = fakeChannels.acceptUsb;

await runVmProcess(process.argv[2], {
  createMachine: async (config, events) => {
    if (config.cmdline.split(' ').includes('real-channels')) {
      ({ acceptUsb } = (await import('../vm-process/parts.ts')).parts.channels);
    }
    return new FakeVirtualMachine(config, events);
  },
  channels: {
    acceptUsb: (socket, ports, options) => acceptUsb(socket, ports, options),
    acceptDisplay: fakeChannels.acceptDisplay,
  },
});
