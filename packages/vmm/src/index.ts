export * from './machine/guest-memory.ts';
export * from './machine/clock.ts';
export * from './machine/region.ts';
export * from './usb/usb-device.ts';
export * from './machine/config.ts';
export * from './machine/log.ts';
export * from './machine/virtual-machine.ts';
export type { DisplayConfig } from './display/display.ts';
export type { DisplaySession, ViewerOptions } from './display/display-session.ts';
