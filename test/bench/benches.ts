// The list of benchmarks. One that has no `run` is planned; saying its name says so.
import type { BenchResult } from './report.ts';
import { storage } from './storage.ts';

export interface BenchContext {
  /** Shorter cells and fewer of them: to see that it works, not to quote. */
  readonly quick: boolean;
  /** Only these contestants; undefined: all. */
  readonly only: readonly string[] | undefined;
  /** How often each contestant runs; the median counts. */
  readonly runs: number;
  /** A line of progress. */
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly about: string;
  readonly run?: (context: BenchContext) => Promise<BenchResult>;
}

export const benches: Readonly<Record<string, Bench>> = {
  storage,
  boot: { about: "start of the VM process to the guest's init, and memory, against QEMU's microvm and q35" },
  urb: { about: 'round trip of a control and an interrupt transfer, against USB/IP and usbredir' },
  block: { about: "virtio-blk in the guest, against QEMU's virtio-blk on the same file" },
};
