import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelOfDevice, nameOfDevice } from './device-name.ts';

describe('what a device is called', () => {
  it('is maker and product', () => {
    assert.equal(nameOfDevice({ manufacturer: 'SanDisk', product: 'Ultra' }), 'SanDisk Ultra');
    assert.equal(nameOfDevice({ manufacturer: '', product: 'HD Webcam' }), 'HD Webcam');
    assert.equal(nameOfDevice({ manufacturer: 'Wacom', product: '' }), 'Wacom');
    assert.equal(nameOfDevice({ manufacturer: '', product: '' }), '');
  });
  it('has the maker once where the product names it already', () => {
    assert.equal(nameOfDevice({ manufacturer: 'QEMU', product: 'QEMU USB HARDDRIVE' }), 'QEMU USB HARDDRIVE');
    assert.equal(nameOfDevice({ manufacturer: 'LOGITECH ', product: 'Logitech G29' }), 'Logitech G29');
    assert.equal(nameOfDevice({ manufacturer: 'Wacom', product: 'Wacom' }), 'Wacom');
    assert.equal(nameOfDevice({ manufacturer: 'HP', product: 'HPLaser' }), 'HP HPLaser');
  });
  it('begins with its numbers where they are asked for', () => {
    const stick = { vendorId: 0x0781, productId: 0x5583, manufacturer: 'SanDisk', product: 'Ultra' };
    assert.equal(labelOfDevice(stick), '0781:5583 SanDisk Ultra');
    assert.equal(labelOfDevice({ ...stick, manufacturer: '', product: '' }), '0781:5583');
  });
});
