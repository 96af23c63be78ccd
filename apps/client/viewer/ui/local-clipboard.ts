/** The browser's own clipboard (Clipboard API and events, section 7). Owns how its kinds are called there. */
import type { ClipboardKind } from '@farport/protocol/display';
import type { LocalClipboard } from './clipboard.ts';

const TYPES = [
  ['text/plain', 'text'],
  ['image/png', 'png'],
] as const;

export const browserClipboard: LocalClipboard = {
  get focused() {
    return document.hasFocus();
  },

  async read() {
    const content = new Map<ClipboardKind, Uint8Array<ArrayBuffer>>();
    const [item] = await navigator.clipboard.read();
    for (const [type, kind] of TYPES) {
      if (item?.types.includes(type) !== true) continue;
      const blob = await item.getType(type);
      if (kind !== 'text') content.set(kind, new Uint8Array(await blob.arrayBuffer()));
      else content.set(kind, new TextEncoder().encode((await blob.text()).replaceAll('\r\n', '\n')));
    }
    return content;
  },

  async write(kind, bytes) {
    if (kind === 'text') {
      await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
      return;
    }
    const image = kind === 'png' ? new Blob([bytes], { type: 'image/png' }) : await pngOf(bytes);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
  },
};

/** The only kind of picture that browsers take. */
async function pngOf(bitmapFile: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const bitmap = await createImageBitmap(new Blob([bitmapFile], { type: 'image/bmp' }));
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob();
  } finally {
    bitmap.close();
  }
}
