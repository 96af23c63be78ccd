import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { productWords } from './device-name.ts';

describe('what a device is called', () => {
  it('is maker and product', () => {
    assert.equal(productWords({ manufacturer: 'SanDisk', product: 'Ultra' }), 'SanDisk Ultra');
    assert.equal(productWords({ manufacturer: '', product: 'HD Webcam' }), 'HD Webcam');
    assert.equal(productWords({ manufacturer: 'Wacom', product: '' }), 'Wacom');
    assert.equal(productWords({ manufacturer: '', product: '' }), '');
  });
  it('has the maker once where the product names it already', () => {
    assert.equal(productWords({ manufacturer: 'QEMU', product: 'QEMU USB HARDDRIVE' }), 'QEMU USB HARDDRIVE');
  });
});
