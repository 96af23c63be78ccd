/** What the two ends of a channel and their callers share: states, options, session, end. */
import type { ChannelClock } from './channel-clock.ts';

/**
 * - `connecting`: the transport is not there yet.
 * - `hello`: the two sides have not agreed yet.
 * - `open`: messages flow.
 * - `closing`: this channel has ended; the transport is being closed. Nothing is sent or delivered any more.
 * - `closed`: the transport is closed as well.
 */
export type ChannelState = 'connecting' | 'hello' | 'open' | 'closing' | 'closed';

/** How a channel ended. */
export interface ChannelClosed {
  /** Which side ended it; `link`: neither, the connection broke. */
  readonly by: 'local' | 'remote' | 'link';
  /** `channel.closed` for an orderly end, else the name of the error. */
  readonly code: string;
  readonly message: string;
  /** Where this side failed: what it was. */
  readonly error?: unknown;
}

/** What both sides agreed on. */
export interface ChannelSession {
  readonly version: number;
  /** Those that both sides named, sorted. */
  readonly capabilities: readonly string[];
  /** Program and version of the other side, for logs. */
  readonly peer: string;
  /** Longest payload and number of unanswered URBs that the other side takes. */
  readonly peerMaxPayload: number;
  readonly peerMaxUrbs: number;
  /** Names the channel when it is taken up again. */
  readonly channelId: Uint8Array;
}

export interface ChannelOptions {
  /** Program and version, for the other side's logs. */
  readonly agent: string;
  readonly capabilities?: readonly string[];
  /** Payload bytes taken before the other side has to wait. At least `maxPayload`. */
  readonly window?: number;
  readonly maxPayload?: number;
  readonly maxUrbs?: number;
  readonly clock?: ChannelClock;
  readonly heartbeatIntervalMs?: number;
  readonly heartbeatDeadMs?: number;
  /** The channel is not taken up again: numbers and credit are told seldom. */
  readonly acknowledgesLazily?: boolean;
}
