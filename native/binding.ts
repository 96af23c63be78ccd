/**
 * What the addon (native/addon) gives to TypeScript. Written by hand beside the Rust code; native/test holds both
 * together. Guest physical addresses, lengths and offsets are JavaScript numbers: all stay below 2^53.
 *
 * Every call that fails throws an Error whose `code` is one of the addon's stable names (for example
 * `kvm.unavailable`, `kvm.permission`, `kernel.invalid`, `disk.open`, `usbfs.permission`, `usbfs.busy`) and whose
 * message says what to do.
 */

export interface RamRangeSpec {
  gpa: number;
  offset: number;
  length: number;
}

export interface MachineOptions {
  /** RAM in bytes, a multiple of 2 MiB. Above `lowRamEnd` it goes on at 4 GiB. */
  ramBytes: number;
  /** Where low RAM ends: 3 GiB for the standard board. */
  lowRamEnd: number;
  vcpus: number;
}

/**
 * One record of an access, 32 bytes, little endian, in the buffer `accessRecords()` returns:
 * u8 kind (AccessKind) | u8 size | u16 vcpu | u32 region id (event code for kind `event`) | u32 offset |
 * u32 reserved | u32 value low | u32 value high | u64 reserved.
 */
export type AccessKind = 1 /* read, waits */ | 2 /* write, waits */ | 3 /* posted write */ | 4; /* event */

/** Event codes of kind 4: 1 triple fault, shutdown exit or a reset asked of the keyboard controller, 2 KVM internal error (message by `lastError()`), 3 console output waits, 4 all vCPUs are paused. */

export interface RegionSpec {
  space: 'mmio' | 'pio';
  base: number;
  length: number;
  rules: {
    offset: number;
    size: number;
    count: number;
    stride: number;
    postedWrite: boolean;
    shadowRead: boolean;
  }[];
}

export interface LinuxBoot {
  /** Path of a bzImage with a 64-bit entry (header 2.12 or later, XLF_KERNEL_64), or an ELF with one. */
  kernel: string;
  initrd?: string;
  cmdline: string;
  /** Guest physical address of the RSDP. */
  rsdp: number;
}

/** What the ACPI tables describe (hardware-reduced, ACPI 6.4); built with acpi_tables, placed at `at`. */
export interface AcpiSpec {
  at: number;
  vcpus: number;
  ecam: { base: number; buses: number };
  mmio32: { base: number; length: number };
  mmio64: { base: number; length: number };
  /** Byte-wide sleep control/status and reset register, port number. */
  sleepPort: number;
  /** PM timer, port number. */
  pmTimerPort: number;
  /** Global system interrupt of the generic event device, level high, and the port its _EVT reads the cause from. */
  ged: { gsi: number; port: number };
  serial: { port: number; gsi: number };
}

export declare class Machine {
  constructor(options: MachineOptions);
  /** Guest RAM without a copy. Lives as long as the process. */
  ram(): ArrayBuffer;
  ramRanges(): RamRangeSpec[];

  /** Adds a window of TypeScript's registers; the id names it in records. Overlap throws `region.overlap`. */
  addRegion(spec: RegionSpec): number;
  /** The bytes that shadow reads of the region are answered from, `length` of them. */
  regionShadow(id: number): ArrayBuffer;
  /** How often each kind of access was made. */
  regionCounters(id: number): { posted: number; shadow: number; synchronous: number };
  /** A BAR was moved. */
  moveRegion(id: number, base: number): void;
  removeRegion(id: number): void;

  /** Writes the tables into guest memory; returns the RSDP's address. */
  writeAcpi(spec: AcpiSpec): number;
  loadLinux(boot: LinuxBoot): void;

  /** Starts the vCPU threads. `wake` is called (coalesced) when records wait. */
  start(wake: () => void): void;
  /** The buffer that `drain` fills: room for 1024 records. */
  accessRecords(): ArrayBuffer;
  /** Moves waiting records into the buffer; returns how many. A vCPU whose posted write finds the queue full waits. */
  drain(): number;
  /** Lets the vCPU that waits on a read or write go on; low and high are the value of a read. */
  answer(vcpu: number, low: number, high: number): void;

  /** Stops every vCPU between two instructions; event 4 tells when all stand. */
  pause(): void;
  resume(): void;
  /** Back to the state before `loadLinux`: vCPUs reset, memory kept. For a reboot, between pause and resume. */
  resetVcpus(): void;
  /** Ends the vCPU threads and frees KVM's part. */
  stop(): void;

  /** A new MSI route: returns its GSI. `raise` and data planes fire it. */
  allocateMsi(): number;
  /** Sets where the message goes (MSI address and data) and unmasks it; called for every change the guest makes. */
  routeMsi(gsi: number, addressLow: number, addressHigh: number, data: number): void;
  /** Masked: a raise is held back and counted as pending. */
  maskMsi(gsi: number): void;
  /** True if a raise came while masked, and forgets it (PCI pending bit). */
  takePendingMsi(gsi: number): boolean;
  raise(gsi: number): void;
  /** Level interrupt line of the in-kernel irqchip, for the GED. */
  setIrqLine(gsi: number, level: boolean): void;

  /** Bytes the guest wrote to the serial port since the last call; at most 64 KiB are kept, older ones are dropped. */
  takeConsole(): Buffer;
  /** Puts bytes into the serial port's receive FIFO; returns how many were taken. */
  serialInput(bytes: Uint8Array): number;
  lastError(): string;
}

export interface BlkOptions {
  path: string;
  readOnly: boolean;
}

export interface BlkQueue {
  size: number;
  desc: number;
  avail: number;
  used: number;
  /** MSI of this queue. */
  gsi: number;
  /** Guest physical address of the notify register: the addon puts an ioeventfd there. */
  notify: number;
}

/** The data plane of one virtio-blk device (virtio 1.3, section 5.2): rings and I/O, on its own thread. */
export declare class BlkDevice {
  /** Opens and checks the image; throws `disk.open`, `disk.permission`, `disk.truncated`, `disk.locked`. */
  constructor(machine: Machine, options: BlkOptions);
  /** 512-byte sectors. */
  readonly sectors: number;
  /** Features the data plane serves, as a bit mask: the low 32 bits. */
  readonly features: number;
  /** Starts the thread on these queues; `writeback` as negotiated. Throws `virtio.queue` for rings outside RAM. */
  activate(queues: BlkQueue[], acknowledgedLow: number, acknowledgedHigh: number): void;
  /** Stops, waits for what is in flight, forgets the queues. */
  reset(): void;
  /** Requests, bytes and errors so far. */
  stats(): {
    reads: number;
    writes: number;
    flushes: number;
    discards: number;
    bytesRead: number;
    bytesWritten: number;
    errors: number;
  };
  close(): void;
}

/** What the display encoder says: a mode, or a part of a frame. */
export interface EncodedOutput {
  head: number;
  /** The head shows a black picture of this size from here on; 0 by 0: nothing. */
  mode?: { width: number; height: number };
  part?: EncodedPart;
}

export interface EncodedPart {
  /** Of its frame. */
  first: boolean;
  last: boolean;
  /**
   * 32 bytes for each operation, in the order in which they are to be done; little-endian u32: kind (0 fill, 1 copy,
   * 2 palette, 3 lossless, 4 JPEG) | x | y | width | height | value | more | reserved. `value` is a fill's colour
   * (00RRGGBBh), a copy's x to copy from (`more` its y), else a length in bytes.
   */
  operations: Buffer;
  /** Bytes of `payload` that belong to the session's deflate stream: palettes and lossless pixels. JPEG files follow. */
  deflated: number;
  payload: Buffer;
}

/**
 * Encodes what the heads of one machine show for one viewer at a time, on its own thread. Keeps the newest picture of
 * each head and what the viewer has of it; makes one frame for each grant, as soon as there is something to say.
 * After `close` every call does nothing.
 */
export declare class DisplayEncoder {
  /** `wake` is called (coalesced) when `take` has something. Throws `display.start`. */
  constructor(heads: number, wake: () => void);
  /** The head shows a black picture of this size. Throws `display.mode`, `display.head`. */
  setMode(head: number, width: number, height: number): void;
  /**
   * A rectangle of the head now looks so: `bytes` holds its first pixel at `offset`, rows `stride` bytes apart, 4
   * bytes a pixel in the order 0 BGRX, 1 XRGB, 2 RGBX, 3 XBGR. Copied before the call returns. Throws `display.update`
   * for what reaches outside.
   */
  update(
    head: number,
    x: number,
    y: number,
    width: number,
    height: number,
    bytes: Uint8Array,
    offset: number,
    stride: number,
    order: number,
  ): void;
  /**
   * A new viewer, who has nothing: grants and what was not taken are void, no more comes of a frame that is being made, and
   * the deflate stream begins anew.
   */
  restart(): void;
  /**
   * So many more frames, or none, may be made, with JPEG of this quality (1 to 99; 100: nothing with loss) and at most so
   * many bytes, before they are deflated, spent on saying exactly what was said with loss: by the next frame only.
   */
  grant(frames: number, quality: number, refreshBytes: number): void;
  take(): EncodedOutput | null;
  close(): void;
}

/** One completion of the usbfs engine, 24 bytes in the buffer `UsbfsDevice.completions()` returns:
 * u32 id | u32 kind (0 URB, 1 operation, 2 device gone, 3 released) | i32 status (0 or negative errno, see docs) | u32 actual length | u64 reserved. */

export declare class UsbfsDevice {
  /**
   * Opens /dev/bus/usb/BBB/DDD. Nothing is claimed yet. `wake` is called (coalesced) when completions wait.
   * Throws `usbfs.permission`, `usbfs.not_found`, `usbfs.open`. `capabilityMask` hides capability bits of usbfs from
   * the engine, so that what it does on hosts without them can be tried anywhere.
   */
  constructor(node: string, wake: () => void, capabilityMask?: number);
  /** Device descriptor and configurations as the kernel holds them (what read(2) on the node gives). */
  descriptors(): Buffer;
  /** Speed as the kernel negotiated it (USBDEVFS_GET_SPEED): 1 low, 2 full, 3 high, 5 super, 6 super-plus. */
  speed(): number;
  /** Capability bits of usbfs (USBDEVFS_GET_CAPABILITIES). */
  capabilities(): number;
  /**
   * Detaches kernel drivers from every interface of the active configuration and claims them all, off this thread: a
   * driver may wait for its device for long. Tells the guard process, which hands the device back should this process
   * die. Answers by a completion of kind 1; what is submitted meanwhile waits for it.
   */
  capture(id: number): void;
  /** Throws, once, what kept the last capture from the device: `usbfs.busy`, `usbfs.gone`, `usbfs.guard`, …. */
  checkCaptured(): void;
  /**
   * Submits one URB. `type` 1 interrupt, 2 control, 3 bulk. Control: `setup` holds the 8 bytes, which also tell the
   * direction and the length. OUT: `data` holds the bytes in order, cut in any way, and is copied here, once. IN:
   * `length` bytes are wanted. Large bulk transfers are split and continued as usbfs needs; the caller sees one URB.
   * Throws only for misuse; a refusal by the kernel is a completion.
   */
  submit(
    id: number,
    type: number,
    endpoint: number,
    setup: Uint8Array | null,
    data: readonly Uint8Array[] | null,
    length: number,
    flags: number,
  ): void;
  /** Asks for the URB's early end; its completion tells how much had moved. False if the id is not in flight. */
  discard(id: number): boolean;
  /** Operations: each answers by a completion of kind 1. */
  reset(id: number): void;
  setConfiguration(id: number, value: number): void;
  setInterface(id: number, interfaceNumber: number, alternate: number): void;
  clearHalt(id: number, endpoint: number): void;
  /** Room for 256 completions. */
  completions(): ArrayBuffer;
  /** Moves waiting completions into the buffer; returns how many. */
  reap(): number;
  /** IN data of a completed URB, without a copy where the runtime allows; the engine keeps no reference after. */
  takeData(id: number): Buffer;
  /**
   * Starts to cancel, reset, set the original configuration, release, let the kernel's drivers take it again and
   * close, off this thread. A completion of kind 3 (id 0) tells the end; the process may also just exit.
   */
  release(): void;
}

export interface GateOptions {
  /** An IP address; "::" is all of both families. */
  address: string;
  /** 0: any that is free. */
  port: number;
  /** PEM. */
  certificate: string;
  key: string;
  maxConnections: number;
  /** Of one IPv4 address, or of one /64 of IPv6. */
  maxPerAddress: number;
  /** How long a TLS handshake may take. */
  handshakeMs: number;
  /** How long one end may be silent after the other has ended its direction. */
  silenceMs: number;
  /** How long a client may be silent before the kernel asks whether it is there. */
  keepAliveMs: number;
}

/** Exactly one of these is set. */
export interface GateEvent {
  /** A client has done its TLS handshake. `fd` is the plain text of its connection: a socket for the taker to close. */
  opened?: { id: number; fd: number; address: string; port: number };
  /** A splice is over: comes once for each call of `splice`. Bytes are those of plain text. */
  ended?: { id: number; reason: string; toVm: number; toClient: number; ms: number };
  /** A client got no further than its handshake; so many others before it were not told one by one. */
  failed?: { address: string; message: string; others: number };
  /** The gate's thread has died. */
  broken?: string;
}

/**
 * TLS 1.3 for many clients, and the splice of a connection to a unix socket, on a thread of its own. No call waits.
 * Throws `gate.identity`, `gate.address_in_use`, `gate.address_not_permitted`, `gate.address_not_available`,
 * `gate.listen`, `gate.start`.
 */
export declare class Gate {
  /** `wake` is called (coalesced) when `take` has something. */
  constructor(options: GateOptions, wake: () => void);
  address(): { address: string; port: number };
  take(): GateEvent | null;
  /** Connects to what the connection will be spliced to. Throws `gate.unreachable`. */
  connect(id: number, path: string): void;
  /** It will not be spliced after all. */
  disconnect(id: number): void;
  /**
   * Asks for the plain text back: what was written to the socket of `opened` can still be read there, then it ends. For
   * 10 seconds the connection then waits for its splice.
   */
  detach(id: number): void;
  /** Sends `first`, then moves bytes both ways until an event `ended`. Throws `gate.not_connected`, `gate.closed`. */
  splice(id: number, first: Uint8Array): void;
  /**
   * What a splice has carried so far, and the round trip to its client in microseconds as the kernel measures it (tcp(7),
   * TCP_INFO), not older than a second while anything moves; missing where it is not known. Null where there is no splice.
   */
  traffic(id: number): { toVm: number; toClient: number; roundTripUs?: number } | null;
  /** Ends a connection at once. */
  cut(id: number): void;
  /**
   * Stops listening and ends every connection. What was written to their sockets before still goes out, as far as clients
   * take it now. Events can still be taken, but `wake` is called no more.
   */
  close(): void;
}

/**
 * Sends `message` ("READY=1") to the service manager, at what NOTIFY_SOCKET names: a path, or an abstract name after "@"
 * (sd_notify(3)). Never waits. Throws `service.notify`.
 */
export declare function notifyService(socket: string, message: string): void;
