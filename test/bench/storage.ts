// A USB stick through Farport, USB/IP and usbredir, near and far: sequential reads and writes, random reads.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchContext } from './benches.ts';
import { contestantNames, contestantsOf } from './contestants.ts';
import { Farport } from './farport.ts';
import { Figures } from './figures.ts';
import { prepareMeter } from './meter.ts';
import { profiledWorkSeconds, takeProfile } from './profile.ts';
import { deviceBySerial, deviceGone, measureDisk, stickDisk } from './places.ts';
import type { BenchResult } from './report.ts';
import { labVersions, withLab } from './session.ts';

const serial = 'FARPORT-BENCH';
/** Each is used for so long before its first turn. */
const warmUpSeconds = 60;
const cells = [
  { name: 'read', what: 'read', block: 1 << 20, unit: 'MB/s' },
  { name: 'write', what: 'write', block: 1 << 20, unit: 'MB/s' },
  { name: 'random', what: 'random-read', block: 4096, unit: 'IOPS' },
] as const;

async function run(context: BenchContext): Promise<BenchResult> {
  const { say, quick } = context;
  const roundTrips = quick ? [0, 20] : [0, 20, 50];
  const seconds = quick ? 2 : 6;
  const meter = prepareMeter();
  const folder = mkdtempSync('/dev/shm/farport-bench-');
  const image = join(folder, 'stick.img');
  try {
    writeFileSync(image, randomBytes(256 << 20));
    return await withLab(context, async (lab) => {
      await lab.plug({ id: 'stick', kind: 'storage', image, serial });
      const device = await deviceBySerial(lab, serial);
      await using contestants = await contestantsOf(context, lab, meter);
      const figures = new Figures();
      for (let round = 1; round <= context.runs; round++)
        for (const rtt of roundTrips)
          for (const contestant of contestants.list) {
            await lab.setRoundTrip(rtt);
            const place = await contestant.attach(device);
            const disk = await stickDisk(contestant, place);
            if (round === 1 && rtt === 0 && !quick)
              for (const { what, block } of cells)
                await measureDisk(place, what, disk, { seconds: warmUpSeconds / cells.length, block });
            else await measureDisk(place, 'read', disk, { seconds: seconds / 2, block: 1 << 16 });
            for (const { name, what, block, unit } of cells) {
              const figure = await measureDisk(place, what, disk, { seconds, block });
              const value = unit === 'IOPS' ? figure.requestsPerSecond : figure.bytesPerSecond / 1e6;
              const key = `${name}.${rtt}ms`;
              figures.add({ name: key, unit, better: 'more' }, contestant.name, value);
              say(`run ${round}: ${key} ${contestant.name}: ${value.toPrecision(3)} ${unit}`);
            }
            if (context.profile !== undefined && contestant instanceof Farport && round === 1)
              for (const { name, what, block } of cells) {
                const measured = measureDisk(place, what, disk, { seconds: profiledWorkSeconds, block });
                await Promise.all([
                  measured,
                  takeProfile(lab, contestant, join(context.profile, `${name}.${rtt}ms`), say),
                ]);
              }
            await lab.setRoundTrip(0);
            await contestant.detach(device);
            await deviceGone(contestant, place, device);
          }
      return { rows: figures.rows, versions: await labVersions(lab) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  contestants: contestantNames,
  about: 'a redirected stick, against USB/IP and usbredir, at 0, 20 and 50 ms',
  run,
};
