/** The named errors of a channel: each has a stable code and the WebSocket close code it ends the channel with. */

/**
 * Close codes: RFC 6455, section 7.4.1 (1002 protocol error, 1008 policy violation, 1009 message too big,
 * 1011 this side failed, 1013 try again later) and, for what has no code there, the private range from 4000.
 */
export const CLOSE_CODES = {
  /** Not protobuf, not this schema, or a value outside its range. */
  'protocol.malformed': 1002,
  /** Not a WebSocket as RFC 6455 has it. */
  'protocol.framing': 1002,
  /** Channels carry binary messages only. */
  'protocol.text': 1003,
  // One for each limit (limits.ts): a message, header, payload or transfer …
  'protocol.message_too_large': 1009,
  'protocol.too_many_fragments': 1009,
  'protocol.header_too_large': 1009,
  'protocol.payload_too_large': 1009,
  'protocol.transfer_too_large': 1009,
  // … a list, a descriptor …
  'protocol.too_many_capabilities': 1009,
  'protocol.too_many_configurations': 1009,
  'protocol.configuration_too_large': 1009,
  'protocol.bos_too_large': 1009,
  // … a string or name.
  'protocol.agent_too_long': 1009,
  'protocol.capability_too_long': 1009,
  'protocol.channel_id_too_long': 1009,
  'protocol.detach_message_too_long': 1009,
  'protocol.error_code_too_long': 1009,
  'protocol.error_message_too_long': 1009,
  'protocol.manufacturer_too_long': 1009,
  'protocol.port_path_too_long': 1009,
  'protocol.product_too_long': 1009,
  'protocol.serial_too_long': 1009,
  'protocol.ticket_too_long': 1009,
  // … what a viewer is shown, or wishes (display/display-limits.ts).
  'protocol.picture_too_large': 1009,
  'protocol.cursor_too_large': 1009,
  'protocol.draw_too_large': 1009,
  'protocol.too_many_operations': 1009,
  'protocol.too_many_monitors': 1009,
  'protocol.clipboard_too_large': 1009,
  // … what a client says of its devices, or is told of them (control/control-limits.ts).
  'protocol.too_many_devices': 1009,
  'protocol.too_many_interfaces': 1009,
  'protocol.client_name_too_long': 1009,
  'protocol.code_too_long': 1009,
  'protocol.key_too_long': 1009,
  'protocol.message_too_long': 1009,
  'protocol.reason_too_long': 1009,
  'protocol.vm_too_long': 1009,
  /** More messages in a second than anybody needs. */
  'protocol.too_many_messages': 1008,
  /** No version that both sides speak. */
  'protocol.version': 4001,
  /** A message that has no place in this state or from this side. */
  'protocol.unexpected': 1002,
  /** A gap or repetition in numbering, or an acknowledgement of what was never sent. */
  'protocol.sequence': 4002,
  /** More payload than granted, or a grant that falls. */
  'protocol.credit': 4003,
  'protocol.too_many_urbs': 4004,
  /** The ticket is missing, wrong or used up. */
  'protocol.ticket': 1008,
  /** No sign of life in time. */
  'protocol.timeout': 4005,
  /** No hello or welcome in time. */
  'protocol.hello_timeout': 4007,
  /** More WebSocket pings than can be answered. */
  'protocol.too_many_pings': 1008,
  /** The other side does not read what it asks for. */
  'protocol.congested': 4006,
  /** The transport failed underneath. */
  'protocol.link': 1011,
} as const satisfies Record<string, number>;

export type ProtocolErrorCode = keyof typeof CLOSE_CODES;

/** Close code of an error whose name belongs to a layer above (for example `usb.ports_full`). */
export const CLOSE_CODE_APPLICATION = 4000;

/** The other side, or the link, broke a rule of the protocol. Ends its own channel and nothing else. */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;
  readonly closeCode: number;
  constructor(code: ProtocolErrorCode, message: string) {
    super(message);
    this.name = 'ProtocolError';
    this.code = code;
    this.closeCode = CLOSE_CODES[code];
  }
}

/** The caller of this package did what its contract forbids; a defect in our own program, never the peer's doing. */
export class ChannelUsageError extends Error {
  readonly code = 'channel.usage';
  constructor(message: string) {
    super(message);
    this.name = 'ChannelUsageError';
  }
}
