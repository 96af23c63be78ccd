/** `vm console`: the guest's serial console on this terminal, both ways. Leaves the terminal as it found it. */
import type { AdminClient } from './admin-client.ts';

/** Ctrl-] leaves, as in telnet. */
const leaveKey = 0x1d;

/** Resolves when the VM ends, the person leaves, or standard output closes. */
export async function runConsole(client: AdminClient, name: string): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const stream = await client.console(name);
  const type = await client.consoleInput(name);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const finish = (): void => {
    resolve(undefined);
  };
  const raw = stdin.isTTY;
  /** Keys go in the order they were pressed: one request at a time. */
  let sending: Promise<void> = Promise.resolve();
  const send = (bytes: Buffer): void => {
    sending = sending.then(() => type(bytes)).catch(reject);
  };
  const input = (bytes: Buffer): void => {
    const leave = raw ? bytes.indexOf(leaveKey) : -1;
    const typed = leave < 0 ? bytes : bytes.subarray(0, leave);
    if (typed.length > 0) send(typed);
    if (leave >= 0) finish();
    // A pipe may be faster than the guest: take more when this has been taken.
    if (!raw) {
      stdin.pause();
      void sending.then(() => stdin.resume());
    }
  };
  if (raw) {
    stderr.write(`console of ${name}; Ctrl-] leaves\r\n`);
    stdin.setRawMode(true);
  }
  stdin.on('data', input);
  stdout.on('error', finish);
  stream.on('data', (bytes: Buffer) => {
    if (stdout.write(bytes)) return;
    stream.pause();
    stdout.once('drain', () => stream.resume());
  });
  stream.on('end', finish);
  stream.on('error', reject);
  try {
    await promise;
    await sending;
  } finally {
    stdin.off('data', input);
    if (raw) stdin.setRawMode(false);
    stdin.pause();
    stream.destroy();
    if (raw) stderr.write('\r\n');
  }
}
