/** Devices whose descriptors do not name them, as everybody sees them. Needs the list of Debian's package usb.ids. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readUsbIds } from '@farport/usb/usb-ids';
import { seenStick } from '../testing/fake-client.ts';
import { PresenceUnderTest } from '../testing/presence-under-test.ts';
import { textFiles } from './usb-id-list.ts';

describe('the USB id list of this machine', () => {
  it('names a device that says nothing, in the API, the command line and the audit', async () => {
    await using test = await PresenceUnderTest.start();
    const silent = seenStick('F1', { vendorId: 0x0403, productId: 0x6001, manufacturer: '', product: '' });
    const client = await test.client('reception', [silent]);
    await test.assignPort(client.id);
    const { id } = await test.device(client.id);
    const device = await test.ask<{ manufacturer: string; product: string }>('GET', `/devices/${id}`);
    assert.match(device.manufacturer, /^Future Technology Devices/);
    assert.match(device.product, /^FT232/);
    assert.match((await test.under.agent.cli('device', 'list')).stdout, /Future Technology Devices.* FT232/);
    await test.device(client.id, ({ lease }) => lease !== null);
    const [record] = await test.audit('action=device.attached');
    assert.match(JSON.stringify(record?.['device']), /FT232.*\(0403:6001 F1/);
  });

  it('is the first that can be read, and empty where there is none', () => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-ids-'));
    try {
      const file = join(directory, 'usb.ids');
      writeFileSync(file, 'ffff  Nobody\n\t0001  Nothing\n');
      const silent = { manufacturer: '', product: '' };
      assert.deepEqual(
        readUsbIds(textFiles, [join(directory, 'none'), directory, file]).fill(0xffff, 1, silent),
        {
          manufacturer: 'Nobody',
          product: 'Nothing',
        },
      );
      assert.deepEqual(readUsbIds(textFiles, [join(directory, 'none')]).fill(0xffff, 1, silent), silent);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
