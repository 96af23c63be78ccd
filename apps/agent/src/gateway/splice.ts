/**
 * Joins two sockets: every byte one gives goes to the other, in order, unread. Keeps back-pressure (a reader that
 * is slow stops the writer, at most a stream buffer later), half-close, and the rule that when one is gone the
 * other is not left open. Knows nothing of what flows.
 */
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** After one side has ended its half, how long the other may stay silent before both are closed. */
const halfOpenMs = 30_000;

/** Bytes of a TLS record (RFC 8446, section 5.1) whose sender has more to say. */
const fullRecord = 16 << 10;

export interface SpliceEnd {
  /** Why: "closed" when both sides ended, else what went wrong. */
  readonly reason: string;
  readonly toVm: number;
  readonly toClient: number;
}

/** Splices until both are closed, then calls `done` once. Both sockets must be open and allow half-open. */
export function splice(client: Socket, vm: Socket, done: (end: SpliceEnd) => void): void {
  let reason: string | undefined;
  let open = 2;

  const give = (from: Socket, to: Socket, side: string): void => {
    from.on('error', (error: NodeJS.ErrnoException) => {
      reason ??= `${side}: ${error.code ?? error.message}`;
      to.destroy();
    });
    from.on('timeout', () => {
      reason ??= `${side}: silent after the other end had finished`;
      client.destroy();
      vm.destroy();
    });
    from.on('end', () => {
      from.setTimeout(halfOpenMs);
      to.setTimeout(halfOpenMs);
    });
    from.on('close', () => {
      open -= 1;
      if (open === 0) done({ reason: reason ?? 'closed', toVm: vm.bytesWritten, toClient: vm.bytesRead });
      // Closed both ways while the other is still open: what it was sent may still drain, nothing more can come.
      else finish(to, from.readableEnded);
    });
    forward(from, to);
  };
  give(client, vm, 'client');
  give(vm, client, 'vm');
}

/**
 * Writes to `to` what comes from `from`, and ends it at the end. Node hands decrypted bytes out one TLS record at a
 * time: full ones are written together, once per turn of the event loop; a shorter one is the last for now and goes
 * at once, with those before it.
 */
function forward(from: Socket, to: Socket): void {
  let corked = false;
  const uncork = (): void => {
    if (!corked) return;
    corked = false;
    to.uncork();
  };
  from.on('data', (chunk: Buffer) => {
    if (to.destroyed) return;
    if (chunk.length === fullRecord && !corked) {
      corked = true;
      to.cork();
      setImmediate(uncork);
    }
    const more = to.write(chunk);
    if (chunk.length !== fullRecord) uncork();
    if (!more) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
}

/** Closes what is left of a pair: in order when the peer ended in order, at once when it broke. */
function finish(socket: Duplex & { destroySoon?: () => void }, inOrder: boolean): void {
  if (inOrder && socket.destroySoon !== undefined) socket.destroySoon();
  else socket.destroy();
}
