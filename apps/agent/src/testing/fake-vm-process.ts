/** A VM process around the fake machine; everything else in it is the real thing. */
import { runVmProcess } from '../vm-process/run.ts';
import { FakeVirtualMachine, fakeChannels } from './fake-machine.ts';

await runVmProcess(process.argv[2], {
  createMachine: (config, events) => new FakeVirtualMachine(config, events),
  channels: fakeChannels,
});
