/** The real parts of a VM process. */
import { VmError } from '../errors.ts';
import type { VmParts } from './machine-factory.ts';

export const parts: VmParts = {
  createMachine() {
    throw new VmError('vm.unavailable', 500, 'this build has no machine yet');
  },
  channels: {
    maxMessageBytes: 1 << 20,
    accept() {
      throw new VmError('vm.unavailable', 500, 'this build has no channels yet');
    },
  },
};
