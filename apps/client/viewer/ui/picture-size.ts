/** How large a picture file says it is: read before a browser makes pixels of it. Owns the limit. */

/** As all heads of a VM together. */
const MAX_PIXELS = 36 << 20;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether a PNG file (IHDR comes first) or a Windows bitmap file (BITMAPINFOHEADER or a later one) may be decoded. */
export function isShowablePicture(kind: 'png' | 'bmp', bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = kind === 'png' ? sizeOfPng(bytes, view) : sizeOfBmp(bytes, view);
  return width > 0 && height > 0 && width * height <= MAX_PIXELS;
}

type Size = readonly [width: number, height: number];
const NONE: Size = [0, 0];

function sizeOfPng(bytes: Uint8Array, view: DataView): Size {
  if (bytes.length < 33 || PNG_SIGNATURE.some((byte, n) => bytes[n] !== byte)) return NONE;
  return [view.getUint32(16), view.getUint32(20)];
}

function sizeOfBmp(bytes: Uint8Array, view: DataView): Size {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d || view.getUint32(14, true) < 40)
    return NONE;
  // Rows from the top have a negative height.
  return [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
}
