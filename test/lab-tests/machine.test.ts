// Our machine with stock Debian kernels, in the lab, where there is a KVM. What is checked is in inside/machine.ts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guestImage } from '../guest/image.ts';
import { checkout, Lab } from '../lab/lab.ts';

describe('the machine', () => {
  it(
    'boots, serves, pauses, reboots and ends with kernels 6.1 and 6.12',
    { timeout: 1_200_000 },
    async () => {
      // One processor: in a lab of several, its QEMU loses a guest now and then (docs/development.md).
      await using lab = await Lab.start({ cpus: 1 });
      for (const version of ['6.12', '6.1'] as const) {
        const { kernel, initrd } = guestImage(version);
        const result = await lab.run(
          [process.execPath, '--test', `${checkout}/test/lab-tests/inside/machine.ts`],
          { env: { GUEST_KERNEL: kernel, GUEST_INITRD: initrd }, timeoutMs: 550_000 },
        );
        assert.equal(result.exitCode, 0, `kernel ${version}:\n${result.stdout}\n${result.stderr}`);
      }
    },
  );
});
