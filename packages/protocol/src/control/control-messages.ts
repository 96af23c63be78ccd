/**
 * The messages of a client's control channel as programs see them: checked, with names instead of numbers. Parsing
 * happens once, here. What a device's words may hold beyond their length is the receiver's to judge.
 */
import { farport } from '../generated/wire.js';
import { ProtocolError, type ProtocolErrorCode } from '../errors.ts';
import { MAX_CAPABILITIES } from '../limits.ts';
import type { WireSpeed } from '../messages.ts';
import * as limits from './control-limits.ts';

const { Speed, Progress } = farport.v1;

const SPEEDS: ReadonlyMap<number, WireSpeed> = new Map([
  [Speed.SPEED_LOW, 'low'],
  [Speed.SPEED_FULL, 'full'],
  [Speed.SPEED_HIGH, 'high'],
  [Speed.SPEED_SUPER, 'super'],
  [Speed.SPEED_SUPER_PLUS, 'super-plus'],
]);
const SPEED_NUMBERS: Readonly<Record<WireSpeed, farport.v1.Speed>> = {
  low: Speed.SPEED_LOW,
  full: Speed.SPEED_FULL,
  high: Speed.SPEED_HIGH,
  super: Speed.SPEED_SUPER,
  'super-plus': Speed.SPEED_SUPER_PLUS,
};

/** What became of an order: see control.proto. */
export type OrderProgress = 'attached' | 'reconnecting' | 'failed' | 'taken_back';
const PROGRESSES: ReadonlyMap<number, OrderProgress> = new Map([
  [Progress.PROGRESS_ATTACHED, 'attached'],
  [Progress.PROGRESS_RECONNECTING, 'reconnecting'],
  [Progress.PROGRESS_FAILED, 'failed'],
  [Progress.PROGRESS_TAKEN_BACK, 'taken_back'],
]);
const PROGRESS_NUMBERS: Readonly<Record<OrderProgress, farport.v1.Progress>> = {
  attached: Progress.PROGRESS_ATTACHED,
  reconnecting: Progress.PROGRESS_RECONNECTING,
  failed: Progress.PROGRESS_FAILED,
  taken_back: Progress.PROGRESS_TAKEN_BACK,
};

export interface InterfaceClass {
  readonly classCode: number;
  readonly subclass: number;
  readonly protocol: number;
}

/** A device that is plugged in at a client, in the client's words. */
export interface SeenDevice {
  /** Names this one plug-in. */
  readonly key: string;
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice. */
  readonly deviceVersion: number;
  readonly serial: string;
  /** "bus-port.port…" */
  readonly portPath: string;
  readonly deviceClass: InterfaceClass;
  readonly interfaces: readonly InterfaceClass[];
  readonly manufacturer: string;
  readonly product: string;
  readonly speed: WireSpeed;
  /** Plugged in while the client was watching, and not told of before. */
  readonly fresh: boolean;
  /** The lease by which the client holds it; 0: none. */
  readonly fence: number;
}

export interface Hello {
  readonly kind: 'hello';
  readonly version: number;
  readonly capabilities: readonly string[];
  readonly agent: string;
}
export interface Welcome {
  readonly kind: 'welcome';
  readonly version: number;
  readonly capabilities: readonly string[];
  readonly agent: string;
  readonly clientName: string;
}
export interface AttachOrder {
  readonly kind: 'attach';
  readonly key: string;
  readonly fence: number;
  readonly vm: string;
  /** A secret. */
  readonly ticket: string;
}
export interface ReleaseOrder {
  readonly kind: 'release';
  readonly key: string;
  readonly fence: number;
  readonly reason: string;
}
export interface ProgressMessage {
  readonly kind: 'progress';
  readonly key: string;
  readonly fence: number;
  readonly progress: OrderProgress;
  readonly code: string;
  readonly message: string;
}

/** Of both sides. `unknown`: a body of a later version, to be passed over. */
export type SessionMessage =
  | { readonly kind: 'ping' | 'pong'; readonly nonce: number }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'unknown' };

export type ClientMessage =
  | SessionMessage
  | Hello
  | { readonly kind: 'devices'; readonly devices: readonly SeenDevice[]; readonly more: boolean }
  | { readonly kind: 'plugged'; readonly device: SeenDevice }
  | { readonly kind: 'unplugged'; readonly key: string }
  | ProgressMessage
  | { readonly kind: 'ticket_request'; readonly key: string; readonly fence: number };

export type AgentMessage = SessionMessage | Welcome | AttachOrder | ReleaseOrder;

/** A decoded message: every field that is no message has a value. */
type Decoded<T> = { readonly [Key in keyof T]-?: NonNullable<T[Key]> };
type Bodies = farport.v1.ControlFrame.$Properties;
/** A frame with the one body that it has. */
export type DecodedFrame = { readonly [Key in keyof Bodies]?: Bodies[Key] };

export function refused(code: ProtocolErrorCode, message: string): ProtocolError {
  return new ProtocolError(code, message);
}

function text(name: limits.ControlString, value: string): string {
  const most = limits.CONTROL_STRING_LIMITS[name];
  if (value.length > most)
    throw refused(`protocol.${name}_too_long`, `${name} has ${value.length} of ${most} characters`);
  return value;
}

/** Of our own: cut rather than refused. */
function cut(name: limits.ControlString, value: string): string {
  return value.slice(0, limits.CONTROL_STRING_LIMITS[name]).toWellFormed();
}

function needed(name: limits.ControlString, value: string): string {
  if (value === '') throw refused('protocol.malformed', `${name} is missing`);
  return text(name, value);
}

function within(name: string, value: number, most: number): number {
  if (value > most) throw refused('protocol.malformed', `${name} is ${value}, above ${most}`);
  return value;
}

function lease(fence: number): number {
  if (fence === 0) throw refused('protocol.malformed', 'fence is missing');
  return fence;
}

function known<T>(name: string, names: ReadonlyMap<number, T>, value: number): T {
  const found = names.get(value);
  if (found === undefined) throw refused('protocol.malformed', `${name} ${value} is none`);
  return found;
}

function capabilities(names: readonly string[]): readonly string[] {
  if (names.length > MAX_CAPABILITIES) {
    throw refused('protocol.too_many_capabilities', `${names.length} capabilities are too many`);
  }
  return names.map((name) => text('capability', name));
}

function classOf(value: farport.v1.InterfaceClass.$Properties | null | undefined): InterfaceClass {
  return {
    classCode: within('class', value?.classCode ?? 0, 0xff),
    subclass: within('subclass', value?.subclass ?? 0, 0xff),
    protocol: within('protocol', value?.protocol ?? 0, 0xff),
  };
}

function deviceOf(value: farport.v1.SeenDevice.$Properties | null | undefined): SeenDevice {
  if (value === null || value === undefined) throw refused('protocol.malformed', 'the device is missing');
  const device = value as Decoded<farport.v1.SeenDevice.$Properties>;
  if (device.interfaces.length > limits.MAX_SEEN_INTERFACES) {
    throw refused('protocol.too_many_interfaces', `${device.interfaces.length} interfaces are too many`);
  }
  return {
    key: needed('key', device.key),
    vendorId: within('vendor id', device.vendorId, 0xffff),
    productId: within('product id', device.productId, 0xffff),
    deviceVersion: within('device version', device.deviceVersion, 0xffff),
    serial: text('serial', device.serial),
    portPath: needed('port_path', device.portPath),
    deviceClass: classOf(value.deviceClass),
    interfaces: device.interfaces.map(classOf),
    manufacturer: text('manufacturer', device.manufacturer),
    product: text('product', device.product),
    speed: known('speed', SPEEDS, device.speed),
    fresh: device.fresh,
    fence: device.fence,
  };
}

/** @throws ProtocolError */
export function clientMessageOf(frame: DecodedFrame): ClientMessage {
  if (frame.hello) {
    const hello = frame.hello as Decoded<typeof frame.hello>;
    return {
      kind: 'hello',
      version: hello.version,
      capabilities: capabilities(hello.capabilities),
      agent: text('agent', hello.agent),
    };
  }
  if (frame.devices) {
    const { devices, more } = frame.devices as Decoded<typeof frame.devices>;
    if (devices.length > limits.DEVICES_OF_MESSAGE) {
      throw refused('protocol.too_many_devices', `${devices.length} devices in one message are too many`);
    }
    return { kind: 'devices', devices: devices.map(deviceOf), more };
  }
  if (frame.plugged) return { kind: 'plugged', device: deviceOf(frame.plugged.device) };
  if (frame.unplugged) return { kind: 'unplugged', key: needed('key', frame.unplugged.key ?? '') };
  if (frame.progress) {
    const progress = frame.progress as Decoded<typeof frame.progress>;
    return {
      kind: 'progress',
      key: needed('key', progress.key),
      fence: lease(progress.fence),
      progress: known('progress', PROGRESSES, progress.progress),
      code: text('code', progress.code),
      message: text('message', progress.message),
    };
  }
  if (frame.ticketRequest) {
    const request = frame.ticketRequest as Decoded<typeof frame.ticketRequest>;
    return { kind: 'ticket_request', key: needed('key', request.key), fence: lease(request.fence) };
  }
  return sessionMessageOf(frame);
}

/** @throws ProtocolError */
export function agentMessageOf(frame: DecodedFrame): AgentMessage {
  if (frame.welcome) {
    const welcome = frame.welcome as Decoded<typeof frame.welcome>;
    return {
      kind: 'welcome',
      version: welcome.version,
      capabilities: capabilities(welcome.capabilities),
      agent: text('agent', welcome.agent),
      clientName: text('client_name', welcome.clientName),
    };
  }
  if (frame.attach) {
    const order = frame.attach as Decoded<typeof frame.attach>;
    return {
      kind: 'attach',
      key: needed('key', order.key),
      fence: lease(order.fence),
      vm: needed('vm', order.vm),
      ticket: needed('ticket', order.ticket),
    };
  }
  if (frame.release) {
    const order = frame.release as Decoded<typeof frame.release>;
    return {
      kind: 'release',
      key: needed('key', order.key),
      fence: lease(order.fence),
      reason: text('reason', order.reason),
    };
  }
  return sessionMessageOf(frame);
}

function sessionMessageOf(frame: DecodedFrame): SessionMessage {
  if (frame.ping) return { kind: 'ping', nonce: frame.ping.nonce ?? 0 };
  if (frame.pong) return { kind: 'pong', nonce: frame.pong.nonce ?? 0 };
  if (frame.error) {
    const { code = '', message = '' } = frame.error;
    return { kind: 'error', code: text('code', code ?? ''), message: text('message', message ?? '') };
  }
  // What only the other side may say is no message of a later version.
  if (Object.values(frame).some((body) => typeof body === 'object' && body !== null)) {
    throw refused('protocol.unexpected', 'this is for the other side to say');
  }
  return { kind: 'unknown' };
}

function deviceToWire(device: SeenDevice): farport.v1.SeenDevice.$Properties {
  return {
    ...device,
    interfaces: device.interfaces.slice(0, limits.MAX_SEEN_INTERFACES),
    serial: cut('serial', device.serial),
    manufacturer: cut('manufacturer', device.manufacturer),
    product: cut('product', device.product),
    speed: SPEED_NUMBERS[device.speed],
  };
}

/** As a frame; words of ours that are too long are cut. */
export function messageToFrame(message: ClientMessage | AgentMessage): Bodies {
  switch (message.kind) {
    case 'hello':
      return { hello: { ...message, capabilities: [...message.capabilities] } };
    case 'welcome':
      return { welcome: { ...message, capabilities: [...message.capabilities] } };
    case 'ping':
      return { ping: message };
    case 'pong':
      return { pong: message };
    case 'error':
      return { error: { code: cut('code', message.code), message: cut('message', message.message) } };
    case 'devices':
      return { devices: { devices: message.devices.map(deviceToWire), more: message.more } };
    case 'plugged':
      return { plugged: { device: deviceToWire(message.device) } };
    case 'unplugged':
      return { unplugged: { key: message.key } };
    case 'progress':
      return {
        progress: {
          key: message.key,
          fence: message.fence,
          progress: PROGRESS_NUMBERS[message.progress],
          code: cut('code', message.code),
          message: cut('message', message.message),
        },
      };
    case 'ticket_request':
      return { ticketRequest: message };
    case 'attach':
      return { attach: message };
    case 'release':
      return { release: { ...message, reason: cut('reason', message.reason) } };
    case 'unknown':
      return {};
  }
}
