/**
 * Joins a browser's socket to the agent's: whole messages, both ways, unread. Owns the bound on what waits for a side that
 * does not read, and how a refusal reaches a page that cannot see the agent's answer: as the reason of the close.
 */
import type { MessageSocket, MessageSocketEvents } from '@farport/protocol';
import { codeOf } from '../errors.ts';
import { dialChannel, type Target } from '../session/dial.ts';

/** Close code for "the agent refused"; the reason is the code of the error. */
export const REFUSED_CLOSE_CODE = 4010;
/** A channel's credit lets 32 MiB come unasked; an agent that sends much more keeps no rule. */
const MAX_WAITING = 72 << 20;
/** What a page may say before the agent is reached: its hello. */
const MAX_EARLY_BYTES = 64 << 10;

/**
 * Dials the agent for `page`, whose socket is open and was just accepted. Returns at once; never throws. `refused`: makes the
 * code that the page is told of the refusal's.
 */
export function relay(
  page: MessageSocket,
  target: Target,
  stop: AbortSignal,
  refused: (code: string) => Promise<string> = (code) => Promise.resolve(code),
): void {
  const gone = new AbortController();
  const signal = AbortSignal.any([stop, gone.signal]);
  let agent: MessageSocket | undefined;
  let agentOpen = false;
  let early: (readonly Uint8Array[])[] = [];
  let earlyBytes = 0;

  const pass = (to: MessageSocket, fragments: readonly Uint8Array[]): void => {
    to.send(fragments);
    if (to.bufferedAmount <= MAX_WAITING) return;
    page.terminate();
    agent?.terminate();
  };
  page.bind({
    opened: () => undefined,
    message: (fragments) => {
      if (agent !== undefined && agentOpen) {
        pass(agent, fragments);
        return;
      }
      for (const { length } of fragments) earlyBytes += length;
      early.push(fragments);
      if (earlyBytes > MAX_EARLY_BYTES || early.length > MAX_EARLY_BYTES / 64) page.terminate();
    },
    failed: () => {
      agent?.terminate();
    },
    closed: (code, reason) => {
      gone.abort(new Error('the page is gone'));
      end(agent, code, reason);
    },
  });

  const joinAgent = async (): Promise<void> => {
    const dialled = await dialChannel(target, 'display', signal);
    agent = dialled.socket;
    const to = dialled.socket;
    const events: MessageSocketEvents = {
      opened: () => {
        agentOpen = true;
        for (const fragments of early) pass(to, fragments);
        early = [];
      },
      message: (fragments) => {
        pass(page, fragments);
      },
      failed: ({ code }) => {
        page.close(4000, code);
      },
      closed: (code, reason) => {
        const refusal = dialled.refusal();
        if (refusal === undefined) end(page, code, reason);
        else {
          void refused(refusal.code).then((told) => {
            page.close(REFUSED_CLOSE_CODE, told);
          });
        }
      },
    };
    to.bind(events);
    if (signal.aborted) to.terminate();
  };
  joinAgent().catch((error: unknown) => {
    page.close(REFUSED_CLOSE_CODE, codeOf(error) ?? 'agent.unreachable');
  });
}

/** Says the goodbye that the other one said; a link that broke breaks here too. */
function end(socket: MessageSocket | undefined, code: number, reason: string): void {
  const sayable = (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || code >= 3000;
  if (sayable) socket?.close(code, Buffer.byteLength(reason) <= 123 ? reason : '');
  else socket?.terminate();
}
