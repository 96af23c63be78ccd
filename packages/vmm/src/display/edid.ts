/**
 * The EDID of a virtual monitor (VESA E-EDID 1.4): one base block, and a DisplayID 1.3 extension for modes that a
 * base block cannot say. Owns the bytes; which mode is preferred is the client's wish.
 */

export interface MonitorMode {
  /** Pixels, 1 … 16384. */
  readonly width: number;
  readonly height: number;
  /** Size of the picture; of a screen with 96 dots per inch when absent. */
  readonly widthMm?: number;
  readonly heightMm?: number;
}

const BLOCK = 128;
const REFRESH_HZ = 60;
/** 12 bits each, and 16 bits of 10 kHz: what a detailed timing can say (3.10.2). */
const DETAILED_MAX = 4095;
const DETAILED_MAX_CLOCK = 0xffff;
const MM_PER_INCH = 25.4;
const DOTS_PER_INCH = 96;

/** What a base block says in place of a larger mode: every driver can show it. */
const FALLBACK: MonitorMode = { width: 1920, height: 1080 };

interface Timing {
  readonly width: number;
  readonly height: number;
  readonly horizontalBlank: number;
  readonly horizontalFront: number;
  readonly horizontalSync: number;
  readonly verticalBlank: number;
  readonly verticalFront: number;
  readonly verticalSync: number;
  /** In 10 kHz. */
  readonly clock: number;
}

/** Reduced blanking as CVT 1.2 version 1 has it: 160 pixels, at least 460 us. */
function timingOf({ width, height }: MonitorMode): Timing {
  const horizontalBlank = 160;
  const verticalFront = 3;
  const verticalSync = 10;
  const lineUs = (1e6 / REFRESH_HZ - 460) / height;
  const verticalBlank = Math.max(Math.floor(460 / lineUs) + 1, verticalFront + verticalSync + 6);
  const clock = Math.round(((width + horizontalBlank) * (height + verticalBlank) * REFRESH_HZ) / 10_000);
  return {
    width,
    height,
    horizontalBlank,
    horizontalFront: 48,
    horizontalSync: 32,
    verticalBlank,
    verticalFront,
    verticalSync,
    clock,
  };
}

function millimetres(mode: MonitorMode): { width: number; height: number } {
  const of = (pixels: number, given: number | undefined) =>
    Math.max(1, Math.round(given ?? (pixels * MM_PER_INCH) / DOTS_PER_INCH));
  return { width: of(mode.width, mode.widthMm), height: of(mode.height, mode.heightMm) };
}

/** The EDID of head `head`, whose preferred mode is `mode`: 128 bytes, or 256 where the mode is large. */
export function makeEdid(mode: MonitorMode, head: number): Uint8Array {
  const timing = timingOf(mode);
  const small =
    timing.width <= DETAILED_MAX && timing.height <= DETAILED_MAX && timing.clock <= DETAILED_MAX_CLOCK;
  const edid = new Uint8Array(small ? BLOCK : 2 * BLOCK);
  const size = millimetres(mode);
  writeBase(edid.subarray(0, BLOCK), small ? timing : timingOf(FALLBACK), size, head, small ? 0 : 1);
  if (!small) writeDisplayId(edid.subarray(BLOCK), timing);
  return edid;
}

function writeBase(
  block: Uint8Array,
  timing: Timing,
  size: { width: number; height: number },
  head: number,
  extensions: number,
): void {
  const view = new DataView(block.buffer, block.byteOffset, BLOCK);
  block.set([0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00], 0);
  // 3.4: manufacturer "FPT", five bits a letter, big endian; product; serial number; year of the model.
  view.setUint16(8, (6 << 10) | (16 << 5) | 20);
  view.setUint16(10, 1, true);
  view.setUint32(12, head + 1, true);
  view.setUint8(16, 0xff);
  view.setUint8(17, 2026 - 1990);
  // EDID 1.4; digital, 8 bits a colour, DisplayPort.
  block.set([1, 4, 0xa5], 18);
  block[21] = Math.min(255, Math.max(1, Math.round(size.width / 10)));
  block[22] = Math.min(255, Math.max(1, Math.round(size.height / 10)));
  block[23] = 120;
  // RGB only, sRGB, the first detailed timing is the native mode, other timings may be tried too (3.6.4).
  block[24] = 0x07;
  // sRGB's colours as 10-bit fractions (3.7).
  block.set([0xee, 0x91, 0xa3, 0x54, 0x4c, 0x99, 0x26, 0x0f, 0x50, 0x54], 25);
  // Established: 640x480, 800x600, 1024x768 at 60 Hz.
  block.set([0x21, 0x08, 0x00], 35);
  for (let at = 38; at < 54; at += 1) block[at] = 0x01;
  detailed(block, 54, timing, size);
  // Range limits: 50 to 125 Hz, 30 to 510 kHz (255 more by the flag), up to 2550 MHz, no formula.
  block.set([0, 0, 0, 0xfd, 0x08, 50, 125, 30, 255, 255, 1, 0x0a, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20], 72);
  descriptorText(block, 90, 0xfc, 'Farport');
  descriptorText(block, 108, 0xff, `head ${head + 1}`);
  block[126] = extensions;
  block[127] = checksum(block);
}

/** A detailed timing (3.10.2). */
function detailed(
  block: Uint8Array,
  at: number,
  timing: Timing,
  size: { width: number; height: number },
): void {
  const high = (value: number) => (value >>> 8) & 0xf;
  const { width, height, horizontalBlank, verticalBlank } = timing;
  const { horizontalFront, horizontalSync, verticalFront, verticalSync } = timing;
  const mmWidth = Math.min(0xfff, size.width);
  const mmHeight = Math.min(0xfff, size.height);
  block.set(
    [
      timing.clock & 0xff,
      timing.clock >>> 8,
      width & 0xff,
      horizontalBlank & 0xff,
      (high(width) << 4) | high(horizontalBlank),
      height & 0xff,
      verticalBlank & 0xff,
      (high(height) << 4) | high(verticalBlank),
      horizontalFront & 0xff,
      horizontalSync & 0xff,
      ((verticalFront & 0xf) << 4) | (verticalSync & 0xf),
      ((horizontalFront >>> 8) << 6) |
        ((horizontalSync >>> 8) << 4) |
        ((verticalFront >>> 4) << 2) |
        (verticalSync >>> 4),
      mmWidth & 0xff,
      mmHeight & 0xff,
      (high(mmWidth) << 4) | high(mmHeight),
      0,
      0,
      // Digital separate sync, vertical negative, horizontal positive: reduced blanking's sign.
      0x1a,
    ],
    at,
  );
}

/** A display descriptor with text of up to 13 characters (3.10.3). */
function descriptorText(block: Uint8Array, at: number, tag: number, text: string): void {
  block.set([0, 0, 0, tag, 0], at);
  for (let n = 0; n < 13; n += 1) {
    block[at + 5 + n] = n < text.length ? text.charCodeAt(n) : n === text.length ? 0x0a : 0x20;
  }
}

/** DisplayID 1.3 inside an EDID extension: one section with one Type I detailed timing (4.4.1). */
function writeDisplayId(block: Uint8Array, timing: Timing): void {
  const view = new DataView(block.buffer, block.byteOffset, BLOCK);
  const data = 1 + 4;
  const TIMING_BYTES = 20;
  // EDID extension tag; then the section: version 1.3, bytes of blocks, a stand-alone display, no further sections.
  block.set([0x70, 0x13, 3 + TIMING_BYTES, 0x03, 0x00], 0);
  block.set([0x03, 0x00, TIMING_BYTES], data);
  const at = data + 3;
  const clock = timing.clock - 1;
  block.set([clock & 0xff, (clock >>> 8) & 0xff, (clock >>> 16) & 0xff], at);
  // Preferred, progressive, aspect ratio not said.
  view.setUint8(at + 3, 0x88);
  const POSITIVE = 0x8000;
  view.setUint16(at + 4, timing.width - 1, true);
  view.setUint16(at + 6, timing.horizontalBlank - 1, true);
  view.setUint16(at + 8, (timing.horizontalFront - 1) | POSITIVE, true);
  view.setUint16(at + 10, timing.horizontalSync - 1, true);
  view.setUint16(at + 12, timing.height - 1, true);
  view.setUint16(at + 14, timing.verticalBlank - 1, true);
  view.setUint16(at + 16, timing.verticalFront - 1, true);
  view.setUint16(at + 18, timing.verticalSync - 1, true);
  // The section's own checksum is over itself, the block's over everything.
  const end = at + TIMING_BYTES;
  block[end] = checksum(block.subarray(1, end + 1));
  block[127] = checksum(block);
}

/** What makes the sum of all bytes, the last one apart, a multiple of 256. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes.subarray(0, bytes.length - 1)) sum += byte;
  return -sum & 0xff;
}
