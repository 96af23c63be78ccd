/** Builds what a benchmark needs; a tool that fails ends the benchmark with its words. */
import { GuestProgramError } from '../guest/program.ts';
import { BenchError } from './errors.ts';

/** What `build` gives. Throws BenchError, bench.build. */
export function building<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof GuestProgramError) throw new BenchError('bench.build', error.message);
    throw error;
  }
}
