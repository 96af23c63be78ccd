// The meter (meter.rs) made ready to run: built once per source, and packed into the test guest's first file system.
// It runs no measurement.
import type { GuestKernel } from '../guest/image.ts';
import { prepareGuestProgram, type GuestProgram } from '../guest/program.ts';
import { building } from './building.ts';

/** The meter, and the guest images with it as /bin/meter. */
export type Meter = GuestProgram;

/** What `meter read` and its like print. */
export interface DiskFigure {
  readonly bytes: number;
  readonly requests: number;
  readonly seconds: number;
}

/** What `meter control` and `meter interrupt` print. */
export interface LatencyFigure {
  readonly samples: number;
  readonly meanNs: number;
  readonly p50Ns: number;
  readonly p90Ns: number;
  readonly p99Ns: number;
}

/** Builds what is not there yet. BenchError bench.build when a tool fails. */
export function prepareMeter(version: GuestKernel = '6.12'): Meter {
  return building(() => prepareGuestProgram('meter', 'test/bench/meter.rs', 'bench', version));
}
