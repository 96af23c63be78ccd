/** Boots a lab with two sticks and runs the client's own steps in it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, it } from 'node:test';
import { type DeviceSpec, Lab } from '../lab/lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'farport-client-'));
after(() => {
  rmSync(folder, { recursive: true });
});

function stick(id: string, more: Partial<DeviceSpec>): DeviceSpec {
  const image = join(folder, `${id}.img`);
  writeFileSync(image, '');
  truncateSync(image, 8 * 1024 * 1024);
  return { id, kind: 'storage', image, ...more };
}

it('the client redirects, comes back, and gives back', { timeout: 240_000 }, async () => {
  const first = stick('ss', { serial: 'SS' });
  await using lab = await Lab.start({ devices: [first, stick('hs', { serial: 'HS', port: 'xhci-usb2' })] });
  const run = lab.spawn(['node_modules/.bin/node', 'test/e2e/client-in-lab.ts']);
  const lines: string[] = [];
  run.stderr.on('data', (bytes: Buffer) => lines.push(bytes.toString()));
  for await (const line of createInterface({ input: run.stdout })) {
    if (line === 'ask: unplug') await lab.unplug('ss');
    else if (line === 'ask: plug') await lab.plug(first);
    else {
      console.log(line);
      lines.push(line);
    }
  }
  const { exitCode } = await run.ended;
  assert.equal(exitCode, 0, lines.join('\n'));
});
