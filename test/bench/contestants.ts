// All who redirect a device, started in one lab.
import type { Lab } from '../lab/lab.ts';
import type { BenchContext } from './benches.ts';
import type { Contestant } from './contestant.ts';
import { Farport } from './farport.ts';
import type { Meter } from './meter.ts';
import { UsbIp } from './usbip.ts';
import { UsbRedir } from './usbredir.ts';

/** Both guests are alike. */
const guest = { memoryMiB: 512, vcpus: 1 };

export interface Contestants extends AsyncDisposable {
  readonly list: readonly Contestant[];
}

/** Their names, in the order of their turns. */
export const contestantNames = ['farport', 'usbip', 'usbredir'] as const;

/** Starts those that `--only` names, or all; BenchError when one cannot be. */
export async function contestantsOf(
  { only, say }: Pick<BenchContext, 'only' | 'say'>,
  lab: Lab,
  meter: Meter,
): Promise<Contestants> {
  const starters: Readonly<Record<(typeof contestantNames)[number], () => Promise<Contestant>>> = {
    farport: () => Farport.start(lab, meter, guest),
    usbip: () => UsbIp.start(lab, meter),
    usbredir: () => UsbRedir.start(lab, meter, guest),
  };
  const list: Contestant[] = [];
  const close = async () => {
    for (const contestant of list.toReversed()) await contestant.close();
  };
  try {
    for (const name of contestantNames) {
      if (only !== undefined && !only.includes(name)) continue;
      say(`starting ${name}`);
      list.push(await starters[name]());
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { list, [Symbol.asyncDispose]: close };
}
