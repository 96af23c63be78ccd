/** Leases: which VM has a device, exclusively, and until when. */

export interface Lease {
  readonly deviceId: string;
  /**
   * Grows with every lease that is given out, of any device. Who acts on a device names the number of the lease it
   * acts by; a lower one than the device's present lease is stale and refused.
   */
  readonly fence: number;
  readonly vmId: string;
  /** On whose behalf; null where an assignment did it. */
  readonly userId: string | null;
  /** The agent that holds it. */
  readonly host: string;
  /** By the clock on the wall, for people. */
  readonly acquiredAt: number;
  /** Whether a person brought it by a ticket of their own: nobody orders its client to. */
  readonly brought: boolean;
  /** By the store's clock (storeTime), which a change of the wall's clock does not move. */
  readonly expiresAt: number;
}

/** How long a lease lasts without being renewed, and how often its holder renews it, milliseconds. */
export const LEASE_MS = 45_000;
export const LEASE_RENEW_MS = 15_000;
