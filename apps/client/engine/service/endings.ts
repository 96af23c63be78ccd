/**
 * Owns what an attempt's end means for a wish: whether it is tried again, whether the device is kept meanwhile, and
 * the words for a person. Decides from what was said; does nothing itself.
 */
import type { ChannelClosed, DetachReason } from '@farport/protocol';
import { codeOf, type EngineError, messageOf } from '../errors.ts';

export interface RedirectionError {
  readonly code: string;
  readonly message: string;
}

/**
 * How an attempt, or an attachment, ended.
 * - `gone`: the device is not there any more.
 * - `stopped`: the wish was given up.
 * - `link`: tried again; with `keep` the device stays captured for a while.
 * - `final`: a person has to act.
 */
export type End =
  | { readonly kind: 'gone' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'link'; readonly error: RedirectionError; readonly keep: boolean }
  | { readonly kind: 'final'; readonly error: RedirectionError };

/** Codes by which a VM refuses the device itself (docs/decisions/wire.md): another try would end the same way. */
const DEVICE_REFUSED = /^(?:usb|descriptor)\./;

/** An attempt that threw: what a capture or a dial says. */
export function thrown(error: unknown): End {
  const code = codeOf(error) ?? 'capture.failed';
  const described = { code, message: messageOf(error) };
  if (code === 'device.gone') return { kind: 'gone' };
  if (code === 'agent.unreachable') return { kind: 'link', keep: true, error: described };
  return { kind: 'final', error: described };
}

/** The VM did not answer the offer in time. */
export function notTaken(vm: string, seconds: number): End {
  const message = `VM ${vm} did not take the device within ${seconds} s`;
  return { kind: 'link', keep: true, error: { code: 'agent.unreachable', message } };
}

/**
 * The VM gave the device back. `failed` is its word for a client that kept a command of the guest waiting (usb-rules.md,
 * "Time"): this process may have stood still for a while, or the network. `again` tells whether that is worth a try.
 */
export function detachedByVm(vm: string, reason: DetachReason, message: string, again: boolean): End {
  if (reason === 'vm-stopped') {
    return { kind: 'link', keep: false, error: { code: 'vm.not_running', message: `VM ${vm} stopped` } };
  }
  const said = `VM ${vm} gave the device back: ${message === '' ? reason : message}`;
  if (reason === 'failed' && again) {
    return { kind: 'link', keep: true, error: { code: 'vm.detached', message: said } };
  }
  return { kind: 'final', error: { code: 'vm.detached', message: `${said}. Redirect it again if wanted` } };
}

/** The channel closed; `everAttached` tells whether the VM was seen running. */
export function channelClosed(
  vm: string,
  cause: ChannelClosed,
  refusal: EngineError | undefined,
  everAttached: boolean,
): End {
  if (refusal !== undefined) return upgradeRefused(refusal, everAttached);
  if (cause.code === 'protocol.ticket') {
    const message = `VM ${vm} refused the ticket: ask for a new one and pass it with --ticket`;
    return { kind: 'final', error: { code: 'agent.ticket_refused', message } };
  }
  if (cause.by === 'remote' && cause.code.startsWith('policy.')) {
    const message = `VM ${vm} may not have the device: ${cause.message}. The agent's administrator can change that`;
    return { kind: 'final', error: { code: cause.code, message } };
  }
  if (cause.by === 'remote' && DEVICE_REFUSED.test(cause.code)) {
    const advice = cause.code.startsWith('descriptor.')
      ? 'Unplug it and plug it in again; if that does not help, it is broken'
      : 'Redirect it again when that has changed';
    const message = `VM ${vm} cannot take the device: ${cause.message}. ${advice}`;
    return { kind: 'final', error: { code: cause.code, message } };
  }
  const message = `the connection to VM ${vm} ended (${cause.code}${cause.message === '' ? '' : `: ${cause.message}`})`;
  return { kind: 'link', keep: true, error: { code: 'agent.unreachable', message } };
}

function upgradeRefused(refusal: EngineError, everAttached: boolean): End {
  const error = { code: refusal.code, message: refusal.message };
  switch (refusal.code) {
    case 'vm.not_found':
      // Once it was there, it may be about to start again.
      return everAttached ? { kind: 'link', keep: false, error } : { kind: 'final', error };
    case 'vm.not_running':
      return { kind: 'link', keep: false, error };
    case 'agent.ticket_refused':
      return { kind: 'final', error };
    default:
      return { kind: 'link', keep: true, error };
  }
}
