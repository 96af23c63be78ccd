/**
 * The messages of a viewer's channel as the program sees them: checked, with names instead of numbers.
 *
 * Parsing happens once, here; a value outside its range or limit is a ProtocolError. What fits a picture of a certain
 * size (an operation inside its scanout) is the caller's, who knows the scanouts.
 */
import type { ChannelSession } from '../channel-types.ts';
import type { Decoded } from '../frame-codec.ts';
import { ProtocolError } from '../errors.ts';
import type { farport } from '../generated/wire.js';
import * as limits from './display-limits.ts';
import { packOperations, unpackOperations, type OperationMessage } from './operations.ts';

/** A head's picture; 0 by 0: it is off. */
export interface ScanoutMessage {
  readonly head: number;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

export interface DrawMessage {
  readonly head: number;
  readonly frame: number;
  readonly more: boolean;
  readonly operations: readonly OperationMessage[];
  /** Bytes of the payload that go on with the deflate stream; what is exact of photographs and JPEG files follow. */
  readonly deflated: number;
  readonly restart: boolean;
  /** `presented` may wait for the next frame's. */
  readonly lazy: boolean;
}

/** 0 by 0: hidden. */
export interface CursorShapeMessage {
  readonly head: number;
  readonly width: number;
  readonly height: number;
  readonly hotX: number;
  readonly hotY: number;
}

export interface PresentedMessage {
  readonly frame: number;
  readonly decoded: number;
  readonly decodeUs: number;
  readonly presentUs: number;
  /** How long this message waited. */
  readonly heldUs: number;
}

export interface MonitorMessage {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0: not known. */
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface HeadPlaceMessage {
  readonly head: number;
  readonly x: number;
  readonly y: number;
}

export interface PointerMessage {
  readonly head: number;
  readonly x: number;
  readonly y: number;
  /** Bit 0 left, 1 middle, 2 right, 3 side, 4 extra. */
  readonly buttons: number;
}

function malformed(detail: string): ProtocolError {
  return new ProtocolError('protocol.malformed', `malformed message: ${detail}`);
}

function atMost(value: number, most: number, what: string): number {
  if (value > most) throw malformed(`${what} ${value} is above ${most}`);
  return value;
}

/** What the greeting of the other side must hold: else what is sent by its rules and ours would be more than it takes. */
export function checkDisplaySession({ peerMaxPayload }: ChannelSession): void {
  if (peerMaxPayload < limits.MIN_DISPLAY_PAYLOAD) {
    throw new ProtocolError(
      'protocol.malformed',
      `malformed message: max_payload is ${peerMaxPayload}, a display channel needs ${limits.MIN_DISPLAY_PAYLOAD}`,
    );
  }
}

export function checkHead(head: number): number {
  return atMost(head, limits.MAX_HEADS - 1, 'head');
}

export function scanoutFromWire(wire: Decoded<farport.v1.Scanout.$Properties>): ScanoutMessage {
  const { width, height } = wire;
  if ((width === 0) !== (height === 0)) throw malformed(`a picture of ${width} by ${height}`);
  return {
    head: checkHead(wire.head),
    width: checkSide(width),
    height: checkSide(height),
    ...placeFromWire(wire),
  };
}

export function headPlaceFromWire(wire: Decoded<farport.v1.HeadPlace.$Properties>): HeadPlaceMessage {
  return { head: checkHead(wire.head), ...placeFromWire(wire) };
}

function placeFromWire({ x, y }: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x: atMost(x, limits.MAX_PLACE, 'place'), y: atMost(y, limits.MAX_PLACE, 'place') };
}

function checkSide(side: number): number {
  if (side > limits.MAX_SIDE) {
    throw new ProtocolError(
      'protocol.picture_too_large',
      `a side of ${side} pixels, at most ${limits.MAX_SIDE}`,
    );
  }
  return side;
}

/** `payloadLength`: bytes of the frame's payload, which the operations must use up. */
export function drawFromWire(wire: Decoded<farport.v1.Draw.$Properties>, payloadLength: number): DrawMessage {
  if (wire.frame === 0) throw malformed('frame 0');
  const operations = unpackOperations(wire.operations);
  let inflated = 0;
  let files = 0;
  let grown = 0;
  for (const { codec, value, width, height } of operations) {
    if (codec === 'palette' || codec === 'lossless') inflated += value;
    if (codec === 'exact' || codec === 'jpeg') files += value;
    if (codec === 'exact') grown += 3 * width * height;
  }
  if (inflated + grown > limits.MAX_INFLATED) {
    throw new ProtocolError(
      'protocol.draw_too_large',
      `${inflated + grown} bytes inflated, at most ${limits.MAX_INFLATED}`,
    );
  }
  const deflated = payloadLength - files;
  if (deflated < 0 || (deflated === 0) !== (inflated === 0)) {
    throw malformed(`operations of ${inflated} and ${files} bytes with a payload of ${payloadLength}`);
  }
  const { frame, more, restart, lazy } = wire;
  return { head: checkHead(wire.head), frame, more, operations, deflated, restart, lazy };
}

export function drawToWire(message: Omit<DrawMessage, 'deflated'>): farport.v1.Draw.$Properties {
  const { head, frame, more, operations, restart, lazy } = message;
  return { head, frame, more, operations: packOperations(operations), restart, lazy };
}

/** `payloadLength`: bytes of the picture, deflated. */
export function cursorShapeFromWire(
  wire: Decoded<farport.v1.CursorShape.$Properties>,
  payloadLength: number,
): CursorShapeMessage {
  const { head, width, height, hotX, hotY } = wire;
  const hidden = width === 0 && height === 0;
  if (!hidden && (width === 0 || height === 0 || hotX >= width || hotY >= height)) {
    throw malformed(`a cursor of ${width} by ${height} that points at ${hotX}, ${hotY}`);
  }
  if (width > limits.MAX_CURSOR_SIDE || height > limits.MAX_CURSOR_SIDE) {
    throw new ProtocolError('protocol.cursor_too_large', `a cursor of ${width} by ${height} pixels`);
  }
  if (hidden !== (payloadLength === 0)) throw malformed(`a cursor with ${payloadLength} bytes`);
  if (payloadLength > limits.MAX_CURSOR_BYTES) {
    throw new ProtocolError('protocol.cursor_too_large', `a cursor of ${payloadLength} bytes`);
  }
  return { head: checkHead(head), width, height, hotX, hotY };
}

export function monitorsFromWire(wire: Decoded<farport.v1.Monitors.$Properties>): MonitorMessage[] {
  if (wire.monitors.length > limits.MAX_HEADS) {
    throw new ProtocolError(
      'protocol.too_many_monitors',
      `${wire.monitors.length} monitors, at most ${limits.MAX_HEADS}`,
    );
  }
  return wire.monitors.map((each) => {
    const { x, y, width, height, widthMm, heightMm } = each as Decoded<farport.v1.Monitor.$Properties>;
    if ((width === 0) !== (height === 0)) throw malformed(`a monitor of ${width} by ${height}`);
    return {
      x: atMost(x, limits.MAX_PLACE, 'place'),
      y: atMost(y, limits.MAX_PLACE, 'place'),
      width: checkSide(width),
      height: checkSide(height),
      widthMm: atMost(widthMm, limits.MAX_MILLIMETRES, 'width in millimetres'),
      heightMm: atMost(heightMm, limits.MAX_MILLIMETRES, 'height in millimetres'),
    };
  });
}

export function checkKeyCode(code: number): number {
  if (code === 0) throw malformed('key 0');
  return atMost(code, limits.MAX_KEY, 'key');
}

export function checkButtons(buttons: number): number {
  return atMost(buttons, limits.ALL_BUTTONS, 'buttons');
}

export function pointerFromWire(wire: Decoded<farport.v1.Pointer.$Properties>): PointerMessage {
  return {
    head: checkHead(wire.head),
    x: checkSide(wire.x),
    y: checkSide(wire.y),
    buttons: checkButtons(wire.buttons),
  };
}

export function checkSteps(steps: number): number {
  if (Math.abs(steps) > limits.MAX_STEPS) throw malformed(`${steps} steps, at most ${limits.MAX_STEPS}`);
  return steps;
}
