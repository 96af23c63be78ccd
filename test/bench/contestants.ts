// All who redirect a device, started in one lab.
import type { Lab } from '../lab/lab.ts';
import type { BenchContext } from './benches.ts';
import type { Contestant } from './contestant.ts';
import { BenchError } from './errors.ts';
import { Farport } from './farport.ts';
import type { Meter } from './meter.ts';
import { UsbIp } from './usbip.ts';
import { UsbRedir } from './usbredir.ts';

/** Both guests are alike. */
const guest = { memoryMiB: 512, vcpus: 1 };

export interface Contestants extends AsyncDisposable {
  readonly list: readonly Contestant[];
}

/** Starts those that `--only` names, or all; BenchError when one cannot be. */
export async function contestantsOf(
  { only, say }: Pick<BenchContext, 'only' | 'say'>,
  lab: Lab,
  meter: Meter,
): Promise<Contestants> {
  const starters: Readonly<Record<string, () => Promise<Contestant>>> = {
    farport: () => Farport.start(lab, meter, guest),
    usbip: () => UsbIp.start(lab, meter),
    usbredir: () => UsbRedir.start(lab, meter, guest),
  };
  const unknown = only?.find((name) => !(name in starters));
  if (unknown !== undefined)
    throw new BenchError(
      'bench.usage',
      `no contestant is called "${unknown}": ${Object.keys(starters).join(', ')}`,
    );
  const list: Contestant[] = [];
  const close = async () => {
    for (const contestant of list.toReversed()) await contestant.close();
  };
  try {
    for (const [name, start] of Object.entries(starters)) {
      if (only !== undefined && !only.includes(name)) continue;
      say(`starting ${name}`);
      list.push(await start());
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { list, [Symbol.asyncDispose]: close };
}
