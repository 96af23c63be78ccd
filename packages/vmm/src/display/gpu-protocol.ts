/**
 * The structures of virtio-gpu's 2D commands (virtio 1.3, section 5.7.6): types, offsets, sizes. All fields are
 * little endian. Owns the layout; checks and does nothing.
 */

export const CMD_GET_DISPLAY_INFO = 0x0100;
export const CMD_RESOURCE_CREATE_2D = 0x0101;
export const CMD_RESOURCE_UNREF = 0x0102;
export const CMD_SET_SCANOUT = 0x0103;
export const CMD_RESOURCE_FLUSH = 0x0104;
export const CMD_TRANSFER_TO_HOST_2D = 0x0105;
export const CMD_RESOURCE_ATTACH_BACKING = 0x0106;
export const CMD_RESOURCE_DETACH_BACKING = 0x0107;
export const CMD_GET_EDID = 0x010a;
export const CMD_UPDATE_CURSOR = 0x0300;
export const CMD_MOVE_CURSOR = 0x0301;

export const RESP_OK_NODATA = 0x1100;
export const RESP_OK_DISPLAY_INFO = 0x1101;
export const RESP_OK_EDID = 0x1104;
export const RESP_ERR_UNSPEC = 0x1200;
export const RESP_ERR_OUT_OF_MEMORY = 0x1201;
export const RESP_ERR_INVALID_SCANOUT_ID = 0x1202;
export const RESP_ERR_INVALID_RESOURCE_ID = 0x1203;
export const RESP_ERR_INVALID_PARAMETER = 0x1205;

export type GpuError =
  | typeof RESP_ERR_UNSPEC
  | typeof RESP_ERR_OUT_OF_MEMORY
  | typeof RESP_ERR_INVALID_SCANOUT_ID
  | typeof RESP_ERR_INVALID_RESOURCE_ID
  | typeof RESP_ERR_INVALID_PARAMETER;

/** struct virtio_gpu_ctrl_hdr: type, flags, fence_id (64 bits), ctx_id, ring_idx and padding. */
export const HDR = { type: 0, flags: 4, fenceId: 8, contextId: 16 } as const;
export const HDR_BYTES = 24;
export const FLAG_FENCE = 1;

/** Offsets after the header begin at 24; a rectangle is x, y, width, height. */
export const RECT_BYTES = 16;
export const CREATE_2D = { resourceId: 24, format: 28, width: 32, height: 36, bytes: 40 } as const;
export const UNREF = { resourceId: 24, bytes: 32 } as const;
export const SET_SCANOUT = { rect: 24, scanoutId: 40, resourceId: 44, bytes: 48 } as const;
export const FLUSH = { rect: 24, resourceId: 40, bytes: 48 } as const;
export const TRANSFER = { rect: 24, offset: 40, resourceId: 48, bytes: 56 } as const;
export const ATTACH = { resourceId: 24, entries: 28, bytes: 32 } as const;
/** struct virtio_gpu_mem_entry: 64-bit address, length, padding. */
export const MEM_ENTRY = { addressLow: 0, addressHigh: 4, length: 8, bytes: 16 } as const;
export const DETACH = { resourceId: 24, bytes: 32 } as const;
export const GET_EDID = { scanout: 24, bytes: 32 } as const;
export const CURSOR = {
  scanoutId: 24,
  x: 28,
  y: 32,
  resourceId: 40,
  hotX: 44,
  hotY: 48,
  bytes: 56,
} as const;
/** The longest command without its entries. */
export const COMMAND_BYTES = 56;

/** Response of GET_DISPLAY_INFO: 16 of rectangle, enabled, flags. */
export const DISPLAY_ONE_BYTES = 24;
export const MAX_SCANOUTS = 16;
export const DISPLAY_INFO_BYTES = HDR_BYTES + MAX_SCANOUTS * DISPLAY_ONE_BYTES;
/** Response of GET_EDID: size, padding, 1024 bytes. */
export const EDID_SIZE_AT = 24;
export const EDID_AT = 32;
export const EDID_RESPONSE_BYTES = EDID_AT + 1024;

/** struct virtio_gpu_config (5.7.4). */
export const CONFIG = { eventsRead: 0, eventsClear: 4, scanouts: 8, capsets: 12, bytes: 16 } as const;
export const EVENT_DISPLAY = 1;

/** VIRTIO_GPU_F_EDID. */
export const F_EDID = 1 << 1;

/** Which byte of a pixel in memory is which: the native encoder's numbers. */
export type PixelOrder = 'bgrx' | 'xrgb' | 'rgbx' | 'xbgr';

export interface PixelFormat {
  readonly order: PixelOrder;
}

/** enum virtio_gpu_formats: named by the order of bytes in memory. */
export const FORMATS: ReadonlyMap<number, PixelFormat> = new Map([
  [1, { order: 'bgrx' }],
  [2, { order: 'bgrx' }],
  [3, { order: 'xrgb' }],
  [4, { order: 'xrgb' }],
  [67, { order: 'rgbx' }],
  [68, { order: 'xbgr' }],
  [121, { order: 'xbgr' }],
  [134, { order: 'rgbx' }],
]);
