/** Devices, filters and usbredir rules for properties: few values, so that they meet often. */
import fc from 'fast-check';
import type { DeviceFacts } from '../device-facts.ts';
import type { DeviceFilterText } from '../device-filter.ts';
import type { UsbredirRule } from '../usbredir-filter.ts';

const vendors = [0x0781, 0x046d];
const products = [0x5583, 0x5591];
const versions = [0x0100, 0x0110];
const classCodes = [0x00, 0x03, 0x08, 0x09, 0xef, 0xff];

const triple = fc.oneof(
  fc.constantFrom(
    { classCode: 3, subclass: 0, protocol: 0 },
    { classCode: 3, subclass: 1, protocol: 1 },
    { classCode: 8, subclass: 6, protocol: 0x50 },
  ),
  fc.constantFrom(...classCodes).map((classCode) => ({ classCode, subclass: 0, protocol: 0 })),
);

export const anyDevice: fc.Arbitrary<DeviceFacts> = fc.record({
  vendorId: fc.constantFrom(...vendors),
  productId: fc.constantFrom(...products),
  deviceVersion: fc.constantFrom(...versions),
  serial: fc.constantFrom('', 'S1', 'S22'),
  portPath: fc.constantFrom({ bus: 1, ports: [2] }, { bus: 1, ports: [2, 3] }, { bus: 2, ports: [2] }),
  deviceClass: triple,
  interfaces: fc.array(triple, { maxLength: 4 }),
});

function maybe<T>(values: readonly T[]): fc.Arbitrary<T | undefined> {
  return fc.option(fc.constantFrom(...values), { nil: undefined });
}

export const anyUsbredirRule: fc.Arbitrary<UsbredirRule> = fc
  .tuple(maybe(classCodes), maybe(vendors), maybe(products), maybe(versions), fc.boolean())
  .map(([classCode, vendorId, productId, deviceVersion, allow]) => ({
    ...(classCode === undefined ? {} : { classCode }),
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(productId === undefined ? {} : { productId }),
    ...(deviceVersion === undefined ? {} : { deviceVersion }),
    allow,
  }));

const digit = fc.constantFrom(...Array.from('0123456789abcdef*'));
const word = fc.oneof(fc.string({ unit: digit, minLength: 4, maxLength: 4 }), fc.constant('*'));
const id = fc
  .tuple(word, word, fc.option(fc.constantFrom('0100', '0a1b'), { nil: undefined }))
  .map(([vendor, product, version]) => `${vendor}:${product}${version === undefined ? '' : `@${version}`}`);
const classText = fc.constantFrom('08', '03/01', '03/01/02', '03/*/02', 'ff');

export const anyFilterText: fc.Arbitrary<DeviceFilterText> = fc.record(
  {
    ids: fc.array(id, { maxLength: 3 }),
    exceptIds: fc.array(id, { maxLength: 3 }),
    classes: fc.oneof(
      fc.record({ any: fc.array(classText, { maxLength: 3 }) }),
      fc.record({ every: fc.array(classText, { maxLength: 3 }), ignoreSecondaryHid: fc.constant(true) }),
    ),
    serials: fc.array(fc.constantFrom('S1', 'S*', '*'), { maxLength: 2 }),
    ports: fc.array(fc.constantFrom('1-2', '1-2.*', '2-1.4.3'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
