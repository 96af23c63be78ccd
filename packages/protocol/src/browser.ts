/** What of this package a browser's Worker uses: no Node, no ws. @farport/protocol/display has the channel itself. */
export { systemClock, type ChannelClock, type ChannelTimer } from './channel-clock.ts';
export type { ChannelClosed, ChannelSession } from './channel-types.ts';
export { ProtocolError } from './errors.ts';
export type { MessageSocket, MessageSocketEvents } from './message-socket.ts';
export { ReceivedPayload } from './received-payload.ts';
export { wrapBrowserSocket, type BrowserWebSocket, type ClosedSocket } from './browser-socket.ts';
