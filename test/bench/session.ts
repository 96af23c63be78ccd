// The lab of one benchmark: one run of it holds all contestants and all repetitions.
import { Lab } from '../lab/lab.ts';
import type { BenchContext } from './benches.ts';

/** Starts a lab, and ends it whatever happens; so does Ctrl-C. */
export async function withLab<T>(
  { say, onConsole, processors }: Pick<BenchContext, 'say' | 'onConsole' | 'processors'>,
  body: (lab: Lab) => Promise<T>,
  qemuArgs: readonly string[] = [],
): Promise<T> {
  say(`booting the lab, processors: ${processors}`);
  await using lab = await Lab.start({ cpus: processors, qemuArgs, onConsole });
  return await body(lab);
}

/** Versions of what was compared, as the lab's own programs tell them. */
export async function labVersions(lab: Lab): Promise<Record<string, string>> {
  const first = async (command: string) => (await lab.run(command)).stdout.split('\n')[0]?.trim() ?? '';
  return {
    lab: `QEMU under emulation, processors: ${await first('nproc')}`,
    kernel: await first('uname -r'),
    qemu: await first("qemu-system-x86_64 --version | sed 's/.*version //'"),
    usbip: await first("dpkg-query -W -f '${Version}' usbip"),
    usbredirect: await first("dpkg-query -W -f '${Version}' usbredirect"),
    node: await first('node_modules/.bin/node --version'),
  };
}
