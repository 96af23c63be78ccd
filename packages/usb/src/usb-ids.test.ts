import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ListedNames, readUsbIds, UsbIds, type TextFiles } from './usb-ids.ts';

const list = UsbIds.parse(`#
# Version: 2025.07.26

0403  Future Technology Devices International, Ltd
	6001  FT232 Serial (UART) IC
		00  the interface
	6010  FT2232C/D/H Dual UART/FIFO IC
0781  SanDisk Corp.
	5583  Ultra Fit

# List of known device classes
C 08  Mass Storage
	0506  is no product
AT 0100  USB Undefined
`);
const silent = { manufacturer: '', product: '' };

describe('the USB id list', () => {
  it('names what the descriptors do not', () => {
    assert.deepEqual(list.fill(0x0403, 0x6001, silent), {
      manufacturer: 'Future Technology Devices International, Ltd',
      product: 'FT232 Serial (UART) IC',
    });
  });

  it('never takes the place of what the descriptors say', () => {
    const said = { manufacturer: 'Acme', product: 'Cable' };
    assert.deepEqual(list.fill(0x0403, 0x6001, said), said);
    assert.deepEqual(list.fill(0x0403, 0x6010, { ...silent, manufacturer: 'Acme' }), {
      manufacturer: 'Acme',
      product: 'FT2232C/D/H Dual UART/FIFO IC',
    });
  });

  it('knows a maker without the product, and of others nothing', () => {
    assert.deepEqual(list.fill(0x0781, 0x0001, silent), { manufacturer: 'SanDisk Corp.', product: '' });
    assert.deepEqual(list.fill(0x0781, 0x0506, silent), { manufacturer: 'SanDisk Corp.', product: '' });
    assert.deepEqual(list.fill(0xffff, 0x6001, silent), silent);
    assert.deepEqual(UsbIds.none.fill(0x0781, 0x5583, silent), silent);
  });

  it('is made of any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('0781  S', '\t5583  U', 'C 01  x'))),
        (lines) => {
          const { manufacturer, product } = UsbIds.parse(lines.join('\n')).fill(0x0781, 0x5583, silent);
          assert.equal(typeof manufacturer, 'string');
          assert.equal(typeof product, 'string');
        },
      ),
    );
  });
});

/** Files in memory, and which of them were read. */
class FakeTextFiles implements TextFiles {
  readonly hasRead: string[] = [];
  readonly #files: Readonly<Record<string, { readonly text: string; readonly size?: number }>>;

  constructor(files: Readonly<Record<string, { readonly text: string; readonly size?: number }>>) {
    this.#files = files;
  }

  size(file: string): number {
    return this.#file(file).size ?? this.#file(file).text.length;
  }

  read(file: string): string {
    this.hasRead.push(file);
    return this.#file(file).text;
  }

  #file(name: string): { readonly text: string; readonly size?: number } {
    const file = this.#files[name];
    if (file === undefined) throw new Error(`no ${name}`);
    return file;
  }
}

describe("a machine's own USB id list", () => {
  const text = '0781  SanDisk Corp.\n\t5583  Ultra Fit\n';
  const named = { manufacturer: 'SanDisk Corp.', product: 'Ultra Fit' };

  it('is the first that is there and no larger than such a list is', () => {
    const files = new FakeTextFiles({ '/large': { text: 'x', size: (8 << 20) + 1 }, '/good': { text } });
    assert.deepEqual(readUsbIds(files, ['/none', '/large', '/good']).fill(0x0781, 0x5583, silent), named);
    assert.deepEqual(files.hasRead, ['/good']);
    assert.equal(readUsbIds(files, ['/none']), UsbIds.none);
  });

  it('is read once, and only for a device that does not name itself', () => {
    const files = new FakeTextFiles({ '/usr/share/misc/usb.ids': { text } });
    const names = new ListedNames(files);
    assert.deepEqual(names.of(0x0781, 0x5583, { manufacturer: 'A', product: 'B' }), {
      manufacturer: 'A',
      product: 'B',
    });
    assert.deepEqual(files.hasRead, []);
    assert.deepEqual(names.of(0x0781, 0x5583, silent), named);
    assert.deepEqual(names.of(0x0781, 0x5583, silent), named);
    assert.deepEqual(files.hasRead, ['/usr/share/misc/usb.ids']);
  });
});
