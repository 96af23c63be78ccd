// What a benchmark of redirected devices asks of Farport and of each of its peers.

/** A USB device of the lab's USB host. */
export interface Device {
  /** VID:PID. */
  readonly id: string;
  /** Its folder's name in /sys/bus/usb/devices. */
  readonly port: string;
}

/** Where a redirected device is used: a guest, or the machine that USB/IP attached it to. */
export interface Place {
  /** The path of the meter there. */
  readonly meter: string;
  /** The folder of the device itself in sysfs, where the place is the machine that has it; else ''. */
  readonly origin: string;
  /** Runs a line of shell there; gives its output, and rejects when its status is not 0. */
  run(command: string, timeoutMs: number): Promise<string>;
}

export interface Contestant {
  readonly name: string;
  /** Redirects a device. When it resolves, the redirection has been asked for; the device may still be on its way. */
  attach(device: Device): Promise<Place>;
  /** Hands the device back to the lab's own drivers. */
  detach(device: Device): Promise<void>;
  /** The ends of its logs, for a person who has to find out why it does not work. */
  logs?(): Promise<string>;
  close(): Promise<void>;
}
