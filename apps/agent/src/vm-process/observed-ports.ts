/** The machine's USB ports, with a list of what is on them for status answers. Adds nothing to the data path. */
import type { UsbAttachment, UsbDevice, UsbPorts } from '@farport/vmm';

export interface DeviceStatus {
  /** The controller's port, from 1. */
  readonly port: number;
  readonly label: string;
  readonly speed: string;
}

export class ObservedPorts implements UsbPorts {
  readonly #ports: UsbPorts;
  readonly #devices = new Map<UsbAttachment, DeviceStatus>();

  constructor(ports: UsbPorts) {
    this.#ports = ports;
  }

  attach(device: UsbDevice): UsbAttachment {
    const inner = this.#ports.attach(device);
    const devices = this.#devices;
    const attachment: UsbAttachment = {
      port: inner.port,
      detach() {
        devices.delete(attachment);
        inner.detach();
      },
    };
    devices.set(attachment, { port: inner.port, label: device.label, speed: device.speed });
    return attachment;
  }

  list(): DeviceStatus[] {
    return [...this.#devices.values()].sort((a, b) => a.port - b.port);
  }
}
