import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeLocalDevice } from '../capture/fake/fake-captured-device.ts';
import type { RedirectionStatus } from '../service/control-schema.ts';
import { parentOf, renderTree, toJson } from './tree.ts';

const rootHub = fakeLocalDevice({
  portPath: 'usb1',
  address: 1,
  vendorId: 0x1d6b,
  productId: 2,
  classCode: 9,
  serial: '0000:00:14.0',
  manufacturer: 'Linux',
  product: 'xHCI Host Controller',
  interfaces: [{ number: 0, classCode: 9, subclass: 0, protocol: 0, driver: 'hub' }],
});
const hub = { ...rootHub, key: '1-2@3', portPath: '1-2', manufacturer: '', product: 'Hub', serial: '' };
const stick = fakeLocalDevice({
  portPath: '1-2.1',
  manufacturer: 'SanDisk',
  product: 'Ultra',
  interfaces: [{ number: 0, classCode: 8, subclass: 6, protocol: 0x50, driver: 'usb-storage' }],
});
const keyboard = fakeLocalDevice({
  portPath: '1-3',
  vendorId: 0x046d,
  productId: 0xc31c,
  serial: '',
  manufacturer: 'Logitech',
  product: 'Keyboard',
  speed: 'low',
  interfaces: [{ number: 0, classCode: 3, subclass: 1, protocol: 1, driver: 'usbhid' }],
});
const devices = [rootHub, hub, stick, keyboard];

const redirected: RedirectionStatus = {
  id: 1,
  selector: '0781:5583',
  auto: false,
  vm: 'a',
  agent: 'server:4747',
  phase: 'attached',
  state: 'redirected to VM a',
  port: 3,
  captured: true,
  device: { portPath: '1-2.1', vendorId: 0x0781, productId: 0x5583, serial: 'S1', label: 'x' },
};

describe('the tree of devices', () => {
  it('says what is wrong in the descriptors of a device', () => {
    const wrong = { ...stick, descriptorFaults: ['malformed descriptor at byte 2: wTotalLength is 200'] };
    assert.match(
      renderTree([wrong], []),
      /usb-storage\] {2}\[malformed descriptor at byte 2: wTotalLength is 200\]$/,
    );
    assert.deepEqual(toJson([wrong], [])[0]?.['descriptorFaults'], wrong.descriptorFaults);
  });

  it('hangs every device on its hub, and says who holds it', () => {
    assert.equal(
      renderTree(devices, []),
      [
        'usb1  1d6b:0002  Linux xHCI Host Controller  480M  hub',
        '├─ 1-2  1d6b:0002  Hub  480M  hub',
        '│  └─ 1-2.1  0781:5583  SanDisk Ultra  serial S1  480M  mass storage  [in use here by usb-storage]',
        '└─ 1-3  046d:c31c  Logitech Keyboard  1.5M  keyboard  [in use here by usbhid]',
      ].join('\n'),
    );
  });

  it('says where a redirected device is', () => {
    assert.match(renderTree(devices, [redirected]), /1-2\.1 .*\[redirected to VM a\]/);
  });

  it('names a program that has a device', () => {
    const held = { ...stick, programs: ['qemu-system-x86 (pid 812)'] };
    assert.match(renderTree([held], []), /\[in use here by qemu-system-x86 \(pid 812\)\]/);
  });

  it('shows a device whose hub is not seen at the top', () => {
    assert.match(renderTree([stick], []), /^1-2\.1 /);
  });

  it('gives the same as JSON', () => {
    const json = toJson(devices, [redirected])[2];
    assert.deepEqual(
      [json?.['port'], json?.['parent'], json?.['id'], json?.['speed'], json?.['holder']],
      ['1-2.1', '1-2', '0781:5583', 480, 'redirected to VM a'],
    );
  });

  it('knows what hangs on what', () => {
    assert.deepEqual(['usb2', '2-1', '2-1.4', '2-1.4.3'].map(parentOf), [undefined, 'usb2', '2-1', '2-1.4']);
  });
});
