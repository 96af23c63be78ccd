/**
 * Owns the events of one session as a sequence to wait for, so that a redirection reads as one conversation. Never
 * interprets them.
 */
import type { ChannelClosed, DetachReason } from '@farport/protocol';
import type { DeviceSessionEvents } from '../session/device-session.ts';

/** What a running session reports, one at a time. */
export type SessionEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'attached'; readonly port: number }
  | { readonly kind: 'detached'; readonly reason: DetachReason; readonly message: string }
  | { readonly kind: 'gone'; readonly duringReset: boolean }
  | { readonly kind: 'closed'; readonly cause: ChannelClosed };

/** A bounded few by their nature. */
export class SessionEvents implements DeviceSessionEvents {
  readonly #events: SessionEvent[] = [];
  #wake: (() => void) | undefined;

  opened(): void {
    this.#push({ kind: 'opened' });
  }

  attached(port: number): void {
    this.#push({ kind: 'attached', port });
  }

  detached(reason: DetachReason, message: string): void {
    this.#push({ kind: 'detached', reason, message });
  }

  deviceGone(duringReset: boolean): void {
    this.#push({ kind: 'gone', duringReset });
  }

  closed(cause: ChannelClosed): void {
    this.#push({ kind: 'closed', cause });
  }

  /** Undefined when the signal fires first. Events that wait come before the signal. */
  async next(signal: AbortSignal): Promise<SessionEvent | undefined> {
    if (this.#events.length === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener(
          'abort',
          () => {
            resolve();
          },
          { once: true },
        );
      });
      this.#wake = undefined;
    }
    return this.#events.shift();
  }

  #push(event: SessionEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }
}

/** Resolves when the signal fires. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
