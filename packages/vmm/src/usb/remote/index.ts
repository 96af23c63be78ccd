export * from './remote-device-port.ts';
export * from './remote-usb-device.ts';
