// How long one transfer takes from a program in the guest to the device and back: a control transfer to a stick, and
// 64 bytes by an interrupt endpoint with their echo by another, through Farport, USB/IP and usbredir.
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchContext } from './benches.ts';
import { contestantNames, contestantsOf } from './contestants.ts';
import { startEchoDevice } from './echo-device.ts';
import { Figures } from './figures.ts';
import { prepareMeter } from './meter.ts';
import { deviceBySerial, deviceGone, deviceThere, measureLatency } from './places.ts';
import { profiledWorkSeconds, takeProfile } from './profile.ts';
import type { BenchResult } from './report.ts';
import { labVersions, withLab } from './session.ts';
import { Farport } from './farport.ts';

const serial = 'FARPORT-BENCH';
/** Before the first figures: programs that run for years are compiled as far as they ever are. */
const warmUpSeconds = 60;

async function run(context: BenchContext): Promise<BenchResult> {
  const { say, quick } = context;
  const seconds = quick ? 2 : 6;
  const meter = prepareMeter();
  const folder = mkdtempSync('/dev/shm/farport-bench-');
  const image = join(folder, 'stick.img');
  try {
    writeFileSync(image, Buffer.alloc(16 << 20));
    return await withLab(context, async (lab) => {
      await lab.plug({ id: 'stick', kind: 'storage', image, serial });
      await using echo = await startEchoDevice(lab, meter);
      const subjects = [
        { name: 'control', what: 'control', device: await deviceBySerial(lab, serial) },
        { name: 'interrupt', what: 'interrupt', device: echo.device },
      ] as const;
      await using contestants = await contestantsOf(context, lab, meter);
      const figures = new Figures();
      for (let round = 1; round <= context.runs; round++)
        for (const contestant of contestants.list)
          for (const { name, what, device } of subjects) {
            const place = await contestant.attach(device);
            await deviceThere(contestant, place, device);
            await measureLatency(place, what, device.id, round === 1 && !quick ? warmUpSeconds : seconds / 2);
            const { p50Ns, p90Ns, samples } = await measureLatency(place, what, device.id, seconds);
            figures.add({ name, unit: 'us', better: 'less' }, contestant.name, p50Ns / 1000);
            say(
              `run ${round}: ${name} ${contestant.name}: ${Math.round(p50Ns / 1000)} us (90% within ${Math.round(p90Ns / 1000)} us, ${samples} samples)`,
            );
            if (context.profile !== undefined && contestant instanceof Farport && round === 1) {
              const measured = measureLatency(place, what, device.id, profiledWorkSeconds);
              await Promise.all([measured, takeProfile(lab, contestant, join(context.profile, name), say)]);
            }
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
  about: 'round trip of a control and an interrupt transfer, against USB/IP and usbredir',
  run,
};
