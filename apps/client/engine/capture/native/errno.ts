/**
 * Owns what the kernel's error numbers mean for a URB or an operation (Documentation/driver-api/usb/error-codes.rst).
 */
import { constants } from 'node:os';
import type { OperationStatus, UrbStatus } from '@farport/usb';

const { errno } = constants;
/** Not in Node's table of constants: include/uapi/asm-generic/errno.h. */
const ESHUTDOWN = 108;
const EREMOTEIO = 121;

/** `status` is 0 or a negative errno; `cancelled` tells whether somebody asked for the URB's end. */
export function urbStatus(status: number, cancelled: boolean): UrbStatus {
  switch (-status) {
    case 0:
      return 'completed';
    case errno.EPIPE:
      return 'stall';
    case errno.ENOENT:
      // Submitting to an endpoint that is not there, or an URB that was ended from outside.
      return cancelled ? 'cancelled' : 'invalid';
    case errno.ECONNRESET:
      return 'cancelled';
    case errno.EOVERFLOW:
      return 'babble';
    case errno.ETIMEDOUT:
      return 'timeout';
    case errno.ENODEV:
    case ESHUTDOWN:
      return 'no-device';
    case errno.EINVAL:
    case errno.EMSGSIZE:
    case errno.EFBIG:
      return 'invalid';
    case errno.ENOMEM:
    case errno.ENOSPC:
    case errno.EAGAIN:
    case errno.EBUSY:
      return 'no-resources';
    case EREMOTEIO:
      // A short packet where the request said that one is an error.
      return 'transaction-error';
    default:
      return 'transaction-error';
  }
}

export function operationStatus(status: number): OperationStatus {
  const mapped = urbStatus(status, false);
  switch (mapped) {
    case 'cancelled':
    case 'babble':
    case 'no-resources':
      return 'transaction-error';
    case 'completed':
    case 'stall':
    case 'timeout':
    case 'transaction-error':
    case 'no-device':
    case 'invalid':
      return mapped;
  }
}
