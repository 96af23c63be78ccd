/** Owns what the end of a connection means: which state follows, and whether it is tried again. Does nothing itself. */
import type { ChannelClosed } from '@farport/protocol/browser';
import type { ViewerState } from '../messages.ts';

/** How long a VM that does not run is left alone before it is looked for again. */
export const STOPPED_RETRY_MS = 5_000;

/** And an agent that takes no more connections. */
export const BUSY_RETRY_MS = 15_000;

/** Named ends of a link that is slow or gone, whoever noticed. */
const LINK = new Set([
  'protocol.timeout',
  'protocol.hello_timeout',
  'protocol.link',
  'protocol.congested',
  'agent.unreachable',
  'agent.starting',
  'agent.busy',
]);

/**
 * `goodbye`: what the bridge's close said, where it refused (the code of an EngineError). `retryMs`: when the next try
 * would be.
 */
export function stateAfter(cause: ChannelClosed, goodbye: string | undefined, retryMs: number): ViewerState {
  const code = goodbye ?? cause.code;
  if (code === 'display.taken_over') return { kind: 'taken-over' };
  if (code === 'protocol.ticket') return { kind: 'refused', code: 'agent.ticket_refused' };
  if (code === 'vm.not_running' || code === 'channel.closed') {
    return { kind: 'vm-stopped', retryMs: STOPPED_RETRY_MS };
  }
  if (code === 'agent.busy') return { kind: 'link-lost', code, retryMs: BUSY_RETRY_MS };
  if (cause.by === 'link' || LINK.has(code)) return { kind: 'link-lost', code, retryMs };
  if (/^(?:protocol|display|channel)\./.test(code)) return { kind: 'broken', code };
  return { kind: 'refused', code };
}
