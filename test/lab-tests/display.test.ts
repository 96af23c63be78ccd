// A VM's screen, keyboard and pointer with stock Debian drivers, in the lab. What is checked is in inside/display.ts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guestImage } from '../guest/image.ts';
import { checkout, Lab } from '../lab/lab.ts';

describe('the display', () => {
  it('is driven by the stock drivers of kernels 6.12 and 6.1', { timeout: 600_000 }, async () => {
    await using lab = await Lab.start();
    for (const version of ['6.12', '6.1'] as const) {
      const { kernel, initrd } = guestImage(version);
      const result = await lab.run(
        [process.execPath, '--test', `${checkout}/test/lab-tests/inside/display.ts`],
        { env: { GUEST_KERNEL: kernel, GUEST_INITRD: initrd }, timeoutMs: 300_000 },
      );
      assert.equal(result.exitCode, 0, `kernel ${version}:\n${result.stdout}\n${result.stderr}`);
    }
  });
});
