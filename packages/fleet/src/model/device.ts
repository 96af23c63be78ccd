/** Devices as clients report them, and what is wanted of each. What is so is the lease's and the client's to say. */
import type { DeviceFacts, UsbSpeed } from '@farport/usb';
import type { Versioned } from './versioned.ts';

/** Was it there when the client came, or plugged in while we watched? */
export type Arrival = 'existing' | 'new';

/**
 * What somebody wants of a device. `as_assigned` leaves it to assignments and policy. A device that a person detached
 * stays so until a person attaches it or it is pulled out; one that fell off a broken link is still wanted.
 */
export type Wanted =
  | { readonly kind: 'as_assigned' }
  | { readonly kind: 'attached'; readonly vmId: string; readonly by: string | null; readonly since: number }
  | { readonly kind: 'detached'; readonly by: string | null; readonly since: number };

/** What a client says of a device it sees. All of it is the device's or the client's word: hostile until checked. */
export interface ReportedDevice {
  readonly facts: DeviceFacts;
  /** Names from the descriptors, or where they are silent from the USB id list; may be empty. */
  readonly manufacturer: string;
  readonly product: string;
  readonly speed: UsbSpeed;
}

/** A device that was seen at a client. One identity at one client is one device, plugged in or not. */
export interface Device extends ReportedDevice, Versioned {
  readonly id: string;
  readonly clientId: string;
  readonly plugged: boolean;
  readonly arrival: Arrival;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly wanted: Wanted;
}
