/**
 * What is remembered between "sign in" and the provider's answer: sealed and kept by the browser, so that nobody can fill
 * the agent's memory by beginning. Good for ten minutes, and for this run of the agent.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as v from 'valibot';

export const FLOW_MS = 10 * 60_000;
const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const longest = 2048;

const shape = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  returnTo: v.string(),
  expiresAt: v.number(),
});
export type Flow = v.InferOutput<typeof shape>;

export class FlowSeal {
  readonly #key = randomBytes(32);

  seal(flow: Flow): string {
    const iv = randomBytes(ivBytes);
    const sealing = createCipheriv(cipher, this.#key, iv);
    const text = Buffer.concat([sealing.update(JSON.stringify(flow), 'utf8'), sealing.final()]);
    return Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64url');
  }

  /** Undefined for what this agent has not sealed, or what is over. */
  open(sealed: string, now: number): Flow | undefined {
    if (sealed.length > longest || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined;
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= ivBytes + tagBytes) return undefined;
    try {
      const opening = createDecipheriv(cipher, this.#key, bytes.subarray(0, ivBytes));
      opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const text = Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]);
      const flow = v.parse(shape, JSON.parse(text.toString('utf8')));
      return flow.expiresAt > now ? flow : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Where to go afterwards: a path of this agent, whatever was asked for. */
export function safeReturn(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,300}$/.test(path) ? path : '/';
}
