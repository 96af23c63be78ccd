/** Boots a lab with QEMU's USB devices and runs the suite in it, once for each backend. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { type DeviceSpec, Lab } from '../../lab/lab.ts';

const MIB = 1024 * 1024;

/** A number at the beginning of every 4 KiB. */
function patternImage(path: string): string {
  const image = Buffer.alloc(16 * MIB);
  for (let at = 0; at < image.length; at += 4096) image.writeUInt32LE(at / 4096, at);
  writeFileSync(path, image);
  return path;
}

describe('capture backends on real devices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farport-capture-'));
  const superStick: DeviceSpec = {
    id: 'ss',
    kind: 'storage',
    image: patternImage(join(folder, 'ss.img')),
    serial: 'SS',
  };
  const keyboard: DeviceSpec = { id: 'kbd', kind: 'keyboard' };
  let lab: Lab;

  before(async () => {
    lab = await Lab.start({
      devices: [
        superStick,
        {
          id: 'hs',
          kind: 'storage',
          port: 'xhci-usb2',
          image: patternImage(join(folder, 'hs.img')),
          serial: 'HS',
        },
        { id: 'tablet', kind: 'tablet' },
        keyboard,
      ],
    });
    const { socket } = await lab.plug({ id: 'serial', kind: 'serial' });
    assert.ok(socket);
    const echo = connect(socket);
    echo.unref();
    echo.pipe(echo);
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  const answers: Record<string, () => Promise<unknown>> = {
    key: () => lab.sendKeys('a'),
    move: () => lab.sendPointer('abs', 1000 + Math.floor(Math.random() * 30000), 2000),
    unplug: () => lab.unplug('kbd'),
    plug: () => lab.plug(keyboard),
  };

  for (const backend of process.env['BACKEND']?.split(',') ?? ['native', 'libusb']) {
    it(`${backend} keeps the contract`, { timeout: 300_000 }, async () => {
      const run = lab.spawn([
        'node_modules/.bin/node',
        'test/conformance/capture/run.ts',
        backend,
        ...(process.env['CHECK'] === undefined ? [] : [process.env['CHECK']]),
      ]);
      const lines: string[] = [];
      run.stderr.on('data', (bytes: Buffer) => lines.push(bytes.toString()));
      for await (const line of createInterface({ input: run.stdout })) {
        const asked = /^ask: (.*)$/.exec(line)?.[1];
        if (asked === undefined) lines.push(line);
        else await answers[asked]?.();
      }
      const { exitCode } = await run.ended;
      console.log(lines.join('\n'));
      assert.equal(exitCode, 0, lines.join('\n'));
    });
  }
});
