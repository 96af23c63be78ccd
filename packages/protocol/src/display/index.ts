export type { ClipboardHandlers, ClipboardKind, ClipboardStateMessage } from './clipboard.ts';
export * from './growing-bytes.ts';
export * from './display-client.ts';
export * from './display-limits.ts';
export * from './display-server.ts';
export type {
  CursorShapeMessage,
  DrawMessage,
  MonitorMessage,
  PointerMessage,
  PresentedMessage,
  ScanoutMessage,
} from './display-messages.ts';
export type { OperationCodec, OperationMessage } from './operations.ts';
