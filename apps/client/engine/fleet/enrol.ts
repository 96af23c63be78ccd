/**
 * Owns how this machine becomes a client of a fleet: a short-lived code for a key of its own, over TLS with the pin. Keeps
 * nothing itself.
 */
import { request, type IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { checked } from '@farport/protocol/shape';
import { EngineError, messageOf } from '../errors.ts';
import { connectPinned, formatAgent, parseAgent, parseFingerprint } from '../session/pinned-tls.ts';
import { VERSION } from '../version.ts';
import type { Credential } from './credential.ts';

const TIMEOUT_MS = 15_000;
const MAX_ANSWER = 64 * 1024;

const enrolled = v.object({
  client: v.object({ id: v.pipe(v.string(), v.maxLength(64)), name: v.pipe(v.string(), v.maxLength(64)) }),
  key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/)),
});
const refusal = v.object({ code: v.string(), message: v.string() });

export interface EnrolmentWish {
  /** HOST:PORT */
  readonly agent: string;
  readonly fingerprint: string;
  readonly code: string;
  readonly name: string;
}

/** Throws `agent.unreachable`, `agent.wrong_certificate`, or `client.refused` with what the agent says. */
export async function enrol(wish: EnrolmentWish): Promise<Credential> {
  const agent = parseAgent(wish.agent);
  const fingerprint = parseFingerprint(wish.fingerprint);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const tls = await connectPinned(agent, fingerprint, signal);
  try {
    const body = JSON.stringify({
      code: wish.code,
      name: wish.name,
      platform: `${process.platform} ${process.arch}`,
      softwareVersion: VERSION,
    });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(
        {
          createConnection: () => tls,
          method: 'POST',
          path: '/api/v1/enrolments',
          headers: {
            host: formatAgent(agent),
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            connection: 'close',
          },
          signal,
        },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    const answer = await answerOf(response);
    if (response.statusCode !== 201) throw refused(formatAgent(agent), answer);
    const { client, key } = checked(enrolled, answer, (mistakes) => notUnderstood(mistakes.join('; ')));
    return { agent: formatAgent(agent), fingerprint, name: client.name, clientId: client.id, key };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const message = `the agent at ${formatAgent(agent)} did not answer: ${messageOf(cause)}`;
    throw new EngineError('agent.unreachable', message, { cause });
  } finally {
    tls.destroy();
  }
}

async function answerOf(response: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > MAX_ANSWER) throw notUnderstood('it is too long');
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notUnderstood(messageOf(cause));
  }
}

function notUnderstood(why: string): EngineError {
  return new EngineError('agent.unreachable', `the agent's answer is not understood: ${why}`);
}

function refused(agent: string, answer: unknown): EngineError {
  const { message } = checked(refusal, answer, (mistakes) => notUnderstood(mistakes.join('; ')));
  // It ends on a terminal.
  // eslint-disable-next-line no-control-regex
  const words = message.slice(0, 1000).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return new EngineError('client.refused', `the agent at ${agent} refused: ${words}`);
}
