/**
 * The 2D commands of virtio-gpu (virtio 1.3, 5.7.6.8 and 5.7.6.10): what each one checks, does and answers.
 *
 * Owns resources, scanouts and the budgets that bound them. All that the driver says is read once and checked here;
 * a command that breaks a rule changes nothing and is answered with the specification's error. Knows no queue.
 */
import type { GuestMemory } from '../machine/guest-memory.ts';
import type { DescriptorChain } from '../virtio/virtqueue.ts';
import * as gpu from './gpu-protocol.ts';
import { Backing, PIXEL_BYTES, Resource } from './resource.ts';
import { fits, intersect, type CursorShape, type Rect, type ScreenSink } from './screen.ts';

export interface GpuLimits {
  /** Bytes of all resources together. */
  readonly resourceBytes: number;
  readonly resources: number;
  /** Backing entries of one resource, and of all. */
  readonly entries: number;
  readonly allEntries: number;
  /** Pixels of all screens together: each costs the encoder several copies. */
  readonly screenPixels: number;
}

/** A driver has two or three screens' worth of buffers, and some for cursors. */
export const DEFAULT_LIMITS: GpuLimits = {
  resourceBytes: 512 << 20,
  resources: 1024,
  entries: 32_768,
  allEntries: 131_072,
  screenPixels: 34 << 20,
};

const MAX_SIDE = 16_384;
const MAX_CURSOR_SIDE = 256;
/** Work units: a byte copied is one, a command and a piece of a copy as many as copying so much takes time. */
const COMMAND_WORK = 32 << 10;
const PIECE_WORK = 1 << 10;
/** For a byte of a cursor, turned into red, green, blue, opacity one by one; and of a new picture, made and touched. */
const CURSOR_WORK = 32;
const MODE_WORK = 2;
/** Bytes for a unit of a resource made and dropped, which nobody has touched: the kernel's work with its pages. */
const MADE_BYTES = 16;

interface Scanout {
  readonly resource: Resource;
  /** The part of the resource that the head shows. */
  readonly rect: Rect;
}

export interface GpuCommandsOptions {
  readonly memory: GuestMemory;
  readonly sink: ScreenSink;
  readonly heads: number;
  readonly limits: Partial<GpuLimits>;
  /** Whole responses, the header blank. */
  readonly displayInfo: () => Uint8Array;
  readonly edid: (head: number) => Uint8Array;
  /** The driver has turned a head off that showed something. */
  readonly turnedOff: (head: number) => void;
}

export class GpuCommands {
  /** Work done since power-on. */
  work = 0;
  /** The driver took F_EDID. */
  edidTaken = false;
  readonly #options: GpuCommandsOptions;
  readonly #limits: GpuLimits;
  readonly #resources = new Map<number, Resource>();
  readonly #scanouts: (Scanout | undefined)[];
  readonly #bytes = new Uint8Array(gpu.COMMAND_BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #header = new DataView(new ArrayBuffer(gpu.HDR_BYTES));
  #commandLength = 0;
  #usedBytes = 0;
  #usedEntries = 0;

  constructor(options: GpuCommandsOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#scanouts = Array.from({ length: options.heads }, () => undefined);
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** False: the head is off. */
  shows(head: number): boolean {
    return this.#scanouts[head] !== undefined;
  }

  /** As at power-on: no resources, every head is off. */
  reset(): void {
    for (const head of this.#scanouts.keys()) {
      this.#turnOff(head);
      this.#options.sink.setCursor(head, undefined);
    }
    for (const resource of this.#resources.values()) resource.free();
    this.#resources.clear();
    this.#usedBytes = this.#usedEntries = 0;
  }

  /** Runs the command in `chain` and writes its response; returns how many bytes of response found room. */
  run(chain: DescriptorChain): number {
    this.work += COMMAND_WORK;
    this.#bytes.fill(0);
    this.#commandLength = chain.read(0, this.#bytes);
    const answer =
      this.#commandLength < gpu.HDR_BYTES ? gpu.RESP_ERR_INVALID_PARAMETER : this.#perform(chain);
    const type = typeof answer === 'number' ? answer : answer.type;
    this.#header.setUint32(gpu.HDR.type, type, true);
    this.#answerFence();
    const header = new Uint8Array(this.#header.buffer);
    if (typeof answer === 'number') return chain.write(0, header);
    answer.bytes.set(header);
    return chain.write(0, answer.bytes);
  }

  /** A fenced command's response names its fence (5.7.6.7); all is done by then. */
  #answerFence(): void {
    const fenced = (this.#view.getUint32(gpu.HDR.flags, true) & gpu.FLAG_FENCE) !== 0;
    this.#header.setUint32(gpu.HDR.flags, fenced ? gpu.FLAG_FENCE : 0, true);
    this.#header.setBigUint64(
      gpu.HDR.fenceId,
      fenced ? this.#view.getBigUint64(gpu.HDR.fenceId, true) : 0n,
      true,
    );
    this.#header.setUint32(
      gpu.HDR.contextId,
      fenced ? this.#view.getUint32(gpu.HDR.contextId, true) : 0,
      true,
    );
  }

  #perform(chain: DescriptorChain): number | { type: number; bytes: Uint8Array } {
    switch (this.#u32(gpu.HDR.type)) {
      case gpu.CMD_GET_DISPLAY_INFO:
        return { type: gpu.RESP_OK_DISPLAY_INFO, bytes: this.#options.displayInfo() };
      case gpu.CMD_GET_EDID:
        return this.#getEdid();
      case gpu.CMD_RESOURCE_CREATE_2D:
        return this.#create();
      case gpu.CMD_RESOURCE_UNREF:
        return this.#unref();
      case gpu.CMD_RESOURCE_ATTACH_BACKING:
        return this.#attach(chain);
      case gpu.CMD_RESOURCE_DETACH_BACKING:
        return this.#detach();
      case gpu.CMD_TRANSFER_TO_HOST_2D:
        return this.#transfer();
      case gpu.CMD_SET_SCANOUT:
        return this.#setScanout();
      case gpu.CMD_RESOURCE_FLUSH:
        return this.#flush();
      case gpu.CMD_UPDATE_CURSOR:
        return this.#updateCursor();
      case gpu.CMD_MOVE_CURSOR:
        return this.#moveCursor();
      default:
        return gpu.RESP_ERR_UNSPEC;
    }
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** Where a cursor is: it may hang over the left or upper edge. */
  #i32(at: number): number {
    return this.#view.getInt32(at, true);
  }

  #rect(at: number): Rect {
    return { x: this.#u32(at), y: this.#u32(at + 4), width: this.#u32(at + 8), height: this.#u32(at + 12) };
  }

  #getEdid(): number | { type: number; bytes: Uint8Array } {
    const head = this.#u32(gpu.GET_EDID.scanout);
    if (!this.edidTaken) return gpu.RESP_ERR_UNSPEC;
    if (this.#commandLength < gpu.GET_EDID.bytes) return gpu.RESP_ERR_INVALID_PARAMETER;
    if (head >= this.#scanouts.length) return gpu.RESP_ERR_INVALID_SCANOUT_ID;
    return { type: gpu.RESP_OK_EDID, bytes: this.#options.edid(head) };
  }

  #create(): number {
    const at = gpu.CREATE_2D;
    if (this.#commandLength < at.bytes) return gpu.RESP_ERR_INVALID_PARAMETER;
    const id = this.#u32(at.resourceId);
    const width = this.#u32(at.width);
    const height = this.#u32(at.height);
    const format = gpu.FORMATS.get(this.#u32(at.format));
    if (id === 0 || this.#resources.has(id)) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    if (format === undefined || width === 0 || height === 0 || width > MAX_SIDE || height > MAX_SIDE) {
      return gpu.RESP_ERR_INVALID_PARAMETER;
    }
    const bytes = width * height * PIXEL_BYTES;
    if (
      this.#usedBytes + bytes > this.#limits.resourceBytes ||
      this.#resources.size >= this.#limits.resources
    ) {
      return gpu.RESP_ERR_OUT_OF_MEMORY;
    }
    try {
      this.#resources.set(id, new Resource(id, width, height, format));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return gpu.RESP_ERR_OUT_OF_MEMORY;
    }
    this.#usedBytes += bytes;
    this.work += bytes / MADE_BYTES;
    return gpu.RESP_OK_NODATA;
  }

  #unref(): number {
    const resource = this.#resources.get(this.#u32(gpu.UNREF.resourceId));
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    this.#scanouts.forEach((scanout, head) => {
      if (scanout?.resource === resource) this.#turnOff(head);
    });
    this.#dropBacking(resource);
    this.#resources.delete(resource.id);
    this.#usedBytes -= resource.bytes.length;
    resource.free();
    return gpu.RESP_OK_NODATA;
  }

  #attach(chain: DescriptorChain): number {
    const resource = this.#resources.get(this.#u32(gpu.ATTACH.resourceId));
    const count = this.#u32(gpu.ATTACH.entries);
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    if (resource.backing !== undefined) return gpu.RESP_ERR_UNSPEC;
    if (count === 0 || count > this.#limits.entries) return gpu.RESP_ERR_INVALID_PARAMETER;
    if (this.#usedEntries + count > this.#limits.allEntries) return gpu.RESP_ERR_OUT_OF_MEMORY;
    const entry = gpu.MEM_ENTRY;
    const bytes = new Uint8Array(count * entry.bytes);
    if (chain.read(gpu.ATTACH.bytes, bytes) < bytes.length) return gpu.RESP_ERR_INVALID_PARAMETER;
    const view = new DataView(bytes.buffer);
    const addresses = new Float64Array(count);
    const lengths = new Uint32Array(count);
    for (let n = 0; n < count; n += 1) {
      const at = n * entry.bytes;
      addresses[n] =
        view.getUint32(at + entry.addressHigh, true) * 2 ** 32 + view.getUint32(at + entry.addressLow, true);
      lengths[n] = view.getUint32(at + entry.length, true);
    }
    this.work += count * entry.bytes;
    const backing = Backing.of(this.#options.memory, addresses, lengths);
    if (backing === undefined) return gpu.RESP_ERR_INVALID_PARAMETER;
    this.#usedEntries += backing.entries;
    resource.backing = backing;
    return gpu.RESP_OK_NODATA;
  }

  #detach(): number {
    const resource = this.#resources.get(this.#u32(gpu.DETACH.resourceId));
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    if (resource.backing === undefined) return gpu.RESP_ERR_UNSPEC;
    this.#dropBacking(resource);
    return gpu.RESP_OK_NODATA;
  }

  #dropBacking(resource: Resource): void {
    this.#usedEntries -= resource.backing?.entries ?? 0;
    resource.backing = undefined;
  }

  #transfer(): number {
    const at = gpu.TRANSFER;
    if (this.#commandLength < at.bytes) return gpu.RESP_ERR_INVALID_PARAMETER;
    const resource = this.#resources.get(this.#u32(at.resourceId));
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    const rect = this.#rect(at.rect);
    if (!fits(rect, resource.width, resource.height)) return gpu.RESP_ERR_INVALID_PARAMETER;
    const offset = this.#u32(at.offset + 4) * 2 ** 32 + this.#u32(at.offset);
    const pieces = resource.transfer(this.#options.memory, rect, offset);
    if (pieces === undefined) return gpu.RESP_ERR_INVALID_PARAMETER;
    this.work += pieces * PIECE_WORK + rect.width * rect.height * PIXEL_BYTES;
    return gpu.RESP_OK_NODATA;
  }

  #setScanout(): number {
    const at = gpu.SET_SCANOUT;
    const head = this.#u32(at.scanoutId);
    const id = this.#u32(at.resourceId);
    if (this.#commandLength < at.bytes) return gpu.RESP_ERR_INVALID_PARAMETER;
    if (head >= this.#scanouts.length) return gpu.RESP_ERR_INVALID_SCANOUT_ID;
    if (id === 0) {
      this.#turnOff(head);
      return gpu.RESP_OK_NODATA;
    }
    const resource = this.#resources.get(id);
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    const rect = this.#rect(at.rect);
    if (rect.width === 0 || rect.height === 0 || !fits(rect, resource.width, resource.height)) {
      return gpu.RESP_ERR_INVALID_PARAMETER;
    }
    const before = this.#scanouts[head];
    const others = this.#scanouts.reduce(
      (sum, each, n) => (each === undefined || n === head ? sum : sum + each.rect.width * each.rect.height),
      0,
    );
    if (others + rect.width * rect.height > this.#limits.screenPixels) return gpu.RESP_ERR_OUT_OF_MEMORY;
    this.#scanouts[head] = { resource, rect };
    if (before?.rect.width !== rect.width || before.rect.height !== rect.height) {
      this.work += rect.width * rect.height * PIXEL_BYTES * MODE_WORK;
      this.#options.sink.setMode(head, rect.width, rect.height);
    }
    this.#update(head, rect);
    return gpu.RESP_OK_NODATA;
  }

  #flush(): number {
    const at = gpu.FLUSH;
    if (this.#commandLength < at.bytes) return gpu.RESP_ERR_INVALID_PARAMETER;
    const resource = this.#resources.get(this.#u32(at.resourceId));
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    const rect = this.#rect(at.rect);
    if (!fits(rect, resource.width, resource.height)) return gpu.RESP_ERR_INVALID_PARAMETER;
    this.#scanouts.forEach((scanout, head) => {
      if (scanout?.resource === resource) this.#update(head, rect);
    });
    return gpu.RESP_OK_NODATA;
  }

  /** The head shows what its resource holds now inside `rect`, in the resource's coordinates. */
  #update(head: number, rect: Rect): void {
    const scanout = this.#scanouts[head];
    if (scanout === undefined) return;
    const shown = intersect(rect, scanout.rect);
    if (shown === undefined) return;
    const { resource } = scanout;
    this.work += shown.width * shown.height * PIXEL_BYTES;
    this.#options.sink.update(
      head,
      { ...shown, x: shown.x - scanout.rect.x, y: shown.y - scanout.rect.y },
      {
        bytes: resource.bytes,
        offset: resource.offsetOf(shown.x, shown.y),
        stride: resource.stride,
        order: resource.format.order,
      },
    );
  }

  /** The cursor stays: Linux takes it away itself, and does not bring it again when the picture is back. */
  #turnOff(head: number): void {
    if (this.#scanouts[head] === undefined) return;
    this.#scanouts[head] = undefined;
    this.#options.sink.setMode(head, 0, 0);
    this.#options.turnedOff(head);
  }

  #updateCursor(): number {
    const at = gpu.CURSOR;
    const head = this.#u32(at.scanoutId);
    const id = this.#u32(at.resourceId);
    if (this.#commandLength < at.bytes) return gpu.RESP_ERR_INVALID_PARAMETER;
    if (head >= this.#scanouts.length) return gpu.RESP_ERR_INVALID_SCANOUT_ID;
    if (id === 0) {
      this.#options.sink.setCursor(head, undefined);
      return gpu.RESP_OK_NODATA;
    }
    const resource = this.#resources.get(id);
    if (resource === undefined) return gpu.RESP_ERR_INVALID_RESOURCE_ID;
    const { width, height } = resource;
    const hotX = this.#u32(at.hotX);
    const hotY = this.#u32(at.hotY);
    if (width > MAX_CURSOR_SIDE || height > MAX_CURSOR_SIDE || hotX >= width || hotY >= height) {
      return gpu.RESP_ERR_INVALID_PARAMETER;
    }
    this.work += width * height * PIXEL_BYTES * CURSOR_WORK;
    this.#options.sink.setCursor(head, cursorShape(resource, hotX, hotY));
    this.#options.sink.moveCursor(head, this.#i32(at.x), this.#i32(at.y));
    return gpu.RESP_OK_NODATA;
  }

  #moveCursor(): number {
    const head = this.#u32(gpu.CURSOR.scanoutId);
    if (head >= this.#scanouts.length) return gpu.RESP_ERR_INVALID_SCANOUT_ID;
    this.#options.sink.moveCursor(head, this.#i32(gpu.CURSOR.x), this.#i32(gpu.CURSOR.y));
    return gpu.RESP_OK_NODATA;
  }
}

/** Byte of red, green, blue and opacity in a pixel. */
const ORDERS = {
  bgrx: [2, 1, 0, 3],
  xrgb: [1, 2, 3, 0],
  rgbx: [0, 1, 2, 3],
  xbgr: [3, 2, 1, 0],
} as const;

/** A fourth byte is opacity whatever the format says: drivers make all their buffers in the format of the screen. */
function cursorShape(resource: Resource, hotX: number, hotY: number): CursorShape {
  const { bytes, format, width, height } = resource;
  const [red, green, blue, alpha] = ORDERS[format.order];
  const rgba = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += PIXEL_BYTES) {
    rgba[at] = bytes[at + red] ?? 0;
    rgba[at + 1] = bytes[at + green] ?? 0;
    rgba[at + 2] = bytes[at + blue] ?? 0;
    rgba[at + 3] = bytes[at + alpha] ?? 0;
  }
  return { width, height, hotX, hotY, rgba };
}
