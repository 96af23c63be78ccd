export * from './channel-clock.ts';
export * from './device-channel.ts';
export * from './errors.ts';
export * from './host-channel.ts';
export * from './limits.ts';
export * from './message-socket.ts';
export * from './ws-socket.ts';
export { ReceivedPayload } from './received-payload.ts';
export type { ChannelClosed, ChannelOptions, ChannelSession, ChannelState } from './channel-types.ts';
export type {
  AttachMessage,
  DetachReason,
  SubmitMessage,
  WireOperationStatus,
  WireSpeed,
  WireStatus,
  WireTransferType,
} from './messages.ts';
