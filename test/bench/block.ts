// virtio-blk in the guest: Farport's data plane against QEMU's, both on the same file of a disk of the lab machine.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab/lab.ts';
import type { Bench, BenchContext } from './benches.ts';
import type { Place } from './contestant.ts';
import { Farport, guestPlace } from './farport.ts';
import { Figures } from './figures.ts';
import { prepareMeter, type Meter } from './meter.ts';
import { measureDisk } from './places.ts';
import { profiledWorkSeconds, takeProfile } from './profile.ts';
import { QemuGuest } from './qemu.ts';
import type { BenchResult } from './report.ts';
import { labVersions, withLab } from './session.ts';

const guest = { memoryMiB: 512, vcpus: 1 };
const fileMiB = 512;
const cells = [
  { name: 'read', what: 'read', block: 1 << 20, threads: 1, unit: 'MB/s' },
  { name: 'write', what: 'write', block: 1 << 20, threads: 1, unit: 'MB/s' },
  { name: 'random-read.1', what: 'random-read', block: 4096, threads: 1, unit: 'IOPS' },
  { name: 'random-read.16', what: 'random-read', block: 4096, threads: 16, unit: 'IOPS' },
  { name: 'random-write.16', what: 'random-write', block: 4096, threads: 16, unit: 'IOPS' },
] as const;

interface Machine {
  readonly name: string;
  readonly place: Place;
  readonly farport: Farport | undefined;
  close(): Promise<void>;
}

/** The disk of both guests: a file on ext4, in the lab's page cache. */
async function makeDisk(lab: Lab): Promise<string> {
  await lab.check(`
    set -e; modprobe virtio_blk
    i=0; until [ -b /dev/vda ]; do sleep 0.1; i=$((i+1)); [ $i -lt 100 ]; done
    mke2fs -q -F -t ext4 /dev/vda; mkdir -p /mnt/bench; mount /dev/vda /mnt/bench
    dd if=/dev/urandom of=/mnt/bench/disk.img bs=1M count=${fileMiB} 2>/dev/null; sync`);
  return '/mnt/bench/disk.img';
}

const starters: Readonly<Record<string, (lab: Lab, meter: Meter, disk: string) => Promise<Machine>>> = {
  farport: async (lab, meter, disk) => {
    const farport = await Farport.start(lab, meter, { ...guest, disks: [disk] });
    return { name: 'farport', place: guestPlace(farport.guest), farport, close: () => farport.close() };
  },
  // The same system calls on the file: io_uring through the page cache, on a thread of their own.
  qemu: async (lab, meter, disk) => {
    const qemu = await QemuGuest.start(lab, meter, {
      ...guest,
      args: [
        ...['-object', 'iothread,id=io'],
        ...['-blockdev', `driver=file,node-name=file,filename=${disk},aio=io_uring,cache.direct=off`],
        ...['-blockdev', 'driver=raw,node-name=disk,file=file'],
        ...['-device', 'virtio-blk-pci,drive=disk,iothread=io'],
      ],
    });
    return { name: 'qemu', place: guestPlace(qemu.guest), farport: undefined, close: () => qemu.close() };
  },
};

async function run(context: BenchContext): Promise<BenchResult> {
  const { say, quick } = context;
  const seconds = quick ? 2 : 6;
  const meter = prepareMeter();
  const folder = mkdtempSync('/dev/shm/farport-bench-');
  const image = join(folder, 'lab-disk.img');
  const machines: Machine[] = [];
  try {
    writeFileSync(image, '');
    truncateSync(image, (fileMiB * 2) << 20);
    const drive = ['-drive', `if=virtio,format=raw,cache=unsafe,file=${image}`];
    return await withLab(
      context,
      async (lab) => {
        const disk = await makeDisk(lab);
        for (const [name, start] of Object.entries(starters)) {
          if (context.only !== undefined && !context.only.includes(name)) continue;
          say(`starting ${name}`);
          const machine = await start(lab, meter, disk);
          machines.push(machine);
          // Not counted: nobody is measured cold, or while the file is still on its way to the lab's disk.
          await measureDisk(machine.place, 'read', '/dev/vda', { seconds, block: 1 << 20 });
        }
        const figures = new Figures();
        for (let round = 1; round <= context.runs; round++)
          for (const machine of machines)
            for (const { name, what, block, threads, unit } of cells) {
              const figure = await measureDisk(machine.place, what, '/dev/vda', { seconds, block, threads });
              const value = unit === 'IOPS' ? figure.requestsPerSecond : figure.bytesPerSecond / 1e6;
              figures.add({ name, unit, better: 'more' }, machine.name, value);
              say(`run ${round}: ${name} ${machine.name}: ${value.toPrecision(3)} ${unit}`);
              if (context.profile === undefined || machine.farport === undefined || round > 1) continue;
              const options = { seconds: profiledWorkSeconds, block, threads };
              const measured = measureDisk(machine.place, what, '/dev/vda', options);
              await Promise.all([
                measured,
                takeProfile(lab, machine.farport, join(context.profile, name), say),
              ]);
            }
        const versions = await labVersions(lab);
        for (const machine of machines) await machine.close();
        return { rows: figures.rows, versions };
      },
      drive,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  contestants: Object.keys(starters),
  about: "virtio-blk in the guest, against QEMU's virtio-blk on the same file",
  run,
};
