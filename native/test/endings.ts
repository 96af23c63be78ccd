/** A guest that prints for ever, and the end of what runs it: `process.exit` or a terminated Worker. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, MessageChannel, Worker, workerData, type MessagePort } from 'node:worker_threads';
import { Machine } from '../index.ts';
import { writeKernel } from './payload.ts';

function runGuest(printed: () => void): void {
  const kernel = join(mkdtempSync(join(tmpdir(), 'farport-')), 'kernel');
  // mov dx, 0x3f8; mov al, 'x'; again: out dx, al; jmp again
  writeKernel(kernel, [0x66, 0xba, 0xf8, 0x03, 0xb0, 0x78, 0xee, 0xeb, 0xfd]);
  const machine = new Machine({ ramBytes: 16 * 2 ** 20, lowRamEnd: 3 * 2 ** 30, vcpus: 1 });
  machine.loadLinux({ kernel, cmdline: '', rsdp: 0 });
  machine.start(() => {
    machine.drain();
    if (machine.takeConsole().length > 0) printed();
  });
}

if (!isMainThread) {
  const port = workerData as MessagePort;
  runGuest(() => {
    port.postMessage('printed');
  });
} else if (process.argv[2] === 'process.exit(0)') {
  runGuest(() => process.exit(0));
} else {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), { workerData: port2, transferList: [port2] });
  port1.on('message', () => {
    void worker.terminate().then(() => {
      port1.close();
    });
  });
}
