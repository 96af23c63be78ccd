/**
 * The USB id list (usb.ids, linux-usb.org): what makers and products are called whose descriptors do not say. Parses the list;
 * which file it is in is the caller's. No I/O.
 */

export interface UsbNames {
  readonly manufacturer: string;
  readonly product: string;
}

export class UsbIds {
  /** Knows nothing. */
  static readonly none = new UsbIds(new Map(), new Map());
  readonly #vendors: ReadonlyMap<number, string>;
  /** By vendor and product id in one number. */
  readonly #products: ReadonlyMap<number, string>;

  private constructor(vendors: ReadonlyMap<number, string>, products: ReadonlyMap<number, string>) {
    this.#vendors = vendors;
    this.#products = products;
  }

  /** Takes what it understands: a line "VVVV  name" and, after a tab, "PPPP  name". Other lists of the file are left aside. */
  static parse(text: string): UsbIds {
    const vendors = new Map<number, string>();
    const products = new Map<number, string>();
    let vendor: number | undefined;
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('#')) continue;
      const [, tabs = '', id = '', name = ''] = /^(\t*)([0-9a-f]{4}) +(.*)$/i.exec(line) ?? [];
      if (id === '') {
        // "C 03  Human Interface Device" begins another list, of no vendor.
        if (!line.startsWith('\t')) vendor = undefined;
      } else if (tabs === '') {
        vendor = Number.parseInt(id, 16);
        vendors.set(vendor, name.trim());
      } else if (tabs === '\t' && vendor !== undefined) {
        products.set(vendor * 0x1_0000 + Number.parseInt(id, 16), name.trim());
      }
    }
    return new UsbIds(vendors, products);
  }

  /** What the descriptors say, and of what they leave empty what the list says. */
  fill(vendorId: number, productId: number, said: UsbNames): UsbNames {
    const { manufacturer, product } = said;
    if (manufacturer !== '' && product !== '') return said;
    return {
      manufacturer: manufacturer === '' ? (this.#vendors.get(vendorId) ?? '') : manufacturer,
      product: product === '' ? (this.#products.get(vendorId * 0x1_0000 + productId) ?? '') : product,
    };
  }
}
