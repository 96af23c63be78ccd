/**
 * What is wrong in the descriptors of a device, for people who look at it: none of it decides whether a device works.
 * Owns the order in which faults are looked for; what is a fault is the parsers'.
 */
import { parseBos } from './bos-descriptor.ts';
import { parseConfiguration } from './configuration-descriptor.ts';
import { splitDescriptors } from './descriptor-bundle.ts';
import { DescriptorError } from './descriptor-error.ts';
import { byteAt } from './descriptor-walk.ts';

/** What does not parse in these configurations and in the BOS (empty where there is none); at most one fault of each. */
export function descriptorFaults(configurations: readonly Uint8Array[], bos: Uint8Array): string[] {
  const faults: string[] = [];
  for (const bytes of configurations) {
    look(faults, `configuration ${byteAt(bytes, 5)}: `, () => parseConfiguration(bytes));
  }
  if (bos.length > 0) look(faults, 'BOS: ', () => parseBos(bos));
  return faults;
}

/** The same of a device descriptor with every configuration behind it, as an operating system hands them out. */
export function bundleFaults(bytes: Uint8Array): string[] {
  const faults: string[] = [];
  look(faults, '', () => {
    faults.push(...descriptorFaults(splitDescriptors(bytes).configurations, new Uint8Array()));
  });
  return faults;
}

function look(faults: string[], what: string, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof DescriptorError)) throw error;
    faults.push(what + error.message);
  }
}
