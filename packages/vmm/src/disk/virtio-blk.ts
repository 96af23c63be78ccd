/**
 * The block device as its driver sees it: features and configuration space (virtio 1.3, section 5.2).
 *
 * Owns the description. Rings, requests and the image are the native data plane's.
 */
import type { BlkDevice, BlkQueue } from '@farport/native';
import type { VirtioBackend, VirtQueue } from '../virtio/backend.ts';

const DEVICE_ID_BLOCK = 2;
/** Mass storage, other. */
const CLASS_CODE = 0x01_80_00;

const F_SEG_MAX = 2;
const F_BLK_SIZE = 6;
const F_CONFIG_WCE = 11;
const F_MQ = 12;

const QUEUE_SIZE = 256;
/**
 * Queues of one disk at most. A thread of the data plane serves them all, so more bring nothing; and each costs an
 * interrupt vector, of which a machine has 1024 (native/crates/machine, msi.rs), for up to 16 disks.
 */
const MAX_QUEUES = 16;
const CONFIG_BYTES = 60;
const SECTOR = 512;

// Offsets in struct virtio_blk_config (5.2.4).
const CAPACITY = 0;
const SEG_MAX = 12;
const BLK_SIZE = 20;
const NUM_QUEUES = 34;
const MAX_DISCARD_SECTORS = 36;
const MAX_DISCARD_SEG = 40;
const DISCARD_SECTOR_ALIGNMENT = 44;
const MAX_WRITE_ZEROES_SECTORS = 48;
const MAX_WRITE_ZEROES_SEG = 52;
const WRITE_ZEROES_MAY_UNMAP = 56;

/** What the data plane takes in one request: sectors of a segment, and segments (native/crates/blk, request.rs). */
const MAX_RUN_SECTORS = 1 << 22;
const MAX_RUNS = 16;

/** The part of the native data plane that this device uses. */
export type BlkDataPlane = Pick<BlkDevice, 'sectors' | 'features' | 'activate' | 'reset'>;

/** `queues`: how many the driver may use, one for each vCPU say, up to 16; 1 where the data plane serves one only. */
export function createVirtioBlk(plane: BlkDataPlane, queues: number): VirtioBackend {
  const count = (plane.features & (1 << F_MQ)) === 0 ? 1 : Math.min(Math.max(1, queues), MAX_QUEUES);
  return {
    deviceId: DEVICE_ID_BLOCK,
    classCode: CLASS_CODE,
    // seg_max and blk_size are only descriptions; whether the cache is write-back is not the guest's to change.
    featuresLow: (plane.features | (1 << F_SEG_MAX) | (1 << F_BLK_SIZE)) & ~(1 << F_CONFIG_WCE),
    featuresHigh: 0,
    queueSizes: Array.from({ length: count }, () => QUEUE_SIZE),
    config: configSpace(plane.sectors, count),
    activate: (virtQueues, featuresLow, featuresHigh) => {
      plane.activate(virtQueues.map(toBlkQueue), featuresLow, featuresHigh);
    },
    reset: () => {
      plane.reset();
    },
  };
}

function configSpace(sectors: number, queues: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(CONFIG_BYTES));
  view.setBigUint64(CAPACITY, BigInt(sectors), true);
  // A chain has one descriptor each for header and status.
  view.setUint32(SEG_MAX, QUEUE_SIZE - 2, true);
  view.setUint32(BLK_SIZE, SECTOR, true);
  view.setUint16(NUM_QUEUES, queues, true);
  view.setUint32(MAX_DISCARD_SECTORS, MAX_RUN_SECTORS, true);
  view.setUint32(MAX_DISCARD_SEG, MAX_RUNS, true);
  view.setUint32(DISCARD_SECTOR_ALIGNMENT, 1, true);
  view.setUint32(MAX_WRITE_ZEROES_SECTORS, MAX_RUN_SECTORS, true);
  view.setUint32(MAX_WRITE_ZEROES_SEG, MAX_RUNS, true);
  view.setUint8(WRITE_ZEROES_MAY_UNMAP, 1);
  return new Uint8Array(view.buffer);
}

function toBlkQueue(queue: VirtQueue): BlkQueue {
  return {
    size: queue.size,
    desc: queue.desc,
    avail: queue.driver,
    used: queue.device,
    gsi: queue.gsi,
    notify: queue.notify,
  };
}
