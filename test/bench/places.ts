// Finding a redirected stick where it is used, and running the meter on it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../lab/lab.ts';
import type { Contestant, Device, Place } from './contestant.ts';
import { BenchError } from './errors.ts';
import type { DiskFigure, LatencyFigure } from './meter.ts';

const appearMs = 60_000;

/** The lab's device with this serial number. */
export async function deviceBySerial(lab: Lab, serial: string): Promise<Device> {
  const found = await lab.check(
    `i=0; until d=$(grep -lx ${serial} /sys/bus/usb/devices/*/serial); do sleep 0.2; i=$((i+1)); [ $i -lt 50 ]; done
     d=$(dirname "$d"); echo "$(basename "$d") $(cat "$d/idVendor"):$(cat "$d/idProduct")"`,
  );
  const [port = '', id = ''] = found.trim().split(' ');
  return { id, port };
}

/** Waits for a stick's disk (/dev/sdX) to be readable there. */
export async function stickDisk(contestant: Contestant, place: Place): Promise<string> {
  let disk = '';
  await waitFor(contestant, 'the stick did not appear', async () => {
    // A removable disk that is not ready has size 0; the lab machine itself has no other.
    const found = await place.run(
      'for d in /sys/block/sd*; do [ "$(cat $d/size 2>/dev/null)" -gt 0 ] 2>/dev/null && echo /dev/${d##*/}; done; true',
      30_000,
    );
    disk = found.trim().split('\n')[0] ?? '';
    return disk !== '';
  });
  return disk;
}

/** Runs `meter read` and its like; bytes a second and requests a second. */
export async function measureDisk(
  place: Place,
  what: 'read' | 'write' | 'random-read' | 'random-write',
  disk: string,
  options: { readonly seconds: number; readonly block: number; readonly threads?: number },
): Promise<{ readonly bytesPerSecond: number; readonly requestsPerSecond: number }> {
  const command = [place.meter, what, disk, options.seconds, options.block, options.threads ?? 1].join(' ');
  const { bytes, requests, seconds } = JSON.parse(
    await place.run(command, options.seconds * 1000 + 120_000),
  ) as DiskFigure;
  return { bytesPerSecond: bytes / seconds, requestsPerSecond: requests / seconds };
}

/** Runs `meter control` or `meter interrupt`. */
export async function measureLatency(
  place: Place,
  what: 'control' | 'interrupt',
  id: string,
  seconds: number,
): Promise<LatencyFigure> {
  return JSON.parse(
    await place.run(`${place.meter} ${what} ${id} ${seconds}`, seconds * 1000 + 120_000),
  ) as LatencyFigure;
}

/** Waits until a device is configured there. */
export async function deviceThere(contestant: Contestant, place: Place, device: Device): Promise<void> {
  await waitFor(contestant, `${device.id} did not appear`, async () => (await copies(place, device)) > 0);
}

/** Waits until a device has left the place where it was redirected to. */
export async function deviceGone(contestant: Contestant, place: Place, device: Device): Promise<void> {
  await waitFor(contestant, `${device.id} did not go away`, async () => (await copies(place, device)) === 0);
}

/** How many redirected devices with this VID:PID are configured: those on a machine's own port do not count. */
async function copies(place: Place, device: Device): Promise<number> {
  const count = await place.run(
    `n=0; for d in /sys/bus/usb/devices/*; do
       [ "$(cat $d/idVendor 2>/dev/null):$(cat $d/idProduct 2>/dev/null)" = ${device.id} ] || continue
       [ -n "$(cat $d/bConfigurationValue)" ] || continue
       [ "${place.origin}" = "$d" ] || n=$((n+1))
     done; echo $n`,
    30_000,
  );
  return Number(count.trim());
}

async function waitFor(contestant: Contestant, what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + appearMs;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      const why = `${contestant.name}: ${what} within ${appearMs / 1000} s`;
      throw new BenchError('bench.stalled', `${why}\n${(await contestant.logs?.()) ?? ''}`);
    }
    await sleep(200);
  }
}
