/** The control channel of an enrolled client: messages, limits, codec. Dials nothing and serves nothing. */
export * from './control-codec.ts';
export * from './control-limits.ts';
export type {
  AgentMessage,
  AttachOrder,
  ClientMessage,
  InterfaceClass,
  OrderProgress,
  ProgressMessage,
  ReleaseOrder,
  SeenDevice,
  Welcome,
} from './control-messages.ts';
export { CLOSE_CODES, CLOSE_CODE_APPLICATION, ProtocolError } from '../errors.ts';
