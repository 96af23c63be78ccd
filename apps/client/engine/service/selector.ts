/**
 * Owns what a name that a person gave means among the devices that are plugged in, and the words where it means none
 * or several. The grammar of names is packages/usb's. No I/O.
 */
import {
  type DeviceSelector,
  formatSelector,
  labelOfDevice,
  parseSelector,
  selectorMatches,
} from '@farport/usb';
import { isHub, type LocalDevice } from '../capture/local-device.ts';
import { EngineError } from '../errors.ts';

const MAX_LENGTH = 300;

/** As `parseSelector` of packages/usb. Throws `device.selector`. */
export function selectorOf(text: string): DeviceSelector {
  const selector = text.length > MAX_LENGTH ? undefined : parseSelector(text);
  if (selector !== undefined) return selector;
  throw new EngineError(
    'device.selector',
    'name a device by VID:PID (0781:5583), by its serial number, or by its port (2-1.4): "farport devices" shows them',
  );
}

/**
 * The one device that is meant. Throws `device.not_found`, `device.ambiguous` (with the candidates), `device.hub`.
 */
export function resolve(selector: DeviceSelector, devices: readonly LocalDevice[]): LocalDevice {
  const found = devices.filter((device) => selectorMatches(selector, device));
  const usable = found.filter((device) => !isHub(device));
  const [first] = usable;
  if (first === undefined) {
    if (found[0] !== undefined) throw hub(found[0]);
    throw new EngineError(
      'device.not_found',
      `no device ${formatSelector(selector)} is plugged in: "farport devices" lists what is; --wait waits for it`,
    );
  }
  if (usable.length > 1) {
    const candidates = usable.map((device) => {
      const serial = device.serial === '' ? 'no serial number' : `serial ${device.serial}`;
      return `  ${device.portPath}  ${labelOfDevice(device)}, ${serial}`;
    });
    throw new EngineError(
      'device.ambiguous',
      `${usable.length} devices are ${formatSelector(selector)}; name one by its port or serial number:\n${candidates.join('\n')}`,
    );
  }
  return first;
}

function hub(device: LocalDevice): EngineError {
  return new EngineError(
    'device.hub',
    `${labelOfDevice(device)} on ${device.portPath} is a hub: redirect the devices behind it instead`,
  );
}
