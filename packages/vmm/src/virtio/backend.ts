/** What the virtio transport asks of a device type: its identity, its configuration, and its data plane. */

/** One virtqueue as the driver set it up and the transport checked it. */
export interface VirtQueue {
  readonly index: number;
  /** Entries: a power of two, at most what the backend offered. */
  readonly size: number;
  /** Guest physical addresses of descriptor table, available ring and used ring: aligned, and inside RAM. */
  readonly desc: number;
  readonly driver: number;
  readonly device: number;
  /** Interrupt route to fire for used buffers. */
  readonly gsi: number;
  /** Guest physical address where the driver notifies this queue. */
  readonly notify: number;
}

/**
 * How a backend whose queues are served on the main loop reaches its driver. Given once, before anything else; what
 * is said while the driver is not ready is dropped.
 */
export interface VirtioHost {
  /** The device configuration changed (2.3): the generation moves on, the driver is interrupted. */
  configChanged(): void;
  /** Fires a queue's interrupt route. */
  raise(gsi: number): void;
  /** Does work on queues while they are served; a `VirtqueueError` in it makes the device ask for a reset. */
  serve(work: () => void): void;
}

export interface VirtioBackend {
  /** Device type (virtio 1.3, section 5): 2 is a block device. */
  readonly deviceId: number;
  /** PCI class code that tells a user what this is. */
  readonly classCode: number;
  /** Features offered, apart from those of the transport: bits 0-31 and 32-63. */
  readonly featuresLow: number;
  readonly featuresHigh: number;
  /** Largest size of each queue. */
  readonly queueSizes: readonly number[];
  /** Device configuration as the driver reads it: read at every access where `writeConfig` is there, else constant. */
  readonly config: Uint8Array;
  /** The driver writes `size` (1, 2, 4 or 8) bytes of configuration at `offset`, inside `config`. */
  writeConfig?(offset: number, size: number, value: number): void;
  /** For backends whose queues are served on the main loop. */
  bind?(host: VirtioHost): void;
  /** The driver put buffers into a queue. Called inside `serve`. Data planes of their own have an ioeventfd instead. */
  notified?(index: number): void;
  /** The driver is ready: serve these queues with these features. May throw; then the device asks to be reset. */
  activate(queues: readonly VirtQueue[], featuresLow: number, featuresHigh: number): void;
  /** Stop serving. On return no buffer of the guest is in use any more. */
  reset(): void;
}
