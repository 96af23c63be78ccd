/** What is wrong with a descriptor, and where. */

export type DescriptorErrorCode =
  /** The bytes end before the descriptor does. */
  | 'descriptor.truncated'
  /** bLength does not fit the descriptor's type (0 and 1 fit none). */
  | 'descriptor.length'
  /** bDescriptorType is not the expected one. */
  | 'descriptor.type'
  /** wTotalLength is not the length of what was given. */
  | 'descriptor.total_length'
  /** A descriptor that belongs to another stands without it. */
  | 'descriptor.order'
  /** bEndpointAddress names no endpoint that can exist here. */
  | 'descriptor.endpoint'
  /** More interfaces or endpoints than a device can use. */
  | 'descriptor.too_many'
  /** A value outside what USB allows. */
  | 'descriptor.value';

/** A device gave a malformed descriptor. `offset` is in bytes from the start of what was parsed. */
export class DescriptorError extends Error {
  readonly code: DescriptorErrorCode;
  readonly offset: number;
  constructor(code: DescriptorErrorCode, offset: number, detail: string) {
    super(`malformed descriptor at byte ${offset}: ${detail}`);
    this.name = 'DescriptorError';
    this.code = code;
    this.offset = offset;
  }
}
