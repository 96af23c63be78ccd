// Whether this machine can run a stock guest, looked at without starting anything.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';

/** Why it cannot, in a few words; undefined when it can. */
export function whyNoKvm(): string | undefined {
  if (!existsSync('/dev/kvm')) return 'this machine has no /dev/kvm';
  if (!/^flags\s*:.*\b(vmx|svm)\b/m.test(readFileSync('/proc/cpuinfo', 'utf8')))
    return "this machine's processor shows no virtualization, so its /dev/kvm cannot run a stock kernel";
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return 'this user may not use /dev/kvm (add it to the group kvm)';
  }
  return undefined;
}
