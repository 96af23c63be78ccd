/**
 * Runs the suite inside the lab: `run.ts BACKEND [PART-OF-NAME]`. Prints a line per check; the exit status is 0
 * only if all held. `run.ts BACKEND hold PORT` holds a device until it is told to end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaptureBackend } from '../../../apps/client/engine/capture/captured-device.ts';
import { libusbBackend } from '../../../apps/client/engine/capture/libusb/backend.ts';
import { nativeBackend } from '../../../apps/client/engine/capture/native/backend.ts';
import { listSysfs } from '../../../apps/client/engine/capture/sysfs.ts';
import { Bench } from './bench.ts';
import { checks } from './suite.ts';

const CHECK_TIMEOUT_MS = 20_000;

async function main(name: string | undefined, part: string | undefined, port: string | undefined) {
  const backend = name === 'native' ? await nativeBackend() : await libusbBackend();
  if (part === 'hold' && port !== undefined) await hold(backend, port);
  else process.exit((await runAll(backend, part)) === 0 ? 0 : 1);
}

async function runAll(backend: CaptureBackend, part: string | undefined): Promise<number> {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (part !== undefined && !name.includes(part)) continue;
    const late = sleep(CHECK_TIMEOUT_MS, undefined, { ref: false }).then(() => {
      throw new Error(`no end after ${CHECK_TIMEOUT_MS / 1000} s`);
    });
    try {
      await Promise.race([check(backend), late]);
      console.log(`ok - ${backend.name}: ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${backend.name}: ${name}`, error);
      await Bench.releaseAll();
    }
  }
  return failed;
}

async function hold(backend: CaptureBackend, port: string): Promise<void> {
  const device = (await listSysfs()).find((one) => one.portPath === port);
  if (device === undefined) throw new Error(`nothing on ${port}`);
  const captured = await backend.capture(device);
  process.once('SIGTERM', () => {
    void captured.release().then(() => process.exit(0));
  });
  console.log('held');
  setInterval(() => undefined, 1000);
}

await main(process.argv[2], process.argv[3], process.argv[4]);
