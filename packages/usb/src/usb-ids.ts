/**
 * The USB id list (usb.ids, linux-usb.org): what makers and products are called whose descriptors do not say. Knows where Linux
 * distributions keep it and parses it; reading files is the caller's. No I/O.
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

/** Where it is: Debian's package usb.ids has it, others hwdata. */
const PLACES = [
  '/usr/share/misc/usb.ids',
  '/var/lib/usbutils/usb.ids',
  '/usr/share/hwdata/usb.ids',
  '/usr/share/usb.ids',
];
/** It has less than one MiB; whatever is larger is something else. */
const MOST_BYTES = 8 << 20;

/** Both throw where there is no such file. */
export interface TextFiles {
  /** In bytes. */
  size(file: string): number;
  read(file: string): string;
}

/** The first list that can be read; an empty one where there is none. */
export function readUsbIds(files: TextFiles, places: readonly string[] = PLACES): UsbIds {
  for (const place of places) {
    try {
      if (files.size(place) <= MOST_BYTES) return UsbIds.parse(files.read(place));
    } catch {
      // Not here.
    }
  }
  return UsbIds.none;
}

/** A machine's own list, read once, when the first device is seen that does not name itself. */
export class ListedNames {
  readonly #files: TextFiles;
  #known: UsbIds | undefined;

  constructor(files: TextFiles) {
    this.#files = files;
  }

  /** The names of a device: from its descriptors, and of what they leave empty from the list. */
  of(vendorId: number, productId: number, said: UsbNames): UsbNames {
    if (said.manufacturer !== '' && said.product !== '') return said;
    this.#known ??= readUsbIds(this.#files);
    return this.#known.fill(vendorId, productId, said);
  }
}
