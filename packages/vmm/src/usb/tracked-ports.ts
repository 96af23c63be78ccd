/**
 * The ports of a controller, with a list of what is plugged in, so that a VM that ends lets every device go.
 *
 * Owns that list only.
 */
import type { UsbAttachment, UsbDevice, UsbPorts } from './usb-device.ts';

export class TrackedUsbPorts implements UsbPorts {
  readonly #ports: UsbPorts;
  readonly #plugged = new Set<UsbAttachment>();

  constructor(ports: UsbPorts) {
    this.#ports = ports;
  }

  attach(device: UsbDevice): UsbAttachment {
    const inner = this.#ports.attach(device);
    const attachment: UsbAttachment = {
      port: inner.port,
      detach: () => {
        this.#plugged.delete(attachment);
        inner.detach();
      },
    };
    this.#plugged.add(attachment);
    return attachment;
  }

  detachAll(): void {
    for (const attachment of [...this.#plugged]) attachment.detach();
  }
}
