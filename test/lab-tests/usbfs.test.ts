// The usbfs engine on a real USB host, in the lab. What is checked is in inside/usbfs.ts.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { checkout, Lab } from '../lab/lab.ts';

const IMAGE_BYTES = 256 * 1024 * 1024;

/** An image of which every 4 KiB begins with their number, and that number plus 7 in their second sector. */
function writeImage(file: string): void {
  const bytes = Buffer.alloc(IMAGE_BYTES);
  for (let at = 0; at < IMAGE_BYTES; at += 4096) {
    bytes.writeUInt32LE(at / 4096, at);
    bytes.writeUInt32LE(at / 4096 + 7, at + 512);
  }
  writeFileSync(file, bytes);
}

/** A SuperSpeed device that sends back what it gets, of the kernel's own making. */
const LOOPBACK = `set -e
modprobe dummy_hcd is_super_speed=1
modprobe libcomposite
mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
gadget=/sys/kernel/config/usb_gadget/loopback
mkdir $gadget && cd $gadget
echo 0x1d6b >idVendor; echo 0x0105 >idProduct; echo 0x0300 >bcdUSB
mkdir strings/0x409 configs/c.1 functions/Loopback.0
echo loopback >strings/0x409/product
ln -s functions/Loopback.0 configs/c.1/
ls /sys/class/udc | head -n 1 >UDC`;

describe('the usbfs engine', () => {
  it('captures, transfers, cancels, resets and hands back', { timeout: 400_000 }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-usbfs-'));
    try {
      const image = join(directory, 'stick.img');
      writeImage(image);
      await using lab = await Lab.start({
        devices: [
          { id: 'stick', kind: 'storage', port: 'xhci', image },
          { id: 'keyboard', kind: 'keyboard', port: 'xhci-usb2' },
        ],
      });
      await lab.check(LOOPBACK);
      const checks = lab.spawn([process.execPath, `${checkout}/test/lab-tests/inside/usbfs.ts`]);
      const said: string[] = [];
      checks.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()));
      for await (const line of createInterface({ input: checks.stdout })) {
        said.push(line);
        if (line === '? key') await lab.sendKeys('a');
        if (line === '? unplug') await lab.unplug('stick');
      }
      assert.equal((await checks.ended).exitCode, 0, said.join('\n'));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
