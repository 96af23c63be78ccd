/** What an endpoint moves per service interval, and how often, at the speed the device runs at. */
import type { Endpoint } from './configuration-descriptor.ts';
import { isSuperSpeed, type UsbSpeed } from './speed.ts';

export interface EndpointCapacity {
  /** Bytes of one packet. */
  readonly maxPacketSize: number;
  /** Packets in a row: transactions per microframe at high speed, burst at SuperSpeed; 1 … 16. */
  readonly burst: number;
  /** Bursts per service interval, isochronous at SuperSpeed; 1 … 3. */
  readonly mult: number;
  /** Most bytes in one service interval (periodic endpoints), or in one burst. */
  readonly bytesPerInterval: number;
}

/** USB 2.0, section 9.6.6 (bits 11-12); USB 3.2, sections 9.6.6 and 9.6.7 (bMaxBurst, Mult). */
export function endpointCapacity(endpoint: Endpoint, speed: UsbSpeed): EndpointCapacity {
  const maxPacketSize = endpoint.rawMaxPacketSize & 0x07ff;
  const { type, companion } = endpoint;
  const periodic = type === 'isochronous' || type === 'interrupt';
  let burst = 1;
  let mult = 1;
  if (isSuperSpeed(speed)) {
    burst = (companion?.maxBurst ?? 0) + 1;
    // Mult 3 is reserved and read as the largest there is.
    if (type === 'isochronous') mult = Math.min((companion?.attributes ?? 0) & 3, 2) + 1;
  } else if (speed === 'high' && periodic) {
    burst = Math.min((endpoint.rawMaxPacketSize >> 11) & 3, 2) + 1;
  }
  const most = maxPacketSize * burst * mult;
  const stated = isSuperSpeed(speed) && periodic ? (companion?.bytesPerInterval ?? 0) : 0;
  return {
    maxPacketSize,
    burst,
    mult,
    bytesPerInterval: stated > 0 ? Math.min(stated, most) : most,
  };
}

/**
 * Microseconds between two services of a periodic endpoint; 0 for control and bulk. bInterval counts milliseconds
 * for interrupt endpoints at low and full speed, and is an exponent everywhere else. A value out of range is read
 * as the nearest one in range.
 */
export function intervalMicroseconds(endpoint: Endpoint, speed: UsbSpeed): number {
  if (endpoint.type !== 'isochronous' && endpoint.type !== 'interrupt') return 0;
  const slow = speed === 'low' || speed === 'full';
  if (slow && endpoint.type === 'interrupt') return Math.max(endpoint.rawInterval, 1) * 1000;
  const exponent = Math.min(Math.max(endpoint.rawInterval, 1), 16) - 1;
  return 2 ** exponent * (slow ? 1000 : 125);
}
