/**
 * Hello and welcome: what each side says of itself, and what both agree on. Knows neither the channel's state nor
 * its numbers, and sends nothing.
 */
import type { ChannelOptions, ChannelSession } from './channel-types.ts';
import { ChannelUsageError, ProtocolError } from './errors.ts';
import type { Decoded, FrameProperties, ReceivedFrame } from './frame-codec.ts';
import type { farport } from './generated/wire.js';
import * as limits from './limits.ts';
import { checkString } from './messages.ts';

/** Which side of the hello this is. */
export type ChannelRole =
  | { readonly kind: 'dialler'; readonly ticket: string }
  /** `acceptTicket` says whether the ticket is the one this channel was opened for. */
  | { readonly kind: 'answerer'; readonly acceptTicket: (ticket: string) => boolean };

/** What this side offers. */
export type Terms = Required<Omit<ChannelOptions, 'clock'>>;

export interface Agreement {
  readonly session: ChannelSession;
  /** The welcome that the answerer owes. */
  readonly answer: FrameProperties | undefined;
}

type Hello = Decoded<farport.v1.Hello.$Properties>;
type Welcome = Decoded<farport.v1.Welcome.$Properties>;

/** The options with all that was left out. Throws ChannelUsageError where one is out of range. */
export function termsOf(options: ChannelOptions): Terms {
  const terms: Terms = {
    agent: checkString(options.agent, 'agent'),
    capabilities: options.capabilities ?? [],
    window: options.window ?? limits.DEFAULT_WINDOW,
    maxPayload: options.maxPayload ?? limits.MAX_PAYLOAD,
    maxUrbs: options.maxUrbs ?? limits.MAX_URBS,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? limits.HEARTBEAT_INTERVAL_MS,
    heartbeatDeadMs: options.heartbeatDeadMs ?? limits.HEARTBEAT_DEAD_MS,
    acknowledgesLazily: options.acknowledgesLazily ?? false,
  };
  const { window, maxPayload, maxUrbs, capabilities } = terms;
  if (maxPayload < 1 || maxPayload > limits.MAX_PAYLOAD) {
    throw new ChannelUsageError(`maxPayload ${maxPayload} is not 1 … ${limits.MAX_PAYLOAD}`);
  }
  if (window < maxPayload || window > limits.MAX_WINDOW) {
    throw new ChannelUsageError(`a window of ${window} is not ${maxPayload} … ${limits.MAX_WINDOW}`);
  }
  if (maxUrbs < 1 || maxUrbs > limits.MAX_URBS) {
    throw new ChannelUsageError(`maxUrbs ${maxUrbs} is not 1 … ${limits.MAX_URBS}`);
  }
  if (capabilities.length > limits.MAX_CAPABILITIES) {
    throw new ChannelUsageError(`${capabilities.length} capabilities, at most ${limits.MAX_CAPABILITIES}`);
  }
  return terms;
}

/** The dialler's first message. */
export function helloOf(
  { agent, capabilities, maxPayload, maxUrbs }: Terms,
  ticket: string,
): FrameProperties {
  const version = limits.PROTOCOL_VERSION;
  return { hello: { version, capabilities: [...capabilities], ticket, agent, maxPayload, maxUrbs } };
}

/** Checks the first message of the other side. Throws ProtocolError. */
export function agree(
  role: ChannelRole,
  terms: Terms,
  frame: ReceivedFrame,
  payloadLength: number,
): Agreement {
  if (frame.seq !== 0 || payloadLength !== 0) {
    throw new ProtocolError('protocol.unexpected', 'a numbered message or data before the hello');
  }
  if (role.kind === 'answerer') {
    if (frame.hello == null) {
      throw new ProtocolError('protocol.unexpected', 'the first message is no hello');
    }
    return answerHello(terms, role.acceptTicket, frame.hello);
  }
  if (frame.welcome == null) {
    throw new ProtocolError('protocol.unexpected', 'the first answer is no welcome');
  }
  return takeWelcome(terms, frame.welcome);
}

function answerHello(terms: Terms, acceptTicket: (ticket: string) => boolean, hello: Hello): Agreement {
  const shared = checkGreeting(terms, hello);
  if (hello.version < 1) throw new ProtocolError('protocol.version', 'the other side names no version');
  checkString(hello.ticket, 'ticket');
  if (!acceptTicket(hello.ticket)) {
    throw new ProtocolError('protocol.ticket', 'the ticket is not valid for this channel: ask for a new one');
  }
  const { agent, capabilities, maxPayload, maxUrbs } = terms;
  const version = Math.min(hello.version, limits.PROTOCOL_VERSION);
  const channel = crypto.getRandomValues(new Uint8Array(16));
  return {
    session: sessionOf(hello, version, shared, channel),
    answer: { welcome: { version, capabilities: [...capabilities], agent, maxPayload, maxUrbs, channel } },
  };
}

function takeWelcome(terms: Terms, welcome: Welcome): Agreement {
  const shared = checkGreeting(terms, welcome);
  if (welcome.version !== limits.PROTOCOL_VERSION) {
    throw new ProtocolError(
      'protocol.version',
      `the other side answers version ${welcome.version}, this side speaks ${limits.PROTOCOL_VERSION}: update the older one`,
    );
  }
  if (welcome.channel.length > limits.MAX_CHANNEL_ID) {
    throw new ProtocolError(
      'protocol.channel_id_too_long',
      `channel id of ${welcome.channel.length} bytes, at most ${limits.MAX_CHANNEL_ID}`,
    );
  }
  // A copy: what was received is not kept for it.
  const session = sessionOf(welcome, welcome.version, shared, welcome.channel.slice());
  return { session, answer: undefined };
}

/** Checks what hello and welcome have in common; the capabilities both sides named. */
function checkGreeting(terms: Terms, greeting: Hello | Welcome): readonly string[] {
  checkString(greeting.agent, 'agent');
  if (greeting.capabilities.length > limits.MAX_CAPABILITIES) {
    throw new ProtocolError(
      'protocol.too_many_capabilities',
      `${greeting.capabilities.length} capabilities, at most ${limits.MAX_CAPABILITIES}`,
    );
  }
  for (const name of greeting.capabilities) checkString(name, 'capability');
  if (greeting.maxPayload === 0 || greeting.maxUrbs === 0) {
    throw new ProtocolError('protocol.malformed', 'malformed message: max_payload or max_urbs is 0');
  }
  const theirs = new Set(greeting.capabilities);
  return terms.capabilities.filter((name) => theirs.has(name)).sort();
}

function sessionOf(
  greeting: Hello | Welcome,
  version: number,
  capabilities: readonly string[],
  channelId: Uint8Array,
): ChannelSession {
  return {
    version,
    capabilities,
    peer: greeting.agent,
    peerMaxPayload: Math.min(greeting.maxPayload, limits.MAX_PAYLOAD),
    peerMaxUrbs: Math.min(greeting.maxUrbs, limits.MAX_URBS),
    channelId,
  };
}
